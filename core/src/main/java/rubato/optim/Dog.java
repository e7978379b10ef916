package rubato.optim;

import java.util.List;
import rubato.internal.Check;

/**
 * Gradient descent whose rate is the distance gone, over the gradients seen.
 *
 * <pre>
 * g = g + weightDecay * x
 * r = max(r, |x - start|)
 * s = s + |g|^2
 * x = x - rate * r / sqrt(s + epsilon) * g
 * </pre>
 *
 * <p>The norms go over all tensors of the group; {@code layerwise}, over each tensor alone, which
 * is L-DoG. It is used with rate 1, times a schedule, and its authors ship an average of the
 * weights.
 *
 * @param begin what {@code initial} means
 * @param initial finite, above 0
 * @param epsilon finite, not negative
 * @param weightDecay added to the gradient; finite, not negative
 * @param layerwise a distance and a sum for every tensor
 * @see <a href="https://arxiv.org/abs/2302.12022">Ivgi et al., DoG is SGD's best friend (2023), eq.
 *     1 and section 3.3</a>
 */
public record Dog(
    Begin begin, double initial, double epsilon, double weightDecay, boolean layerwise)
    implements Whole {

  /** How far it counts as gone at first. */
  public enum Begin {
    /** {@code initial * (1 + |start|)}: 1e-6, or 1e-4 with batch normalization. */
    RELATIVE,
    /** {@code initial}. */
    DISTANCE,
    /** Nowhere: the first step is made at rate {@code initial}. */
    RATE
  }

  public Dog {
    Check.above("initial", initial, 0);
    Check.atLeast("epsilon", epsilon, 0);
    Check.atLeast("weight-decay", weightDecay, 0);
  }

  /** As the paper and optax have it. */
  public Dog() {
    this(Begin.RELATIVE, 1e-6, 1e-8, 0, false);
  }

  @Override
  public RateUse rateUse() {
    return RateUse.FACTOR;
  }

  @Override
  public List<Slot> layout(Shape shape) {
    return List.of(Slot.ofWeights("start", shape));
  }

  @Override
  public List<String> scalars() {
    return layerwise ? shared() : List.of();
  }

  @Override
  public List<String> shared() {
    return List.of("distance", "squares", "updates");
  }

  @Override
  public void update(Update update) {
    if (layerwise) {
      update.tensors().forEach(p -> step(update.machine(), List.of(p), p.scalars()));
    } else {
      step(update.machine(), update.tensors(), update.shared());
    }
  }

  private void step(Machine machine, List<Tensor> tensors, Values kept) {
    double weights = 0;
    double way = 0;
    double squares = kept.at(1);
    for (Tensor p : tensors) {
      weights += Sums.squares(machine, p.x());
      way += Sums.squaredDistance(machine, p.x(), p.state(0));
      squares += Sums.squaredGradient(machine, p, weightDecay);
    }
    boolean first = kept.at(2) == 0;
    double r = Math.max(first ? beginning(Math.sqrt(weights)) : kept.at(0), Math.sqrt(way));
    kept.set(0, r);
    kept.set(1, squares);
    kept.set(2, kept.at(2) + 1);
    double step = first && begin == Begin.RATE ? initial : r / Math.sqrt(squares + epsilon);
    for (Tensor p : tensors) {
      descend(machine, p, p.rate() * step, weightDecay);
    }
  }

  private double beginning(double norm) {
    return switch (begin) {
      case RELATIVE -> initial * (1 + norm);
      case DISTANCE -> initial;
      case RATE -> 0;
    };
  }

  /** {@code x = x - step * (g + decay * x)}; stays where the step is nothing over nothing. */
  static void descend(Machine machine, Tensor p, double step, double decay) {
    if (step == 0 || Double.isNaN(step)) {
      return;
    }
    machine.each(
        List.of(p.x(), p.g()),
        tile -> {
          double[] x = tile.of(0);
          double[] g = tile.of(1);
          for (int i = 0; i < tile.size(); i++) {
            x[i] -= step * (g[i] + decay * x[i]);
          }
          tile.store(0);
        });
  }

  @Override
  public String toString() {
    return Wording.of("dog", this);
  }
}
