package rubato.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Runs the command line within the test. */
final class Cli {

  /** What it answered. */
  record Answer(int exit, String out, String err) {

    JsonNode json() {
      return new ObjectMapper().readTree(out);
    }

    String errorLine() {
      return err.lines().filter(line -> line.startsWith("error: ")).findFirst().orElse("");
    }
  }

  private Cli() {}

  /** Where the store of tests is, so that nobody's own one sees them. */
  static String data() {
    return Path.of("target", "data").toAbsolutePath().toString();
  }

  /** In a pipe, 80 columns wide, in UTF-8. */
  static Answer run(String... arguments) {
    return run(false, Map.of(), arguments);
  }

  static Answer run(boolean terminal, Map<String, String> environment, String... arguments) {
    return run(terminal, true, environment, arguments);
  }

  static Answer run(
      boolean terminal, boolean unicode, Map<String, String> environment, String... arguments) {
    var variables = new HashMap<>(environment);
    variables.putIfAbsent("XDG_DATA_HOME", data());
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var console =
        new Console(
            new PrintStream(out, false, UTF_8),
            new PrintStream(err, true, UTF_8),
            terminal,
            terminal,
            80,
            unicode,
            variables);
    int exit = Rubato.run(console, arguments);
    console.out().flush();
    return new Answer(exit, out.toString(UTF_8), err.toString(UTF_8));
  }
}
