package rubato.optim;

import java.util.List;
import rubato.internal.Check;

/**
 * Adam that finds its own rate: {@code d} is a lower bound of the distance that the weights have to
 * go, by D-Adaptation.
 *
 * <pre>
 * b = sqrt(beta2),   e = d * rate * [sqrt(1 - beta2^k) / (1 - beta1^k)]
 * n = b * n + (1 - b) * e * sum g * s / (sqrt(v) + epsilon)          (s and v of before)
 * m = beta1 * m + (1 - beta1) * e * g
 * v = beta2 * v + (1 - beta2) * g^2
 * s = b * s + (1 - b) * e * g
 * d = max(d, min(n / ((1 - b) * sum |s|), growth * d))
 * x = x - weightDecay * e * x - m / (sqrt(v) + epsilon)
 * </pre>
 *
 * <p>The sums go over all tensors of the group, which so has one {@code d}. The factor in brackets
 * is there with {@code biasCorrection}; so is optax's rule, whose decay is decoupled. It is used
 * with rate 1, times a schedule; at rate 0 a tensor is left alone. Where all gradients so far are
 * 0, nothing happens.
 *
 * @param beta1 at least 0, below 1
 * @param beta2 at least 0, below 1
 * @param epsilon finite, above 0
 * @param weightDecay finite, not negative
 * @param decay shrinks the weight as above; or coupled, it is added to the gradient
 * @param biasCorrection of {@code m} and {@code v}
 * @param d0 what {@code d} starts at; finite, above 0
 * @param growth how much {@code d} may grow in an update; at least 1, may be infinite
 * @see <a href="https://arxiv.org/abs/2301.07733">Defazio and Mishchenko, Learning-rate-free
 *     learning by D-Adaptation (2023), algorithm 5</a>
 */
public record DAdaptAdam(
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    Decay decay,
    boolean biasCorrection,
    double d0,
    double growth)
    implements Whole {

  public DAdaptAdam {
    Check.that(beta1 >= 0 && beta1 < 1, "beta1", ">= 0 and < 1", beta1);
    Check.that(beta2 >= 0 && beta2 < 1, "beta2", ">= 0 and < 1", beta2);
    Check.above("epsilon", epsilon, 0);
    Check.atLeast("weight-decay", weightDecay, 0);
    Check.above("d0", d0, 0);
    Check.that(growth >= 1, "growth", ">= 1", growth);
  }

  /** As the authors have it. */
  public DAdaptAdam() {
    this(0.9, 0.999, 1e-8, 0, Decay.COUPLED, false, 1e-6, Double.POSITIVE_INFINITY);
  }

  @Override
  public RateUse rateUse() {
    return RateUse.FACTOR;
  }

  @Override
  public List<Slot> layout(Shape shape) {
    return List.of(new Slot("mean", shape), new Slot("square", shape), new Slot("sum", shape));
  }

  @Override
  public List<String> shared() {
    return List.of("d", "numerator", "updates");
  }

  @Override
  public void update(Update update) {
    Values shared = update.shared();
    double d = shared.at(0) == 0 ? d0 : shared.at(0);
    double k = shared.at(2) + 1;
    double e = d;
    if (biasCorrection) {
      e *= Math.sqrt(1 - Math.pow(beta2, k)) / (1 - Math.pow(beta1, k));
    }
    double b = Math.sqrt(beta2);
    double numerator = 0;
    double denominator = 0;
    for (Tensor p : update.tensors()) {
      if (p.rate() > 0) {
        double[] sums = average(update.machine(), p, e * p.rate());
        numerator += e * p.rate() * sums[0];
        denominator += sums[1];
      }
    }
    if (denominator == 0) {
      return;
    }
    double weighed = b * shared.at(1) + (1 - b) * numerator;
    double estimate = weighed / ((1 - b) * denominator);
    shared.set(0, Math.max(d, Math.min(estimate, d * growth)));
    shared.set(1, weighed);
    shared.set(2, k);
    for (Tensor p : update.tensors()) {
      if (p.rate() > 0) {
        step(update.machine(), p, e * p.rate());
      }
    }
  }

  /**
   * Brings the averages forward; returns {@code sum g * s / (sqrt(v) + epsilon)} of before, and
   * {@code sum |s|}.
   */
  private double[] average(Machine machine, Tensor p, double e) {
    double b = Math.sqrt(beta2);
    double coupled = decay.onGradient(weightDecay);
    return machine.sums(
        2,
        List.of(p.g(), p.x(), p.state(0), p.state(1), p.state(2)),
        (tile, sums) -> {
          double[] g = tile.of(0);
          double[] x = tile.of(1);
          double[] m = tile.of(2);
          double[] v = tile.of(3);
          double[] s = tile.of(4);
          for (int i = 0; i < tile.size(); i++) {
            g[i] += coupled * x[i];
            x[i] = s[i] / (Math.sqrt(v[i]) + epsilon);
            m[i] = beta1 * m[i] + (1 - beta1) * e * g[i];
            v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
            s[i] = b * s[i] + (1 - b) * e * g[i];
          }
          tile.store(2);
          tile.store(3);
          tile.store(4);
          sums[0] += tile.product(g, x);
          sums[1] += tile.sizes(s);
        });
  }

  private void step(Machine machine, Tensor p, double e) {
    double shrink = decay == Decay.DECOUPLED ? 1 - weightDecay * e : 1;
    machine.each(
        List.of(p.x(), p.state(0), p.state(1)),
        tile -> {
          double[] x = tile.of(0);
          double[] m = tile.of(1);
          double[] v = tile.of(2);
          for (int i = 0; i < tile.size(); i++) {
            x[i] = shrink * x[i] - m[i] / (Math.sqrt(v[i]) + epsilon);
          }
          tile.store(0);
        });
  }

  @Override
  public String toString() {
    return Wording.of("d-adapt-adam", this);
  }
}
