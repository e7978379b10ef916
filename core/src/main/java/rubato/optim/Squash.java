package rubato.optim;

/** What Lion makes of its direction. */
public enum Squash {
  /** Its sign. As in the paper and in Keras. */
  HARD,
  /** {@code tanh(sharpness * c)}. As optax's {@code smooth}. */
  SMOOTH,
  /** Small values as they are, large ones cut to {@code -1 .. 1}. As optax's {@code refined}. */
  REFINED;

  /** {@code c} squashed. */
  public double of(double c, double sharpness) {
    return switch (this) {
      case HARD -> Math.signum(c);
      case SMOOTH -> Math.tanh(sharpness * c);
      case REFINED -> Math.max(-1, Math.min(1, c));
    };
  }
}
