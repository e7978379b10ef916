package rubato.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What was known when the asks of a batch were chosen: so that they can be chosen again while some
 * of the batch are already answered, whoever works on them in whatever order.
 *
 * <p>Trials of such a search are asked from rung to rung, and a batch begins when the one before is
 * answered. So how many asks are answered tells which batch it is, and the reports up to the last
 * answer of the batch before are what was known.
 */
final class Batch {

  private Batch() {}

  /** How many asks were answered when the batch began that is answered or worked on now. */
  private static int begun(int answers, int first, int size) {
    return answers < first ? 0 : answers - (answers - first) % size;
  }

  private static int answers(State state, List<Long> rungs) {
    int answers = crashed(state);
    for (Told told : state.told()) {
      answers += answer(told, rungs) ? 1 : 0;
    }
    return answers;
  }

  private static int crashed(State state) {
    return (int) state.trials().stream().filter(Trial::crashed).count();
  }

  /** True when all asks of the batch are taken and not all are answered. */
  static boolean busy(State state, List<Long> rungs, int first, int size) {
    int answers = answers(state, rungs);
    int running = state.running().size();
    int begun = begun(answers, first, size);
    return running > 0 && answers + running - begun >= (begun == 0 ? first : size);
  }

  /**
   * What was known then. Trials that had said nothing are left out, unless they have crashed; so
   * numbers may be missing.
   *
   * @param rungs the updates at which asks end, rising
   * @param first how many asks the first batch has
   * @param size how many the others have
   */
  static State before(State state, List<Long> rungs, int first, int size) {
    int begun = begun(answers(state, rungs), first, size);
    var known = new ArrayList<List<Told>>();
    state.trials().forEach(_ -> known.add(new ArrayList<>()));
    int seen = crashed(state);
    int many = 0;
    for (Told told : state.told()) {
      if (seen >= begun) {
        break;
      }
      many++;
      known.get(told.trial()).add(told);
      seen += answer(told, rungs) ? 1 : 0;
    }
    var trials = new ArrayList<Trial>();
    for (Trial trial : state.trials()) {
      List<Told> then = known.get(trial.number());
      if (!then.isEmpty() || trial.crashed()) {
        long until = then.isEmpty() ? trial.until() : then.getLast().step();
        trials.add(
            new Trial(trial.number(), trial.arm(), trial.seed(), until, then, trial.crashed()));
      }
    }
    return new State(trials, state.told().subList(0, many));
  }

  /**
   * The same, told in an order that does not depend on who worked faster: batch after batch, within
   * one by trial and step.
   */
  static State ordered(State state, List<Long> rungs, int first, int size) {
    var told = new ArrayList<>(state.told());
    var order = Comparator.comparingInt(Told::trial).thenComparingLong(Told::step);
    int from = 0;
    int seen = crashed(state);
    int next = next(seen, first, size);
    for (int i = 0; i < told.size(); i++) {
      seen += answer(told.get(i), rungs) ? 1 : 0;
      if (seen >= next) {
        told.subList(from, i + 1).sort(order);
        from = i + 1;
        next = next(seen, first, size);
      }
    }
    told.subList(from, told.size()).sort(order);
    return new State(state.trials(), told);
  }

  /* How many asks are answered when the batch after this begins. */
  private static int next(int answers, int first, int size) {
    int begun = begun(answers, first, size);
    return begun < first ? first : begun + size;
  }

  private static boolean answer(Told told, List<Long> rungs) {
    return !told.alive() || rungs.contains(told.step());
  }
}
