package rubato.lab.chart;

import java.util.List;

/** The marks of a chart as elements of SVG: lines, shapes and words, in the colours of a group. */
final class Ink {

  private final StringBuilder out;

  Ink(StringBuilder out) {
    this.out = out;
  }

  void swatch(Group group, double x, double y) {
    switch (group.style()) {
      case DOTS, SPECKS -> dots(group, List.of(new double[] {x + 11, y}), 0, 0);
      case CROSSES -> crosses(group, List.of(new double[] {x + 11, y}), 0, 0);
      case AREA -> area("M%s %sh22v9h-22z".formatted(n(x), n(y - 4.5)));
      case FRONT, TRAIL, BACK, DASHED -> line(x, y, x + 22, y, stroke(group, group.style()));
    }
  }

  void path(String data, String style) {
    out.append("<path d=\"")
        .append(data)
        .append("\" style=\"fill:none;stroke-linejoin:round;stroke-linecap:round;")
        .append(style)
        .append("\"/>");
  }

  void area(String data) {
    out.append("<path d=\"")
        .append(data)
        .append("\" style=\"fill:var(--rb-back);fill-opacity:.22;fill-rule:evenodd\"/>");
  }

  void line(double x1, double y1, double x2, double y2, String style) {
    out.append("<line x1=\"")
        .append(n(x1))
        .append("\" y1=\"")
        .append(n(y1))
        .append("\" x2=\"")
        .append(n(x2));
    out.append("\" y2=\"").append(n(y2)).append("\" style=\"").append(style).append("\"/>");
  }

  void text(double x, double y, double size, String colour, String more, String text) {
    out.append("\n<text x=\"")
        .append(n(x))
        .append("\" y=\"")
        .append(n(y))
        .append("\" style=\"font-size:")
        .append(n(size));
    out.append("px;fill:var(--rb-")
        .append(colour)
        .append(");")
        .append(more)
        .append("\">")
        .append(Xml.text(text))
        .append("</text>");
  }

  void dots(Group group, List<double[]> places, double left, double top) {
    var data = new StringBuilder();
    for (double[] at : places) {
      data.append('M').append(n(at[0] + left)).append(' ').append(n(at[1] + top));
      data.append(shape(group.colour()));
    }
    if (!data.isEmpty()) {
      out.append("<path d=\"").append(data).append("\" style=\"fill:").append(colour(group));
      out.append(";fill-opacity:").append(group.colour() == 0 ? ".6" : ".9").append("\"/>");
    }
  }

  void crosses(Group group, List<double[]> places, double left, double top) {
    var data = new StringBuilder();
    for (double[] at : places) {
      data.append('M')
          .append(n(at[0] + left - 3.5))
          .append(' ')
          .append(n(at[1] + top - 3.5))
          .append("l7 7m0-7l-7 7");
    }
    if (!data.isEmpty()) {
      path(data.toString(), "stroke:" + colour(group) + ";stroke-width:1.8");
    }
  }

  /** A dot without length, round by its ends, at each place: short even for many steps. */
  void footprints(Group group, List<double[]> places, double left, double top) {
    if (!places.isEmpty()) {
      path(Path.of(places, left, top), "stroke:" + colour(group) + ";stroke-width:4");
    }
  }

  static String stroke(Group group, Style style) {
    boolean gray = group.colour() == 0;
    return "stroke:"
        + colour(group)
        + switch (style) {
          case BACK -> ";stroke-width:1;stroke-opacity:" + (gray ? ".55" : ".4");
          case TRAIL -> ";stroke-width:1.4;stroke-opacity:.75";
          case DASHED -> ";stroke-width:2;stroke-dasharray:6 5";
          case FRONT, DOTS, SPECKS, CROSSES, AREA -> ";stroke-width:2.4";
        };
  }

  static String colour(Group group) {
    if (group.style() == Style.CROSSES) {
      return "var(--rb-bad)";
    }
    return group.colour() == 0
        ? "var(--rb-back)"
        : "var(--rb-c" + (1 + (group.colour() - 1) % Theme.SERIES) + ")";
  }

  /** A shape around the point: circle, square, triangle, diamond; a small circle for the faint. */
  private static String shape(int colour) {
    return switch (colour == 0 ? -1 : (colour - 1) % 4) {
      case -1 -> "m-2.4 0a2.4 2.4 0 1 0 4.8 0a2.4 2.4 0 1 0-4.8 0z";
      case 0 -> "m-3.8 0a3.8 3.8 0 1 0 7.6 0a3.8 3.8 0 1 0-7.6 0z";
      case 1 -> "m-3.4-3.4h6.8v6.8h-6.8z";
      case 2 -> "m0-4.4l4.3 7.4h-8.6z";
      default -> "m0-4.8l4.8 4.8l-4.8 4.8l-4.8-4.8z";
    };
  }

  private static String n(double value) {
    return Path.number(value);
  }
}
