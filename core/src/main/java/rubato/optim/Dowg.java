package rubato.optim;

import java.util.List;
import rubato.internal.Check;

/**
 * Gradient descent whose rate is the distance gone, over the gradients seen, each weighed with the
 * distance it was seen at.
 *
 * <pre>
 * g = g + weightDecay * x
 * q = max(q, |x - start|^2)
 * v = v + q * |g|^2
 * x = x - rate * q / (sqrt(v) + epsilon) * g
 * </pre>
 *
 * <p>The norms go over all tensors of the group. It is used with rate 1, times a schedule.
 *
 * @param initial what {@code q} starts at; 0 for {@code epsilon}; finite, not negative
 * @param epsilon finite, above 0
 * @param weightDecay added to the gradient; finite, not negative
 * @see <a href="https://arxiv.org/abs/2305.16284">Khaled et al., DoWG unleashed (2023), algorithm
 *     1</a>
 */
public record Dowg(double initial, double epsilon, double weightDecay) implements Whole {

  public Dowg {
    Check.atLeast("initial", initial, 0);
    Check.above("epsilon", epsilon, 0);
    Check.atLeast("weight-decay", weightDecay, 0);
  }

  /** As optax has it. */
  public Dowg() {
    this(0, 1e-4, 0);
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
  public List<String> shared() {
    return List.of("squared-distance", "squares");
  }

  @Override
  public void update(Update update) {
    double way = 0;
    double squares = 0;
    for (Tensor p : update.tensors()) {
      way += Sums.squaredDistance(update.machine(), p.x(), p.state(0));
      squares += Sums.squaredGradient(update.machine(), p, weightDecay);
    }
    Values shared = update.shared();
    // The largest so far, which is never below where it starts.
    double q =
        shared.set(0, Math.max(way, Math.max(shared.at(0), initial == 0 ? epsilon : initial)));
    double v = shared.set(1, shared.at(1) + q * squares);
    for (Tensor p : update.tensors()) {
      double step = p.rate() * q / (Math.sqrt(v) + epsilon);
      Dog.descend(update.machine(), p, step, weightDecay);
    }
  }

  @Override
  public String toString() {
    return Wording.of("dowg", this);
  }
}
