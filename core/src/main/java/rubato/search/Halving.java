package rubato.search;

import java.util.List;
import rubato.internal.Check;

/**
 * Successive halving: {@code arms} drawn arms train to the first of {@code rungs} rungs; of the
 * {@code n} that began, the best {@code n / eta^k} go on to rung {@code k}. Then it begins anew.
 *
 * @param arms at least 1
 * @param eta at least 2
 * @param rungs each is {@code eta} times the one before, the last is the horizon; at least 1
 * @param sampler draws the arms; not one that learns
 * @see <a href="https://arxiv.org/abs/1502.07943">Jamieson and Talwalkar, Non-stochastic Best Arm
 *     Identification and Hyperparameter Optimization (2016), figure 3</a>
 */
public record Halving(
    int arms, int eta, int rungs, Sampler sampler, Space space, long horizon, long seed)
    implements Search {

  public Halving {
    Check.within("arms", arms, 1, 100_000);
    Check.atLeast("eta", eta, 2);
    Check.within("rungs", rungs, 1, 20);
    Check.that(!sampler.adaptive(), "sampling", "random, sobol or halton", sampler);
    Check.atLeast("horizon", horizon, 1);
  }

  @Override
  public List<Ask> ask(State state, int most) {
    var bracket = new Climb.Bracket(arms, eta, Search.rungs(horizon, eta, rungs));
    return new Climb(_ -> bracket, this::arm).ask(state, most);
  }

  private Arm arm(int trial) {
    return sampler.propose(space, horizon, seed, trial, List.of(), List.of());
  }

  @Override
  public boolean orderly() {
    return true;
  }

  @Override
  public Search over(Space other) {
    return new Halving(arms, eta, rungs, sampler, other, horizon, seed);
  }

  @Override
  public String toString() {
    return Options.print("halving", "arms", arms, "eta", eta, "rungs", rungs, "sampling", sampler);
  }
}
