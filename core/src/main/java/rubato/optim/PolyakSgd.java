package rubato.optim;

import java.util.List;
import rubato.internal.Check;

/**
 * Gradient descent whose rate comes from how far the loss is above what it can fall to.
 *
 * <pre>
 * x = x - rate * min((loss - floor) / (|g|^2 + epsilon), maximum) * g
 * </pre>
 *
 * <p>The norm goes over all tensors of the group; where it is 0, nothing moves. It is used with
 * rate 1, times a schedule. A wrong {@code floor} is paid for: too low, and the steps are too long.
 *
 * @param maximum of the step; above 0, may be infinite
 * @param floor the least loss there is, or one below it; finite
 * @param epsilon finite, not negative
 * @param positive a loss below {@code floor} makes no step; else one uphill
 * @param scaledNorm the norm is that of {@code rate * g}: as optax computes it, whose "scaling"
 *     therefore divides where it is to multiply. At rate 1 all the same
 * @see <a href="https://arxiv.org/abs/2002.10542">Loizou et al., Stochastic Polyak step-size for
 *     SGD (2021), eq. SPS_max</a>; positive: <a href="https://arxiv.org/abs/2307.14528">Garrigos et
 *     al. (2023)</a>
 */
public record PolyakSgd(
    double maximum, double floor, double epsilon, boolean positive, boolean scaledNorm)
    implements Whole {

  /** Squared norms up to here count as 0, as in optax. */
  private static final double NOTHING = Math.ulp(1.0);

  public PolyakSgd {
    Check.that(maximum > 0, "maximum", "> 0", maximum);
    Check.that(Double.isFinite(floor), "floor", "finite", floor);
    Check.atLeast("epsilon", epsilon, 0);
  }

  /** As optax has it. */
  public PolyakSgd() {
    this(1, 0, 0, false, false);
  }

  @Override
  public RateUse rateUse() {
    return RateUse.FACTOR;
  }

  @Override
  public List<Slot> layout(Shape shape) {
    return List.of();
  }

  @Override
  public boolean needsLoss() {
    return true;
  }

  @Override
  public void update(Update update) {
    double norm = 0;
    for (Tensor p : update.tensors()) {
      norm += (scaledNorm ? p.rate() * p.rate() : 1) * Sums.squares(update.machine(), p.g());
    }
    double step = step(update.loss(), norm);
    for (Tensor p : update.tensors()) {
      Dog.descend(update.machine(), p, p.rate() * step, 0);
    }
  }

  /** The step at rate 1, where {@code squares} is the norm's square; 0 where nothing moves. */
  public double step(double loss, double squares) {
    double norm = epsilon + squares;
    if (norm <= NOTHING) {
      return 0;
    }
    double gap = loss - floor;
    return Math.min((positive ? Math.max(gap, 0) : gap) / norm, maximum);
  }

  @Override
  public String toString() {
    return Wording.of("polyak-sgd", this);
  }
}
