package rubato.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rubato.exchange.Framework;
import rubato.exchange.Written;

/** A scheduler of another framework as a spec. */
@Command(
    name = "import",
    description = "Read a scheduler of another framework, and print it as a spec.",
    footer = {
      "",
      "Examples:",
      "  rubato schedule import --from pytorch \"StepLR(opt, step_size=30)\" --rate 0.1",
      "  rubato schedule import --from keras schedule.json"
    })
final class ScheduleImport implements Callable<Integer> {

  private static final Pattern FILE = Pattern.compile("[\\w./\\\\-]+\\.(json|py|java|txt|ipynb)");

  private final Console console;

  @Mixin Manners manners = new Manners();

  @Option(
      names = "--from",
      paramLabel = "FRAMEWORK",
      required = true,
      description = "pytorch, keras, optax, huggingface, timm, djl, dl4j, fastai.")
  String from = "";

  @Parameters(
      paramLabel = "TEXT|FILE",
      description = "A call as in its source, or JSON of its configuration; or a file with it.")
  String text = "";

  @Option(
      names = "--rate",
      paramLabel = "R",
      description = "The rate of the optimizer, where the text does not say it.")
  @Nullable String rate;

  ScheduleImport(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Written written = Written.read(Framework.named(from), source(text));
    if (rate != null) {
      if (!written.rated()) {
        throw Failure.usage("--rate has nothing to fill in: this scheduler has its own rates");
      }
      written = written.withRate(Numbers.above("--rate", rate, 0));
    }
    String spec = written.spec();
    if (manners.json) {
      var object = new LinkedHashMap<String, Object>();
      object.put("spec", spec);
      console.out().println(Json.of(object));
    } else {
      console.out().println(spec);
    }
    if (written.free()) {
      manners.hint(console, "its rate is still free: give it with --rate");
    }
    manners.hint(console, "draw it: " + Shell.command("schedule", "show", spec));
    return Exit.OK;
  }

  /** The sentence of what {@code framework} writes; without a framework, {@code text} itself. */
  static String said(@Nullable String framework, String text, @Nullable Double rate) {
    if (framework == null) {
      return text;
    }
    Written written = Written.read(Framework.named(framework), source(text));
    return (rate == null ? written : written.withRate(rate)).spec();
  }

  /** What is in the file of this name, where there is one; else the text itself. */
  static String source(String text) {
    try {
      Path file = Path.of(text);
      if (!text.isBlank() && text.length() < 4096 && Files.exists(file)) {
        return ScheduleEval.text(file);
      }
      if (FILE.matcher(text).matches()) {
        throw Failure.usage("there is no " + text);
      }
      return text;
    } catch (InvalidPathException e) {
      return text;
    }
  }
}
