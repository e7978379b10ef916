package rubato.optim;

import java.util.List;
import rubato.internal.Check;

/**
 * Gradient descent that finds its own rate: {@code d} is a lower bound of the distance that the
 * weights have to go, by D-Adaptation.
 *
 * <pre>
 * e = d * rate / |g of the first update|
 * g = g + weightDecay * x
 * n = n + e * sum g * s                            (s of before)
 * s = s + e * g
 * d = max(d, min(2 * n / |s|, growth * d))
 * x = momentum * x + (1 - momentum) * (start - s)
 * </pre>
 *
 * <p>The sums and norms go over all tensors of the group, which so has one {@code d}; the first
 * gradient counts without its decay. It is used with rate 1, times a schedule; at rate 0 a tensor
 * is left alone. Until a gradient is not 0, nothing happens.
 *
 * @param momentum at least 0, below 1
 * @param weightDecay added to the gradient; finite, not negative
 * @param d0 what {@code d} starts at; finite, above 0
 * @param growth how much {@code d} may grow in an update; at least 1, may be infinite
 * @see <a href="https://arxiv.org/abs/2301.07733">Defazio and Mishchenko, Learning-rate-free
 *     learning by D-Adaptation (2023), algorithm 4</a>
 */
public record DAdaptSgd(double momentum, double weightDecay, double d0, double growth)
    implements Whole {

  public DAdaptSgd {
    Check.that(momentum >= 0 && momentum < 1, "momentum", ">= 0 and < 1", momentum);
    Check.atLeast("weight-decay", weightDecay, 0);
    Check.above("d0", d0, 0);
    Check.that(growth >= 1, "growth", ">= 1", growth);
  }

  /** As the authors have it. */
  public DAdaptSgd() {
    this(0, 0, 1e-6, Double.POSITIVE_INFINITY);
  }

  @Override
  public RateUse rateUse() {
    return RateUse.FACTOR;
  }

  @Override
  public List<Slot> layout(Shape shape) {
    return List.of(Slot.ofWeights("start", shape), new Slot("sum", shape));
  }

  @Override
  public List<String> shared() {
    return List.of("d", "numerator", "first-norm");
  }

  @Override
  public void update(Update update) {
    Values shared = update.shared();
    List<Tensor> moving = update.tensors().stream().filter(p -> p.rate() > 0).toList();
    if (shared.at(2) == 0) {
      shared.set(0, d0);
      shared.set(2, Math.sqrt(moving.stream().mapToDouble(p -> p.g().squares()).sum()));
      if (shared.at(2) == 0) {
        return;
      }
    }
    double d = shared.at(0);
    double squares = 0;
    for (Tensor p : moving) {
      double e = d * p.rate() / shared.at(2);
      shared.set(1, shared.at(1) + e * add(p, e));
      squares += p.state(1).squares();
    }
    if (squares > 0) {
      double estimate = 2 * shared.at(1) / Math.sqrt(squares);
      shared.set(0, Math.max(d, Math.min(estimate, d * growth)));
    }
    for (Tensor p : moving) {
      for (long i = 0; i < p.size(); i++) {
        double z = p.state(0).at(i) - p.state(1).at(i);
        p.x().set(i, momentum * p.x().at(i) + (1 - momentum) * z);
      }
    }
  }

  /** Adds the gradient to the sum; returns {@code sum g * s} with the sum of before. */
  private double add(Tensor p, double e) {
    Values sum = p.state(1);
    double product = 0;
    for (long i = 0; i < p.size(); i++) {
      double g = p.g().at(i) + weightDecay * p.x().at(i);
      product += g * sum.at(i);
      sum.set(i, sum.at(i) + e * g);
    }
    return product;
  }

  @Override
  public String toString() {
    return Wording.of("d-adapt-sgd", this);
  }
}
