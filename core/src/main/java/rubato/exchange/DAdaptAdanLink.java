package rubato.exchange;

/**
 * Adan that finds its own rate by D-Adaptation: {@code DAdaptAdan} of the authors' package. {@code
 * d} is a lower bound of the distance that the weights have to go (Defazio and Mishchenko 2023).
 */
final class DAdaptAdanLink implements Link {

  /** What it is called with; {@code proximal} divides by {@code 1 + e * decay} after the step. */
  record Options(
      double rate,
      double beta1,
      double beta2,
      double beta3,
      double epsilon,
      double decay,
      boolean proximal,
      double growth) {}

  private final Options options;
  private double d;
  private double weighed;
  private boolean moved;
  private double[] before = {};
  private double[] m = {};
  private double[] change = {};
  private double[] v = {};
  private double[] s = {};

  DAdaptAdanLink(Options options, double d0) {
    this.options = options;
    this.d = d0;
  }

  @Override
  public double[] update(double[] g, At at) {
    if (m.length == 0) {
      m = new double[g.length];
      change = new double[g.length];
      v = new double[g.length];
      s = new double[g.length];
    }
    before = moved ? before : g.clone();
    double e = d * options.rate();
    double b = options.beta3();
    double[] sums = average(g, e, at);
    double squares = b * weighed + sums[0] * e * e * (1 - b);
    if (sums[2] == 0) {
      return new double[g.length];
    }
    weighed = squares;
    moved = true;
    if (options.rate() > 0) {
      double estimate = (sums[1] / (1 - b) - squares) / sums[2];
      d = Math.max(d, Math.min(estimate, d * options.growth()));
    }
    before = g.clone();
    return step(g.length, e, at);
  }

  /** Brings the averages forward: sums of g^2 and of s^2 over the root of v, and of |s|. */
  private double[] average(double[] g, double e, At at) {
    double beta2 = options.beta2();
    double b = options.beta3();
    double[] sums = new double[3];
    for (int i = 0; i < g.length; i++) {
      double difference = at.stored(g[i] - before[i]);
      double ahead = at.stored(g[i] + beta2 * difference);
      m[i] = at.stored(options.beta1() * m[i] + e * (1 - options.beta1()) * g[i]);
      change[i] = at.stored(beta2 * change[i] + e * (1 - beta2) * difference);
      v[i] = at.stored(b * v[i] + (1 - b) * ahead * ahead);
      s[i] = at.stored(b * s[i] + e * (1 - b) * g[i]);
      double root = Math.sqrt(v[i]) + options.epsilon();
      sums[0] += g[i] * g[i] / root;
      sums[1] += s[i] * s[i] / root;
      sums[2] += Math.abs(s[i]);
    }
    return sums;
  }

  private double[] step(int size, double e, At at) {
    double[] u = new double[size];
    double pull = e * options.decay();
    for (int i = 0; i < size; i++) {
      double x = at.x()[i];
      double way = (m[i] + options.beta2() * change[i]) / (Math.sqrt(v[i]) + options.epsilon());
      u[i] = (options.proximal() ? (x - way) / (1 + pull) : x * (1 - pull) - way) - x;
    }
    return u;
  }
}
