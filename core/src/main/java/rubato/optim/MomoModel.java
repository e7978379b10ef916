package rubato.optim;

import java.util.List;

/**
 * The model of the loss that {@link Momo} and {@link MomoAdam} share, and the longest step it
 * allows.
 *
 * @param rate the step it does not exceed, before {@code bias}
 * @param bias of the averages, which they are not corrected for: 1 for none
 */
record MomoModel(double lowest, double weightDecay, boolean adaptive, double rate, double bias) {

  /** {@code f}, {@code c}, the bound, and the number of updates. */
  static final List<String> SHARED = List.of("loss", "products", "bound", "updates");

  static final int UPDATES = 3;

  /** Squared norms up to here count as 0, as in optax. */
  private static final double NOTHING = Math.ulp(1.0);

  /**
   * The step, with {@code beta} of this update and the sums of {@code g * x}, {@code m * x} and
   * {@code m * d}, where {@code d} is the direction.
   */
  double step(
      Values shared, double loss, double beta, double gradients, double means, double squares) {
    double f = shared.set(0, beta * shared.at(0) + (1 - beta) * loss);
    double c = shared.set(1, beta * shared.at(1) + (1 - beta) * gradients);
    double bound = shared.at(UPDATES) == 0 ? lowest : shared.at(2);
    double a = 1 + rate * weightDecay;
    double height = a * (f - c) + means;
    if (adaptive && height < a * bias * bound) {
      bound = Math.max(height / (2 * bias * a), lowest);
    }
    double allowed = Math.max(a * (f - bias * bound - c) + means, 0) / squares;
    double step = Math.min(rate / bias, squares <= NOTHING ? 0 : allowed);
    if (adaptive) {
      bound = Math.max((f + means - c - step * squares / 2) / bias, lowest);
    }
    shared.set(2, bound);
    shared.set(UPDATES, shared.at(UPDATES) + 1);
    return step;
  }
}
