package rubato.lab.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
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
 * @param seconds what trainings and the search itself took until then
 * @param choices the place of the rate that was recommended then; -1 for none
 */
record Study(List<Double> costs, List<Double> seconds, List<Integer> choices) {

  /**
   * What a part of a training ended with.
   *
   * @param loss held out; NaN when it diverged
   * @param seconds what it took
   */
  record Part(double loss, double seconds) {}

  /** Who trains. */
  interface Trainer {

    /** A part of a training, from 1 on; {@code seed} counts from 0. */
    Part part(double rate, int seed, int part);
  }

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
    Trainer recorded =
        (rate, seed, part) -> {
          Table.Curve curve =
              table.curves().get(table.nearest(rate)).get(seeds.get(seed % seeds.size()));
          return new Part(curve.losses().get(part - 1), 0);
        };
    return run(table, recorded, budget, method, () -> 0);
  }

  /**
   * Runs a search on trainings, as above; the table says where the range ends and which of its
   * rates a recommendation is.
   *
   * @param nanos the clock, for the time that the search takes to ask
   */
  static Study run(
      Table table,
      Trainer trainer,
      double budget,
      Function<Space, Search> method,
      LongSupplier nanos) {
    Search search = method.apply(space(table));
    State state = State.INITIAL;
    var costs = new ArrayList<Double>();
    var choices = new ArrayList<Integer>();
    var times = new ArrayList<Double>();
    double seconds = 0;
    long parts = 0;
    long most = (long) Math.floor(budget * Table.REPORTS + 1e-9);
    while (parts < most) {
      long before = nanos.getAsLong();
      List<Ask> asks = search.ask(state, 1);
      seconds += (nanos.getAsLong() - before) / 1e9;
      if (asks.isEmpty()) {
        break;
      }
      Ask ask = asks.getFirst();
      state = state.asked(ask);
      while (parts < most && state.trials().get(ask.trial()).running()) {
        Trial trial = state.trials().get(ask.trial());
        int step = (int) trial.step() + 1;
        Part part = trainer.part(ask.arm().rate(), ask.seed(), step);
        state = state.told(new Told(ask.trial(), step, part.loss()));
        parts++;
        seconds += part.seconds();
        times.add(seconds);
        costs.add((double) parts / Table.REPORTS);
        choices.add(
            search.recommend(state).map(choice -> table.nearest(choice.arm().rate())).orElse(-1));
      }
    }
    return new Study(costs, times, choices);
  }

  /**
   * The first cost from which on the choice is one of {@code good}; infinite when there is none.
   */
  double settled(boolean[] good) {
    int since = since(good);
    return since < choices.size() ? costs.get(since) : Double.POSITIVE_INFINITY;
  }

  /** The first report from which on the choice is one of {@code good}; else how many there are. */
  int since(boolean[] good) {
    int since = choices.size();
    while (since > 0 && choices.get(since - 1) >= 0 && good[choices.get(since - 1)]) {
      since--;
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
