package rubato.exchange;

/** The gradient transformations of optax that watch how far the weights and the loss have come. */
sealed interface Watching extends Link {

  /**
   * {@code scale_by_distance_over_gradients}: L-DoG without the sum in front, {@code u = scale * d
   * / sqrt(sum of all squares + epsilon) * u}, where {@code d} is the largest distance from the
   * start.
   */
  final class Distance implements Watching {
    private final double begin;
    private final double epsilon;
    private final double scale;
    private final StatePrecision kept;
    private double[] start = {};
    private double distance;
    private double squares;

    Distance(double begin, double epsilon, double scale, StatePrecision kept) {
      this.begin = begin;
      this.epsilon = epsilon;
      this.scale = scale;
      this.kept = kept;
    }

    @Override
    public double[] update(double[] u, At at) {
      if (start.length == 0) {
        start = Links.each(at.x().clone(), kept::stored);
        distance = begin * (1 + Links.norm(at.x()));
      }
      double away = 0;
      for (int i = 0; i < u.length; i++) {
        away += (at.x()[i] - start[i]) * (at.x()[i] - start[i]);
        squares += u[i] * u[i];
      }
      distance = Math.max(distance, Math.sqrt(away));
      double rate = scale * (distance / Math.sqrt(squares + epsilon));
      return Links.each(u, v -> rate * v);
    }
  }

  /** {@code reduce_on_plateau}: by a factor that falls where the mean of some losses does not. */
  final class Plateau implements Watching {
    private final OptaxPlateau policy;
    private double[] state;

    Plateau(OptaxPlateau policy) {
      this.policy = policy;
      this.state = policy.begin(1);
    }

    @Override
    public double[] update(double[] u, At at) {
      state = policy.after(state, at.loss());
      double scale = at.stored(state[0]);
      return Links.each(u, v -> scale * v);
    }
  }
}
