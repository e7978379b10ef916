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
    Machine machine = update.machine();
    Values shared = update.shared();
    List<Tensor> moving = update.tensors().stream().filter(p -> p.rate() > 0).toList();
    if (shared.at(2) == 0) {
      shared.set(0, d0);
      shared.set(
          2, Math.sqrt(moving.stream().mapToDouble(p -> Sums.squares(machine, p.g())).sum()));
      if (shared.at(2) == 0) {
        return;
      }
    }
    double d = shared.at(0);
    double squares = 0;
    for (Tensor p : moving) {
      double e = d * p.rate() / shared.at(2);
      double[] sums = add(machine, p, e);
      shared.set(1, shared.at(1) + e * sums[0]);
      squares += sums[1];
    }
    if (squares > 0) {
      double estimate = 2 * shared.at(1) / Math.sqrt(squares);
      shared.set(0, Math.max(d, Math.min(estimate, d * growth)));
    }
    for (Tensor p : moving) {
      machine.each(
          List.of(p.x(), p.state(0), p.state(1)),
          tile -> {
            double[] x = tile.of(0);
            double[] start = tile.of(1);
            double[] s = tile.of(2);
            for (int i = 0; i < tile.size(); i++) {
              x[i] = momentum * x[i] + (1 - momentum) * (start[i] - s[i]);
            }
            tile.store(0);
          });
    }
  }

  /**
   * Adds the gradient to the sum; returns {@code sum g * s} with the sum of before, and that of the
   * squares of the new one.
   */
  private double[] add(Machine machine, Tensor p, double e) {
    return machine.sums(
        2,
        List.of(p.g(), p.x(), p.state(1)),
        (tile, sums) -> {
          double[] g = tile.of(0);
          double[] x = tile.of(1);
          double[] s = tile.of(2);
          for (int i = 0; i < tile.size(); i++) {
            g[i] += weightDecay * x[i];
          }
          sums[0] += tile.product(g, s);
          for (int i = 0; i < tile.size(); i++) {
            s[i] += e * g[i];
          }
          tile.store(2);
          sums[1] += tile.product(s, s);
        });
  }

  @Override
  public String toString() {
    return Wording.of("d-adapt-sgd", this);
  }
}
