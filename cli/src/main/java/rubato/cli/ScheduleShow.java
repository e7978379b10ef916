package rubato.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rubato.lab.chart.Axis;
import rubato.lab.chart.Chart;
import rubato.lab.chart.Png;
import rubato.lab.chart.Series;
import rubato.lab.chart.Style;
import rubato.lab.chart.Svg;
import rubato.lab.chart.Terminal;
import rubato.lab.chart.Theme;
import rubato.schedule.Horizon;
import rubato.text.Mermaid;
import rubato.text.PlanSpec;

/** Draws schedules: the values are those a training would use. */
@Command(
    name = "show",
    description = "Draw schedules, over each other.",
    footer = {
      "",
      "Examples:",
      "  rubato schedule show \"warmup(5%%) then cosine(0.1 -> 0)\"",
      "  rubato schedule show \"step(0.1, factor 0.5 every 10ep)\" --epochs 40",
      "  rubato schedule show \\",
      "    \"one-cycle(0.1); momentum cosine(0.95 -> 0.85, 30%%) then 0.85\"",
      "  rubato schedule show --from pytorch \"StepLR(opt, step_size=30)\" --rate 0.1",
      "  rubato schedule show \"cosine(0.1 -> 0)\" \"linear(0.1 -> 0)\" --svg two.svg"
    })
final class ScheduleShow implements Callable<Integer> {

  private static final int ROWS = 18;
  private static final long CSV_STEPS = 10_000_000;

  private final Console console;

  @Mixin Manners manners = new Manners();

  @Parameters(
      arity = "1..*",
      paramLabel = "SPEC",
      description = "A schedule or a plan, as in docs/guide/spec-language.md.")
  List<String> specs = List.of();

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

  @Option(names = "--rate", paramLabel = "R", description = "What the word `rate` stands for.")
  @Nullable String rate;

  @Option(
      names = "--from",
      paramLabel = "FRAMEWORK",
      description = "Each SPEC is written as in this framework, or a file with that.")
  @Nullable String from;

  @Option(names = "--log", description = "A logarithmic axis for the rate.")
  boolean log;

  @Option(names = "--svg", paramLabel = "FILE", description = "Write the drawing as SVG.")
  @Nullable Path svg;

  @Option(names = "--png", paramLabel = "FILE", description = "Write the drawing as PNG.")
  @Nullable Path png;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      arity = "0..1",
      fallbackValue = "-",
      description = "Write every step's rate; without a file, print it.")
  @Nullable Path csv;

  @Option(names = "--mermaid", description = "Print how a schedule is composed, as Mermaid.")
  boolean mermaid;

  ScheduleShow(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Horizon horizon = horizon();
    Double given = rate == null ? null : (Double) Numbers.above("--rate", rate, 0);
    List<String> texts =
        specs.stream().map(text -> ScheduleImport.said(from, text, given)).toList();
    boolean filled = given == null || from != null;
    if (!filled && texts.stream().noneMatch(text -> PlanSpec.parse(text).mentionsRate())) {
      throw Failure.usage("--rate has nothing to fill in: no schedule has the word `rate`");
    }
    List<Planned> plans = texts.stream().map(text -> Planned.of(text, given, horizon)).toList();
    List<Curve> curves = plans.stream().flatMap(plan -> plan.curves().stream()).toList();
    if (svg != null) {
      write(svg, svg(curves).getBytes(UTF_8));
    }
    if (png != null) {
      System.setProperty("java.awt.headless", "true");
      write(png, Png.of(svg(curves), Theme.LIGHT, 2));
    }
    boolean printsCsv = csv != null && csv.toString().equals("-");
    if (csv != null) {
      if (horizon.steps() > CSV_STEPS) {
        throw Failure.usage(
            "--csv writes every step: --steps must be <= "
                + CSV_STEPS
                + ", got "
                + horizon.steps());
      }
      String text = Curve.csv(curves, horizon.steps());
      if (printsCsv) {
        console.out().print(text);
      } else {
        write(csv, text.getBytes(UTF_8));
      }
    }
    if (mermaid) {
      plans.forEach(plan -> console.out().print(Mermaid.of(plan.plan().rate())));
    } else if (manners.json) {
      console.out().println(Json.of(json(plans, horizon)));
    } else if (svg == null && png == null && csv == null) {
      draw(plans, curves, horizon);
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

  /** One chart for the rates, and one below it for each other hyper-parameter. */
  private List<Chart> charts(List<Curve> curves) {
    Map<String, List<Series>> byAxis = new LinkedHashMap<>();
    for (Curve curve : curves) {
      byAxis
          .computeIfAbsent(curve.axis(), _ -> new ArrayList<>())
          .add(new Series(curve.text(), curve.points(), Style.FRONT));
    }
    var charts = new ArrayList<Chart>();
    byAxis.forEach(
        (axis, series) ->
            charts.add(
                new Chart(
                    series.size() == 1 ? series.getFirst().name() : "Schedules",
                    Axis.linear("step"),
                    log ? Axis.log(axis) : Axis.linear(axis),
                    series,
                    List.of(),
                    List.of())));
    return charts;
  }

  private String svg(List<Curve> curves) {
    return Svg.stacked(charts(curves), 900, 420);
  }

  private void draw(List<Planned> plans, List<Curve> curves, Horizon horizon) {
    int columns = Math.clamp(console.columns(), 30, 110);
    int rows = ROWS;
    for (Chart chart : charts(curves)) {
      Chart untitled =
          new Chart("", chart.x(), chart.y(), chart.series(), chart.bands(), chart.marks());
      console
          .out()
          .print(
              Terminal.of(untitled, columns, rows, manners.colourOut(console), console.unicode()));
      rows = ROWS / 2;
    }
    for (Curve curve : curves) {
      console.out().println(curve.summary(curves.size() > 1));
    }
    Planned first = plans.getFirst();
    if (first.feeds()) {
      manners.hint(console, "drawn before any feedback: a training may lower it");
    }
    if (horizon.steps() > Curve.MOST) {
      manners.hint(console, "drawn at " + Numbers.grouped(Curve.MOST) + " of the steps");
    }
    if (curves.size() == plans.size()) {
      manners.hint(
          console,
          "train with it: "
              + Shell.command("train", "digits", "--schedule", first.spec().toString()));
    }
  }

  private static Map<String, Object> json(List<Planned> plans, Horizon horizon) {
    var object = new LinkedHashMap<String, Object>();
    object.put("horizon", horizon);
    object.put("schedules", plans.stream().map(Planned::json).toList());
    return object;
  }

  private void write(Path file, byte[] bytes) {
    TargetFile.write(file, bytes);
    manners.hint(console, "wrote " + file);
  }
}
