package rubato.lab.record;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rubato.lab.Json;
import rubato.lab.LabException;
import rubato.pace.Plan;
import rubato.schedule.Horizon;
import rubato.search.Ladder;
import rubato.text.PlanSpec;
import rubato.train.Planned;
import rubato.train.Task;
import rubato.train.Training;

/**
 * Trains a task at every rate of a ladder, on several seeds, and adds one {@link Row} for each
 * training to a file. Trainings that the file has already are not made again, so a recording that
 * was stopped or killed goes on where it was, and gives the file it would have given.
 */
public final class Recorder {

  /**
   * What is to be recorded.
   *
   * @param problem its name in the table
   * @param schedule every training's, its free word standing for the rate; without feedback
   * @param rates the rates
   * @param seed the first seed
   * @param seeds how many; at least 1
   * @param horizon how long a training is; at least 27 updates
   */
  public record Request(
      String problem, PlanSpec schedule, Ladder rates, long seed, int seeds, Horizon horizon) {

    public Request {
      require(seeds >= 1, "seeds must be >= 1, got " + seeds);
      check(schedule, horizon);
    }

    /** Rejects what has no loss to record at each part, and what depends on losses. */
    static void check(PlanSpec schedule, Horizon horizon) {
      require(
          horizon.steps() >= Row.PARTS,
          "updates of a training must be >= %d, as a loss is recorded at each 1/%d, got %d"
              .formatted(Row.PARTS, Row.PARTS, horizon.steps()));
      require(
          schedule.mentionsRate(),
          "schedule must have the free word `rate`, which each rate of the table replaces, got "
              + schedule);
      require(
          schedule.withRate(1).resolve(horizon).rate().feedbacks().isEmpty(),
          "schedule must be without feedback, got " + schedule);
    }

    private static void require(boolean holds, String message) {
      if (!holds) {
        throw new IllegalArgumentException(message);
      }
    }

    /** How many trainings that is. */
    public int trainings() {
      return Math.multiplyExact(rates.rungs(), seeds);
    }
  }

  /** Who is told how it goes. */
  public interface Listener {

    /** An update of training number {@code training}, from 0, was made. */
    void stepped(int training, double rate, long seed, long step, double loss);

    /** True to stop, before the next update; what is not finished is not in the table. */
    boolean stop();
  }

  /**
   * What was done.
   *
   * @param before the trainings of the request that were in the file
   * @param made those that were made now
   */
  public record Outcome(int before, int made) {}

  private final Task task;
  private final Request request;
  private final Listener listener;

  public Recorder(Task task, Request request, Listener listener) {
    this.task = task;
    this.request = request;
    this.listener = listener;
  }

  /**
   * Records into {@code file} until all is there or the listener stops it.
   *
   * @throws LabException when the file cannot be written, has a broken line, or was recorded of
   *     something else under the same name
   */
  public Outcome into(Path file) {
    try (var lines = new Lines<>(file, line -> Json.parse(line, Row.class), Row::line)) {
      int before = 0;
      int made = 0;
      for (int i = 0; i < request.trainings() && !listener.stop(); i++) {
        // Whole ladders first: a table of few seeds is of use, one of few rates is of none.
        int k = i % request.rates.rungs();
        long seed = request.seed + i / request.rates.rungs();
        double rate = request.rates.at(k);
        if (known(lines.all(), k, rate, seed, file)) {
          before++;
          continue;
        }
        Optional<Row> row = train(i, k, rate, seed, lines.all(), file);
        row.ifPresent(lines::add);
        made += row.isPresent() ? 1 : 0;
      }
      return new Outcome(before, made);
    }
  }

  private boolean known(List<Row> rows, int k, double rate, long seed, Path file) {
    for (Row row : rows) {
      if (row.p().equals(request.problem)
          && row.sched().equals(request.schedule.toString())
          && row.k() == k
          && row.seed() == seed) {
        if (Math.abs(row.lr() / rate - 1) > 1e-12) {
          throw other(file, "rate %s at index %d, not %s".formatted(row.lr(), k, rate));
        }
        return true;
      }
    }
    return false;
  }

  private LabException other(Path file, String what) {
    return new LabException(
        "%s has \"%s\" with %s: record into another file, or under another --name"
            .formatted(file, request.problem, what));
  }

  /** Empty when it was stopped. */
  private Optional<Row> train(
      int number, int k, double rate, long seed, List<Row> rows, Path file) {
    Plan plan = request.schedule.withRate(rate).resolve(request.horizon);
    try (Training training = Planned.start(task, seed, plan, request.horizon)) {
      Double v0 = Row.brief(training.evaluate().loss());
      if (v0 == null) {
        throw new LabException(
            "the held-out loss of %s is not finite before the first update, on seed %d"
                .formatted(task.name(), seed));
      }
      for (Row row : rows) {
        if (row.p().equals(request.problem) && row.seed() == seed && row.v0() != v0) {
          throw other(file, "loss %s before seed %d, not %s".formatted(row.v0(), seed, v0));
        }
      }
      var val = new ArrayList<@Nullable Double>();
      var train = new ArrayList<@Nullable Double>();
      while (val.size() < Row.PARTS) {
        boolean ended = !val.isEmpty() && val.getLast() == null;
        long until = Math.ceilDiv((val.size() + 1) * request.horizon.steps(), (long) Row.PARTS);
        double mean = ended ? Double.NaN : part(training, plan, until, number, seed);
        if (!ended && training.steps() < until && Double.isFinite(mean)) {
          return Optional.empty();
        }
        boolean finite = Double.isFinite(mean);
        Double held = finite ? Row.brief(training.evaluate().loss()) : null;
        val.add(held);
        train.add(Row.brief(mean));
      }
      return Optional.of(
          new Row(request.problem, request.schedule.toString(), k, rate, seed, v0, val, train));
    }
  }

  /** The mean loss of the updates up to {@code until}; not finite at the first that is not. */
  private double part(Training training, Plan plan, long until, int number, long seed) {
    double sum = 0;
    long from = training.steps();
    while (training.steps() < until) {
      long step = training.steps();
      double rate = plan.rate().schedule().at(step);
      double loss = training.step(rate);
      sum += loss;
      listener.stepped(number, rate, seed, step, loss);
      if (!Double.isFinite(loss)) {
        return Double.NaN;
      }
      if (listener.stop()) {
        break;
      }
    }
    return sum / (training.steps() - from);
  }
}
