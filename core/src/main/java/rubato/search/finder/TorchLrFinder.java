package rubato.search.finder;

import java.util.Arrays;
import java.util.OptionalDouble;

/** torch-lr-finder: {@code LRFinder.range_test} and {@code plot}. */
final class TorchLrFinder {

  private static final double SMOOTHING = 0.05;
  private static final double DIVERGED = 5;
  private static final int FIRST = 10;
  private static final int LAST = 5;

  private TorchLrFinder() {}

  /**
   * The exponential mean {@code m = 0.05 loss + 0.95 m} that begins at the first loss, until it is
   * above 5 times its lowest, that one included. ignite's is the same.
   */
  static Trace read(Trace sweep) {
    double[] smooth = sweep.losses().clone();
    double best = smooth.length == 0 ? 0 : smooth[0];
    int made = 0;
    while (made < smooth.length) {
      if (made > 0) {
        smooth[made] = SMOOTHING * smooth[made] + (1 - SMOOTHING) * smooth[made - 1];
        best = smooth[made] < best ? smooth[made] : best;
      }
      if (smooth[made++] > DIVERGED * best) {
        break;
      }
    }
    return sweep.with(Arrays.copyOf(smooth, made));
  }

  /** Where the slope from rung to rung is lowest, or NaN, without the first ten and last five. */
  static OptionalDouble steepest(Trace all) {
    Trace of = all.slice(FIRST, LAST);
    return of.size() < 2
        ? OptionalDouble.empty()
        : OptionalDouble.of(of.rates()[Trace.lowest(of.slopes())]);
  }
}
