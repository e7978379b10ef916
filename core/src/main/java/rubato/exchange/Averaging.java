package rubato.exchange;

import rubato.optim.Squash;

/**
 * Directions of optax that keep a mean of another precision than the weights, which no rule of ours
 * does.
 */
sealed interface Averaging extends Link {

  /** What decays: {@code m = (1 - beta) * u + beta * m}, kept less precise than it is used. */
  final class Mean {
    private final double beta;
    private final StatePrecision kept;
    private double[] m = {};

    Mean(double beta, StatePrecision kept) {
      this.beta = beta;
      this.kept = kept;
    }

    /** The mean with {@code u}, before it is kept. */
    double[] with(double[] u, double share, Link.At at) {
      m = m.length == 0 ? new double[u.length] : m;
      double[] mean = new double[u.length];
      for (int i = 0; i < u.length; i++) {
        mean[i] = at.stored((1 - share) * u[i] + kept.product(share, m[i], at.single()));
      }
      return mean;
    }

    /** The mean with {@code u}; what is kept follows. */
    double[] follow(double[] u, Link.At at) {
      double[] mean = with(u, beta, at);
      for (int i = 0; i < mean.length; i++) {
        m[i] = kept.stored(mean[i]);
      }
      return mean;
    }
  }

  /** What {@code scale_by_adam} and {@code scale_by_amsgrad} are called with. */
  record Options(
      double beta1,
      double beta2,
      double epsilon,
      double root,
      boolean nesterov,
      boolean largest,
      boolean correctMean,
      boolean correctSquare) {}

  /** {@code scale_by_adam} and {@code scale_by_amsgrad}. */
  final class Adam implements Averaging {
    private final Options options;
    private final Mean mean;
    private double[] v = {};
    private double[] most = {};
    private int t;

    Adam(Options options, StatePrecision kept) {
      this.options = options;
      this.mean = new Mean(options.beta1(), kept);
    }

    @Override
    public double[] update(double[] u, At at) {
      t++;
      v = v.length == 0 ? new double[u.length] : v;
      most = most.length == 0 ? new double[u.length] : most;
      double[] m = mean.follow(u, at);
      double beta1 = options.beta1();
      double now = options.correctMean() ? 1 - Math.pow(beta1, t) : 1;
      double next = 1 - Math.pow(beta1, t + 1.0);
      double square = options.correctSquare() ? 1 - Math.pow(options.beta2(), t) : 1;
      for (int i = 0; i < u.length; i++) {
        v[i] = at.stored((1 - options.beta2()) * u[i] * u[i] + options.beta2() * v[i]);
        most[i] = options.largest() ? Math.max(most[i], v[i] / square) : v[i] / square;
        double direction =
            options.nesterov() ? beta1 * m[i] / next + (1 - beta1) * u[i] / now : m[i] / now;
        u[i] = direction / (Math.sqrt(most[i] + options.root()) + options.epsilon());
      }
      return u;
    }
  }

  /** {@code scale_by_lion}. */
  final class Lion implements Averaging {
    private final double beta1;
    private final Squash squash;
    private final double sharpness;
    private final Mean mean;

    Lion(double beta1, double beta2, Squash squash, double sharpness, StatePrecision kept) {
      this.beta1 = beta1;
      this.squash = squash;
      this.sharpness = sharpness;
      this.mean = new Mean(beta2, kept);
    }

    @Override
    public double[] update(double[] u, At at) {
      double[] direction = mean.with(u, beta1, at);
      mean.follow(u, at);
      return Links.each(direction, v -> squash.of(v, sharpness));
    }
  }
}
