package rubato.optim;

import rubato.internal.Check;

/**
 * How large gradients are made smaller. All norms are over the gradient as scaled by the step. What
 * a rule evaluates again within an update ({@link Rule#evaluatesAgain}) is clipped by its own norm,
 * but for a gradient that is only compared with the one before ({@link Update.Aim#COMPARE}).
 */
public sealed interface Clip {

  /** Gradients stay as they are. */
  record None() implements Clip {}

  /**
   * Every number is cut to {@code -limit .. limit}.
   *
   * @param limit finite, above 0
   */
  record ByValue(double limit) implements Clip {
    public ByValue {
      Check.above("limit", limit, 0);
    }
  }

  /**
   * {@code g = g * min(1, limit / (|g| + epsilon))} for each parameter by itself. Keras's {@code
   * clipnorm} with epsilon 0.
   *
   * @param limit of the norm; finite, above 0
   * @param epsilon finite, not negative
   */
  record ByNorm(double limit, double epsilon) implements Clip {
    public ByNorm {
      Check.above("limit", limit, 0);
      Check.atLeast("epsilon", epsilon, 0);
    }
  }

  /**
   * The same with the norm of all gradients that are not frozen, together. In PyTorch epsilon is
   * 1e-6, in Keras and optax 0.
   *
   * @param limit of the norm; finite, above 0
   * @param epsilon finite, not negative
   * @see <a href="https://proceedings.mlr.press/v28/pascanu13.html">Pascanu, Mikolov and Bengio, On
   *     the difficulty of training recurrent neural networks (2013), algorithm 1</a>
   */
  record ByGlobalNorm(double limit, double epsilon) implements Clip {
    public ByGlobalNorm {
      Check.above("limit", limit, 0);
      Check.atLeast("epsilon", epsilon, 0);
    }
  }

  /** The factor that brings a gradient with this norm within bounds. */
  static double factor(double norm, double limit, double epsilon) {
    return norm + epsilon > limit ? limit / (norm + epsilon) : norm <= limit ? 1 : Double.NaN;
  }
}
