package rubato.search;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Random search: every coordinate of the unit cube uniform in [0, 1).
 *
 * @see <a href="https://jmlr.org/papers/v13/bergstra12a.html">Bergstra and Bengio, Random Search
 *     for Hyper-Parameter Optimization (2012)</a>
 */
public record Uniform() implements Sampler {

  @Override
  public Arm propose(
      Space space, long horizon, long seed, int number, List<Seen> seen, List<Arm> pending) {
    return draw(space, Dice.of(seed, number));
  }

  static Arm draw(Space space, SplittableRandom dice) {
    var unit = new double[space.size()];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = dice.nextDouble();
    }
    return space.arm(unit);
  }

  @Override
  public boolean adaptive() {
    return false;
  }

  @Override
  public String toString() {
    return "random";
  }
}
