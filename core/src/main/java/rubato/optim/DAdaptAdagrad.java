package rubato.optim;

import java.util.List;
import rubato.internal.Check;

/**
 * Adagrad that finds its own rate: {@code d} is a lower bound of the distance that the weights have
 * to go, by D-Adaptation.
 *
 * <pre>
 * e = d * rate
 * g = g + weightDecay * x
 * a = a + g^2                                      (from 1e-6 on)
 * s = s + e * g
 * q = q + e^2 * sum g^2 / (sqrt(a) + epsilon)
 * d = max(d, min((sum s^2 / (sqrt(a) + epsilon) - q) / sum |s|, growth * d))
 * x = momentum * x + (1 - momentum) * (start - s / (sqrt(a) + epsilon))
 * </pre>
 *
 * <p>The sums go over all tensors of the group, which so has one {@code d}. It is used with rate 1,
 * times a schedule; at rate 0 a tensor is left alone. Where all gradients so far are 0, nothing
 * happens.
 *
 * @param momentum at least 0, below 1
 * @param epsilon finite, not negative
 * @param weightDecay added to the gradient; finite, not negative
 * @param d0 what {@code d} starts at; finite, above 0
 * @param growth how much {@code d} may grow in an update; at least 1, may be infinite
 * @see <a href="https://arxiv.org/abs/2301.07733">Defazio and Mishchenko, Learning-rate-free
 *     learning by D-Adaptation (2023), algorithm 3</a>
 */
public record DAdaptAdagrad(
    double momentum, double epsilon, double weightDecay, double d0, double growth)
    implements Whole {

  public DAdaptAdagrad {
    Check.that(momentum >= 0 && momentum < 1, "momentum", ">= 0 and < 1", momentum);
    Check.atLeast("epsilon", epsilon, 0);
    Check.atLeast("weight-decay", weightDecay, 0);
    Check.above("d0", d0, 0);
    Check.that(growth >= 1, "growth", ">= 1", growth);
  }

  /** As the authors have it. */
  public DAdaptAdagrad() {
    this(0, 1e-6, 0, 1e-6, Double.POSITIVE_INFINITY);
  }

  @Override
  public RateUse rateUse() {
    return RateUse.FACTOR;
  }

  @Override
  public List<Slot> layout(Shape shape) {
    return List.of(
        Slot.ofWeights("start", shape),
        new Slot("sum", shape),
        new Slot("squares", shape, 1e-6, Slot.Kind.NUMBERS));
  }

  @Override
  public List<String> shared() {
    return List.of("d", "steps");
  }

  @Override
  public void update(Update update) {
    Machine machine = update.machine();
    Values shared = update.shared();
    double d = shared.at(0) == 0 ? d0 : shared.at(0);
    List<Tensor> moving = update.tensors().stream().filter(p -> p.rate() > 0).toList();
    double steps = shared.at(1);
    double way = 0;
    double sizes = 0;
    for (Tensor p : moving) {
      double e = d * p.rate();
      double[] sums = add(machine, p, e);
      steps += e * e * sums[0];
      way += sums[1];
      sizes += sums[2];
    }
    if (sizes == 0) {
      return;
    }
    shared.set(0, Math.max(d, Math.min((way - steps) / sizes, d * growth)));
    shared.set(1, steps);
    for (Tensor p : moving) {
      machine.each(
          List.of(p.x(), p.state(0), p.state(1), p.state(2)),
          tile -> {
            double[] x = tile.of(0);
            double[] start = tile.of(1);
            double[] s = tile.of(2);
            double[] a = tile.of(3);
            for (int i = 0; i < tile.size(); i++) {
              double z = start[i] - s[i] / (Math.sqrt(a[i]) + epsilon);
              x[i] = momentum * x[i] + (1 - momentum) * z;
            }
            tile.store(0);
          });
    }
  }

  /**
   * Adds the gradient to the sums; returns {@code sum g^2 / (sqrt(a) + epsilon)}, {@code sum s^2 /
   * (sqrt(a) + epsilon)} and {@code sum |s|}.
   */
  private double[] add(Machine machine, Tensor p, double e) {
    return machine.sums(
        3,
        List.of(p.g(), p.x(), p.state(1), p.state(2)),
        (tile, sums) -> {
          double[] g = tile.of(0);
          double[] weighed = tile.of(1);
          double[] s = tile.of(2);
          double[] a = tile.of(3);
          for (int i = 0; i < tile.size(); i++) {
            g[i] += weightDecay * weighed[i];
            s[i] += e * g[i];
            a[i] += g[i] * g[i];
          }
          tile.store(2);
          tile.store(3);
          sums[2] += tile.sizes(s);
          for (int i = 0; i < tile.size(); i++) {
            a[i] = 1 / (Math.sqrt(a[i]) + epsilon);
            weighed[i] = g[i] * a[i];
            a[i] *= s[i];
          }
          sums[0] += tile.product(g, weighed);
          sums[1] += tile.product(s, a);
        });
  }

  @Override
  public String toString() {
    return Wording.of("d-adapt-adagrad", this);
  }
}
