package rubato.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import rubato.lab.LabException;
import rubato.lab.store.StoreException;
import rubato.text.SpecException;

/** Tells what went wrong: one line, no stack trace, and the exit code. */
final class Errors {

  private final Console console;
  private final boolean json;

  Errors(Console console, boolean json) {
    this.console = console;
    this.json = json;
  }

  /** The command line could not be understood. */
  int misused(ParameterException e, String... arguments) {
    String said = firstLine(e);
    if (e instanceof UnmatchedArgumentException unmatched) {
      said = unknown(unmatched.getUnmatched().getFirst(), e.getCommandLine());
    }
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    return tell(said.contains("--help") ? said : said + " (see " + command + " --help)", 2, e);
  }

  private static String unknown(String word, CommandLine command) {
    boolean option = word.startsWith("-");
    boolean group = !command.getSubcommands().isEmpty();
    var near =
        Nearest.to(
            option ? word.replaceFirst("=.*", "") : word,
            option
                ? command.getCommandSpec().optionsMap().keySet()
                : command.getSubcommands().keySet());
    return (option ? "there is no option " : group ? "there is no command " : "unexpected ")
        + word
        + near.map(known -> "; did you mean " + known + "?").orElse("");
  }

  /** A command threw. */
  int failed(Exception e, CommandLine command, ParseResult parsed) {
    return failed(e);
  }

  int failed(Throwable e) {
    return switch (e) {
      case SpecException spec ->
          tell(String.valueOf(spec.getMessage()), Exit.USAGE, spec.picture(), e);
      case Failure failure -> tell(String.valueOf(failure.getMessage()), failure.exit(), e);
      case LabException lab ->
          tell(String.valueOf(lab.getMessage()), lab.noUsableRate() ? Exit.NO_RATE : Exit.USAGE, e);
      case StoreException store -> tell(String.valueOf(store.getMessage()), Exit.USAGE, e);
      case IllegalArgumentException refused when refused.getMessage() != null ->
          tell(refused.getMessage(), Exit.USAGE, e);
      case UncheckedIOException io -> failed(io.getCause() == null ? io : io.getCause());
      case IOException io -> tell(TargetFile.reason(io), Exit.USAGE, e);
      case OutOfMemoryError full ->
          tell(
              "out of memory at "
                  + (Runtime.getRuntime().maxMemory() >> 20)
                  + " MB: give more with RUBATO_OPTS=-Xmx8g",
              Exit.FAILED,
              e);
      default ->
          tell(
              "unexpected "
                  + e.getClass().getSimpleName()
                  + (e.getMessage() == null ? "" : ": " + firstLine(e))
                  + "; RUBATO_DEBUG=1 shows where",
              Exit.FAILED,
              e);
    };
  }

  private int tell(String line, int exit, Throwable e) {
    return tell(line, exit, "", e);
  }

  private int tell(String line, int exit, String picture, Throwable e) {
    console.out().flush();
    if (json) {
      var object = new LinkedHashMap<String, Object>();
      object.put("error", line);
      object.put("exit", exit);
      console.err().println(Json.of(object));
    } else {
      boolean colour = console.colour(console.errTerminal());
      console
          .err()
          .println((colour ? "\u001b[31merror:\u001b[0m " : "error: ") + console.shown(line));
      picture.lines().forEach(row -> console.err().println("  " + row));
    }
    if (console.debug()) {
      e.printStackTrace(console.err());
    }
    console.err().flush();
    return exit;
  }

  private static String firstLine(Throwable e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
