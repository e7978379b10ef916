package rubato.lab.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rubato.search.Recommendation;
import rubato.search.Search;
import rubato.search.State;
import rubato.search.Told;
import rubato.search.Trial;

/**
 * What a search would have chosen on its way, again and again.
 *
 * @param used the full trainings it had paid for
 * @param choice what it would have taken then
 */
record Grown(double used, Recommendation choice) {

  /** More of them cannot be told apart in a picture. */
  private static final int MOST = 40;

  /** After some forty of the reports, the last one included; without those that gave no choice. */
  static List<Grown> of(Search search, State state) {
    List<Grown> grown = new ArrayList<>();
    int count = state.told().size();
    int last = 0;
    for (int i = 1; i <= MOST; i++) {
      int reports = (int) Math.ceil((double) count * i / MOST);
      if (reports > last) {
        State then = before(state, reports);
        double used = used(search, then);
        search.recommend(then).ifPresent(choice -> grown.add(new Grown(used, choice)));
        last = reports;
      }
    }
    return grown;
  }

  /** The full trainings that were paid for. */
  static double used(Search search, State state) {
    return state.trials().stream().mapToLong(Trial::step).sum() / (double) search.horizon();
  }

  /** The state after the first {@code reports} reports: trials that had none are not in it. */
  static State before(State state, int reports) {
    List<Told> told = state.told().subList(0, reports);
    Map<Integer, List<Told>> byTrial = new HashMap<>();
    told.forEach(one -> byTrial.computeIfAbsent(one.trial(), _ -> new ArrayList<>()).add(one));
    int trials = byTrial.keySet().stream().mapToInt(number -> number + 1).max().orElse(0);
    List<Trial> then = new ArrayList<>();
    for (Trial trial : state.trials().subList(0, trials)) {
      List<Told> own = byTrial.getOrDefault(trial.number(), List.of());
      long until = own.isEmpty() ? trial.until() : own.getLast().step();
      then.add(new Trial(trial.number(), trial.arm(), trial.seed(), until, own, false));
    }
    return new State(then, told);
  }
}
