package rubato.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rubato.lint.Finding;
import rubato.lint.Lint;
import rubato.schedule.Horizon;
import rubato.text.PlanSpec;

/** Says what is odd about a schedule, before a training pays for it. */
@Command(
    name = "lint",
    description = "Say what is odd about a schedule.",
    footer = {
      "",
      "Each finding has a code, explained in docs/guide/lint.md. It may be meant, and the",
      "exit code is 0.",
      "",
      "Examples:",
      "  rubato schedule lint \"cosine(0.1 -> 0, 500)\" --steps 1000",
      "  rubato schedule lint \"step(0.1, factor 0.5 every 30)\" --epochs 90",
      "  rubato schedule lint --steps 61 \\",
      "    --from pytorch \"OneCycleLR(optimizer, 0.1, total_steps=61)\""
    })
final class ScheduleLint implements Callable<Integer> {

  private final Console console;

  @Mixin Manners manners = new Manners();

  @Parameters(
      paramLabel = "SPEC",
      description = "A schedule or a plan, as in docs/guide/spec-language.md.")
  String spec = "";

  @Option(names = "--steps", paramLabel = "N", description = "The length, in steps (1000).")
  @Nullable String steps;

  @Option(names = "--epochs", paramLabel = "N", description = "The length, in epochs.")
  @Nullable String epochs;

  @Option(
      names = "--steps-per-epoch",
      paramLabel = "N",
      defaultValue = "100",
      description = "Steps in an epoch (${DEFAULT-VALUE}).")
  String stepsPerEpoch = "100";

  @Option(
      names = "--from",
      paramLabel = "FRAMEWORK",
      description = "SPEC is written as in this framework, or a file with that.")
  @Nullable String from;

  @Option(names = "--rate", paramLabel = "R", description = "What the word `rate` stands for.")
  @Nullable String rate;

  ScheduleLint(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Horizon horizon = horizon();
    Double given = rate == null ? null : (Double) Numbers.above("--rate", rate, 0);
    PlanSpec parsed = Planned.spec(ScheduleImport.said(from, spec, given), given);
    List<Finding> findings = Lint.of(parsed, horizon);
    if (manners.json) {
      console.out().println(Json.of(json(parsed, horizon, findings)));
    } else {
      findings.forEach(finding -> console.out().println(console.shown(finding.toString())));
      manners.hint(
          console,
          findings.isEmpty()
              ? "nothing odd over " + Numbers.grouped(horizon.steps()) + " steps"
              : "docs/guide/lint.md says more about each code");
    }
    return Exit.OK;
  }

  private Horizon horizon() {
    long perEpoch = Numbers.whole("--steps-per-epoch", stepsPerEpoch, 1);
    if (epochs == null) {
      return new Horizon(steps == null ? 1000 : Numbers.whole("--steps", steps, 1), perEpoch);
    }
    if (steps != null) {
      throw Failure.usage("--steps and --epochs both say how long: give one of them");
    }
    return Horizon.epochs(
        Numbers.whole("--epochs", epochs, 1, Long.MAX_VALUE / perEpoch), perEpoch);
  }

  private static Map<String, Object> json(PlanSpec spec, Horizon horizon, List<Finding> findings) {
    var object = new LinkedHashMap<String, Object>();
    object.put("schedule", spec.toString());
    object.put("horizon", horizon);
    object.put("findings", findings.stream().map(ScheduleLint::json).toList());
    return object;
  }

  private static Map<String, Object> json(Finding finding) {
    var object = new LinkedHashMap<String, Object>();
    object.put("code", finding.rule().code());
    object.put("step", finding.step());
    object.put("message", finding.message());
    return object;
  }
}
