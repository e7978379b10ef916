package rubato.lab.store;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import rubato.feedback.Observation;
import rubato.train.CheckpointFile;
import rubato.train.Loop;
import rubato.train.Metric;
import rubato.train.Run;

/**
 * Writes down what a loop tells, a batch at a time: after {@value #BATCH} observations, and when
 * the last batch is {@value #SECONDS} seconds old. What a kill loses is at most a batch.
 */
public final class Recording implements Loop.Listener, AutoCloseable {

  private static final int BATCH = 2000;
  private static final int SECONDS = 2;

  private final Store store;
  private final String run;
  private final Metric metric;
  private final LongSupplier nanos;
  private final LongSupplier millis;
  private final List<Observed> batch = new ArrayList<>();
  private long written;
  private boolean finished;

  /**
   * A recording of {@code run}, which has begun.
   *
   * @param nanos a clock, for when to write
   * @param millis a clock, in milliseconds since 1970: what is told is observed when it is told
   */
  public Recording(
      Store store, String run, Metric metric, LongSupplier nanos, LongSupplier millis) {
    this.store = store;
    this.run = run;
    this.metric = metric;
    this.nanos = nanos;
    this.millis = millis;
    this.written = nanos.getAsLong();
  }

  /** The run's id. */
  public String run() {
    return run;
  }

  /** Tells what was made before, in another process, with the times it had. */
  public void before(CheckpointFile file) {
    file.steps().forEach(step -> stepped(step, file.times().step(step.step())));
    file.evaluations().forEach(seen -> evaluated(seen, file.times().evaluated(seen.step())));
  }

  @Override
  public void stepped(Run.Step step) {
    stepped(step, now());
  }

  private void stepped(Run.Step step, OptionalLong at) {
    add(new Observed(step.step(), Observation.LOSS, step.loss(), step.rate(), at));
  }

  @Override
  public void evaluated(Run.Evaluated evaluated) {
    evaluated(evaluated, now());
  }

  private void evaluated(Run.Evaluated evaluated, OptionalLong at) {
    double loss = evaluated.evaluation().loss();
    add(Observed.of(evaluated.step(), Observation.HELD_OUT_LOSS, loss).at(at));
    if (!metric.name().equals(Observation.HELD_OUT_LOSS)) {
      add(Observed.of(evaluated.step(), metric.name(), evaluated.evaluation().metric()).at(at));
    }
  }

  @Override
  public void rescued(long from, long to) {
    add(Observed.of(from, Observed.ROLLED_BACK, (double) to).at(now()));
  }

  private OptionalLong now() {
    return OptionalLong.of(millis.getAsLong());
  }

  @Override
  public boolean stop() {
    return false;
  }

  private void add(Observed observed) {
    batch.add(observed);
    if (batch.size() >= BATCH || nanos.getAsLong() - written > SECONDS * 1_000_000_000L) {
      flush();
    }
  }

  /** Writes what has not been written. */
  public void flush() {
    if (!batch.isEmpty()) {
      store.observe(run, batch);
      batch.clear();
    }
    written = nanos.getAsLong();
  }

  /** Says how the run ended. */
  public void finish(Status status, String reason) {
    flush();
    finished = true;
    store.finish(run, status, reason);
  }

  /** A run that nobody finished has crashed. */
  @Override
  public void close() {
    if (!finished) {
      finish(Status.CRASHED, "");
    }
  }
}
