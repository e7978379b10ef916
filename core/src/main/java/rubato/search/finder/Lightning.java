package rubato.search.finder;

import java.util.Arrays;
import java.util.OptionalDouble;

/** Lightning: {@code Tuner.lr_find} and {@code _LRFinder.suggestion}. */
final class Lightning {

  private static final double BETA = 0.98;
  private static final double DIVERGED = 4;
  private static final int FIRST = 10;

  private Lightning() {}

  /**
   * The exponential mean {@code m = 0.98 m + 0.02 loss}, debiased one update too far, {@code m / (1
   * - 0.98^(t + 1))}, so that it begins at about half of the loss; until it is above 4 times its
   * lowest, that one included; the first ten and the last left out.
   */
  static Trace read(Trace sweep) {
    int n = sweep.size();
    double[] smooth = new double[n];
    double mean = 0;
    double best = 0;
    int made = 0;
    boolean stop = false;
    while (made < n && !stop) {
      mean = BETA * mean + (1 - BETA) * sweep.losses()[made];
      double now = mean / (1 - Math.pow(BETA, made + 2));
      smooth[made++] = now;
      stop = made > 1 && now > DIVERGED * best;
      best = now < best || made == 1 ? now : best;
    }
    return sweep.with(Arrays.copyOf(smooth, made)).slice(FIRST, 1);
  }

  /**
   * Where {@code dL/d rate} is lowest, by differences of second order on unequal steps: on a ladder
   * of equal factors, {@code 1 / rate} times the slope from rung to rung.
   */
  static OptionalDouble overRate(Trace all) {
    Trace of = all.finite();
    int n = of.size();
    if (n < 2) {
      return OptionalDouble.empty();
    }
    double[] x = of.rates();
    double[] y = of.losses();
    double[] slopes = new double[n];
    slopes[0] = (y[1] - y[0]) / (x[1] - x[0]);
    slopes[n - 1] = (y[n - 1] - y[n - 2]) / (x[n - 1] - x[n - 2]);
    for (int i = 1; i < n - 1; i++) {
      double a = x[i] - x[i - 1];
      double b = x[i + 1] - x[i];
      slopes[i] =
          -b / (a * (a + b)) * y[i - 1] + (b - a) / (a * b) * y[i] + a / (b * (a + b)) * y[i + 1];
    }
    return OptionalDouble.of(x[Trace.lowest(slopes)]);
  }

  /** Where the slope from rung to rung is lowest; not finite losses shift the rate. */
  static OptionalDouble overRungs(Trace all) {
    Trace of = all.finite();
    return of.size() < 2
        ? OptionalDouble.empty()
        : OptionalDouble.of(all.rates()[Trace.lowest(of.slopes())]);
  }
}
