package rubato.optim;

import java.util.List;
import rubato.internal.Check;

/**
 * Momentum whose step is, for each tensor, as large as its weights: for very large batches.
 *
 * <pre>
 * u = g + weightDecay * x
 * s = rate * trust * |x| / (|u| + epsilon) * u
 * b = momentum * b + s
 * x = x - b, or x - (s + momentum * b) with nesterov
 * </pre>
 *
 * <p>{@code |x|} is the root of the sum of squares over the tensor; where {@code |x|} or {@code
 * |u|} is 0, the ratio with its {@code trust} is 1. The buffer sums up steps, as in the paper and
 * in optax: a rate of 0 still moves by what it holds.
 *
 * @param momentum at least 0, below 1
 * @param trust finite, above 0. Paper and optax 0.001
 * @param weightDecay finite, not negative
 * @param epsilon finite, not negative
 * @param nesterov looks ahead
 * @see <a href="https://arxiv.org/abs/1708.03888">You, Gitman and Ginsburg, Large batch training of
 *     convolutional networks (2017), algorithm 1</a>
 */
public record Lars(
    double momentum, double trust, double weightDecay, double epsilon, boolean nesterov)
    implements Whole {

  public Lars {
    Check.that(momentum >= 0 && momentum < 1, "momentum", ">= 0 and < 1", momentum);
    Check.above("trust", trust, 0);
    Check.atLeast("weight-decay", weightDecay, 0);
    Check.atLeast("epsilon", epsilon, 0);
  }

  /** As in the paper. */
  public Lars() {
    this(0.9, 0.001, 0, 0, false);
  }

  @Override
  public List<Slot> layout(Shape shape) {
    return List.of(new Slot("momentum", shape));
  }

  @Override
  public void update(Update update) {
    update.tensors().forEach(p -> update(update.machine(), p));
  }

  private void update(Machine machine, Tensor p) {
    Values x = p.x();
    double norm = Math.sqrt(Sums.squaredGradient(machine, p, weightDecay));
    double scale =
        p.rate() * Trust.ratio(Math.sqrt(Sums.squares(machine, x)), norm, trust, epsilon);
    machine.each(List.of(x, p.g(), p.state(0)), tile -> step(tile, scale));
  }

  private void step(Tile tile, double scale) {
    double[] x = tile.of(0);
    double[] s = tile.of(1);
    double[] b = tile.of(2);
    for (int i = 0; i < tile.size(); i++) {
      s[i] = scale * (s[i] + weightDecay * x[i]);
      b[i] = momentum * b[i] + s[i];
    }
    tile.store(2);
    for (int i = 0; i < tile.size(); i++) {
      x[i] -= nesterov ? s[i] + momentum * b[i] : b[i];
    }
    tile.store(0);
  }

  @Override
  public String toString() {
    return Wording.of("lars", this);
  }
}
