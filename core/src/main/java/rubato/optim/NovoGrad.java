package rubato.optim;

import java.util.List;
import rubato.internal.Check;

/**
 * Adam with one second moment for each tensor: the square of the norm of its gradient.
 *
 * <pre>
 * n = beta2 * n + (1 - beta2) * |g|^2              (n = |g|^2 at t = 1)
 * u = g / (sqrt(n + root) + epsilon) + weightDecay * x
 * m = beta1 * m + u                                (m = u at t = 1)
 * x = x - rate * m
 * </pre>
 *
 * @param beta1 at least 0, below 1
 * @param beta2 at least 0, below 1
 * @param epsilon finite, not negative
 * @param root added inside the root; finite, not negative. optax's {@code eps_root}
 * @param weightDecay finite, not negative
 * @see <a href="https://arxiv.org/abs/1905.11286">Ginsburg et al., Stochastic gradient methods with
 *     layer-wise adaptive moments (2019), algorithm 1</a>
 */
public record NovoGrad(double beta1, double beta2, double epsilon, double root, double weightDecay)
    implements Whole {

  public NovoGrad {
    Check.that(beta1 >= 0 && beta1 < 1, "beta1", ">= 0 and < 1", beta1);
    Check.that(beta2 >= 0 && beta2 < 1, "beta2", ">= 0 and < 1", beta2);
    Check.atLeast("epsilon", epsilon, 0);
    Check.atLeast("root", root, 0);
    Check.atLeast("weight-decay", weightDecay, 0);
  }

  /** As optax has it. */
  public NovoGrad() {
    this(0.9, 0.25, 1e-6, 0, 0);
  }

  @Override
  public List<Slot> layout(Shape shape) {
    return List.of(new Slot("mean", shape));
  }

  @Override
  public List<String> scalars() {
    return List.of("square");
  }

  @Override
  public void update(Update update) {
    update.tensors().forEach(p -> update(update.machine(), p));
  }

  private void update(Machine machine, Tensor p) {
    double norm = Sums.squares(machine, p.g());
    double before = p.scalars().at(0);
    double n = p.scalars().set(0, p.t() == 1 ? norm : beta2 * before + (1 - beta2) * norm);
    double root = Math.sqrt(n + this.root) + epsilon;
    machine.each(
        List.of(p.x(), p.g(), p.state(0)),
        tile -> {
          double[] x = tile.of(0);
          double[] g = tile.of(1);
          double[] m = tile.of(2);
          for (int i = 0; i < tile.size(); i++) {
            m[i] = beta1 * m[i] + (g[i] / root + weightDecay * x[i]);
          }
          tile.store(2);
          for (int i = 0; i < tile.size(); i++) {
            x[i] -= p.rate() * m[i];
          }
          tile.store(0);
        });
  }

  @Override
  public String toString() {
    return Wording.of("novograd", this);
  }
}
