package rubato.search;

import java.util.Arrays;
import java.util.List;

/**
 * How {@link Sight}s vary together before anything is seen: the signal that is asked for, and the
 * noise.
 */
final class Prior {

  /** Of the usual noise, what is left where all is cut to one value. */
  private static final double SHARE = 0.3;

  /**
   * The deviation of a value that is cut from a smooth valley. Where trainings blow up, losses leap
   * to the end of the scale; a valley that had to climb there would be pulled off the good rates
   * beside it.
   */
  private static final double LEAP = 0.3;

  private final Kernel kernel;
  private final double[][] alike;

  /**
   * @param kernel for one side
   * @param alike how much sides have in common, from 0 to 1
   */
  Prior(Kernel kernel, double[][] alike) {
    this.kernel = kernel;
    this.alike = alike;
  }

  /** For all rates that occur, and the sides there are now. */
  static Prior of(Sides sides, List<Sight> sights, List<Sight> ends) {
    int low = Integer.MAX_VALUE;
    int high = Integer.MIN_VALUE;
    for (List<Sight> some : List.of(sights, ends)) {
      for (Sight sight : some) {
        low = Math.min(low, sight.fine());
        high = Math.max(high, sight.fine());
      }
    }
    return new Prior(new Kernel(Math.max(high - low, 0)), sides.alike());
  }

  /** What both say of any training with their settings. */
  double signal(Sight a, Sight b) {
    return Kernel.trend(a.part(), b.part())
        + alike[a.side()][b.side()] * kernel.local(a.part(), b.part(), a.fine() - b.fine());
  }

  /** What both owe to their seed and trial, for noise of the usual size. */
  double noise(Sight a, Sight b) {
    double sum = 0;
    if (a.seed() == b.seed()) {
      sum += alike[a.side()][b.side()] * kernel.seed(a.part(), b.part(), a.fine() - b.fine());
    }
    if (a.trial() == b.trial()) {
      sum += Kernel.trial(a.part(), b.part());
    }
    return sum * share(a) * share(b);
  }

  private static double share(Sight sight) {
    return sight.cut() ? SHARE : 1;
  }

  /** How reports vary together, with noise of {@code size}. */
  double covariance(Sight a, Sight b, double size) {
    return signal(a, b) + size * size * noise(a, b);
  }

  /** How one report varies, with noise of {@code size}. */
  double variance(Sight a, double size) {
    double own = Kernel.report(a.part()) * share(a) * share(a);
    double leap = a.cut() ? LEAP * LEAP : 0;
    return signal(a, a) + size * size * (noise(a, a) + own) + leap + Kernel.JITTER;
  }

  /** True when the sides that both know are the same. */
  boolean agrees(Prior other) {
    int both = Math.min(alike.length, other.alike.length);
    for (int i = 0; i < both; i++) {
      if (!Arrays.equals(alike[i], 0, both, other.alike[i], 0, both)) {
        return false;
      }
    }
    return true;
  }
}
