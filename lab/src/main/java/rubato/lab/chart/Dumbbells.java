package rubato.lab.chart;

import java.util.List;

/**
 * Rows with a name, and columns with an axis of their own in which every row has a ring and a dot:
 * from where to where.
 *
 * @param title the heading
 * @param ring what a ring means
 * @param dot what a dot means
 * @param columns with their axes
 * @param rows from top to bottom
 */
public record Dumbbells(
    String title, String ring, String dot, List<Column> columns, List<Row> rows) {

  private static final int LEAST_NAME = 120;
  private static final int MOST_NAME = 320;
  private static final int WIDTH = 190;
  private static final int GAP = 26;
  private static final int LINE = 17;
  private static final int TOP = 78;
  private static final double TEXT = 12;

  /** How many labels an axis has at the most. */
  private static final int TICKS = 4;

  public Dumbbells {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /**
   * A column.
   *
   * @param label above it
   * @param scale of its axis
   * @param extent of its axis: what lies outside is drawn at the edge
   */
  public record Column(String label, Scale scale, Extent extent) {}

  /**
   * A row.
   *
   * @param name before it
   * @param strong whether it is one to compare the others with
   * @param spans one for each column
   */
  public record Row(String name, boolean strong, List<Span> spans) {
    public Row {
      spans = List.copyOf(spans);
    }
  }

  /**
   * A ring and a dot; what is NaN is not drawn.
   *
   * @param ring where the ring is
   * @param dot where the dot is
   */
  public record Span(double ring, double dot) {}

  /** The picture; text stays text, light and dark follow the reader. */
  public String svg() {
    int left = (int) Math.ceil(nameWidth());
    int width = left + columns.size() * (WIDTH + GAP);
    int height = TOP + rows.size() * LINE + 24;
    StringBuilder out = Svg.paper(title, width, height);
    text(out, 14, 24, 16, "ink;font-weight:600", title);
    ring(out, 20, 42);
    text(out, 30, 46, TEXT, "muted", ring);
    double next = 30 + Lettering.width(ring, TEXT) + 26;
    dot(out, next - 10, 42, "c1");
    text(out, next, 46, TEXT, "muted", dot);
    for (int i = 0; i < columns.size(); i++) {
      axis(out, columns.get(i), left + i * (WIDTH + GAP), height - 18);
    }
    for (int i = 0; i < rows.size(); i++) {
      row(out, rows.get(i), left, TOP + i * LINE + LINE / 2.0);
    }
    return out.append("\n</svg>\n").toString();
  }

  private double nameWidth() {
    double widest =
        rows.stream().mapToDouble(row -> Lettering.width(row.name(), size(row))).max().orElse(0);
    return Math.clamp(widest + 28, LEAST_NAME, MOST_NAME);
  }

  /** What the letters of a name take: bold ones are wider. */
  private static double size(Row row) {
    return row.strong() ? 1.06 * TEXT : TEXT;
  }

  private static void axis(StringBuilder out, Column column, double left, double bottom) {
    text(out, left, TOP - 10, TEXT + 1, "ink;font-weight:600", column.label());
    for (Ticks.Tick tick : Ticks.of(column.scale(), column.extent(), TICKS)) {
      double x = left + place(column, tick.value());
      line(out, x, TOP - 2, x, bottom, "grid", 1);
      text(out, x, bottom + 12, 11, "muted;text-anchor:middle", tick.label());
    }
  }

  private void row(StringBuilder out, Row row, double start, double y) {
    String style = (row.strong() ? "c2;font-weight:600" : "ink") + ";text-anchor:end";
    String name = Lettering.fitted(row.name(), size(row), start - 20);
    text(out, start - 14, y + 4, TEXT, style, name);
    for (int i = 0; i < columns.size(); i++) {
      Span span = row.spans().get(i);
      Column column = columns.get(i);
      double left = start + i * (WIDTH + GAP);
      double from = left + place(column, span.ring());
      double to = left + place(column, span.dot());
      if (!Double.isNaN(from) && !Double.isNaN(to)) {
        line(out, from, y, to, y, "axis", 1.4);
      }
      if (!Double.isNaN(from)) {
        ring(out, from, y);
      }
      if (!Double.isNaN(to)) {
        dot(out, to, y, row.strong() ? "c2" : "c1");
      }
    }
  }

  private static double place(Column column, double value) {
    Extent extent = column.extent();
    double share = column.scale().share(value, extent.low(), extent.high());
    return Double.isNaN(share) ? share : WIDTH * Math.clamp(share, 0, 1);
  }

  private static void line(
      StringBuilder out, double x, double y, double tox, double toy, String ink, double width) {
    out.append("\n<path d=\"M").append(Path.number(x)).append(' ').append(Path.number(y));
    out.append('L').append(Path.number(tox)).append(' ').append(Path.number(toy));
    out.append("\" style=\"stroke:var(--rb-").append(ink).append(");stroke-width:");
    out.append(Path.number(width)).append("\"/>");
  }

  private static void ring(StringBuilder out, double x, double y) {
    circle(out, x, y, "fill:var(--rb-paper);stroke:var(--rb-muted);stroke-width:1.5");
  }

  private static void dot(StringBuilder out, double x, double y, String ink) {
    circle(out, x, y, "fill:var(--rb-" + ink + ")");
  }

  private static void circle(StringBuilder out, double x, double y, String style) {
    out.append("\n<circle cx=\"").append(Path.number(x)).append("\" cy=\"").append(Path.number(y));
    out.append("\" r=\"4\" style=\"").append(style).append("\"/>");
  }

  private static void text(
      StringBuilder out, double x, double y, double size, String style, String text) {
    int end = style.indexOf(';');
    String ink = end < 0 ? style : style.substring(0, end);
    String more = end < 0 ? "" : style.substring(end);
    out.append("\n<text x=\"").append(Path.number(x)).append("\" y=\"").append(Path.number(y));
    out.append("\" style=\"font-size:").append(Path.number(size)).append("px;fill:var(--rb-");
    out.append(ink).append(')').append(more).append("\">").append(Xml.text(text)).append("</text>");
  }
}
