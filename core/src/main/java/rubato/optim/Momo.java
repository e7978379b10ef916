package rubato.optim;

import java.util.List;
import rubato.internal.Check;

/**
 * Momentum whose step is cut where a model of the loss says that it would go below what there is.
 *
 * <pre>
 * m = beta * m + (1 - beta) * g                      (the first is g)
 * f = beta * f + (1 - beta) * loss                   (the first is the loss)
 * c = beta * c + (1 - beta) * sum g * x              (the first is sum g * x)
 * a = 1 + rate * weightDecay
 * s = min(rate, max(a * (f - bound - c) + sum m * x, 0) / |m|^2)
 * x = x - rate * weightDecay / a * x - s * m
 * </pre>
 *
 * <p>The sums go over all tensors of the group. The rate is the largest step, 1 unless known
 * better, times a schedule.
 *
 * <p>{@code adaptive}: where {@code h = a * (f - c) + sum m * x} is below {@code a * bound}, the
 * bound first becomes {@code max(h / (2 * a), lowest)}; after the step it is {@code max(f + sum m *
 * x - c - s * |m|^2 / 2, lowest)}.
 *
 * @param beta at least 0, below 1
 * @param lowest the bound, or what it does not go below; finite
 * @param weightDecay decoupled; finite, not negative
 * @param adaptive estimates the bound on the way
 * @see <a href="https://arxiv.org/abs/2305.07583">Schaipp et al., MoMo (2024), algorithm 1</a>
 */
public record Momo(double beta, double lowest, double weightDecay, boolean adaptive)
    implements Whole {

  public Momo {
    Check.that(beta >= 0 && beta < 1, "beta", ">= 0 and < 1", beta);
    Check.that(Double.isFinite(lowest), "lowest", "finite", lowest);
    Check.atLeast("weight-decay", weightDecay, 0);
  }

  /** As the paper and optax have it. */
  public Momo() {
    this(0.9, 0, 0, false);
  }

  @Override
  public List<Slot> layout(Shape shape) {
    return List.of(new Slot("mean", shape));
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
    double gradients = 0;
    double means = 0;
    double squares = 0;
    for (Tensor p : update.tensors()) {
      double[] sums = average(update.machine(), p);
      gradients += sums[0];
      means += sums[1];
      squares += sums[2];
    }
    double rate = Sums.rate(update.tensors());
    double step = step(update.shared(), update.loss(), rate, gradients, means, squares);
    for (Tensor p : update.tensors()) {
      double part = Sums.part(p, rate);
      double shrink = 1 - p.rate() * weightDecay / (1 + p.rate() * weightDecay);
      update
          .machine()
          .each(
              List.of(p.x(), p.state(0)),
              tile -> {
                double[] x = tile.of(0);
                double[] m = tile.of(1);
                for (int i = 0; i < tile.size(); i++) {
                  x[i] = shrink * x[i] - part * step * m[i];
                }
                tile.store(0);
              });
    }
  }

  /**
   * {@code s} of an update of a group, whose shared scalars it brings forward.
   *
   * @param rate of the group
   * @param gradients {@code sum g * x}
   * @param means {@code sum m * x}
   * @param squares {@code |m|^2}
   */
  public double step(
      Values shared, double loss, double rate, double gradients, double means, double squares) {
    double kept = shared.at(MomoModel.UPDATES) == 0 ? 0 : beta;
    var model = new MomoModel(lowest, weightDecay, adaptive, rate, 1);
    return model.step(shared, loss, kept, gradients, means, squares);
  }

  /** Brings the average forward; the sums of {@code g * x}, {@code m * x} and {@code m^2}. */
  private double[] average(Machine machine, Tensor p) {
    // A tensor that comes late begins like the first ones.
    double old = p.t() == 1 ? 0 : beta;
    return machine.sums(
        3,
        List.of(p.x(), p.g(), p.state(0)),
        (tile, sums) -> {
          double[] x = tile.of(0);
          double[] g = tile.of(1);
          double[] m = tile.of(2);
          for (int i = 0; i < tile.size(); i++) {
            m[i] = old * m[i] + (1 - old) * g[i];
          }
          tile.store(2);
          sums[0] += tile.product(g, x);
          sums[1] += tile.product(m, x);
          sums[2] += tile.product(m, m);
        });
  }

  @Override
  public String toString() {
    return Wording.of("momo", this);
  }
}
