package rubato.lab.record;

import org.jspecify.annotations.Nullable;
import rubato.lab.Json;

/**
 * A 27th of a training that a search asked for, one line of a ledger.
 *
 * @param p the problem: task, optimizer, batch and horizon in a name
 * @param sched the schedule, with {@code rate} free
 * @param lr the rate
 * @param seed of the training
 * @param part which 27th, from 1
 * @param val the held-out loss at its end; null where the training was no longer finite
 * @param seconds what training and evaluating took
 */
public record Part(
    String p, String sched, double lr, long seed, int part, @Nullable Double val, double seconds) {

  /** The loss as searches are told it: NaN where it was not finite. */
  public double loss() {
    return val == null ? Double.NaN : val;
  }

  String line() {
    return Json.line(this);
  }
}
