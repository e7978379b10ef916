package rubato.lab.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Several charts on one sheet, in rows, with a line for each thing that they all show. A sheet may
 * move: its movers go from point to point, one a frame, and the lines say what is at each.
 *
 * @param title the heading
 * @param rows the charts; those of a row are equally wide
 * @param notes the lines below, each in the colour of its group: the legend of all charts
 */
public record Sheet(String title, List<Row> rows, List<Note> notes) {

  /** The width of every sheet, in pixels. */
  public static final int WIDTH = 980;

  private static final int MARGIN = 14;
  private static final int GAP = 26;
  private static final int HEADING = 22;
  private static final int LINE = 20;
  private static final double TEXT = 13;
  private static final double TITLE = 16;

  public Sheet {
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }

  /**
   * Charts side by side.
   *
   * @param height of each, in pixels, at least 120
   */
  public record Row(int height, List<Panel> panels) {
    public Row {
      panels = List.copyOf(panels);
    }
  }

  /**
   * A chart on a sheet.
   *
   * @param movers what moves in it
   */
  public record Panel(Chart chart, List<Mover> movers) {
    public Panel {
      movers = List.copyOf(movers);
    }
  }

  /**
   * A dot that moves.
   *
   * @param group whose colour it has
   * @param at where it is, frame by frame
   */
  public record Mover(String group, Points at) {}

  /**
   * A line of text.
   *
   * @param group whose colour its mark has
   * @param text what it says of the whole
   * @param frames what it says at each frame; empty where the sheet does not move
   */
  public record Note(String group, String text, List<String> frames) {
    public Note {
      frames = List.copyOf(frames);
    }
  }

  /** The number of frames; 0 where nothing moves. */
  public int frames() {
    return notes.stream().mapToInt(note -> note.frames().size()).max().orElse(0);
  }

  /** The sheet at rest, with every line's word on the whole. */
  public String svg() {
    return drawn(
        "",
        (mover, projection, left, top, out) -> {},
        (note, y, out) -> text(out, MARGIN + 20, y, TEXT, "", note.text()));
  }

  /**
   * Frame number {@code frame} as a still: movers where they are then.
   *
   * @param frame from 0, less than {@link #frames}
   */
  public String frame(int frame) {
    return drawn(
        "",
        (mover, projection, left, top, out) -> {
          double across = projection.across(mover.at().x(frame));
          double down = projection.down(mover.at().y(frame));
          if (projection.inside(across, down)) {
            dot(out, colour(mover.group()), left + across, top + down, "");
          }
        },
        (note, y, out) -> text(out, MARGIN + 20, y, TEXT, "", note.frames().get(frame)));
  }

  /**
   * The sheet in motion, for ever: CSS moves it, without a script. Whoever prefers reduced motion
   * sees {@link #svg}.
   *
   * @param seconds for all frames
   */
  public String moving(double seconds) {
    if (!(seconds > 0 && seconds <= 600)) {
      throw new IllegalArgumentException("seconds must be > 0 and <= 600, got " + seconds);
    }
    var rules = new ArrayList<String>();
    int frames = frames();
    return drawn(
            "<!--rules-->",
            (mover, projection, left, top, out) -> {
              String name = "rb-m" + rules.size();
              rules.add(keyframes(name, mover.at(), projection));
              dot(out, colour(mover.group()), left, top, ";animation-name:" + name);
            },
            (note, y, out) -> {
              out.append("\n<g class=\"rb-still\">");
              text(out, MARGIN + 20, y, TEXT, "", note.text());
              out.append("</g>\n<g class=\"rb-word\">");
              for (int i = 0; i < frames; i++) {
                String delay = ";animation-delay:" + number(seconds * i / frames) + "s";
                text(out, MARGIN + 20, y, TEXT, delay, note.frames().get(i));
              }
              out.append("</g>");
            })
        .replace("<!--rules-->", motion(seconds, frames) + String.join("", rules));
  }

  private static String motion(double seconds, int frames) {
    return """
        .rb-dot,.rb-word{display:none}\
        @media (prefers-reduced-motion:no-preference){\
        .rb-still{display:none}.rb-dot,.rb-word{display:inline}\
        .rb-dot{animation:%1$ss step-end infinite}\
        .rb-word text{visibility:hidden;animation:rb-word %1$ss step-end infinite}}\
        @keyframes rb-word{0%%{visibility:visible}%2$s%%{visibility:hidden}100%%{visibility:hidden}}\
        """
        .formatted(number(seconds), number(100.0 / frames));
  }

  private static String keyframes(String name, Points at, Projection projection) {
    var rule = new StringBuilder("@keyframes ").append(name).append('{');
    for (int i = 0; i < at.size(); i++) {
      double across = projection.across(at.x(i));
      double down = projection.down(at.y(i));
      rule.append(number(100.0 * i / at.size())).append("%{");
      if (projection.inside(across, down)) {
        rule.append("opacity:1;transform:translate(").append(Path.number(across));
        rule.append("px,").append(Path.number(down)).append("px)}");
      } else {
        rule.append("opacity:0}");
      }
    }
    return rule.append('}').toString();
  }

  /** Draws a mover into its panel. */
  private interface Moved {
    void draw(Mover mover, Projection projection, double left, double top, StringBuilder out);
  }

  /** Draws the words of a note. */
  private interface Said {
    void draw(Note note, double y, StringBuilder out);
  }

  private String drawn(String rules, Moved moved, Said said) {
    var body = new StringBuilder();
    double y = MARGIN;
    if (!title.isBlank()) {
      y += TITLE;
      String fitted = Lettering.fitted(title, TITLE * 1.06, WIDTH - 2 * MARGIN);
      text(body, MARGIN, y, TITLE, ";font-weight:600", fitted);
      y += 14;
    }
    for (Row row : rows) {
      y = row(row, y, moved, body);
    }
    for (Note note : notes) {
      y += LINE;
      body.append("\n<path d=\"M").append(MARGIN).append(' ').append(Path.number(y - 4.5));
      body.append("h14\" style=\"stroke-width:4;stroke-linecap:round;stroke:");
      body.append(colour(note.group())).append("\"/>");
      said.draw(note, y, body);
    }
    int height = (int) Math.ceil(y + MARGIN);
    return Svg.paper(title, WIDTH, height, Svg.css() + rules)
        .append(body)
        .append("\n</svg>\n")
        .toString();
  }

  private double row(Row row, double top, Moved moved, StringBuilder out) {
    int count = row.panels().size();
    int width = (WIDTH - 2 * MARGIN - (count - 1) * GAP) / count;
    double x = MARGIN;
    for (Panel panel : row.panels()) {
      String fitted = Lettering.fitted(panel.chart().title(), TEXT * 1.06, width);
      text(out, x, top + TEXT + 2, TEXT, ";font-weight:600", fitted);
      Svg.Overlay overlay =
          (into, projection, left, up) ->
              panel.movers().forEach(mover -> moved.draw(mover, projection, left, up, into));
      out.append('\n');
      out.append(
          Svg.panel(panel.chart(), x, top + HEADING, width, row.height(), overlay).stripTrailing());
      x += width + GAP;
    }
    return top + HEADING + row.height() + 8;
  }

  /** The colour that the first chart with this group gives it. */
  private String colour(String group) {
    return rows.stream()
        .flatMap(row -> row.panels().stream())
        .flatMap(panel -> Group.of(panel.chart()).stream())
        .filter(known -> known.name().equals(group))
        .findFirst()
        .map(Ink::colour)
        .orElse("var(--rb-ink)");
  }

  private static void dot(StringBuilder out, String fill, double x, double y, String more) {
    out.append("\n<circle class=\"rb-dot\" cx=\"").append(Path.number(x)).append("\" cy=\"");
    out.append(Path.number(y)).append("\" r=\"6\" style=\"stroke:var(--rb-paper);");
    out.append("stroke-width:1.6;fill:").append(fill).append(more).append("\"/>");
  }

  private static void text(
      StringBuilder out, double x, double y, double size, String more, String text) {
    out.append("\n<text x=\"").append(Path.number(x)).append("\" y=\"").append(Path.number(y));
    out.append("\" style=\"font-size:").append(Path.number(size)).append("px;fill:var(--rb-ink)");
    out.append(more).append("\">").append(Xml.text(text)).append("</text>");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value).replaceFirst("\\.?0+$", "");
  }
}
