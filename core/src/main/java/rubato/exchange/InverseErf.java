package rubato.exchange;

/** The inverse of the error function {@code erf(x) = 2 / sqrt(pi) * integral of exp(-t^2)}. */
final class InverseErf {

  private static final double SLOPE = 2 / Math.sqrt(Math.PI);

  private InverseErf() {}

  /** Where {@code erf} is {@code u}, which is between -1 and 1. */
  static double of(double u) {
    return u < 0 ? -of(-u) : u < 0.5 ? inside(u) : tail(1 - u);
  }

  /** Newton's steps from the tangent at 0. */
  private static double inside(double u) {
    double x = u / SLOPE;
    for (int i = 0; i < 6; i++) {
      x += (u - erf(x)) / (SLOPE * Math.exp(-x * x));
    }
    return x;
  }

  /**
   * Halley's steps towards where {@code 1 - erf} is {@code p}, from Abramowitz and Stegun 26.2.22.
   */
  private static double tail(double p) {
    double t = Math.sqrt(-2 * Math.log(p / 2));
    double x = Math.sqrt(0.5) * (t - (2.30753 + 0.27061 * t) / (1 + t * (0.99229 + 0.04481 * t)));
    for (int i = 0; i < 4; i++) {
      double error = complement(x) - p;
      x += error / (SLOPE * Math.exp(-x * x) - x * error);
    }
    return x;
  }

  /** {@code 2 / sqrt(pi) * exp(-x^2) * sum 2^n x^(2n + 1) / (1 * 3 * ... * (2n + 1))}. */
  private static double erf(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; term > sum * 1e-18; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return SLOPE * Math.exp(-x * x) * sum;
  }

  /** {@code 1 - erf(x)}: where that is small, Laplace's continued fraction. */
  private static double complement(double x) {
    if (x < 2) {
      return 1 - erf(x);
    }
    double fraction = x;
    for (int k = 120; k > 0; k--) {
      fraction = x + k / 2.0 / fraction;
    }
    return Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction);
  }
}
