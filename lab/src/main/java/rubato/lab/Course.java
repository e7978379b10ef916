package rubato.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import rubato.search.Arm;
import rubato.search.Ask;
import rubato.search.Population;
import rubato.search.Recommendation;
import rubato.search.Search;
import rubato.search.State;
import rubato.search.Told;
import rubato.search.Trial;

/**
 * A search under a budget, from its first ask to its last answer.
 *
 * <p>Answers may come in any order; the search is told them in the order in which they were asked,
 * and asked anew after each. So what is asked does not depend on who trains how fast, or on how
 * many trials are trained at once. An ask is taken when what was spent, what is pending and the ask
 * itself fit the budget; the first that does not is waited for, and ends the course when nothing is
 * pending.
 */
final class Course {

  /**
   * How many asks are taken ahead, whoever can train them: part of what decides the trials, and so
   * not the number of workers.
   */
  static final int AHEAD = 16;

  private final Search search;
  private final long budget;
  private final Consumer<Course> told;
  private final List<Ask> pending = new ArrayList<>();
  private final Map<Integer, Optional<List<Told>>> early = new HashMap<>();
  private State state = State.INITIAL;
  private boolean closing;
  private int crashes; // one after the other

  /**
   * A course at its beginning.
   *
   * @param budget the updates it may take
   * @param told called whenever the search has been told of an ask
   */
  Course(Search search, long budget, Consumer<Course> told) {
    this.search = search;
    this.budget = budget;
    this.told = told;
    fill();
  }

  Search search() {
    return search;
  }

  State state() {
    return state;
  }

  /** What is asked and not answered, in order; empty when the course is over. */
  List<Ask> pending() {
    return pending.stream().filter(ask -> !early.containsKey(ask.trial())).toList();
  }

  /**
   * Whether so many trials as are asked ahead crashed one after the other. They cost nothing, so
   * the budget would never end a course in which all do: no more asks are taken.
   */
  boolean gaveUp() {
    return crashes >= AHEAD;
  }

  /** Takes no more asks: what is pending is the rest. */
  void close() {
    closing = true;
  }

  /** The updates that the search was told of. */
  long spent() {
    return state.trials().stream().mapToLong(Course::own).sum();
  }

  /** The updates that an arm has from the trial it was copied from. */
  static long copied(Arm arm) {
    return arm.has(Population.AT) ? (long) arm.number(Population.AT) : 0;
  }

  private static long own(Trial trial) {
    return Math.max(0, trial.step() - copied(trial.arm()));
  }

  Optional<Recommendation> recommend() {
    return search.recommend(state);
  }

  /**
   * The answer to a pending ask.
   *
   * @param reports what the trial reported; empty when it crashed
   */
  void answer(Ask ask, Optional<List<Told>> reports) {
    if (!pending.contains(ask)) {
      throw new IllegalArgumentException("ask must be pending, got " + ask);
    }
    early.put(ask.trial(), reports);
    while (!pending.isEmpty()) {
      int trial = pending.getFirst().trial();
      Optional<List<Told>> turn = early.remove(trial);
      if (turn == null) {
        return;
      }
      pending.removeFirst();
      if (turn.isPresent()) {
        crashes = gaveUp() ? crashes : 0;
        turn.get().forEach(report -> state = state.told(report));
      } else {
        crashes++;
        state = state.crashed(trial);
        closing |= gaveUp();
      }
      told.accept(this);
      fill();
    }
  }

  private void fill() {
    if (closing || pending.size() >= AHEAD) {
      return;
    }
    for (Ask ask : search.ask(state, AHEAD - pending.size())) {
      if (spent() + promised() + cost(ask) > budget) {
        return;
      }
      state = state.asked(ask);
      pending.add(ask);
    }
  }

  private long promised() {
    return state.running().stream()
        .mapToLong(trial -> cost(trial.arm(), trial.step(), trial.until()))
        .sum();
  }

  private long cost(Ask ask) {
    long done = state.trial(ask.trial()).map(Trial::step).orElse(0L);
    return cost(ask.arm(), done, ask.until());
  }

  private static long cost(Arm arm, long done, long until) {
    return until - Math.max(done, copied(arm));
  }
}
