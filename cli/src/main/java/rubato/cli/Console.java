package rubato.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The two streams, and what is known of the terminal behind them.
 *
 * @param out where results go
 * @param err where everything else goes
 * @param outTerminal whether {@code out} is a terminal
 * @param errTerminal whether {@code err} is a terminal
 * @param columns the width to draw in; at least 20
 * @param unicode whether more than ASCII can be shown
 * @param environment the environment variables
 */
record Console(
    PrintStream out,
    PrintStream err,
    boolean outTerminal,
    boolean errTerminal,
    int columns,
    boolean unicode,
    Map<String, String> environment) {

  private static final int USUAL_COLUMNS = 80;

  /** The console of this process. */
  static Console system(OutputStream out, OutputStream err) {
    var environment = System.getenv();
    // The launcher knows which of its streams are terminals: Java can only ask about both at once.
    String terminals = System.getProperty("rubato.terminals", "");
    return new Console(
        new PrintStream(out, false, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        terminals.contains("1"),
        terminals.contains("2"),
        columns(environment.get("COLUMNS")),
        unicode(environment),
        environment);
  }

  static int columns(@Nullable String text) {
    try {
      int columns = text == null ? USUAL_COLUMNS : Integer.parseInt(text.strip());
      return columns < 20 ? USUAL_COLUMNS : Math.min(columns, 1000);
    } catch (NumberFormatException e) {
      return USUAL_COLUMNS;
    }
  }

  private static boolean unicode(Map<String, String> environment) {
    String told = System.getProperty("rubato.locale");
    if (told == null) {
      for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
        String value = environment.getOrDefault(name, "");
        if (!value.isEmpty()) {
          told = value;
          break;
        }
      }
    }
    String locale = told == null ? "" : told.toUpperCase(Locale.ROOT);
    return locale.contains("UTF-8") || locale.contains("UTF8");
  }

  /** Whether to colour what goes to a stream: FORCE_COLOR, then NO_COLOR, then the terminal. */
  boolean colour(boolean terminal) {
    if (!environment.getOrDefault("FORCE_COLOR", "").isEmpty()) {
      return true;
    }
    if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
      return false;
    }
    return terminal && !"dumb".equals(environment.get("TERM"));
  }

  /** {@code text} as this terminal can show it. */
  String shown(String text) {
    if (unicode) {
      return text;
    }
    return text.replace("±", "+/-")
        .replace("–", "-")
        .replace("…", "...")
        .replace("×", "x")
        .replace("λm", "lambda_m")
        .replace("λ", "lambda");
  }

  boolean debug() {
    String value = environment.getOrDefault("RUBATO_DEBUG", "");
    return !value.isEmpty() && !value.equals("0");
  }
}
