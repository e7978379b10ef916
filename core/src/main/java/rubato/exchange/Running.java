package rubato.exchange;

/** The gradient transformations of optax that remember what they saw. */
sealed interface Running extends Link {

  /** By {@code factor} times a curve of the number of updates before. */
  final class Scaled implements Running {
    private final Curve curve;
    private final double factor;
    private long count;

    Scaled(Curve curve, double factor) {
      this.curve = curve;
      this.factor = factor;
    }

    @Override
    public double[] update(double[] u, At at) {
      double by = at.stored(factor * curve.at((double) count++));
      return Links.each(u, v -> by * v);
    }
  }

  /** {@code u = u + decay * x}. */
  final class Decayed implements Running {
    private final Curve decay;
    private long count;

    Decayed(Curve decay) {
      this.decay = decay;
    }

    @Override
    public double[] update(double[] u, At at) {
      double by = decay.at((double) count++);
      for (int i = 0; i < u.length; i++) {
        u[i] += by * at.x()[i];
      }
      return u;
    }
  }

  /** {@code m = u + decay * m}. */
  final class Trace implements Running {
    private final double decay;
    private final boolean nesterov;
    private final StatePrecision kept;
    private double[] m = {};

    Trace(double decay, boolean nesterov, StatePrecision kept) {
      this.decay = decay;
      this.nesterov = nesterov;
      this.kept = kept;
    }

    @Override
    public double[] update(double[] u, At at) {
      m = m.length == 0 ? new double[u.length] : m;
      for (int i = 0; i < u.length; i++) {
        double trace = at.stored(u[i] + kept.product(decay, m[i], at.single()));
        u[i] = nesterov ? u[i] + decay * trace : trace;
        m[i] = kept.stored(trace);
      }
      return u;
    }
  }

  /** {@code m = decay * m + (1 - decay) * u}. */
  final class Mean implements Running {
    private final double decay;
    private final boolean corrected;
    private final Averaging.Mean mean;
    private long count;

    Mean(double decay, boolean corrected, StatePrecision kept) {
      this.decay = decay;
      this.corrected = corrected;
      this.mean = new Averaging.Mean(decay, kept);
    }

    @Override
    public double[] update(double[] u, At at) {
      double share = corrected ? 1 - Math.pow(decay, (double) ++count) : 1;
      return Links.each(mean.follow(u, at), v -> v / share);
    }
  }

  /** {@code u = (alpha + beta) * u - beta * (u of before)}. */
  final class Optimistic implements Running {
    private final double alpha;
    private final double beta;
    private double[] before = {};

    Optimistic(double alpha, double beta) {
      this.alpha = alpha;
      this.beta = beta;
    }

    @Override
    public double[] update(double[] u, At at) {
      double[] seen = u.clone();
      double[] last = before.length == 0 ? seen : before;
      for (int i = 0; i < u.length; i++) {
        u[i] = (alpha + beta) * u[i] - beta * last[i];
      }
      before = seen;
      return u;
    }
  }

  /** The sum of {@code k}, and nothing in between. */
  final class Every implements Running {
    private final int k;
    private double[] sum = {};
    private int count;

    Every(int k) {
      this.k = k;
    }

    @Override
    public double[] update(double[] u, At at) {
      sum = count == 0 ? new double[u.length] : sum;
      for (int i = 0; i < u.length; i++) {
        sum[i] = at.stored(sum[i] + u[i]);
      }
      count = (count + 1) % k;
      return count == 0 ? sum.clone() : new double[u.length];
    }
  }

  /** {@code add_noise}: {@code u = u + sqrt(eta / t^gamma) * n}, with the next key's numbers. */
  final class Noise implements Running {
    private final double eta;
    private final double gamma;
    private JaxRandom key;
    private long count;

    Noise(double eta, double gamma, JaxRandom key) {
      this.eta = eta;
      this.gamma = gamma;
      this.key = key;
    }

    @Override
    public double[] update(double[] u, At at) {
      double deviation = at.stored(Math.sqrt(eta / Math.pow((double) ++count, gamma)));
      // The second key is split once more, for each array of weights.
      JaxRandom sample = key.split(1).split(0);
      key = key.split(0);
      for (int i = 0; i < u.length; i++) {
        u[i] += deviation * sample.normal(i, at.single());
      }
      return u;
    }
  }
}
