package rubato.optim;

import java.util.List;
import rubato.internal.Check;

/**
 * Adam whose step is, for each tensor, as large as its weights: for very large batches.
 *
 * <pre>
 * m = beta1 * m + (1 - beta1) * g
 * v = beta2 * v + (1 - beta2) * g^2
 * u = (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t) + root) + epsilon) + weightDecay * x
 * x = x - rate * |x| / |u| * u
 * </pre>
 *
 * <p>{@code |x|} is the root of the sum of squares over the tensor; the ratio is 1 where {@code
 * |x|} or {@code |u|} is 0. With {@link Decay#OUTSIDE} the decay comes first and by itself: {@code
 * x = x * (1 - rate * weightDecay)}. A rate of 0 moves nothing.
 *
 * @param beta1 at least 0, below 1
 * @param beta2 at least 0, below 1
 * @param epsilon finite, not negative. Paper and optax 1e-6, Keras 1e-7
 * @param root added inside the root; finite, not negative. optax's {@code eps_root}
 * @param weightDecay finite, not negative
 * @param decay whether the decay is part of the step that is scaled
 * @see <a href="https://arxiv.org/abs/1904.00962">You et al., Large batch optimization for deep
 *     learning: training BERT in 76 minutes (2020), algorithm 2</a>
 */
public record Lamb(
    double beta1, double beta2, double epsilon, double root, double weightDecay, Decay decay)
    implements Whole {

  /** Where the weight decay is. */
  public enum Decay {
    /** Part of the step, inside the ratio. As in the paper and in optax. */
    INSIDE,
    /** Before the step, outside the ratio. As in Keras. */
    OUTSIDE
  }

  public Lamb {
    Check.that(beta1 >= 0 && beta1 < 1, "beta1", ">= 0 and < 1", beta1);
    Check.that(beta2 >= 0 && beta2 < 1, "beta2", ">= 0 and < 1", beta2);
    Check.atLeast("epsilon", epsilon, 0);
    Check.atLeast("root", root, 0);
    Check.atLeast("weight-decay", weightDecay, 0);
  }

  /** As in the paper. */
  public Lamb() {
    this(0.9, 0.999, 1e-6, 0, 0, Decay.INSIDE);
  }

  @Override
  public List<Slot> layout(Shape shape) {
    return List.of(new Slot("mean", shape), new Slot("square", shape));
  }

  @Override
  public void update(Update update) {
    update.tensors().forEach(p -> update(update.machine(), p));
  }

  private void update(Machine machine, Tensor p) {
    double c1 = 1 - Math.pow(beta1, (double) p.t());
    double c2 = 1 - Math.pow(beta2, (double) p.t());
    double inside = decay == Decay.INSIDE ? weightDecay : 0;
    double shrink = decay == Decay.OUTSIDE ? 1 - p.rate() * weightDecay : 1;
    Values x = p.x();
    Values directions = Values.zeros((int) p.size());
    double squares =
        machine.sum(
            List.of(x, p.g(), p.state(0), p.state(1), directions),
            tile -> direct(tile, c1, c2, inside, shrink));
    double trust = Trust.ratio(Math.sqrt(Sums.squares(machine, x)), Math.sqrt(squares), 1, 0);
    machine.each(
        List.of(x, directions),
        tile -> {
          double[] moved = tile.of(0);
          double[] u = tile.of(1);
          for (int i = 0; i < tile.size(); i++) {
            moved[i] -= p.rate() * trust * u[i];
          }
          tile.store(0);
        });
  }

  /** Brings the averages forward and makes the direction; returns its sum of squares. */
  private double direct(Tile tile, double c1, double c2, double inside, double shrink) {
    double[] x = tile.of(0);
    double[] g = tile.of(1);
    double[] m = tile.of(2);
    double[] v = tile.of(3);
    for (int i = 0; i < tile.size(); i++) {
      m[i] = beta1 * m[i] + (1 - beta1) * g[i];
      v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
      x[i] *= shrink;
    }
    tile.store(0);
    tile.store(2);
    tile.store(3);
    double first = 1 / c1;
    double second = 1 / c2;
    double[] u = tile.of(4);
    for (int i = 0; i < tile.size(); i++) {
      u[i] = m[i] * first / (Math.sqrt(v[i] * second + root) + epsilon) + inside * x[i];
    }
    tile.store(4);
    return tile.product(u, u);
  }

  @Override
  public String toString() {
    return Wording.of("lamb", this);
  }
}
