package rubato.search;

import java.util.Set;

/** Decides which trials end early. */
public sealed interface Pruner permits Pruner.None {

  /**
   * The trials that do not go on from their last report. Each is judged by what was told up to
   * then, so a verdict never changes.
   */
  Set<Integer> stopped(State state, long horizon, long seed);

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
