package rubato.optim;

import java.util.ArrayList;
import java.util.List;
import rubato.internal.Check;

/**
 * A mean of the gradients over a mean of the curvature, cut: Newton's step where the loss is curved
 * upwards, the rate itself where it is flat or curved downwards.
 *
 * <pre>
 * m = beta1 * m + (1 - beta1) * g
 * at t = 1, 1 + k, 1 + 2 * k, ...: h = beta2 * h + (1 - beta2) * e, e an estimate of the curvature
 * x = x - rate * (cut(m / max(gamma * h, epsilon)) + weightDecay * x)      cut to -clip .. clip
 * </pre>
 *
 * <p>The curvature is the diagonal of the Hessian. With {@link Curvature#HUTCHINSON}, {@code e = u
 * * (gradient at x + radius * u - g) / radius} where every {@code u} is 1 or -1: one more
 * evaluation at every {@code k}th update, on the same batch. With {@link Curvature#GIVEN} the
 * caller of the update says it, by {@link Update.Again#curvature}: a product with the Hessian by
 * automatic differentiation, or {@code batch * gradient^2} at labels that are drawn from the
 * model's own predictions (the paper's Gauss-Newton-Bartlett estimate).
 *
 * <p>With {@code late} the curvature is brought up to date after the weights, so that the first
 * {@code x} moves by its sign; with {@code corrected}, {@code m / (1 - beta1^t)} is in place of
 * {@code m}: both as in optax.
 *
 * @param beta1 at least 0, below 1. optax 0.965
 * @param beta2 at least 0, below 1
 * @param epsilon finite, above 0. optax 1e-8
 * @param gamma finite, above 0; 0.05 with the Gauss-Newton-Bartlett estimate
 * @param clip above 0; infinite cuts nothing
 * @param weightDecay decoupled; finite, not negative. optax 1e-4
 * @param k updates from one estimate to the next, at least 1
 * @param curvature where the estimate comes from
 * @param radius how far away the second gradient is taken; finite, above 0
 * @param seed of {@code u}, which depends also on the name of the parameter, {@code t} and the
 *     place of the weight
 * @param late whether the estimate acts from the next update on
 * @param corrected whether the mean is corrected for having started at 0
 * @see <a href="https://arxiv.org/abs/2305.14342">Liu et al., Sophia (2023), algorithms 1 to 3</a>
 */
public record Sophia(
    double beta1,
    double beta2,
    double epsilon,
    double gamma,
    double clip,
    double weightDecay,
    int k,
    Curvature curvature,
    double radius,
    long seed,
    boolean late,
    boolean corrected)
    implements Whole {

  /** Where estimates of the curvature come from. */
  public enum Curvature {
    /** From a second gradient nearby. */
    HUTCHINSON,
    /** From the caller. */
    GIVEN
  }

  public Sophia {
    Check.that(beta1 >= 0 && beta1 < 1, "beta1", ">= 0 and < 1", beta1);
    Check.that(beta2 >= 0 && beta2 < 1, "beta2", ">= 0 and < 1", beta2);
    Check.above("epsilon", epsilon, 0);
    Check.above("gamma", gamma, 0);
    Check.that(clip > 0, "clip", "> 0", clip);
    Check.atLeast("weight-decay", weightDecay, 0);
    Check.atLeast("k", k, 1);
    Check.above("radius", radius, 0);
  }

  /** As the paper has it. */
  public Sophia() {
    this(0.96, 0.99, 1e-12, 0.01, 1, 0, 10, Curvature.HUTCHINSON, 1e-3, 0, false, false);
  }

  @Override
  public List<Slot> layout(Shape shape) {
    return List.of(new Slot("mean", shape.size()), new Slot("curvature", shape.size()));
  }

  @Override
  public boolean evaluatesAgain() {
    return true;
  }

  @Override
  public void update(Update update) {
    boolean due = (update.t() - 1) % k == 0;
    for (Tensor p : update.tensors()) {
      for (long i = 0; i < p.size(); i++) {
        p.state(0).set(i, beta1 * p.state(0).at(i) + (1 - beta1) * p.g().at(i));
      }
    }
    List<Values> estimates = due ? estimates(update) : List.of();
    for (int j = 0; j < update.tensors().size(); j++) {
      Tensor p = update.tensors().get(j);
      if (due && !late) {
        renew(p.state(1), estimates.get(j));
      }
      move(p);
      if (due && late) {
        renew(p.state(1), estimates.get(j));
      }
    }
  }

  private void renew(Values curvatures, Values estimate) {
    for (long i = 0; i < curvatures.size(); i++) {
      curvatures.set(i, beta2 * curvatures.at(i) + (1 - beta2) * estimate.at(i));
    }
  }

  private void move(Tensor p) {
    double c1 = corrected ? 1 - Math.pow(beta1, (double) p.t()) : 1;
    double shrink = 1 - p.rate() * weightDecay;
    for (long i = 0; i < p.size(); i++) {
      double step = p.state(0).at(i) / c1 / Math.max(gamma * p.state(1).at(i), epsilon);
      double cut = Math.max(-clip, Math.min(clip, step));
      p.x().set(i, shrink * p.x().at(i) - p.rate() * cut);
    }
  }

  /** The curvature of each tensor; weights are as they were afterwards. */
  private List<Values> estimates(Update update) {
    List<Tensor> tensors = update.tensors();
    List<Values> estimates = new ArrayList<>();
    if (curvature == Curvature.GIVEN) {
      tensors.forEach(p -> estimates.add(p.x().another()));
      update.again().curvature(tensors, estimates);
      return estimates;
    }
    List<Values> weights = tensors.stream().map(p -> p.x().copy()).toList();
    for (Tensor p : tensors) {
      estimates.add(p.g().copy());
      Dice dice = Dice.of(seed, p.name(), p.t());
      for (long i = 0; i < p.size(); i++) {
        p.x().set(i, p.x().at(i) + radius * dice.sign(i));
      }
    }
    update.again().evaluate(Update.Aim.COMPARE);
    for (int j = 0; j < tensors.size(); j++) {
      Tensor p = tensors.get(j);
      Values e = estimates.get(j);
      for (long i = 0; i < p.size(); i++) {
        // What was stored of x + radius * u, not what was meant.
        double way = p.x().at(i) - weights.get(j).at(i);
        e.set(i, (p.g().at(i) - e.at(i)) / way);
      }
      Sums.copy(weights.get(j), p.x());
    }
    return estimates;
  }

  @Override
  public String toString() {
    return Wording.of("sophia", this);
  }
}
