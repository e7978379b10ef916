package rubato.search;

import java.util.Set;

/** Decides which trials end early. */
public sealed interface Pruner permits Pruner.None, Median, Percentile, Rungs, Brackets, Stopping {

  /**
   * The trials that do not go on from their last report. Each is judged by what was told up to
   * then, so a verdict never changes.
   */
  Set<Integer> stopped(State state, long horizon, long seed);

  /** Trials are compared, and learnt from, within their group only. */
  default int group(int trial, long seed) {
    return 0;
  }

  /** How many parts of the horizon a trial has done at {@code step}, as far as it reports. */
  static int parts(long step, long horizon) {
    int part = (int) (step * Search.REPORTS / horizon);
    // Reports come after parts that are rounded up.
    return part < Search.REPORTS && Search.report(horizon, part + 1) <= step ? part + 1 : part;
  }

  /** Every trial goes on to the end. */
  record None() implements Pruner {
    @Override
    public Set<Integer> stopped(State state, long horizon, long seed) {
      return Set.of();
    }

    @Override
    public String toString() {
      return "none";
    }
  }
}
