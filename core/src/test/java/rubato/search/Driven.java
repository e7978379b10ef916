package rubato.search;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Runs a search on a made-up loss, with any number of workers that answer in any order. */
final class Driven {

  /** The value of an arm after {@code step} of {@code horizon} updates. */
  interface Loss {
    double at(Arm arm, int seed, long step, long horizon);
  }

  private final Search search;
  private final Loss loss;
  private final int workers;
  private final SplittableRandom dice;
  private State state = State.INITIAL;
  private int events;

  Driven(Search search, Loss loss, int workers, long order) {
    this.search = search;
    this.loss = loss;
    this.workers = workers;
    this.dice = new SplittableRandom(order);
  }

  /** A valley around 0.03, lower the longer it is trained; too large a rate diverges. */
  static double valley(Arm arm, int seed, long step, long horizon) {
    double rate = arm.has(Space.RATE) ? arm.rate() : 0.01;
    double off = Math.log10(rate / 0.03);
    double noise = new SplittableRandom(arm.hashCode() * 31L + seed).nextDouble() / 50;
    return rate > 3 && 3 * step >= horizon
        ? Double.NaN
        : 0.1 + off * off + noise + 1.0 * (horizon - step) / horizon;
  }

  /** Until there are so many reports, or nothing is left to do. */
  State until(int reports) {
    while (state.told().size() < reports) {
      int free = workers - state.running().size();
      for (Ask ask : free > 0 ? search.ask(state, free) : List.<Ask>of()) {
        state = state.asked(ask);
      }
      List<Trial> running = state.running();
      if (running.isEmpty()) {
        return state;
      }
      Trial trial = running.get(dice.nextInt(running.size()));
      long step = next(trial);
      double value = loss.at(trial.arm(), trial.seed(), step, search.horizon());
      state = state.told(new Told(trial.number(), step, value, -value));
      events++;
    }
    return state;
  }

  /** The next part of the horizon, or where it is asked to stop. */
  private long next(Trial trial) {
    for (int part = 1; part <= Search.REPORTS; part++) {
      long step = Search.report(search.horizon(), part);
      if (step > trial.step()) {
        return Math.min(step, trial.until());
      }
    }
    return trial.until();
  }

  int events() {
    return events;
  }

  static List<Arm> arms(State state) {
    return new ArrayList<>(state.trials().stream().map(Trial::arm).toList());
  }
}
