package rubato.train;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Keeps the times of a run by a clock of the caller's; what was made again has the later time. A
 * run that goes on from a checkpoint keeps the times it had.
 */
public final class Timekeeper implements Loop.Listener {

  private final LongSupplier millis;
  private final List<Long> steps;
  private final TreeMap<Long, Long> evaluations;
  private long from;

  /**
   * A keeper for a run that has times already, or {@link Times#NONE}.
   *
   * @param millis a clock, in milliseconds since 1970
   */
  public Timekeeper(Times before, LongSupplier millis) {
    this.millis = millis;
    this.from = before.from();
    this.steps = new ArrayList<>(before.steps());
    this.evaluations = new TreeMap<>(before.evaluations());
  }

  @Override
  public void stepped(Run.Step step) {
    if (step.step() != from + steps.size()) {
      from = step.step(); // those before it were made without a clock
      steps.clear();
    }
    steps.add(millis.getAsLong());
  }

  @Override
  public void evaluated(Run.Evaluated evaluated) {
    evaluations.put(evaluated.step(), millis.getAsLong());
  }

  @Override
  public void rescued(long from, long to) {
    int kept = Math.clamp(to - this.from, 0, steps.size());
    steps.subList(kept, steps.size()).clear();
    evaluations.tailMap(to, false).clear();
  }

  @Override
  public boolean stop() {
    return false;
  }

  /** All so far. */
  public Times times() {
    return new Times(from, steps, evaluations);
  }
}
