package rubato.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rubato.lab.record.Recorder;
import rubato.lab.record.Sweeps;
import rubato.optim.Rule;
import rubato.schedule.Horizon;
import rubato.search.Ladder;
import rubato.text.PlanSpec;
import rubato.text.Rules;
import rubato.train.Task;
import rubato.workloads.Setup;
import rubato.workloads.Workload;

/** Trains a task at many rates and writes the losses down. */
@Command(
    name = "record",
    description = {
      "Train a task at every rate of a ladder, on several seeds, and add a line for each training to"
          + " a table: what searches are replayed on. Stopped or killed, the same command goes on."
    },
    footer = {
      "",
      "Examples:",
      "  rubato search record digits --rates 1e-5..10:37 --seeds 4 --out digits.jsonl",
      "  rubato search record cancer --schedule \"linear(rate -> 0)\" --optimizer sgd --out c.jsonl"
    })
final class SearchRecord implements Callable<Integer> {

  private final Console console;

  @Mixin Manners manners = new Manners();

  @Parameters(paramLabel = "TASK", description = "See rubato tasks.")
  String name = "";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The table; lines are added to it.")
  Path out = Path.of("");

  @Option(
      names = "--rates",
      paramLabel = "LOW..HIGH:COUNT",
      defaultValue = "1e-5..10:37",
      description = "The rates, by the same factor from one to the next (${DEFAULT-VALUE}).")
  String rates = "1e-5..10:37";

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many trainings at each rate (${DEFAULT-VALUE}).")
  String seeds = "4";

  @Option(
      names = "--schedule",
      paramLabel = "PLAN",
      defaultValue = "rate",
      description = "The schedule, with the word `rate` for the rate (${DEFAULT-VALUE}).")
  String schedule = "rate";

  @Option(names = "--epochs", paramLabel = "N", description = "How long a training is.")
  @Nullable String epochs;

  @Option(
      names = "--name",
      paramLabel = "TEXT",
      description = "The problem's name in the table, instead of one made of the settings.")
  @Nullable String called;

  @Option(
      names = "--sweeps",
      paramLabel = "FILE",
      description = "Record range tests, too, on the same seeds: what finders are scored on.")
  @Nullable Path sweeps;

  @Mixin TaskOptions options = new TaskOptions();

  SearchRecord(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Workload workload = options.workload(name);
    Setup setup = options.setup(workload);
    Task task = workload.task(setup);
    Horizon horizon = TaskOptions.horizon(epochs, workload, task);
    var request =
        new Recorder.Request(
            called == null ? problem(workload, setup, horizon) : called,
            PlanSpec.parse(schedule),
            Ladder.parse(rates),
            options.seed(),
            (int) Numbers.whole("--seeds", seeds, 1, 1000),
            horizon);
    LongSupplier nanos = System::nanoTime;
    long begun = nanos.getAsLong();
    try (var interrupt = new Interrupt();
        var progress = new ProgressLine(console, manners, nanos)) {
      Engines.load(workload.engine(), progress);
      var watch = new Watch(progress, interrupt, request);
      Recorder.Outcome done = new Recorder(task, request, watch).into(out);
      int swept = sweeps == null ? 0 : new Sweeps(task, request, interrupt::asked).into(sweeps);
      progress.erase();
      return told(request, done, swept, (nanos.getAsLong() - begun) / 1e9);
    }
  }

  private int told(Recorder.Request request, Recorder.Outcome done, int swept, double seconds) {
    int there = done.before() + done.made();
    if (manners.json) {
      var object = new LinkedHashMap<String, Object>();
      object.put("table", out.toString());
      object.put("problem", request.problem());
      object.put("schedule", request.schedule().toString());
      object.put("updates", request.horizon().steps());
      object.put("trainings", request.trainings());
      object.put("before", done.before());
      object.put("made", done.made());
      if (sweeps != null) {
        object.put("sweeps", sweeps.toString());
        object.put("swept", swept);
      }
      object.put("seconds", seconds);
      console.out().println(Json.of(object));
    } else {
      console
          .out()
          .println(
              "%s, %s: %d of %d trainings in %s, %d made now"
                  .formatted(
                      request.problem(),
                      request.schedule(),
                      there,
                      request.trainings(),
                      out,
                      done.made()));
    }
    boolean whole = there == request.trainings();
    manners.hint(
        console,
        whole
            ? "replay searches on it: " + Shell.command("search", "replay", out.toString())
            : "interrupted; the same command goes on");
    return whole ? Exit.OK : Exit.INTERRUPTED;
  }

  /** Task, optimizer with the options that are not the usual, batch and length. */
  static String problem(Workload workload, Setup setup, Horizon horizon) {
    return "%s %s batch=%s updates=%d"
        .formatted(workload.name(), brief(setup.rule()), setup.batch(), horizon.steps());
  }

  private static String brief(Rule rule) {
    String text = rule.toString();
    int colon = text.indexOf(':');
    if (colon < 0 || rule.wrapped().isPresent()) {
      return text;
    }
    var usual = List.of(Rules.parse(rule.name()).toString().substring(colon + 1).split(","));
    var unusual = new ArrayList<>(List.of(text.substring(colon + 1).split(",")));
    unusual.removeAll(usual);
    return rule.name() + (unusual.isEmpty() ? "" : ":" + String.join(",", unusual));
  }

  /** Shows each update. */
  private record Watch(ProgressLine progress, Interrupt interrupt, Recorder.Request request)
      implements Recorder.Listener {

    @Override
    public void stepped(int training, double rate, long seed, long step, double loss) {
      progress.show(
          "Recording",
          () ->
              "%s  training %d of %d  seed %d  lr %s  step %s/%s  loss %s"
                  .formatted(
                      request.problem(),
                      training + 1,
                      request.trainings(),
                      seed,
                      Numbers.rate(rate),
                      Numbers.grouped(step + 1),
                      Numbers.grouped(request.horizon().steps()),
                      Numbers.brief(loss)));
    }

    @Override
    public boolean stop() {
      return interrupt.asked();
    }
  }
}
