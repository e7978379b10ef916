package rubato.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rubato.lab.chart.Chart;
import rubato.lab.chart.Svg;
import rubato.lab.chart.Terminal;
import rubato.optim.RateUse;
import rubato.optim.Rule;
import rubato.search.Ladder;
import rubato.search.RangeReading;
import rubato.search.RangeSweep;
import rubato.search.RangeTest;
import rubato.search.finder.Finder;
import rubato.text.PlanSpec;
import rubato.train.Task;
import rubato.workloads.Workload;

/** The range test by itself. */
@Command(
    name = "find",
    description = {
      "Let the rate climb while the loss is watched, on several seeds, and say what the curves allow"
          + " to be said."
    },
    footer = {
      "",
      "Examples:",
      "  rubato find digits",
      "  rubato find cancer --optimizer sgd:momentum=0.9 --seeds 5 --svg cancer.svg",
      "  rubato find digits --suggest fastai-valley,lightning",
      "  rubato find digits --schedule \"0.001; layers \\\"02*\\\" at rate\"",
      "",
      "Exit code 3 when the curves do not allow a suggestion."
    })
final class Find implements Callable<Integer> {

  private static final int ROWS = 18;
  private static final int EXTENSIONS = 2;

  private final Console console;

  @Mixin Manners manners = new Manners();

  @Parameters(paramLabel = "TASK", description = "See rubato tasks.")
  String name = "";

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many sweeps, each on a seed of its own (${DEFAULT-VALUE}).")
  String seeds = "3";

  @Option(
      names = "--schedule",
      paramLabel = "PLAN",
      defaultValue = "rate",
      description = {
        "The plan to climb under: the ladder takes the place of `rate` (${DEFAULT-VALUE}); all else",
        "in it is followed, so `0.001; layers \\\"02*\\\" at rate` climbs with some layers alone."
      })
  String schedule = "rate";

  @Option(names = "--rates", paramLabel = "LOW..HIGH:COUNT", description = "Another ladder.")
  @Nullable String rates;

  @Option(
      names = "--suggest",
      paramLabel = "RULE[,RULE]",
      description = {
        "Say, too, what other finders suggest from the same sweeps: fastai-valley, fastai-slide,",
        "fastai-minimum, fastai-steep, lightning, lightning-2.5.2, torch-lr-finder, ignite, or all."
      })
  @Nullable String suggest;

  @Option(names = "--svg", paramLabel = "FILE", description = "Write the drawing as SVG.")
  @Nullable Path svg;

  @Mixin TaskOptions options = new TaskOptions();

  @Mixin Recorder recorder = new Recorder();

  Find(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    TargetFile.expected(svg);
    int count = (int) Numbers.whole("--seeds", seeds, 1, 100);
    long seed = options.seed();
    List<Finder> finders = Suggested.finders(suggest);
    Ladder ladder = rates == null ? Ladder.DEFAULT : Ladder.parse(rates);
    Workload workload = options.workload(name);
    Rule rule = options.setup(workload).rule();
    PlanSpec plan = PlanSpec.parse(schedule);
    Optional<String> nothing = nothingToFind(rule);
    if (nothing.isPresent()) {
      return toldWhy(workload, rule, nothing.get());
    }
    Task task = workload.task(options.setup(workload));
    var climb = new PlannedAscent(task, plan, TaskOptions.horizon(null, workload, task));
    // Every seed may need its ladder extended, at both ends; one that was asked for stays.
    var sweep = new RangeSweep(ladder, count, rates == null ? EXTENSIONS : 0, Long.MAX_VALUE / 4);
    try (var interrupt = new Interrupt();
        var progress = new ProgressLine(console, manners, System::nanoTime);
        var tape = recorder.open(console, interrupt)) {
      Engines.load(workload.engine(), progress);
      var watch = new Watch(progress, interrupt, seed, count);
      RangeSweep.Outcome outcome =
          plan.toString().equals("rate")
              ? sweep.over(task, seed, watch)
              : sweep.over(climb, seed, watch);
      progress.erase();
      var setup = options.setup(workload);
      Sweeps.record(tape, workload, setup, task, plan, outcome, seed, interrupt.asked());
      if (interrupt.asked()) {
        manners.hint(console, "interrupted; nothing was changed");
        return Exit.INTERRUPTED;
      }
      return told(workload, new Found(outcome, Suggested.of(finders, outcome.tests())));
    }
  }

  /** Why a range test of a rule has nothing to find, if so. */
  private static Optional<String> nothingToFind(Rule rule) {
    return switch (rule.rateUse()) {
      case LENGTH -> Optional.empty();
      case FACTOR ->
          Optional.of(
              rule.name()
                  + " finds the length of its steps itself and multiplies it by the rate, which is 1"
                  + " unless there is a reason: there is nothing to find");
      case FIRST ->
          Optional.of(
              rule.name()
                  + " reads its rate once, at the first update, and changes its steps itself: a rate"
                  + " that climbs is not seen, and there is nothing to find");
    };
  }

  private int toldWhy(Workload workload, Rule rule, String why) {
    boolean factor = rule.rateUse() == RateUse.FACTOR;
    var words = new ArrayList<>(List.of(factor ? "train" : "tune", workload.name()));
    words.addAll(options.words());
    if (factor) {
      words.addAll(List.of("--schedule", "1"));
    }
    String command = Shell.command(words);
    if (manners.json) {
      var object = new LinkedHashMap<String, @Nullable Object>();
      object.put("task", workload.name());
      object.put("optimizer", rule.toString());
      object.put("suggestion", null);
      object.put("cause", "NO_RATE_TO_FIND");
      object.put("reason", why);
      object.put("next", command);
      console.out().println(Json.of(object));
    } else {
      console.out().println(why);
    }
    manners.hint(console, (factor ? "train with it: " : "let whole trainings decide: ") + command);
    return Exit.NO_RATE;
  }

  private int told(Workload workload, Found found) {
    Chart chart = found.chart();
    if (svg != null) {
      TargetFile.write(svg, Svg.of(chart, 900, 420).getBytes(StandardCharsets.UTF_8));
      manners.hint(console, "wrote " + svg);
    }
    RangeReading reading = found.outcome().reading();
    String next = next(workload, reading);
    if (manners.json) {
      var object = new LinkedHashMap<String, @Nullable Object>();
      object.put("task", workload.name());
      object.put("optimizer", options.setup(workload).rule().toString());
      object.put("schedule", PlanSpec.parse(schedule).toString());
      found.json(object);
      object.put("next", next.substring(next.indexOf(": ") + 2));
      console.out().println(Json.of(object));
    } else {
      var untitled =
          new Chart("", chart.x(), chart.y(), chart.series(), chart.bands(), chart.marks());
      console
          .out()
          .print(
              Terminal.of(
                  untitled,
                  Math.clamp(console.columns(), 30, 110),
                  ROWS,
                  manners.colourOut(console),
                  console.unicode()));
      console.out().println(console.shown(found.sentence()));
      console.out().print(found.table(Math.max(console.columns(), 110)));
    }
    manners.hint(console, next);
    return switch (reading) {
      case RangeReading.Suggestion _ -> Exit.OK;
      case RangeReading.Inconclusive _ -> Exit.NO_RATE;
    };
  }

  private String next(Workload workload, RangeReading reading) {
    return switch (reading) {
      case RangeReading.Suggestion said -> {
        var words = new ArrayList<>(List.of("train", workload.name()));
        words.addAll(options.words());
        String rate = Numbers.rate(said.rate());
        words.addAll(
            schedule.strip().equals("rate")
                ? List.of("--schedule", "linear(" + rate + " -> 0)")
                : List.of("--schedule", schedule, "--rate", rate));
        yield "train with it: " + Shell.command(words);
      }
      case RangeReading.Inconclusive _ -> {
        var words = new ArrayList<>(List.of("tune", workload.name()));
        words.addAll(options.words());
        if (!schedule.strip().equals("rate")) {
          words.addAll(List.of("--schedule", schedule));
        }
        yield "let whole trainings decide: " + Shell.command(words);
      }
    };
  }

  /** Shows each update. */
  private record Watch(ProgressLine progress, Interrupt interrupt, long first, int seeds)
      implements RangeSweep.Listener {

    @Override
    public void stepped(long seed, Ladder ladder, long step, RangeTest.Point point) {
      progress.show(
          "Climbing",
          () ->
              "sweep %d of %d  step %d/%d  lr %s  loss %s"
                  .formatted(
                      seed - first + 1,
                      seeds,
                      step + 1,
                      ladder.rungs(),
                      Numbers.rate(point.rate()),
                      Numbers.brief(point.loss())));
    }

    @Override
    public boolean stop() {
      return interrupt.asked();
    }
  }
}
