package rubato.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import rubato.lab.work.Executor;
import rubato.lab.work.Tasks;
import rubato.pace.Plan;
import rubato.schedule.Horizon;
import rubato.search.Arm;
import rubato.search.Searches;
import rubato.text.PlanSpec;
import rubato.train.CheckpointFile;
import rubato.train.Metric;
import rubato.train.Planned;
import rubato.train.Task;

/**
 * The study that chooses a rate, and what else is to be chosen: range test, search, replicates,
 * baseline.
 *
 * <p>Same request, same machine: same result, whoever trains, and however often it was interrupted.
 */
public final class Tune {

  /** The budget when the user states none, in full trainings. */
  public static final double DEFAULT_BUDGET = 9;

  /** Less than one training is no budget. */
  public static final double LEAST_BUDGET = 1;

  /** The schedules when the user names none. */
  public static final List<String> DEFAULT_SCHEDULES =
      List.of("linear(rate -> 0)", "warmup(5%) then cosine(rate -> 0)", "rate");

  /** The name of the file with the answer, in the study's folder. */
  public static final String RESULT = "result.json";

  static final double NAIVE_RATE = 1e-3;

  /** With fewer updates there is nothing to choose among. */
  private static final long FEWEST = 10;

  /** The method when the user names none. */
  public static String defaultMethod() {
    return List.of("pilot", "halving", "random").stream()
        .filter(Searches.names()::contains)
        .findFirst()
        .orElseThrow();
  }

  /**
   * What to study.
   *
   * @param tasks makes tasks of settings
   * @param base the settings of a trial where nothing else is searched; its seed is the study's
   * @param epochs how long a full training is, in epochs
   * @param metric what the answer is stated in
   * @param judge what the search judges trials by
   * @param scope what is searched
   * @param method the text of a method that {@link Searches} knows
   * @param budget what all but the baseline may cost, in full trainings
   * @param folder where the result goes; made if missing
   * @param engine the engine of the task, for {@link Environment}
   * @param command the command that reproduces the study
   * @param next from the settings of the answer to the command that trains with it
   */
  public record Request(
      Tasks tasks,
      CheckpointFile.Settings base,
      double epochs,
      Metric metric,
      Judge judge,
      Scope scope,
      String method,
      double budget,
      Path folder,
      String engine,
      String command,
      Function<CheckpointFile.Settings, String> next) {

    public Request {
      Horizon horizon = base.horizon();
      if (!(budget >= LEAST_BUDGET && budget < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "budget must be >= %s, one full training of %d updates, got %s"
                .formatted(LEAST_BUDGET, horizon.steps(), budget));
      }
      if (updates(budget, horizon) < FEWEST) {
        throw new IllegalArgumentException(
            "budget must be >= %s (%d updates of %d), got %s"
                .formatted((double) FEWEST / horizon.steps(), FEWEST, horizon.steps(), budget));
      }
      Searches.parse(method, scope.space(1, 2), horizon.steps(), base.seed());
      scope.requireRoom(horizon);
      // More than there are examples is told now, not by the trial that draws it.
      scope.batch().ifPresent(range -> perEpoch(tasks, base, Long.toString((long) range.high())));
      for (String schedule : scope.schedules()) {
        Plan plan = PlanSpec.parse(schedule).withRate(1).resolve(horizon);
        if (!plan.others().isEmpty() || !plan.layers().isEmpty()) {
          scope.optimizers().forEach(optimizer -> requireFollowed(plan, optimizer, tasks, base));
        }
      }
    }

    /** A rule or a model that has not what a plan names is told now, not at the first trial. */
    private static void requireFollowed(
        Plan plan, String optimizer, Tasks tasks, CheckpointFile.Settings base) {
      var settings =
          new CheckpointFile.Settings(
              base.task(),
              optimizer,
              base.batch(),
              base.threads(),
              base.schedule(),
              base.horizon(),
              base.seed());
      Planned.start(tasks.task(settings), base.seed(), plan, base.horizon()).close();
    }

    /** The same with its result in {@code other}. */
    public Request in(Path other) {
      return new Request(
          tasks, base, epochs, metric, judge, scope, method, budget, other, engine, command, next);
    }

    /** What trials are judged by, its name and direction. */
    public Metric judged() {
      return judge.of(metric);
    }

    /** How long a full training is. */
    public Horizon horizon() {
      return base.horizon();
    }

    /** The seed of the study; trials add the number of theirs. */
    public long seed() {
      return base.seed();
    }

    /** The updates that the budget allows. */
    public long updates() {
      return updates(budget, horizon());
    }

    private static long updates(double budget, Horizon horizon) {
      long updates = (long) Math.floor(budget * horizon.steps());
      // The product may have been rounded up.
      return (double) updates / horizon.steps() > budget ? updates - 1 : updates;
    }

    /** On how many seeds the choice is trained; 0 where not even one training is left for it. */
    int seeds() {
      return budget >= 6 ? 3 : budget >= 3 ? 2 : budget >= 2 ? 1 : 0;
    }

    /** The updates that the search must leave. */
    long reserve() {
      return seeds() == 0 ? horizon().steps() / 3 : seeds() * horizon().steps();
    }

    Task task(CheckpointFile.Settings settings) {
      return tasks.task(settings);
    }

    /** How long a full training of an arm is: an epoch of other batches has other updates. */
    Horizon horizon(Arm arm) {
      Optional<String> batch = scope.batch(arm);
      if (batch.isEmpty() || batch.get().equals(base.batch())) {
        return horizon();
      }
      long perEpoch = perEpoch(tasks, base, batch.get());
      return new Horizon(Math.max(1, Math.round(epochs * perEpoch)), perEpoch);
    }

    private static long perEpoch(Tasks tasks, CheckpointFile.Settings base, String batch) {
      return tasks.task(settings(base, batch, base.horizon())).stepsPerEpoch();
    }

    private static CheckpointFile.Settings settings(
        CheckpointFile.Settings base, String batch, Horizon horizon) {
      return new CheckpointFile.Settings(
          base.task(),
          base.optimizer(),
          batch,
          base.threads(),
          base.schedule(),
          horizon,
          base.seed());
    }

    /** What a trial of an arm trains, on a seed of the study. */
    CheckpointFile.Settings settings(Arm arm, int seed) {
      return new CheckpointFile.Settings(
          base.task(),
          scope.optimizer(arm),
          scope.batch(arm).orElse(base.batch()),
          base.threads(),
          PlanSpec.parse(scope.schedule(arm)).withRate(Scope.rounded(arm.rate())).toString(),
          horizon(arm),
          base.seed() + seed);
    }

    /** What the naive default trains. */
    CheckpointFile.Settings baseline(int seed) {
      return new CheckpointFile.Settings(
          base.task(),
          new rubato.optim.Adam().toString(),
          base.batch(),
          base.threads(),
          Double.toString(NAIVE_RATE),
          horizon(),
          base.seed() + seed);
    }
  }

  private Tune() {}

  /**
   * Runs the study, or the rest of it. The folder then holds {@code result.json}.
   *
   * @param ledger what has happened; what is in it is not done again
   * @param executor who trains
   * @throws LabException when nothing can be chosen
   * @throws CancellationException when {@code progress} was cancelled; what was done is in the
   *     ledger, and in the checkpoints of its folder
   */
  public static TuneResult run(
      Request request, Ledger ledger, Executor executor, Progress progress) {
    var bench = new Bench(executor, ledger, progress);
    TuneResult result =
        new Stages(request, progress, bench).answer(Environment.here(request.engine()));
    Json.write(result, request.folder().resolve(RESULT));
    return result;
  }
}
