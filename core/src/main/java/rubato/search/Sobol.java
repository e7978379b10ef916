package rubato.search;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Quasi-random search: point {@code number} of the Sobol' sequence, its digits exclusive-or'ed with
 * random ones that are the same for all points. Any {@code 2^k} points from a multiple of {@code
 * 2^k} on have one in each {@code 2^k}-th of every axis.
 *
 * @see <a href="https://doi.org/10.1137/070709359">Joe and Kuo, Constructing Sobol sequences with
 *     better two-dimensional projections (2008): the direction numbers</a>
 */
public record Sobol() implements Sampler {

  private static final int BITS = 31;

  /** By dimension: the primitive polynomial's degree, its inner coefficients, m_1, m_2, ... */
  private static final int[][] DIRECTIONS = {
    {}, {1, 0, 1}, {2, 1, 1, 3}, {3, 1, 1, 3, 1}, {3, 2, 1, 1, 1}, {4, 1, 1, 1, 3, 3}
  };

  @Override
  public Arm propose(
      Space space, long horizon, long seed, int number, List<Seen> seen, List<Arm> pending) {
    SplittableRandom digits = Dice.of(seed, 0);
    var unit = new double[space.size()];
    for (int i = 0; i < unit.length; i++) {
      // Half a unit in the last place keeps the point inside the interval.
      unit[i] = ((point(number, i) ^ digits.nextInt(Integer.MAX_VALUE)) + 0.5) / (1L << BITS);
    }
    return space.arm(unit);
  }

  /** The coordinate as a fraction of 2^31. */
  static int point(int number, int dimension) {
    int[] m = directions(dimension);
    int point = 0;
    for (int bit = 0; number >> bit != 0; bit++) {
      if ((number >> bit & 1) == 1) {
        point ^= m[bit];
      }
    }
    return point;
  }

  private static int[] directions(int dimension) {
    int[] given = DIRECTIONS[dimension];
    var v = new int[BITS];
    int degree = given.length == 0 ? 0 : given[0];
    for (int i = 0; i < BITS; i++) {
      if (degree == 0) {
        v[i] = 1 << (BITS - 1 - i);
      } else if (i < degree) {
        v[i] = given[2 + i] << (BITS - 1 - i);
      } else {
        v[i] = v[i - degree] ^ (v[i - degree] >> degree);
        for (int k = 1; k < degree; k++) {
          v[i] ^= (given[1] >> (degree - 1 - k) & 1) * v[i - k];
        }
      }
    }
    return v;
  }

  @Override
  public boolean adaptive() {
    return false;
  }

  @Override
  public String toString() {
    return "sobol";
  }
}
