package rubato.optim;

import java.util.List;
import rubato.internal.Check;

/**
 * A step as large, relative to the weights of a tensor, as the rate says.
 *
 * <pre>
 * r = max(|x|, floor) / max(|g|, floor)
 * x = (x - rate * r * g) / sqrt(1 + rate^2)
 * </pre>
 *
 * <p>{@code |x|} is the root of the sum of squares over the tensor. Where either is 0, {@code r} is
 * 1.
 *
 * @param floor of both norms; finite, not negative. optax 1e-6
 * @see <a href="https://arxiv.org/abs/2002.03432">Bernstein et al., On the distance between two
 *     neural networks and the stability of learning (2020), algorithm 1</a>
 */
public record Fromage(double floor) implements Whole {

  public Fromage {
    Check.atLeast("floor", floor, 0);
  }

  /** As optax has it. */
  public Fromage() {
    this(1e-6);
  }

  @Override
  public List<Slot> layout(Shape shape) {
    return List.of();
  }

  @Override
  public void update(Update update) {
    Machine machine = update.machine();
    for (Tensor p : update.tensors()) {
      double weights = Math.max(Math.sqrt(Sums.squares(machine, p.x())), floor);
      double gradient = Math.max(Math.sqrt(Sums.squares(machine, p.g())), floor);
      double trust = Trust.ratio(weights, gradient, 1, 0);
      double shrink = 1 / Math.sqrt(1 + p.rate() * p.rate());
      machine.each(
          List.of(p.x(), p.g()),
          tile -> {
            double[] x = tile.of(0);
            double[] g = tile.of(1);
            for (int i = 0; i < tile.size(); i++) {
              x[i] = shrink * (x[i] - p.rate() * trust * g[i]);
            }
            tile.store(0);
          });
    }
  }

  @Override
  public String toString() {
    return Wording.of("fromage", this);
  }
}
