package rubato.exchange;

import rubato.optim.Shape;
import rubato.optim.Update;

/**
 * A gradient transformation of optax, under way: it makes of a gradient, or of what another made of
 * it, what is added to the weights, or what another makes that of.
 */
@FunctionalInterface
interface Link {

  /** What becomes of {@code u}; it may be changed. */
  double[] update(double[] u, At at);

  /** The weights to evaluate. */
  default double[] evaluation(double[] x) {
    return x;
  }

  /** Where an update is made. */
  final class At {
    private final double[] x;
    private final Ground ground;
    private final double loss;
    private final Update.Again again;

    /**
     * Before an update.
     *
     * @param x the weights
     * @param loss at {@code x}
     * @param again evaluates the loss once more
     */
    At(double[] x, Ground ground, double loss, Update.Again again) {
      this.x = x;
      this.ground = ground;
      this.loss = loss;
      this.again = again;
    }

    /** The same with other weights. */
    At with(double[] weights) {
      return new At(weights, ground, loss, again);
    }

    /** The weights before it, only read. */
    double[] x() {
      return x;
    }

    Shape shape() {
      return ground.shape();
    }

    boolean single() {
      return ground.single();
    }

    double loss() {
      return loss;
    }

    Update.Again again() {
      return again;
    }

    /** As precise as the weights. */
    double stored(double value) {
      return ground.single() ? (float) value : value;
    }

    /** As precise as the weights. */
    double[] stored(double[] values) {
      for (int i = 0; i < values.length; i++) {
        values[i] = stored(values[i]);
      }
      return values;
    }
  }
}
