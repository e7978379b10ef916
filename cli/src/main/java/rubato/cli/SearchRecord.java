package rubato.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rubato.lab.record.Recorder;
import rubato.lab.record.Sweeps;
import rubato.search.Ladder;
import rubato.train.Task;

/** Trains a task at many rates and writes the losses down. */
@Command(
    name = "record",
    description = {
      "Train a task at every rate of a ladder, on several seeds, and add a line for each training"
          + " to a table: what searches are replayed on. Stopped or killed, the same command goes"
          + " on."
    },
    footer = {
      "",
      "Examples:",
      "  rubato search record digits --rates 1e-5..10:37 --seeds 4 --out digits.jsonl",
      "  rubato search record cancer --schedule \"linear(rate -> 0)\" --out c.jsonl"
    })
final class SearchRecord implements Callable<Integer> {

  private final Console console;

  @Mixin Manners manners = new Manners();

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
      names = "--sweeps",
      paramLabel = "FILE",
      description = "Record range tests, too, on the same seeds: what finders are scored on.")
  @Nullable Path sweeps;

  @Mixin ProblemOptions options = new ProblemOptions();

  SearchRecord(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ProblemOptions.Problem problem = options.problem();
    var request =
        new Recorder.Request(
            problem.name(),
            problem.schedule(),
            Ladder.parse(rates),
            problem.seed(),
            (int) Numbers.whole("--seeds", seeds, 1, 1000),
            problem.horizon());
    LongSupplier nanos = System::nanoTime;
    long begun = nanos.getAsLong();
    try (var interrupt = new Interrupt();
        var progress = new ProgressLine(console, manners, nanos)) {
      Engines.load(problem.engine(), progress);
      var line =
          new TrainingLine(
              progress,
              interrupt,
              "Recording",
              problem.horizon(),
              training ->
                  "%s  training %d of %d"
                      .formatted(problem.name(), training + 1, request.trainings()));
      Task task = problem.task();
      Recorder.Outcome done = new Recorder(task, request, line).into(out);
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
}
