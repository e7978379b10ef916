package rubato.lab.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A chart in characters: braille dots where the terminal has them, markers elsewhere. */
public final class Terminal {

  /** ANSI colours that can be read on dark and on light; the first is for faint series. */
  private static final int[] ANSI = {90, 36, 33, 35, 32, 34};

  private static final int RED = 31;

  /** The owner of cells that no series drew. */
  private static final int INK = Integer.MAX_VALUE;

  /** The owner of contours. */
  private static final int FAINT = INK - 1;

  /** Characters are coarse: more contours than this would be a gray mass. */
  private static final int CONTOURS = 5;

  private final Chart chart;
  private final List<Group> groups;
  private final Glyphs glyphs;
  private final int columns;
  private final int rows;
  private final boolean colour;
  private final StringBuilder out = new StringBuilder();

  private Terminal(Chart chart, int columns, int rows, boolean colour, boolean unicode) {
    if (columns < 30) {
      throw new IllegalArgumentException("columns must be >= 30, got " + columns);
    }
    if (rows < 8) {
      throw new IllegalArgumentException("rows must be >= 8, got " + rows);
    }
    this.chart = chart;
    this.groups = Group.of(chart);
    this.glyphs = new Glyphs(unicode);
    this.columns = columns;
    this.rows = rows;
    this.colour = colour;
  }

  /**
   * The chart in {@code rows} lines of at most {@code columns} characters.
   *
   * @param columns at least 30
   * @param rows at least 8
   * @param colour whether the terminal shows ANSI colours
   * @param unicode whether it shows braille and box-drawing characters; without it, ASCII alone
   */
  public static String of(Chart chart, int columns, int rows, boolean colour, boolean unicode) {
    return new Terminal(chart, columns, rows, colour, unicode).drawn();
  }

  private String drawn() {
    if (!chart.title().isBlank()) {
      line(Glyphs.fitted(glyphs.safe(chart.title()), columns));
    }
    var legend = legend();
    // The plot keeps at least three rows; a legend that does not fit is cut.
    int heading = chart.title().isBlank() ? 1 : 2;
    int kept = Math.min(legend.size(), rows - heading - 6);
    legend.subList(0, kept).forEach(this::line);
    line(Glyphs.fitted(glyphs.up() + glyphs.safe(said(chart.y())), columns));
    int height = rows - heading - kept - 3;
    var yExtent = chart.yExtent();
    var ticks = Ticks.of(chart.y().scale(), yExtent, Math.max(2, height / 3));
    int margin = ticks.stream().mapToInt(t -> t.label().length()).max().orElse(0);
    var cells = new Cells(columns - margin - 2, height);
    var projection = Projection.of(chart, cells.width(), cells.height());
    contours(cells, projection);
    chart.painted().forEach(series -> draw(cells, projection, series));
    for (Mark mark : chart.marks()) {
      double across = projection.across(mark.x());
      if (projection.inside(across, 0)) {
        cells.behind(across, glyphs.mark(), INK);
      }
    }
    plot(cells, projection, ticks, margin);
    floor(cells, projection, margin);
    return out.toString();
  }

  private void contours(Cells cells, Projection projection) {
    int every = Math.max(1, Math.ceilDiv(chart.contours().size(), CONTOURS));
    for (int i = 0; i < chart.contours().size(); i += every) {
      for (Points ring : chart.contours().get(i).rings()) {
        cells.lines(projection.within(ring), FAINT, glyphs.marker(0), Cells.Stroke.SPARSE);
      }
    }
  }

  private void draw(Cells cells, Projection projection, Series series) {
    int group = groups.indexOf(Group.named(groups, series.group()));
    int number = groups.get(group).colour();
    switch (series.style()) {
      case DOTS, SPECKS, CROSSES -> {
        char with = series.style() == Style.CROSSES ? glyphs.cross() : glyphs.marker(number);
        projection.places(series.points()).forEach(p -> cells.dot(p[0], p[1], group, with));
      }
      case AREA ->
          cells.lines(
              projection.within(projection.area(series.points())),
              group,
              glyphs.shade(),
              Cells.Stroke.SPARSE);
      case FRONT, TRAIL, BACK, DASHED -> {
        var lines = projection.lines(series.points(), 1);
        char with = inDots(number, series.style()) ? 0 : marker(number, series.style());
        cells.lines(lines, group, with, stroke(with != 0 && number > 1, series.style()));
      }
    }
  }

  /** Without colours only the first line can be in dots: the others could not be told from it. */
  private boolean inDots(int number, Style style) {
    return glyphs.unicode() && (colour || (number <= 1 && style != Style.BACK));
  }

  /** Markers leave room for each other, so that no line hides another. */
  private static Cells.Stroke stroke(boolean marked, Style style) {
    if (style == Style.BACK) {
      return Cells.Stroke.SOLID;
    }
    return marked
        ? Cells.Stroke.SPARSE
        : style == Style.DASHED ? Cells.Stroke.DASHED : Cells.Stroke.SOLID;
  }

  private char marker(int number, Style style) {
    return glyphs.marker(style == Style.BACK ? 0 : number);
  }

  private List<String> legend() {
    var items = new ArrayList<String>();
    boolean told = groups.size() == 1 && groups.getFirst().name().equals(chart.y().label());
    for (Group group : told ? List.<Group>of() : groups) {
      String sample =
          switch (group.style()) {
            case CROSSES -> " " + glyphs.cross();
            case DOTS, SPECKS -> " " + glyphs.marker(group.colour());
            case AREA -> String.valueOf(glyphs.shade()).repeat(2);
            case FRONT, TRAIL, BACK, DASHED ->
                inDots(group.colour(), group.style())
                    ? group.style() == Style.DASHED ? "\u2804\u2804" : "\u2824\u2824"
                    : String.valueOf(marker(group.colour(), group.style())).repeat(2);
          };
      items.add(painted(sample, groups.indexOf(group)) + " " + glyphs.safe(group.name()));
    }
    String floor = String.valueOf(glyphs.floor(false, true)).repeat(2);
    chart.bands().forEach(b -> items.add(floor + " " + glyphs.safe(b.label())));
    chart.marks().forEach(m -> items.add(" " + glyphs.mark() + " " + glyphs.safe(m.label())));
    return wrapped(items);
  }

  private List<String> wrapped(List<String> items) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    int used = 0;
    for (String item : items) {
      int length = Glyphs.columns(item.replaceAll("\u001b\\[\\d*m", ""));
      String fitted = length <= columns ? item : Glyphs.fitted(item, columns);
      if (used > 0 && used + 3 + length > columns) {
        lines.add(line.toString());
        line.setLength(0);
        used = 0;
      }
      line.append(used > 0 ? "   " : "").append(fitted);
      used += (used > 0 ? 3 : 0) + length;
    }
    if (used > 0) {
      lines.add(line.toString());
    }
    return lines;
  }

  private void plot(Cells cells, Projection projection, List<Ticks.Tick> ticks, int margin) {
    String[] labels = new String[cells.rows];
    Arrays.fill(labels, "");
    for (Ticks.Tick tick : ticks) {
      labels[(int) Math.round(projection.down(tick.value())) / 4] = tick.label();
    }
    for (int row = 0; row < cells.rows; row++) {
      var line = new StringBuilder(" ".repeat(margin - labels[row].length())).append(labels[row]);
      line.append(' ').append(glyphs.wall(!labels[row].isEmpty()));
      for (int from = 0, to; from < cells.columns; from = to) {
        int owner = cells.owner(row, from);
        var run = new StringBuilder();
        for (to = from; to < cells.columns && cells.owner(row, to) == owner; to++) {
          run.append(cells.at(row, to));
        }
        line.append(painted(run.toString(), owner));
      }
      line(line.toString());
    }
  }

  private void floor(Cells cells, Projection projection, int margin) {
    char[] floor = new char[cells.columns];
    for (int column = 0; column < floor.length; column++) {
      floor[column] = glyphs.floor(false, banded(projection, column));
    }
    char[] labels = new char[columns];
    Arrays.fill(labels, ' ');
    int end = -1;
    for (Ticks.Tick tick : Ticks.of(chart.x().scale(), projection.x(), cells.columns / 9)) {
      int column = (int) Math.round(projection.across(tick.value())) / 2;
      floor[column] = glyphs.floor(true, banded(projection, column));
      int length = tick.label().length();
      int from = Math.clamp(margin + 2 + column - length / 2, 0, columns - length);
      if (from > end) {
        tick.label().getChars(0, length, labels, from);
        end = from + length;
      }
    }
    line(" ".repeat(margin + 1) + glyphs.corner() + new String(floor));
    line(new String(labels));
    String label = Glyphs.fitted(glyphs.safe(said(chart.x())) + glyphs.right(), columns);
    line(" ".repeat(Math.max(0, columns - Glyphs.columns(label))) + label);
  }

  private boolean banded(Projection projection, int column) {
    double value = (column * 2 + 0.5) / projection.width();
    for (Band band : chart.bands()) {
      double from = projection.across(band.from()) / projection.width();
      double to = projection.across(band.to()) / projection.width();
      double half = 1 / projection.width();
      // An end without a place, 0 on a log axis or infinity, is NaN here: the band goes on.
      if (!(value < from - half) && !(value > to + half)) {
        return true;
      }
    }
    return false;
  }

  private static String said(Axis axis) {
    return axis.label() + (axis.scale() == Scale.LOG ? " (log)" : "");
  }

  private String painted(String text, int group) {
    if (!colour || group == Cells.NOBODY || group == INK) {
      return text;
    }
    if (group == FAINT) {
      return "\u001b[" + ANSI[0] + "m" + text + "\u001b[0m";
    }
    int number = groups.get(group).colour();
    boolean bad = groups.get(group).style() == Style.CROSSES;
    int code = bad ? RED : number == 0 ? ANSI[0] : ANSI[1 + (number - 1) % (ANSI.length - 1)];
    return "\u001b[" + code + "m" + text + "\u001b[0m";
  }

  private void line(String text) {
    out.append(text.stripTrailing()).append('\n');
  }
}
