package rubato.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import rubato.internal.Check;

/**
 * Asynchronous successive halving, the form that promotes: whenever there is room, the best trial
 * of the highest rung that is among the best {@code 1 / eta} of those which have been there goes
 * on; if there is none, a new arm begins. Nobody waits, so the trials depend on the order in which
 * answers come, and on how many run at once.
 *
 * <p>The form that stops, which trains every trial on until it is worse than others were, is the
 * pruner {@link Stopping}.
 *
 * @param eta at least 2
 * @param rungs each is {@code eta} times the one before, the last is the horizon; at least 1
 * @param sampler draws the arms; not one that learns
 * @see <a href="https://arxiv.org/abs/1810.05934">Li et al., A System for Massively Parallel
 *     Hyperparameter Tuning (2020), algorithm 2</a>
 */
public record Asha(int eta, int rungs, Sampler sampler, Space space, long horizon, long seed)
    implements Search {

  public Asha {
    Check.atLeast("eta", eta, 2);
    Check.within("rungs", rungs, 1, 20);
    Check.that(!sampler.adaptive(), "sampling", "random, sobol or halton", sampler);
    Check.atLeast("horizon", horizon, 1);
  }

  @Override
  public List<Ask> ask(State state, int most) {
    List<Long> steps = Search.rungs(horizon, eta, rungs);
    var asks = new ArrayList<Ask>();
    for (int rung = steps.size() - 1; rung >= 0; rung--) {
      long until = steps.get(rung);
      for (Trial trial : rung == 0 ? state.trials() : promotable(state, steps.get(rung - 1))) {
        // At the lowest rung: those that were cut short on their way to it.
        if (trial.alive() && !trial.running() && trial.step() < until) {
          asks.add(new Ask(trial.number(), trial.arm(), trial.seed(), until));
        }
      }
    }
    for (int number = state.trials().size(); asks.size() < most; number++) {
      Arm arm = sampler.propose(space, horizon, seed, number, List.of(), List.of());
      asks.add(new Ask(number, arm, number, steps.getFirst()));
    }
    return List.copyOf(asks.subList(0, most));
  }

  /* The best of those that have been at a rung, or have died on their way to it. */
  private List<Trial> promotable(State state, long rung) {
    var here = new ArrayList<Told>();
    int dead = 0;
    for (Trial trial : state.trials()) {
      trial.at(rung).filter(Told::alive).ifPresent(here::add);
      dead += trial.dead() && trial.step() <= rung && trial.until() >= rung ? 1 : 0;
    }
    here.sort(Comparator.<Told>naturalOrder().thenComparingInt(Told::trial));
    return here.stream()
        .limit((here.size() + dead) / eta)
        .map(told -> state.trials().get(told.trial()))
        .toList();
  }

  @Override
  public boolean orderly() {
    return false;
  }

  @Override
  public Search over(Space other) {
    return new Asha(eta, rungs, sampler, other, horizon, seed);
  }

  @Override
  public String toString() {
    return Options.print("asha", "eta", eta, "rungs", rungs, "sampling", sampler);
  }
}
