package rubato.optim;

import java.util.List;
import rubato.internal.Check;

/**
 * Every weight has its own step, which grows while the sign of the gradient stays: its size is not
 * looked at. For gradients of the whole data.
 *
 * <pre>
 * k = g * previous                               (previous = 0, s = rate at first)
 * s = clip(s * (increase if k &gt; 0, decrease if k &lt; 0, else 1), smallest, largest)
 * g = 0 where k &lt; 0
 * x = x - s * sign(g)
 * previous = g
 * </pre>
 *
 * <p>The rate is read once, by the first update of a weight: what a schedule does after that has no
 * effect, and a rate of 0 is a step of {@code smallest}. With {@code lagged}, as in optax, {@code
 * previous} is the move {@code s * sign(g)}, the move that is made is the one before, where {@code
 * k} is not negative (so the first update moves nothing), and {@code s} is not clipped where {@code
 * k} is 0.
 *
 * @param decrease above 0, below 1
 * @param increase finite, above 1
 * @param smallest step; finite, not negative
 * @param largest step; at least {@code smallest}
 * @param lagged as in optax
 * @see <a href="https://doi.org/10.1109/ICNN.1993.298623">Riedmiller and Braun, A direct adaptive
 *     method for faster backpropagation learning (1993), eqs. 2 to 5</a>
 * @see <a href="https://doi.org/10.1016/S0925-2312(01)00700-7">Igel and Huesken, Empirical
 *     evaluation of the improved Rprop learning algorithms (2003), iRprop-</a>
 */
public record Rprop(
    double decrease, double increase, double smallest, double largest, boolean lagged)
    implements Elementwise {

  public Rprop {
    Check.that(decrease > 0 && decrease < 1, "decrease", "> 0 and < 1", decrease);
    Check.above("increase", increase, 1);
    Check.atLeast("smallest", smallest, 0);
    Check.atLeast("largest", largest, smallest);
  }

  /** As PyTorch has it. */
  public Rprop() {
    this(0.5, 1.2, 1e-6, 50, false);
  }

  @Override
  public RateUse rateUse() {
    return RateUse.FIRST;
  }

  @Override
  public List<String> slots() {
    return List.of("previous", "step");
  }

  @Override
  public void update(Tensor p) {
    Values previous = p.state(0);
    Values steps = p.state(1);
    for (long i = 0; i < p.size(); i++) {
      double before = previous.at(i);
      double k = p.g().at(i) * before;
      double s = steps.at(i) == 0 ? p.rate() : steps.at(i);
      if (!(lagged && k == 0)) {
        double factor = k > 0 ? increase : k < 0 ? decrease : 1;
        s = Math.min(Math.max(s * factor, smallest), largest);
      }
      s = steps.set(i, s);
      double g = k < 0 ? 0 : p.g().at(i);
      double move = s * Math.signum(g);
      previous.set(i, lagged ? move : g);
      p.x().set(i, p.x().at(i) - (!lagged ? move : k < 0 ? 0 : before));
    }
  }

  @Override
  public String toString() {
    return Wording.of("rprop", this);
  }
}
