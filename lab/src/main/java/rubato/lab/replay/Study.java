package rubato.lab.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import rubato.search.Ask;
import rubato.search.Search;
import rubato.search.Space;
import rubato.search.State;
import rubato.search.Told;
import rubato.search.Trial;

/**
 * One search on one table: what it recommended after each report, as places in the table's rates.
 *
 * @param costs the full trainings spent until then, rising
 * @param choices the place of the rate that was recommended then; -1 for none
 */
record Study(List<Double> costs, List<Integer> choices) {

  /** The search's ranges are the table's; its trials are trained in the table's time. */
  static Space space(Table table) {
    return Space.rate(table.rates().getFirst(), table.rates().getLast());
  }

  /**
   * Runs a search on recorded curves, one trial at a time, until {@code budget} full trainings are
   * spent or nothing is left to do. A training pays for each 27th part up to the one in which it
   * diverged.
   *
   * @param seeds the place of the table's seed that stands for each seed of the search, in turn
   */
  static Study run(
      Table table, List<Integer> seeds, double budget, Function<Space, Search> method) {
    Search search = method.apply(space(table));
    State state = State.INITIAL;
    var costs = new ArrayList<Double>();
    var choices = new ArrayList<Integer>();
    long parts = 0;
    long most = (long) Math.floor(budget * Table.REPORTS + 1e-9);
    while (parts < most) {
      List<Ask> asks = search.ask(state, 1);
      if (asks.isEmpty()) {
        break;
      }
      Ask ask = asks.getFirst();
      state = state.asked(ask);
      Table.Curve curve =
          table
              .curves()
              .get(table.nearest(ask.arm().rate()))
              .get(seeds.get(ask.seed() % seeds.size()));
      while (parts < most && state.trials().get(ask.trial()).running()) {
        Trial trial = state.trials().get(ask.trial());
        int step = (int) trial.step() + 1;
        double loss = curve.losses().get(step - 1);
        state = state.told(new Told(ask.trial(), step, loss));
        parts++;
        costs.add((double) parts / Table.REPORTS);
        choices.add(
            search.recommend(state).map(choice -> table.nearest(choice.arm().rate())).orElse(-1));
      }
    }
    return new Study(costs, choices);
  }

  /**
   * The first cost from which on the choice is one of {@code good}; infinite when there is none.
   */
  double settled(boolean[] good) {
    double since = Double.POSITIVE_INFINITY;
    for (int i = choices.size() - 1; i >= 0; i--) {
      if (choices.get(i) < 0 || !good[choices.get(i)]) {
        break;
      }
      since = costs.get(i);
    }
    return since;
  }

  /** The choice after {@code budget} full trainings; -1 for none. */
  int choice(double budget) {
    int choice = -1;
    for (int i = 0; i < costs.size() && costs.get(i) <= budget + 1e-9; i++) {
      choice = choices.get(i);
    }
    return choice;
  }
}
