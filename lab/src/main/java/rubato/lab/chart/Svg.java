package rubato.lab.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A chart as SVG. Text stays text, colours are CSS custom properties that follow the reader's light
 * or dark preference, and the same chart gives the same bytes.
 */
public final class Svg {

  private static final double TEXT = 12;
  private static final double ROW = 19;
  private static final double TITLE = 15;
  private static final int MOST_TICKS = 8;

  /** For each pixel of width all lines together keep this many points, however long the runs. */
  private static final double POINTS = 25;

  /** What lies over a drawing and must know where its points are. */
  interface Overlay {
    void draw(StringBuilder out, Projection projection, double left, double top);
  }

  private final Chart chart;
  private final List<Group> groups;
  private final double width;
  private final double height;
  private final StringBuilder out = new StringBuilder();
  private final Ink ink = new Ink(out);
  private boolean legend = true;
  private Overlay overlay = (_, _, _, _) -> {};

  private Svg(Chart chart, int width, int height) {
    if (width < 160) {
      throw new IllegalArgumentException("width must be >= 160, got " + width);
    }
    if (height < 120) {
      throw new IllegalArgumentException("height must be >= 120, got " + height);
    }
    this.chart = chart;
    this.groups = Group.of(chart);
    this.width = width;
    this.height = height;
  }

  /**
   * A file of its own, with its title and background.
   *
   * @param width in pixels, at least 160
   * @param height in pixels, at least 120
   */
  public static String of(Chart chart, int width, int height) {
    return new Svg(chart, width, height).drawn(true);
  }

  /** Several charts below each other, in a file of their own; each {@code height} high. */
  public static String stacked(List<Chart> charts, int width, int height) {
    if (charts.size() == 1) {
      return of(charts.getFirst(), width, height);
    }
    var out = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\"");
    int whole = charts.size() * height;
    out.append(
        " viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\" height=\"%2$d\">\n".formatted(width, whole));
    for (int i = 0; i < charts.size(); i++) {
      String chart = of(charts.get(i), width, height);
      out.append("<svg y=\"").append(i * height).append('"').append(chart, 4, chart.length());
    }
    return out.append("</svg>\n").toString();
  }

  /** An element for HTML that says the title itself: no visible title, no background. */
  public static String inline(Chart chart, int width, int height) {
    return new Svg(chart, width, height).drawn(false);
  }

  /** An element for a {@link Sheet}, which says title and legend itself, placed at x and y. */
  static String panel(Chart chart, double x, double y, int width, int height, Overlay overlay) {
    var svg = new Svg(chart, width, height);
    svg.legend = false;
    svg.overlay = overlay;
    return svg.drawn(false)
        .replaceFirst(
            "xmlns=\"[^\"]*\"",
            "x=\"%s\" y=\"%s\" width=\"%d\" height=\"%d\"".formatted(n(x), n(y), width, height));
  }

  private String drawn(boolean alone) {
    out.append("<svg class=\"rb-chart\" xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"");
    out.append(" viewBox=\"0 0 ").append(n(width)).append(' ').append(n(height)).append('"');
    if (alone) {
      out.append(" width=\"").append(n(width)).append("\" height=\"").append(n(height)).append('"');
    }
    out.append(" aria-label=\"").append(Xml.text(chart.title())).append("\">");
    out.append("\n<title>").append(Xml.text(chart.title())).append("</title>");
    out.append("\n<desc>").append(Xml.text(Description.of(chart))).append("</desc>");
    double top = 2;
    if (alone) {
      out.append("\n<style>").append(css()).append("</style>");
      out.append("\n<rect width=\"100%\" height=\"100%\" style=\"fill:var(--rb-paper)\"/>");
    }
    double margin = alone ? 12 : 0;
    if (alone && !chart.title().isBlank()) {
      ink.text(
          margin,
          margin + TITLE,
          TITLE,
          "ink",
          "font-weight:600",
          Lettering.fitted(chart.title(), TITLE * 1.06, width - 2 * margin));
      top = margin + TITLE + 10;
    } else if (alone) {
      top = margin;
    }
    body(margin, top);
    return out.append("\n</svg>\n").toString();
  }

  /** The beginning of a file of its own: a sheet of paper of that size, with the colours. */
  static StringBuilder paper(String title, int width, int height) {
    return paper(title, width, height, css());
  }

  /** The beginning of a file of its own whose drawing has rules besides {@link #css}'s. */
  static StringBuilder paper(String title, int width, int height, String css) {
    var out = new StringBuilder("<svg class=\"rb-chart\" xmlns=\"http://www.w3.org/2000/svg\"");
    out.append(
        " role=\"img\" viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\" height=\"%2$d\" style=\"max-width:%1$dpx\">"
            .formatted(width, height));
    out.append("\n<title>").append(Xml.text(title)).append("</title>\n<style>").append(css);
    out.append("</style>\n<rect width=\"100%\" height=\"100%\" style=\"fill:var(--rb-paper)\"/>");
    return out;
  }

  /** The rule that gives a chart its colours; a page with several charts needs it once. */
  public static String css() {
    return "svg.rb-chart{"
        + Theme.LIGHT.css()
        + ";font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif}"
        + "@media (prefers-color-scheme:dark){svg.rb-chart{"
        + Theme.DARK.css()
        + "}}";
  }

  private void body(double margin, double start) {
    var yExtent = chart.yExtent();
    // Fewer ticks can have longer labels, as 0.25 beside 0.2; how many fit is not known yet.
    double tickWidth =
        IntStream.rangeClosed(2, MOST_TICKS)
            .boxed()
            .flatMap(most -> Ticks.of(chart.y().scale(), yExtent, most).stream())
            .mapToDouble(t -> Lettering.width(t.label(), TEXT))
            .max()
            .orElse(0);
    double left = margin + tickWidth + 8;
    double right = width - Math.max(margin, 10);
    var notes = notes(right - left);
    int rows = 1 + notes.stream().mapToInt(Lettering.Placed::row).max().orElse(-1);
    double top = legend(margin, start) + (rows > 0 ? 13 : 9) + 16 * rows;
    double bottom = height - margin - 40;
    var projection = Projection.of(chart, right - left, Math.max(bottom - top, 10));
    chart.contours().forEach(contour -> contour(projection, contour, left, top));
    bands(projection, left, top);
    grid(projection, left, top);
    for (Mark mark : chart.marks()) {
      double x = projection.across(mark.x());
      if (projection.inside(x, 0)) {
        ink.line(
            left + x,
            top - 3,
            left + x,
            top + projection.height(),
            "stroke:var(--rb-ink);stroke-width:1.4");
      }
    }
    chart.painted().forEach(series -> series(projection, series, left, top));
    overlay.draw(out, projection, left, top);
    for (Lettering.Placed note : notes) {
      ink.text(left + note.left(), top - 7 - 16 * note.row(), TEXT, "ink", "", note.text());
    }
    if (chart.series().stream().noneMatch(s -> projection.sees(s.points()))) {
      ink.text(
          left + projection.width() / 2,
          top + projection.height() / 2,
          TEXT,
          "muted",
          "text-anchor:middle",
          "nothing to draw");
    }
  }

  /** What y is, then the entries, wrapped; gives where the next row may start. */
  private double legend(double margin, double start) {
    double x = margin;
    double baseline = start + TEXT;
    String label =
        Lettering.fitted("\u2191 " + Description.said(chart.y()), TEXT, width - 2 * margin);
    ink.text(x, baseline, TEXT, "muted", "", label);
    x += Lettering.width(label, TEXT) + 14;
    if (!legend) {
      return baseline;
    }
    if (groups.size() < 2 && groups.stream().allMatch(g -> g.name().equals(chart.y().label()))) {
      return baseline;
    }
    for (Group group : groups) {
      String name = Lettering.fitted(group.name(), TEXT, width - 2 * margin - 28);
      double length = 28 + Lettering.width(name, TEXT);
      if (x + length > width - margin) {
        x = margin;
        baseline += ROW;
      }
      ink.swatch(group, x, baseline - 4);
      ink.text(x + 28, baseline, TEXT, "ink", "", name);
      x += length + 14;
    }
    return baseline;
  }

  private List<Lettering.Placed> notes(double room) {
    var projection = Projection.of(chart, room, 1);
    var labels = new ArrayList<Lettering.Label>();
    for (Band band : chart.bands()) {
      double from = Math.clamp(across(projection, band.from(), 0), 0, room);
      double to = Math.clamp(across(projection, band.to(), room), 0, room);
      if (to > from || projection.inside(from, 0)) {
        labels.add(new Lettering.Label(band.label(), (from + to) / 2));
      }
    }
    for (Mark mark : chart.marks()) {
      double x = projection.across(mark.x());
      if (projection.inside(x, 0)) {
        labels.add(new Lettering.Label(mark.label(), x));
      }
    }
    return Lettering.stacked(labels.stream().filter(l -> !l.text().isBlank()).toList(), TEXT, room);
  }

  /** An end of a band may have no place, 0 on a log axis or infinity: then it is the frame's. */
  private static double across(Projection projection, double value, double otherwise) {
    double x = projection.across(value);
    return Double.isNaN(x) ? otherwise : x;
  }

  private void bands(Projection projection, double left, double top) {
    for (Band band : chart.bands()) {
      double from = Math.clamp(across(projection, band.from(), 0), 0, projection.width());
      double to =
          Math.clamp(across(projection, band.to(), projection.width()), 0, projection.width());
      out.append("\n<rect x=\"").append(n(left + from)).append("\" y=\"").append(n(top));
      out.append("\" width=\"")
          .append(n(to - from))
          .append("\" height=\"")
          .append(n(projection.height()));
      out.append("\" style=\"fill:var(--rb-c1);fill-opacity:.13\"/>");
    }
  }

  private void grid(Projection projection, double left, double top) {
    double bottom = top + projection.height();
    double right = left + projection.width();
    int most = (int) Math.max(2, projection.height() / 34);
    for (Ticks.Tick tick :
        Ticks.of(chart.y().scale(), projection.y(), Math.min(MOST_TICKS, most))) {
      double y = top + projection.down(tick.value());
      if (chart.contours().isEmpty()) {
        ink.line(left, y, right, y, "stroke:var(--rb-grid);stroke-width:1");
      }
      ink.text(left - 8, y + 4, TEXT, "muted", "text-anchor:end", tick.label());
    }
    ink.line(left, bottom, right, bottom, "stroke:var(--rb-axis);stroke-width:1");
    for (double value : Ticks.minor(chart.x().scale(), projection.x())) {
      double x = left + projection.across(value);
      ink.line(x, bottom, x, bottom + 3, "stroke:var(--rb-axis);stroke-width:1");
    }
    double end = Double.NEGATIVE_INFINITY;
    for (Ticks.Tick tick :
        Ticks.of(chart.x().scale(), projection.x(), (int) (projection.width() / 62))) {
      double x = left + projection.across(tick.value());
      ink.line(x, bottom, x, bottom + 6, "stroke:var(--rb-axis);stroke-width:1");
      double half = Lettering.width(tick.label(), TEXT) / 2;
      double middle = Math.min(x, width - half);
      if (middle - half > end) {
        ink.text(middle, bottom + 19, TEXT, "muted", "text-anchor:middle", tick.label());
        end = middle + half + 4;
      }
    }
    String label =
        Lettering.fitted(Description.said(chart.x()) + " \u2192", TEXT, projection.width());
    ink.text(right, bottom + 36, TEXT, "muted", "text-anchor:end", label);
  }

  private void series(Projection projection, Series series, double left, double top) {
    var group = Group.named(groups, series.group());
    out.append("\n<g><title>").append(Xml.text(series.name())).append("</title>");
    switch (series.style()) {
      case DOTS, SPECKS -> ink.dots(group, projection.places(series.points()), left, top);
      case CROSSES -> ink.crosses(group, projection.places(series.points()), left, top);
      case AREA -> {
        double[] ring = projection.area(series.points());
        if (ring.length > 0) {
          ink.area(Path.of(List.of(ring), left, top));
        }
      }
      case FRONT, TRAIL, BACK, DASHED -> {
        // Each bucket keeps up to four points.
        double bucket = Math.max(1, 4 * chart.series().size() / POINTS);
        var lines = projection.lines(series.points(), bucket);
        if (!lines.isEmpty()) {
          ink.path(Path.of(lines, left, top), Ink.stroke(group, series.style()));
        }
        if (series.style() == Style.TRAIL) {
          ink.footprints(group, projection.places(series.points()), left, top);
        }
      }
    }
    out.append("</g>");
  }

  private void contour(Projection projection, Contour contour, double left, double top) {
    var rings = contour.rings().stream().map(projection::ring).toList();
    if (!rings.isEmpty()) {
      out.append("\n<path d=\"").append(Path.of(rings, left, top));
      out.append("\" style=\"fill:var(--rb-back);fill-opacity:.06;fill-rule:evenodd;");
      out.append("stroke:var(--rb-back);stroke-opacity:.5;stroke-width:.8\"/>");
    }
  }

  private static String n(double value) {
    return Path.number(value);
  }
}
