package rubato.lab.chart;

/**
 * The characters of a plot in text.
 *
 * @param unicode whether there is more than ASCII
 */
record Glyphs(boolean unicode) {

  private static final String MARKERS = "\u25cf\u25b2\u25a0\u25c6\u25cb\u25b3";
  private static final String PLAIN_MARKERS = "*+xo#@";

  /** The marker of colour {@code colour}; 0 is the faint one. */
  char marker(int colour) {
    if (colour == 0) {
      return unicode ? '\u00b7' : '.';
    }
    String markers = unicode ? MARKERS : PLAIN_MARKERS;
    return markers.charAt((colour - 1) % markers.length());
  }

  char cross() {
    return unicode ? '\u2715' : 'X';
  }

  /** The edge of an area. */
  char shade() {
    return unicode ? '\u2591' : ',';
  }

  char wall(boolean tick) {
    return unicode ? tick ? '\u2524' : '\u2502' : tick ? '+' : '|';
  }

  char floor(boolean tick, boolean band) {
    if (unicode) {
      return band ? tick ? '\u252f' : '\u2501' : tick ? '\u252c' : '\u2500';
    }
    return tick ? '+' : band ? '=' : '-';
  }

  char corner() {
    return unicode ? '\u2514' : '+';
  }

  char mark() {
    return unicode ? '\u250a' : ':';
  }

  String up() {
    return unicode ? "\u2191 " : "";
  }

  String right() {
    return unicode ? " \u2192" : "";
  }

  private static String spelled(String text) {
    return text.replace("\u03bbm", "lambda_m").replace("\u03bb", "lambda").replace("\u00b1", "+/-");
  }

  /** {@code text} without what would move the cursor, or leave ASCII where only that is safe. */
  String safe(String text) {
    var out = new StringBuilder();
    (unicode ? text : spelled(text))
        .codePoints()
        .forEach(
            c -> {
              boolean control =
                  Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
              out.appendCodePoint(control ? ' ' : unicode || c < 0x7F ? c : '?');
            });
    return out.toString();
  }

  /** Columns that {@code text} takes: East Asian letters take two, combining ones none. */
  static int columns(String text) {
    return text.codePoints().map(Glyphs::columns).sum();
  }

  private static int columns(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    boolean wide = c >= 0x1100 && (c <= 0x115F || (c >= 0x2E80 && c <= 0xD7A3));
    return wide || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF00 && c <= 0xFF60) || c >= 0x1F300
        ? 2
        : 1;
  }

  /** {@code text} cut to {@code room} columns. */
  static String fitted(String text, int room) {
    int[] letters = text.codePoints().toArray();
    int kept = letters.length;
    while (kept > 0 && columns(new String(letters, 0, kept)) > room) {
      kept--;
    }
    return new String(letters, 0, kept);
  }
}
