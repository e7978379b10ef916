package rubato.lab.former;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A search proposes trials and reads what is told of them: an immutable policy (this record) and an
 * immutable state, which is all that was told.
 *
 * <p>{@code ask} is a pure function of what was told. So a search runs on threads, on other
 * machines or on recorded curves; and whoever tells a new search the journal of an old one goes on
 * exactly where it was.
 */
public sealed interface Search permits Halving, Grid, Random {

  /** Everything told so far, in order. */
  record State(List<Told> told) {
    public static final State INITIAL = new State(List.of());

    public State {
      told = List.copyOf(told);
    }

    /** The last word on each trial, by trial. */
    Map<Integer, Told> latest() {
      var latest = new HashMap<Integer, Told>();
      told.forEach(one -> latest.put(one.trial(), one));
      return latest;
    }
  }

  /** The arms; trial number {@code i} tries the {@code i}-th. */
  List<Arm> arms();

  /** All that can be done now, in order; empty when the search is over. */
  List<Ask> ask(State state);

  /** The most updates the search can take in all. */
  long cost();

  /**
   * The state after {@code told}.
   *
   * @throws IllegalArgumentException when no such thing is asked in {@code state}
   */
  default State tell(State state, Told told) {
    var all = new ArrayList<>(state.told());
    all.add(told);
    return new State(all);
  }

  /** Trials from best to worst: alive, further, then by {@link #order}. */
  default List<Told> ranking(State state) {
    return state.latest().values().stream()
        .sorted(
            (a, b) ->
                a.alive() != b.alive() || a.step() == b.step()
                    ? order().compare(a, b)
                    : Long.compare(b.step(), a.step()))
        .toList();
  }

  /** The best trial that is alive. */
  default Optional<Told> best(State state) {
    return ranking(state).stream().filter(Told::alive).findFirst();
  }

  /** By value and tie; then the lower rate, which short trials undervalue; then the number. */
  default Comparator<Told> order() {
    return Comparator.<Told>naturalOrder()
        .thenComparingDouble(told -> arms().get(told.trial()).rate())
        .thenComparingInt(Told::trial);
  }
}
