package rubato.lab.chart;

import java.util.List;
import java.util.Locale;

/**
 * Shares of a whole as bars.
 *
 * @param title the heading
 * @param bars from top to bottom
 */
public record Bars(String title, List<Bar> bars) {

  private static final int NAME = 170;
  private static final int WIDE = 660;
  private static final int PERCENT = 70;
  private static final int LINE = 24;
  private static final int TOP = 40;

  public Bars {
    bars = List.copyOf(bars);
  }

  /**
   * A bar.
   *
   * @param name before it
   * @param share its length, from 0 to 1
   */
  public record Bar(String name, double share) {
    public Bar {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("share must be within 0..1, got " + share);
      }
    }
  }

  /** The picture; text stays text, light and dark follow the reader. */
  public String svg() {
    return svg(WIDE);
  }

  /** The picture, so many pixels wide where there is room; at least 300. */
  public String svg(int width) {
    if (width < 300) {
      throw new IllegalArgumentException("width must be >= 300, got " + width);
    }
    int length = width - NAME - PERCENT;
    int height = TOP + bars.size() * LINE + 10;
    StringBuilder out = Svg.paper(title, width, height);
    var ink = new Ink(out);
    ink.text(12, 24, 15, "ink", "font-weight:600", Lettering.fitted(title, 16, width - 24));
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      double y = TOP + i * LINE;
      String name = Lettering.fitted(bar.name(), 12, NAME - 24);
      ink.text(NAME - 10, y + 15, 12, "ink", "text-anchor:end", name);
      out.append("\n<rect x=\"").append(NAME).append("\" y=\"").append(Path.number(y + 3));
      out.append("\" width=\"").append(Path.number(length * bar.share())).append("\" height=\"");
      out.append(LINE - 8).append("\" style=\"fill:var(--rb-c1)\"/>");
      ink.text(NAME + length * bar.share() + 8, y + 15, 12, "muted", "", percent(bar.share()));
    }
    return out.append("\n</svg>\n").toString();
  }

  /** The same in lines of at most {@code columns} letters, of which there are 40 at least. */
  public String text(int columns, boolean unicode) {
    int longest = bars.stream().mapToInt(bar -> bar.name().length()).max().orElse(0);
    int name = Math.min(longest, 24);
    int room = Math.max(columns, 40) - name - 9;
    var out = new StringBuilder(title).append('\n');
    for (Bar bar : bars) {
      String cut = bar.name().substring(0, Math.min(bar.name().length(), name));
      out.append(cut).append(" ".repeat(name - cut.length() + 2));
      out.append((unicode ? "\u2588" : "#").repeat((int) Math.round(room * bar.share())));
      out.append(' ').append(percent(bar.share())).append('\n');
    }
    return out.toString();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
