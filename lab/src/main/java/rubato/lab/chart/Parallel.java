package rubato.lab.chart;

import java.util.List;

/**
 * Parallel coordinates: an upright axis for each dimension, a line for each item; the best lie in
 * front.
 *
 * @param title the heading
 * @param axes from left to right
 * @param lines from the best to the worst
 */
public record Parallel(String title, List<Upright> axes, List<Line> lines) {

  private static final int STEP = 170;
  private static final int LEFT = 90;
  private static final int TOP = 78;
  private static final int HEIGHT = 260;

  /** Of the lines, one in so many is among the best. */
  private static final int BEST = 5;

  public Parallel {
    axes = List.copyOf(axes);
    lines = List.copyOf(lines);
  }

  /**
   * An axis.
   *
   * @param name above it
   * @param labels beside it, at places from 0, the bottom, to 1
   */
  public record Upright(String name, List<Label> labels) {
    public Upright {
      labels = List.copyOf(labels);
    }
  }

  /**
   * A label of an axis.
   *
   * @param text what it says
   * @param at from 0 to 1
   */
  public record Label(String text, double at) {}

  /**
   * An item.
   *
   * @param name said on hover
   * @param at its place on each axis, from 0 to 1; NaN where it has none
   */
  public record Line(String name, List<Double> at) {
    public Line {
      at = List.copyOf(at);
    }
  }

  /** The picture; text stays text, light and dark follow the reader. */
  public String svg() {
    int width = 2 * LEFT + STEP * (axes.size() - 1);
    int height = TOP + HEIGHT + 24;
    StringBuilder out = Svg.paper(title, width, height);
    var ink = new Ink(out);
    ink.text(12, 24, 15, "ink", "font-weight:600", Lettering.fitted(title, 16, width - 24));
    for (int i = 0; i < axes.size(); i++) {
      ink.line(x(i), TOP, x(i), TOP + HEIGHT, "stroke:var(--rb-axis);stroke-width:1.2");
    }
    int best = Math.ceilDiv(lines.size(), BEST);
    for (int i = lines.size() - 1; i >= 0; i--) {
      out.append("\n<g><title>").append(Xml.text(lines.get(i).name())).append("</title>");
      ink.path(path(lines.get(i)), stroke(i, best));
      out.append("</g>");
    }
    for (int i = 0; i < axes.size(); i++) {
      String name = Lettering.fitted(axes.get(i).name(), 14, 2 * LEFT - 8);
      ink.text(x(i), TOP - 16, 13, "ink", "font-weight:600;text-anchor:middle", name);
      for (Label label : axes.get(i).labels()) {
        String fitted = Lettering.fitted(label.text(), 11, STEP - 30);
        ink.text(x(i) + 6, y(label.at()) + 4, 11, "ink", HALO, fitted);
      }
    }
    return out.append("\n</svg>\n").toString();
  }

  /** Labels lie over lines: the paper shines around them. */
  private static final String HALO =
      "paint-order:stroke;stroke:var(--rb-paper);stroke-width:3;stroke-linejoin:round";

  private static String stroke(int place, int best) {
    return place == 0
        ? "stroke:var(--rb-c2);stroke-width:3"
        : place < best
            ? "stroke:var(--rb-c1);stroke-width:1.6;stroke-opacity:.8"
            : "stroke:var(--rb-back);stroke-width:1;stroke-opacity:.45";
  }

  private static String path(Line line) {
    var data = new StringBuilder();
    boolean down = false;
    for (int i = 0; i < line.at().size(); i++) {
      double at = line.at().get(i);
      if (!Double.isNaN(at)) { // the line goes straight over an axis where it has no place
        data.append(down ? 'L' : 'M').append(Path.number(x(i))).append(' ');
        data.append(Path.number(y(at)));
        down = true;
      }
    }
    return data.toString();
  }

  private static double x(int axis) {
    return LEFT + STEP * (double) axis;
  }

  private static double y(double at) {
    return TOP + HEIGHT * (1 - Math.clamp(at, 0, 1));
  }
}
