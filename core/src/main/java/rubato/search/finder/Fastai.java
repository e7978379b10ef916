package rubato.search.finder;

import java.util.Arrays;
import java.util.OptionalDouble;

/** fastai 2: {@code Learner.lr_find} and its suggestions. */
final class Fastai {

  private static final double BETA = 0.98;
  private static final double DIVERGED = 4;
  private static final int LAST = 5;
  private static final int APART = 15;
  private static final double ALIKE = 0.005;

  private Fastai() {}

  /**
   * The debiased exponential mean {@code m = 0.98 m + 0.02 loss}, {@code m / (1 - 0.98^t)}, until
   * it is above 4 times its lowest, that one included; of it the first tenth of the ladder, the
   * last five, and all from the first NaN on left out.
   */
  static Trace read(Trace sweep) {
    int n = sweep.size();
    double[] smooth = new double[n];
    double mean = 0;
    double best = Double.POSITIVE_INFINITY;
    int made = 0;
    while (made < n) {
      mean = sweep.losses()[made] + BETA * (mean - sweep.losses()[made]);
      smooth[made] = mean / (1 - Math.pow(BETA, made + 1));
      best = smooth[made] < best ? smooth[made] : best;
      if (smooth[made++] > DIVERGED * best) {
        break;
      }
    }
    Trace kept = sweep.with(Arrays.copyOf(smooth, made)).slice(n / 10, LAST);
    for (int i = 0; i < kept.size(); i++) {
      if (Double.isNaN(kept.losses()[i])) {
        return kept.first(i);
      }
    }
    return kept;
  }

  /**
   * With {@code l} the length of the longest falling subsequence and {@code e} where the first such
   * ends: rung {@code e - l + floor(l / 3) + floor(l / 6)}, as if its members were neighbours.
   */
  static OptionalDouble valley(Trace of) {
    double[] losses = of.losses();
    if (losses.length == 0) {
      return OptionalDouble.empty();
    }
    int[] lengths = new int[losses.length];
    int end = 0;
    for (int i = 0; i < losses.length; i++) {
      lengths[i] = 1;
      for (int j = 0; j < i; j++) {
        if (losses[i] < losses[j]) {
          lengths[i] = Math.max(lengths[i], lengths[j] + 1);
        }
      }
      end = lengths[i] > lengths[end] ? i : end;
    }
    // With no fall at all it begins at the first rung; with two in a row it begins before it.
    int length = lengths[end] == 1 ? 0 : lengths[end];
    int at = end - length + length / 3 + length / 6;
    return OptionalDouble.of(of.rates()[Math.floorMod(at, losses.length)]);
  }

  /** Two marks 15 apart go left from the end while the slopes at them differ by 0.005. */
  static OptionalDouble slide(Trace of) {
    int right = of.size() - 1;
    int left = right - APART;
    if (left < 0) {
      return OptionalDouble.empty();
    }
    double[] slopes = of.slopes();
    double rate = of.rates()[left];
    while (left >= 0 && Math.abs(slopes[right] - slopes[left]) > ALIKE) {
      rate = of.rates()[left];
      right--;
      left--;
    }
    return OptionalDouble.of(rate);
  }

  static OptionalDouble minimum(Trace of) {
    return of.size() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(of.rates()[Trace.lowest(of.losses())] / 10);
  }

  static OptionalDouble steep(Trace of) {
    if (of.size() < 2) {
      return OptionalDouble.empty();
    }
    double[] slopes = new double[of.size() - 1];
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] =
          (of.losses()[i + 1] - of.losses()[i])
              / (Math.log(of.rates()[i + 1]) - Math.log(of.rates()[i]));
    }
    return OptionalDouble.of(of.rates()[Trace.lowest(slopes)]);
  }
}
