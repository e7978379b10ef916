package rubato.optim;

import java.util.List;
import rubato.internal.Check;

/**
 * Lion that finds its own rate: {@code d} is a lower bound of the distance that the weights have to
 * go, by D-Adaptation.
 *
 * <pre>
 * b = sqrt(beta2),   e = d * rate
 * u = sign(beta1 * m + (1 - beta1) * g)
 * x = (1 - e * weightDecay) * x - e * u
 * m = beta2 * m + (1 - beta2) * e * g
 * n = b * n + (1 - b) * e * sum u * s                (s of before)
 * s = b * s + (1 - b) * e * u
 * d = max(d, n / ((1 - b) * sum |s|))
 * </pre>
 *
 * <p>The sums go over all tensors of the group, which so has one {@code d}. It is used with rate 1,
 * times a schedule; at rate 0 the weights stay, and the averages fade. Where all gradients so far
 * are 0, {@code d} stays. The authors call it experimental.
 *
 * @param beta1 at least 0, below 1
 * @param beta2 at least 0, below 1
 * @param weightDecay decoupled; finite, not negative
 * @param d0 what {@code d} starts at; finite, above 0
 * @see <a href="https://arxiv.org/abs/2301.07733">Defazio and Mishchenko, Learning-rate-free
 *     learning by D-Adaptation (2023)</a>, and <a href="https://arxiv.org/abs/2302.06675">Chen et
 *     al., Lion (2023), algorithm 2</a>
 */
public record DAdaptLion(double beta1, double beta2, double weightDecay, double d0)
    implements Whole {

  public DAdaptLion {
    Check.that(beta1 >= 0 && beta1 < 1, "beta1", ">= 0 and < 1", beta1);
    Check.that(beta2 >= 0 && beta2 < 1, "beta2", ">= 0 and < 1", beta2);
    Check.atLeast("weight-decay", weightDecay, 0);
    Check.above("d0", d0, 0);
  }

  /** As the authors have it. */
  public DAdaptLion() {
    this(0.9, 0.99, 0, 1e-6);
  }

  @Override
  public RateUse rateUse() {
    return RateUse.FACTOR;
  }

  @Override
  public List<Slot> layout(Shape shape) {
    return List.of(new Slot("mean", shape), new Slot("sum", shape));
  }

  @Override
  public List<String> shared() {
    return List.of("d", "numerator");
  }

  @Override
  public void update(Update update) {
    Values shared = update.shared();
    double d = shared.at(0) == 0 ? d0 : shared.at(0);
    double b = Math.sqrt(beta2);
    double product = 0;
    double sizes = 0;
    for (Tensor p : update.tensors()) {
      double[] sums = step(update.machine(), p, d * p.rate());
      product += d * p.rate() * sums[0];
      sizes += sums[1];
    }
    double numerator = shared.set(1, b * shared.at(1) + (1 - b) * product);
    shared.set(0, sizes > 0 ? Math.max(d, numerator / ((1 - b) * sizes)) : d);
  }

  /** Moves the weights; returns {@code sum u * s} with the sum of before, and {@code sum |s|}. */
  private double[] step(Machine machine, Tensor p, double e) {
    double b = Math.sqrt(beta2);
    return machine.sums(
        2,
        List.of(p.x(), p.g(), p.state(0), p.state(1)),
        (tile, sums) -> {
          double[] x = tile.of(0);
          double[] u = tile.of(1);
          double[] m = tile.of(2);
          double[] s = tile.of(3);
          for (int i = 0; i < tile.size(); i++) {
            double g = u[i];
            u[i] = Math.signum(beta1 * m[i] + (1 - beta1) * g);
            x[i] = (1 - e * weightDecay) * x[i] - e * u[i];
            m[i] = beta2 * m[i] + (1 - beta2) * e * g;
          }
          tile.store(0);
          tile.store(2);
          sums[0] += tile.product(u, s);
          for (int i = 0; i < tile.size(); i++) {
            s[i] = b * s[i] + (1 - b) * e * u[i];
          }
          tile.store(3);
          sums[1] += tile.sizes(s);
        });
  }

  @Override
  public String toString() {
    return Wording.of("d-adapt-lion", this);
  }
}
