package rubato.optim;

import java.util.List;
import rubato.internal.Check;

/**
 * Adam whose step is cut where a model of the loss says that it would go below what there is.
 *
 * <pre>
 * m = beta1 * m + (1 - beta1) * g
 * v = beta2 * v + (1 - beta2) * g^2
 * d = m / (sqrt(v / (1 - beta2^k)) + epsilon)
 * f = beta1 * f + (1 - beta1) * loss
 * c = beta1 * c + (1 - beta1) * sum g * x
 * a = 1 + rate * weightDecay,   b = 1 - beta1^k
 * s = min(rate / b, max(a * (f - b * bound - c) + sum m * x, 0) / sum m * d)
 * x = x - rate * weightDecay / a * x - s * d
 * </pre>
 *
 * <p>The sums go over all tensors of the group. The rate is the largest step; it may be far larger
 * than Adam's.
 *
 * <p>{@code adaptive}: where {@code h = a * (f - c) + sum m * x} is below {@code a * b * bound},
 * the bound first becomes {@code max(h / (2 * a * b), lowest)}; after the step it is {@code max((f
 * + sum m * x - c - s * sum m * d / 2) / b, lowest)}.
 *
 * @param beta1 at least 0, below 1
 * @param beta2 at least 0, below 1
 * @param epsilon finite, not negative
 * @param lowest the bound, or what it does not go below; finite
 * @param weightDecay decoupled; finite, not negative
 * @param adaptive estimates the bound on the way
 * @see <a href="https://arxiv.org/abs/2305.07583">Schaipp et al., MoMo (2024), algorithm 3</a>
 */
public record MomoAdam(
    double beta1, double beta2, double epsilon, double lowest, double weightDecay, boolean adaptive)
    implements Whole {

  public MomoAdam {
    Check.that(beta1 >= 0 && beta1 < 1, "beta1", ">= 0 and < 1", beta1);
    Check.that(beta2 >= 0 && beta2 < 1, "beta2", ">= 0 and < 1", beta2);
    Check.atLeast("epsilon", epsilon, 0);
    Check.that(Double.isFinite(lowest), "lowest", "finite", lowest);
    Check.atLeast("weight-decay", weightDecay, 0);
  }

  /** As the paper and optax have it. */
  public MomoAdam() {
    this(0.9, 0.999, 1e-8, 0, 0, false);
  }

  @Override
  public List<Slot> layout(Shape shape) {
    return List.of(new Slot("mean", shape), new Slot("square", shape));
  }

  @Override
  public List<String> shared() {
    return MomoModel.SHARED;
  }

  @Override
  public boolean needsLoss() {
    return true;
  }

  @Override
  public void update(Update update) {
    double c2 = squareBias(update.shared());
    double gradients = 0;
    double means = 0;
    double squares = 0;
    for (Tensor p : update.tensors()) {
      double[] sums = average(update.machine(), p, c2);
      gradients += sums[0];
      means += sums[1];
      squares += sums[2];
    }
    double rate = Sums.rate(update.tensors());
    double step = step(update.shared(), update.loss(), rate, gradients, means, squares);
    for (Tensor p : update.tensors()) {
      double shrink = 1 - p.rate() * weightDecay / (1 + p.rate() * weightDecay);
      step(update.machine(), p, c2, shrink, Sums.part(p, rate) * step);
    }
  }

  /** {@code 1 - beta2^k} of the update that the shared scalars of a group wait for. */
  public double squareBias(Values shared) {
    return 1 - Math.pow(beta2, shared.at(MomoModel.UPDATES) + 1);
  }

  /**
   * {@code s} of an update of a group, whose shared scalars it brings forward.
   *
   * @param rate of the group
   * @param gradients {@code sum g * x}
   * @param means {@code sum m * x}
   * @param squares {@code sum m * d}
   */
  public double step(
      Values shared, double loss, double rate, double gradients, double means, double squares) {
    double bias = 1 - Math.pow(beta1, shared.at(MomoModel.UPDATES) + 1);
    var model = new MomoModel(lowest, weightDecay, adaptive, rate, bias);
    return model.step(shared, loss, beta1, gradients, means, squares);
  }

  /** Brings the averages forward; the sums of {@code g * x}, {@code m * x} and {@code m * d}. */
  private double[] average(Machine machine, Tensor p, double c2) {
    return machine.sums(
        3,
        List.of(p.x(), p.g(), p.state(0), p.state(1)),
        (tile, sums) -> {
          double[] x = tile.of(0);
          double[] g = tile.of(1);
          double[] m = tile.of(2);
          double[] v = tile.of(3);
          for (int i = 0; i < tile.size(); i++) {
            m[i] = beta1 * m[i] + (1 - beta1) * g[i];
            v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
          }
          tile.store(2);
          tile.store(3);
          sums[0] += tile.product(g, x);
          sums[1] += tile.product(m, x);
          for (int i = 0; i < tile.size(); i++) {
            v[i] = m[i] / (Math.sqrt(v[i] / c2) + epsilon);
          }
          sums[2] += tile.product(m, v);
        });
  }

  private void step(Machine machine, Tensor p, double c2, double shrink, double step) {
    machine.each(
        List.of(p.x(), p.state(0), p.state(1)),
        tile -> {
          double[] x = tile.of(0);
          double[] m = tile.of(1);
          double[] v = tile.of(2);
          for (int i = 0; i < tile.size(); i++) {
            x[i] = shrink * x[i] - step * (m[i] / (Math.sqrt(v[i] / c2) + epsilon));
          }
          tile.store(0);
        });
  }

  @Override
  public String toString() {
    return Wording.of("momo-adam", this);
  }
}
