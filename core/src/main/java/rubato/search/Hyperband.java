package rubato.search;

import java.util.List;
import rubato.internal.Check;

/**
 * Hyperband: brackets of successive halving that begin at a later rung each, for {@code s = rungs -
 * 1 .. 0} with {@code ceil(rungs * eta^s / (s + 1))} arms and {@code s + 1} rungs, and again.
 *
 * @param eta at least 2
 * @param rungs of the first bracket; each is {@code eta} times the one before, the last is the
 *     horizon; at least 1
 * @param sampler draws the arms; not one that learns
 * @see <a href="https://jmlr.org/papers/v18/16-558.html">Li, Jamieson, DeSalvo, Rostamizadeh and
 *     Talwalkar, Hyperband (2018), algorithm 1</a>
 */
public record Hyperband(int eta, int rungs, Sampler sampler, Space space, long horizon, long seed)
    implements Search {

  public Hyperband {
    Check.within("eta", eta, 2, 1000);
    Check.within("rungs", rungs, 1, 10);
    Check.that(!sampler.adaptive(), "sampling", "random, sobol or halton", sampler);
    Check.within("arms of the first bracket", Math.pow(eta, rungs - 1.0), 1, 1e5);
    Check.atLeast("horizon", horizon, 1);
  }

  @Override
  public List<Ask> ask(State state, int most) {
    return new Climb(this::bracket, this::arm).ask(state, most);
  }

  private Climb.Bracket bracket(int number) {
    int s = rungs - 1 - number % rungs;
    long arms = Math.ceilDiv(rungs * (long) Math.pow(eta, s), s + 1L);
    return new Climb.Bracket((int) arms, eta, Search.rungs(horizon, eta, s + 1));
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
    return new Hyperband(eta, rungs, sampler, other, horizon, seed);
  }

  @Override
  public String toString() {
    return Options.print("hyperband", "eta", eta, "rungs", rungs, "sampling", sampler);
  }
}
