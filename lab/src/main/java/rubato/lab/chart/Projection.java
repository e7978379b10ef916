package rubato.lab.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * Values to places on a drawing of {@code width} by {@code height}, with y growing downwards.
 *
 * @param x the range shown from left to right
 * @param y the range shown from bottom to top
 */
record Projection(Scale xScale, Extent x, Scale yScale, Extent y, double width, double height) {

  /**
   * Places further out than this are as good as infinitely far: lines to them keep their course.
   */
  private static final double FAR = 1e9;

  static Projection of(Chart chart, double width, double height) {
    return new Projection(
        chart.x().scale(), chart.xExtent(), chart.y().scale(), chart.yExtent(), width, height);
  }

  /** Where {@code value} is from left to right; NaN where it has no place. */
  double across(double value) {
    return Math.clamp(xScale.share(value, x.low(), x.high()) * width, -FAR, FAR);
  }

  /** Where {@code value} is from top to bottom; NaN where it has no place. */
  double down(double value) {
    return Math.clamp((1 - yScale.share(value, y.low(), y.high())) * height, -FAR, FAR);
  }

  boolean inside(double across, double down) {
    return across >= 0 && across <= width && down >= 0 && down <= height;
  }

  /**
   * The lines through {@code points}, cut at gaps and at the frame, each as x, y, x, y ... Runs of
   * points within {@code bucket} of each other across keep their first, lowest, highest and last,
   * so that a spike of one step among a million is still drawn in full.
   */
  List<double[]> lines(Points points, double bucket) {
    var pen = new Pen(this);
    var run = new Bucket();
    for (int i = 0; i < points.size(); i++) {
      double across = across(points.x(i));
      double down = down(points.y(i));
      if (Double.isNaN(across) || Double.isNaN(down)) {
        run.flush(pen);
        pen.lift();
      } else {
        long column = (long) Math.floor(across / bucket);
        if (run.size > 0 && column != run.column) {
          run.flush(pen);
        }
        run.add(column, across, down);
      }
    }
    run.flush(pen);
    pen.lift();
    return pen.lines;
  }

  /** The closed line through {@code points}, which all have a place, as x, y, x, y ... */
  double[] ring(Points points) {
    double[] line = new double[2 * points.size()];
    for (int i = 0; i < points.size(); i++) {
      line[2 * i] = across(points.x(i));
      line[2 * i + 1] = down(points.y(i));
    }
    return line;
  }

  /** The parts of a ring that do not lie along the frame. */
  List<double[]> within(Points points) {
    return within(ring(points));
  }

  /** The closed line through {@code points}, kept within the frame. */
  double[] area(Points points) {
    double[] ring = ring(points);
    for (int i = 0; i < ring.length; i += 2) {
      ring[i] = Math.clamp(ring[i], 0, width);
      // What has no place, as 0 on a log axis, is below all that has.
      ring[i + 1] = Double.isNaN(ring[i + 1]) ? height : Math.clamp(ring[i + 1], 0, height);
    }
    return ring;
  }

  /** The parts of a ring that do not lie along the frame. */
  List<double[]> within(double[] ring) {
    var result = new ArrayList<double[]>();
    int from = 0;
    for (int i = 0; i < ring.length; i += 2) {
      boolean last = i + 2 == ring.length;
      if (last || (edge(ring, i) && edge(ring, i + 2))) {
        if (i > from) {
          result.add(Arrays.copyOfRange(ring, from, i + 2));
        }
        from = i + 2;
      }
    }
    return result;
  }

  private boolean edge(double[] line, int at) {
    double near = 1e-6;
    return Math.min(line[at], width - line[at]) < near
        || Math.min(line[at + 1], height - line[at + 1]) < near;
  }

  /** True when any point is within the frame. */
  boolean sees(Points points) {
    for (int i = 0; i < points.size(); i++) {
      if (inside(across(points.x(i)), down(points.y(i)))) {
        return true;
      }
    }
    return false;
  }

  /** The places of single points inside the frame; those on top of each other once. */
  List<double[]> places(Points points) {
    var seen = new HashSet<Long>();
    var result = new ArrayList<double[]>();
    for (int i = 0; i < points.size(); i++) {
      double across = across(points.x(i));
      double down = down(points.y(i));
      if (inside(across, down) && seen.add(Math.round(across * 2) << 32 | Math.round(down * 2))) {
        result.add(new double[] {across, down});
      }
    }
    return result;
  }

  /** Points of one column: only what the eye can tell apart is kept. */
  private static final class Bucket {
    private final double[] across = new double[4];
    private final double[] down = new double[4];
    private final int[] order = new int[4];
    private long column;
    private int size;

    // Slots: 0 the first point, 1 the highest, 2 the lowest, 3 the last.
    void add(long at, double x, double y) {
      if (size == 0) {
        column = at;
        for (int slot = 0; slot < 4; slot++) {
          keep(slot, x, y);
        }
      }
      if (y < down[1]) {
        keep(1, x, y);
      }
      if (y > down[2]) {
        keep(2, x, y);
      }
      keep(3, x, y);
      size++;
    }

    private void keep(int slot, double x, double y) {
      across[slot] = x;
      down[slot] = y;
      order[slot] = size;
    }

    void flush(Pen pen) {
      if (size == 0) {
        return;
      }
      boolean upFirst = order[1] <= order[2];
      int[] slots = {0, upFirst ? 1 : 2, upFirst ? 2 : 1, 3};
      int drawn = -1;
      for (int slot : slots) {
        if (order[slot] > drawn) {
          pen.to(across[slot], down[slot]);
          drawn = order[slot];
        }
      }
      size = 0;
    }
  }

  /** Draws lines and cuts them at the frame. */
  private static final class Pen {
    private final List<double[]> lines = new ArrayList<>();
    private final List<Double> current = new ArrayList<>();
    private final Projection frame;
    private boolean down;
    private double atX;
    private double atY;

    Pen(Projection frame) {
      this.frame = frame;
    }

    void to(double x, double y) {
      if (down) {
        segment(x, y);
      } else if (frame.inside(x, y)) {
        current.add(x);
        current.add(y);
      }
      down = true;
      atX = x;
      atY = y;
    }

    void lift() {
      end();
      down = false;
    }

    private void end() {
      if (!current.isEmpty()) {
        lines.add(current.stream().mapToDouble(v -> v).toArray());
        current.clear();
      }
    }

    /** Liang and Barsky (1984): the part of the segment from {@code from} to {@code to}. */
    private void segment(double x, double y) {
      double dx = x - atX;
      double dy = y - atY;
      double from = 0;
      double to = 1;
      double[] towards = {-dx, dx, -dy, dy};
      double[] left = {atX, frame.width - atX, atY, frame.height - atY};
      for (int side = 0; side < 4; side++) {
        double share = left[side] / towards[side];
        if (towards[side] < 0) {
          from = Math.max(from, share);
        } else if (towards[side] > 0) {
          to = Math.min(to, share);
        } else if (left[side] < 0) {
          to = -1;
        }
      }
      if (from > to) {
        end();
        return;
      }
      if (current.isEmpty()) {
        current.add(atX + from * dx);
        current.add(atY + from * dy);
      }
      current.add(to < 1 ? atX + to * dx : x);
      current.add(to < 1 ? atY + to * dy : y);
      if (to < 1) {
        end();
      }
    }
  }
}
