package rubato.optim;

import java.util.ArrayList;
import java.util.List;
import rubato.internal.Check;

/**
 * Another rule, on the gradient of where the loss is highest nearby.
 *
 * <pre>
 * e = rho * g / (|g| + 1e-12)
 * e = rho * x^2 * g / (|x * g| + 1e-12)              (adaptive)
 * g = gradient at x + e
 * x = inner(x, g)
 * </pre>
 *
 * <p>The norms go over all tensors of the group. It evaluates loss and gradients again, once: on
 * the same batch, with the same dropout. The inner rule is told the loss at {@code x + e}. Both
 * gradients are clipped, each by its own norm.
 *
 * @param rho how far away; finite, above 0
 * @param adaptive far in proportion to each weight, so that rescaled layers are the same: ASAM,
 *     with a {@code rho} about ten times as large
 * @param inner any rule that does not evaluate again itself
 * @see <a href="https://arxiv.org/abs/2010.01412">Foret et al., Sharpness-aware minimization
 *     (2021), algorithm 1</a>; adaptive: <a href="https://arxiv.org/abs/2102.11600">Kwon et al.,
 *     ASAM (2021), eq. 3</a>
 */
public record Sam(double rho, boolean adaptive, Rule inner) implements Whole {

  /** Keeps a gradient of 0 from being divided by 0. */
  private static final double TINY = 1e-12;

  public Sam {
    Check.above("rho", rho, 0);
    Check.that(
        !inner.evaluatesAgain(), "inner", "a rule that does not evaluate again itself", inner);
  }

  /** As the paper has it, around momentum of 0.9. */
  public Sam() {
    this(0.05, false, new Sgd(0.9));
  }

  @Override
  public List<Slot> layout(Shape shape) {
    return inner.layout(shape);
  }

  @Override
  public List<String> scalars() {
    return inner.scalars();
  }

  @Override
  public List<String> shared() {
    return inner.shared();
  }

  @Override
  public boolean needsLoss() {
    return inner.needsLoss();
  }

  @Override
  public boolean evaluatesAgain() {
    return true;
  }

  @Override
  public boolean evaluatesElsewhere() {
    return inner.evaluatesElsewhere();
  }

  @Override
  public void evaluation(Tensor tensor, Values into) {
    inner.evaluation(tensor, into);
  }

  @Override
  public void update(Update update) {
    double squares = 0;
    List<Values> starts = new ArrayList<>();
    for (Tensor p : update.tensors()) {
      starts.add(p.x().copy());
      for (long i = 0; i < p.size(); i++) {
        double g = (adaptive ? p.x().at(i) : 1) * p.g().at(i);
        squares += g * g;
      }
    }
    double scale = rho / (Math.sqrt(squares) + TINY);
    for (Tensor p : update.tensors()) {
      for (long i = 0; i < p.size(); i++) {
        double x = p.x().at(i);
        p.x().set(i, x + (adaptive ? x * x : 1) * scale * p.g().at(i));
      }
    }
    double loss = update.again().evaluate(Update.Aim.FOLLOW);
    for (int j = 0; j < starts.size(); j++) {
      Sums.copy(starts.get(j), update.tensors().get(j).x());
    }
    update.inner().run(inner, update.loss(loss), update.tensors(), update.shared());
  }

  @Override
  public String toString() {
    return Wording.of("sam", this);
  }
}
