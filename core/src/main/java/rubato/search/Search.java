package rubato.search;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A search proposes trials and reads what they report: an immutable policy (this record) and an
 * immutable {@link State}, which is all that was asked and told.
 *
 * <p>What is asked and recommended is a pure function of the state. So a search runs on threads, on
 * other machines or on recorded curves; and whoever folds the journal of an old search into a state
 * goes on exactly where it was. Searches end only when they have nothing left to try: whoever runs
 * one stops when the budget is spent.
 */
public sealed interface Search
    permits Grid, Sampled, CoarseToFine, Halving, Hyperband, Asha, Population, Widening, Pilot {

  /** Trials report whenever they pass another one of so many equal parts of the horizon. */
  int REPORTS = 27;

  /** What it may try. */
  Space space();

  /** The updates of a full training; at least 1. */
  long horizon();

  /** Decides what is drawn at random. */
  long seed();

  /**
   * The first {@code most} of all that can be run now, in the order of their importance; running
   * trials are not repeated. {@code ask(state, n)} begins with {@code ask(state, n - 1)}. Empty
   * when there is nothing to do before more is told, or, if nothing is running, nothing to do at
   * all.
   */
  List<Ask> ask(State state, int most);

  /** The choice if the search ended now; empty when no trial has said anything good. */
  default Optional<Recommendation> recommend(State state) {
    return Incumbent.of(space(), state);
  }

  /**
   * What it expects of rates at the horizon, by rate, with the other settings of its choice; empty
   * where it has no such belief.
   */
  default List<Outlook> outlook(State state) {
    return List.of();
  }

  /**
   * True when the same trials are asked in whatever order the answers come, so that the number of
   * workers does not matter.
   */
  boolean orderly();

  /** The same method on another space. */
  Search over(Space space);

  /** The method and its options, as {@link Searches#parse} reads them. */
  @Override
  String toString();

  /** {@code count} rungs up to the horizon, each {@code eta} times the one before, rounded up. */
  static List<Long> rungs(long horizon, int eta, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> (long) Math.ceil(horizon / Math.pow(eta, count - 1.0 - i)))
        .distinct()
        .toList();
  }

  /** The updates after {@code part} of {@value #REPORTS} parts of {@code horizon}, rounded up. */
  static long report(long horizon, int part) {
    return Math.ceilDiv(Math.multiplyExact(horizon, (long) part), (long) REPORTS);
  }
}
