package rubato.search;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Quasi-random search: point {@code number} of the Halton sequence in the bases 2, 3, 5, 7, 11 and
 * 13, moved by a random shift modulo 1 that is the same for all points.
 *
 * @see <a href="https://doi.org/10.1007/BF01386213">Halton, On the efficiency of certain
 *     quasi-random sequences of points (1960)</a>
 */
public record Halton() implements Sampler {

  private static final int[] BASES = {2, 3, 5, 7, 11, 13};

  @Override
  public Arm propose(
      Space space, long horizon, long seed, int number, List<Seen> seen, List<Arm> pending) {
    SplittableRandom shift = Dice.of(seed, 0);
    var unit = new double[space.size()];
    for (int i = 0; i < unit.length; i++) {
      double moved = inverse(number, BASES[i]) + shift.nextDouble();
      unit[i] = moved - Math.floor(moved);
    }
    return space.arm(unit);
  }

  /** The digits of {@code number} in {@code base}, mirrored at the point. */
  static double inverse(int number, int base) {
    double inverse = 0;
    double place = 1.0 / base;
    for (int rest = number; rest > 0; rest /= base) {
      inverse += rest % base * place;
      place /= base;
    }
    return inverse;
  }

  @Override
  public boolean adaptive() {
    return false;
  }

  @Override
  public String toString() {
    return "halton";
  }
}
