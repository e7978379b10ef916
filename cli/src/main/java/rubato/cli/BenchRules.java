package rubato.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rubato.cli.bench.Course;
import rubato.cli.bench.Outcome;
import rubato.cli.bench.Race;
import rubato.lab.Environment;
import rubato.lab.chart.Svg;
import rubato.optim.Elementwise;
import rubato.optim.Rule;
import rubato.optim.Shape;
import rubato.text.Rules;

/** Times the update rules, ours and others', beside the limit that memory sets. */
@Command(
    name = "rules",
    description = {
      "Time update rules side by side, in one run: the streaming limit of this machine, ours, DJL's"
          + " own optimizers, and PyTorch's default, foreach and fused where Python has it"
          + " (RUBATO_PYTHON, else python3).",
      "",
      "The limit makes the loads and stores of the rule with one addition for each store. All take"
          + " turns in rounds; times are those of the best round."
    },
    footer = {
      "",
      "Examples:",
      "  rubato bench rules --quick",
      "  rubato bench rules --rules adamw --sizes 10M,50M --threads 2",
      "  rubato bench rules --rules all --json > rules.json",
      "  rubato bench rules --rules muon,soap --sizes 256by256,784by1k",
      "",
      "Sizes: weights, tensors x weights, or rows by columns: 10k, 50M, 1000x1k, 512by1024.",
      "Leave the machine alone meanwhile."
    })
final class BenchRules implements Callable<Integer> {

  private static final int HEIGHT = 320;
  private static final int WIDTH = 900;

  private static final Pattern SIZE = Pattern.compile("[0-9_]+[kM]?");

  private final Console console;

  @Mixin Manners manners = new Manners();

  @Option(
      names = "--rules",
      paramLabel = "LIST",
      defaultValue = "adamw",
      description = "Rules, or all with a kernel: adamw,sgd:momentum=0.9 (${DEFAULT-VALUE}).")
  String rules = "adamw";

  @Option(
      names = "--sizes",
      paramLabel = "LIST",
      description = "Sizes (10k,50k,200k,1M,10M,50M,1000x1k; quick: 10k,200k,10M,1000x1k).")
  @Nullable String sizes;

  @Option(names = "--threads", paramLabel = "LIST", description = "Threads (1 and 2).")
  @Nullable String threads;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds (60, or as many as fit in 20 s).")
  @Nullable String rounds;

  @Option(
      names = "--draws",
      paramLabel = "N",
      description =
          "Draws of memory that the rounds are divided among above 1M weights (3; quick: 1).")
  @Nullable String draws;

  @Option(names = "--quick", description = "Fewer sizes and rounds, shorter turns.")
  boolean quick;

  @Option(names = "--svg", paramLabel = "FILE", description = "Draw speed over size as SVG.")
  @Nullable Path svg;

  BenchRules(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<Course> courses = courses();
    TargetFile.expected(svg);
    Race usual = quick ? Race.QUICK : Race.USUAL;
    Race timed =
        rounds == null ? usual : usual.rounds((int) Numbers.whole("--rounds", rounds, 1, 10_000));
    Race race = draws == null ? timed : timed.draws((int) Numbers.whole("--draws", draws, 1, 100));
    List<Outcome> outcomes = new ArrayList<>();
    boolean asked;
    String torch;
    try (var progress = new ProgressLine(console, manners, System::nanoTime);
        var interrupt = new Interrupt()) {
      progress.show("Looking", () -> "for PyTorch");
      var bench = new rubato.cli.bench.Rules(race, console.environment());
      torch = bench.torch().orElse("");
      for (Course course : courses) {
        String name = name(course) + " (" + (outcomes.size() + 1) + "/" + courses.size() + ")";
        outcomes.add(
            bench.run(
                course,
                what -> progress.show("Timing", () -> name + ": " + what),
                interrupt::asked));
        if (interrupt.asked()) {
          break;
        }
      }
      asked = interrupt.asked();
      report(outcomes, race, torch);
    }
    return asked ? Exit.INTERRUPTED : Exit.OK;
  }

  private static String name(Course course) {
    return course.rule().name() + " " + course.size() + ", " + BenchCharts.threads(course);
  }

  private void report(List<Outcome> outcomes, Race race, String torch) {
    if (svg != null) {
      TargetFile.write(svg, Svg.stacked(BenchCharts.of(outcomes), WIDTH, HEIGHT));
    }
    if (manners.json) {
      console.out().println(Json.of(json(outcomes, race, torch)));
    } else {
      console.out().print(BenchTable.of(outcomes, console));
    }
    if (torch.isEmpty()) {
      manners.hint(
          console,
          "PyTorch for Python is not here: set RUBATO_PYTHON to a Python that can import torch");
    }
    manners.hint(
        console,
        svg == null
            ? "Next: " + Shell.command("bench", "rules", "--rules", rules, "--svg", "rules.svg")
            : "Next: " + Shell.command("rule", "list") + " shows what each rule keeps");
  }

  private static Map<String, Object> json(List<Outcome> outcomes, Race race, String torch) {
    var object = new LinkedHashMap<String, Object>();
    object.put("environment", Environment.here(Engines.named("PyTorch")));
    object.put("torch", torch);
    object.put("rounds", race.rounds());
    object.put("draws", race.draws());
    object.put("results", outcomes.stream().flatMap(outcome -> outcome.json().stream()));
    return object;
  }

  private List<Course> courses() {
    String usual = quick ? "10k,200k,10M,1000x1k" : "10k,50k,200k,1M,10M,50M,1000x1k";
    List<Course> courses = new ArrayList<>();
    for (Rule rule : rules()) {
      for (String size : (sizes == null ? usual : sizes).split(",", -1)) {
        String[] parts = size.strip().split("x", 2);
        long tensors = parts.length == 1 ? 1 : count(parts[0], 100_000);
        Shape shape = shape(parts[parts.length - 1]);
        for (String many : (threads == null ? "1,2" : threads).split(",", -1)) {
          int at = (int) Numbers.whole("--threads", many, 1, 1024);
          courses.add(new Course(rule, (int) tensors, shape, at));
        }
      }
    }
    return courses;
  }

  private List<Rule> rules() {
    if (rules.equals("all")) {
      return Rules.names().stream()
          .map(Rules::parse)
          .filter(Elementwise.class::isInstance)
          .toList();
    }
    List<Rule> parsed = new ArrayList<>();
    // A comma parts options as well as rules: what has an equals sign goes on.
    for (String text : rules.split(",(?![^,:]*=)", -1)) {
      Rule rule = Rules.parse(text.strip());
      if (rule.evaluatesAgain()) {
        throw Failure.usage(
            "--rules must be rules that evaluate no loss of their own, got " + rule.name());
      }
      parsed.add(rule);
    }
    return parsed;
  }

  /** {@code 10k}, {@code 512by1024}. */
  private static Shape shape(String text) {
    String[] sides = text.split("by", 2);
    return sides.length == 1
        ? Shape.of(count(text, 500_000_000))
        : Shape.of(count(sides[0], 20_000), count(sides[1], 20_000));
  }

  /** {@code 10k}, {@code 50M}, {@code 200_000}. */
  private static long count(String text, long most) {
    String digits = text.strip();
    if (!SIZE.matcher(digits).matches()) {
      throw Failure.usage(
          "--sizes must be weights, tensors x weights or rows by columns, such as 10k, 50M, 1000x1k"
              + " or 512by1k, got "
              + (digits.isEmpty() ? "nothing" : digits));
    }
    long unit = digits.endsWith("k") ? 1_000 : digits.endsWith("M") ? 1_000_000 : 1;
    String number = unit == 1 ? digits : digits.substring(0, digits.length() - 1);
    return unit * Numbers.whole("--sizes", number, 1, most / unit);
  }
}
