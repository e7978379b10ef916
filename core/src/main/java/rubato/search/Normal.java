package rubato.search;

/** The normal distribution. */
final class Normal {

  private static final double ROOT = Math.sqrt(2 * Math.PI);

  private Normal() {}

  static double density(double x) {
    return Math.exp(-x * x / 2) / ROOT;
  }

  /**
   * The share below {@code x}, by the series of Marsaglia, Evaluating the Normal Distribution
   * (2004): exact to an absolute error of about 1e-15.
   */
  static double below(double x) {
    if (Math.abs(x) > 8) {
      return x > 0 ? 1 : 0;
    }
    double sum = x;
    double term = x;
    for (int i = 3; Math.abs(term) > 1e-17 * Math.abs(sum); i += 2) {
      term *= x * x / i;
      sum += term;
    }
    return 0.5 + sum * density(x);
  }
}
