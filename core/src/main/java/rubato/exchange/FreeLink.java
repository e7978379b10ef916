package rubato.exchange;

/**
 * {@code ScheduleFreeWrapper} of the authors' package: an optimizer of PyTorch moves {@code z}; the
 * weights lie between {@code z} and its average, which is to be evaluated (Defazio et al. 2024).
 */
final class FreeLink implements Link {

  private final Link base;
  private final Curve rate;
  private final double beta;
  private final double decay;
  private final double power;
  private final double ratePower;
  private double[] z = {};
  private double[] x = {};
  private double largest;
  private double total;
  private long k;

  /**
   * One that has seen nothing.
   *
   * @param base what moves {@code z}
   * @param rate of {@code base}
   * @param beta of the weights between {@code z} and its average
   * @param decay of {@code z}, with the weights
   * @param power of the number of the update, in the weight of its average
   * @param ratePower of the largest rate, likewise
   */
  FreeLink(Link base, Curve rate, double beta, double decay, double power, double ratePower) {
    this.base = base;
    this.rate = rate;
    this.beta = beta;
    this.decay = decay;
    this.power = power;
    this.ratePower = ratePower;
  }

  @Override
  public double[] update(double[] u, At at) {
    z = z.length == 0 ? at.x().clone() : z;
    x = x.length == 0 ? at.x().clone() : x;
    double now = rate.at((double) k++);
    for (int i = 0; i < u.length; i++) {
      z[i] = at.stored(z[i] - now * decay * at.x()[i]);
    }
    double[] moved = base.update(u, at.with(z.clone()));
    largest = Math.max(largest, now);
    double weight = Math.pow((double) k, power) * Math.pow(largest, ratePower);
    total += weight;
    for (int i = 0; i < moved.length; i++) {
      z[i] = at.stored(z[i] + moved[i]);
      x[i] = at.stored(x[i] + weight / total * (z[i] - x[i]));
      moved[i] = x[i] + (1 - beta) * (z[i] - x[i]) - at.x()[i];
    }
    return moved;
  }

  @Override
  public double[] evaluation(double[] y) {
    return x.length == 0 ? y : x.clone();
  }
}
