package rubato.exchange;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The gradient transformations of optax that are around another. */
sealed interface Wrapped extends Link {

  /** {@code MultiSteps}: the other sees the mean, or the sum, of several gradients. */
  final class Steps implements Wrapped {
    private final Link inner;
    private final Curve every;
    private final boolean mean;
    private final Predicate<double[]> skipped;
    private final StatePrecision type;
    private double[] kept = {};
    private int seen;
    private long updates;

    Steps(Link inner, Curve every, boolean mean, Predicate<double[]> skipped, StatePrecision type) {
      this.inner = inner;
      this.every = every;
      this.mean = mean;
      this.skipped = skipped;
      this.type = type;
    }

    @Override
    public double[] update(double[] u, At at) {
      if (skipped.test(u)) {
        return new double[u.length];
      }
      kept = seen == 0 ? new double[u.length] : kept;
      for (int i = 0; i < u.length; i++) {
        kept[i] = mean ? kept[i] + (u[i] - kept[i]) / (seen + 1) : kept[i] + u[i];
      }
      if (++seen < every.at((double) updates)) {
        kept = Links.each(kept, type::stored);
        return new double[u.length];
      }
      seen = 0;
      updates++;
      return inner.update(at.stored(kept), at);
    }

    @Override
    public double[] evaluation(double[] x) {
      return inner.evaluation(x);
    }
  }

  /** {@code apply_if_finite}: nothing moves where a gradient is not finite. */
  final class Finite implements Wrapped {
    private final Link inner;
    private final double most;
    private int wild;

    Finite(Link inner, double most) {
      this.inner = inner;
      this.most = most;
    }

    @Override
    public double[] update(double[] u, At at) {
      wild = Arrays.stream(u).allMatch(Double::isFinite) ? 0 : wild + 1;
      return wild == 0 || wild > most ? inner.update(u, at) : new double[u.length];
    }

    @Override
    public double[] evaluation(double[] x) {
      return inner.evaluation(x);
    }
  }

  /**
   * {@code conditionally_transform} and {@code conditionally_mask}: by the number of the update.
   */
  final class When implements Wrapped {
    private final Link inner;
    private final Curve condition;
    private final boolean masked;
    private long count;

    When(Link inner, Curve condition, boolean masked) {
      this.inner = inner;
      this.condition = condition;
      this.masked = masked;
    }

    @Override
    public double[] update(double[] u, At at) {
      if (condition.at((double) count++) != 0) {
        return inner.update(u, at);
      }
      return masked ? new double[u.length] : u;
    }

    @Override
    public double[] evaluation(double[] x) {
      return inner.evaluation(x);
    }
  }

  /** {@code lookahead}: slow weights follow, and are those to evaluate. */
  final class Ahead implements Wrapped {
    private final Supplier<Link> fresh;
    private final int period;
    private final double alpha;
    private final boolean reset;
    private Link inner;
    private double[] slow = {};
    private int count;

    Ahead(Supplier<Link> fresh, int period, double alpha, boolean reset) {
      this.fresh = fresh;
      this.period = period;
      this.alpha = alpha;
      this.reset = reset;
      this.inner = fresh.get();
    }

    @Override
    public double[] update(double[] u, At at) {
      slow = slow.length == 0 ? at.x().clone() : slow;
      double[] moved = inner.update(u, at);
      count = (count + 1) % period;
      if (count == 0) {
        for (int i = 0; i < moved.length; i++) {
          double difference = at.x()[i] + moved[i] - slow[i];
          moved[i] -= (1 - alpha) * difference;
          slow[i] = at.stored(slow[i] + alpha * difference);
        }
        inner = reset ? fresh.get() : inner;
      }
      return moved;
    }

    @Override
    public double[] evaluation(double[] x) {
      return slow.length == 0 ? x : slow.clone();
    }
  }

  /**
   * {@code schedule_free}: the other moves {@code z}; the weights lie between {@code z} and its
   * average, which is to be evaluated.
   */
  final class Free implements Wrapped {
    private final Link inner;
    private final Curve rate;
    private final double beta;
    private final double power;
    private double[] z = {};
    private double largest;
    private double total;
    private long count;

    Free(Link inner, Curve rate, double beta, double power) {
      this.inner = inner;
      this.rate = rate;
      this.beta = beta;
      this.power = power;
    }

    @Override
    public double[] update(double[] u, At at) {
      z = z.length == 0 ? at.x().clone() : z;
      largest = Math.max(largest, at.stored(rate.at((double) ++count)));
      double weight = at.stored(Math.pow(largest, power));
      total = at.stored(total + weight);
      double share = total == 0 ? 0 : weight / total;
      double[] moved = inner.update(u, at);
      for (int i = 0; i < moved.length; i++) {
        double x = average(at.x()[i], z[i]);
        z[i] = at.stored(z[i] + moved[i]);
        x = (1 - share) * x + share * z[i];
        moved[i] = beta * x + (1 - beta) * z[i] - at.x()[i];
      }
      return moved;
    }

    private double average(double y, double of) {
      return (y - (1 - beta) * of) / beta;
    }

    @Override
    public double[] evaluation(double[] x) {
      for (int i = 0; i < z.length; i++) {
        x[i] = average(x[i], z[i]);
      }
      return x;
    }
  }

  /** {@code mechanize}, as {@link rubato.optim.Mechanic} has it. */
  final class Mechanized implements Wrapped {
    private final Link inner;
    private final double decay;
    private final double epsilon;
    private final double initial;
    private final double[] s;
    private final double[] r;
    private final double[] m;
    private final double[] v;
    private double[] start = {};

    Mechanized(Link inner, double decay, double epsilon, double initial, int betas) {
      this.inner = inner;
      this.decay = decay;
      this.epsilon = epsilon;
      this.initial = initial;
      s = new double[betas];
      r = new double[betas];
      m = new double[betas];
      v = new double[betas];
      Arrays.fill(s, initial);
    }

    @Override
    public double[] update(double[] u, At at) {
      start = start.length == 0 ? at.x().clone() : start;
      double old = Arrays.stream(s).sum();
      double pull = decay * old * Links.norm(u) / (Links.norm(at.x()) + epsilon);
      double h = 0;
      for (int i = 0; i < u.length; i++) {
        h += (u[i] + pull * at.x()[i]) * (start[i] - at.x()[i]) / (old + epsilon);
      }
      double[] moved = inner.update(u, at);
      bet(h);
      double scale = Arrays.stream(s).sum();
      for (int i = 0; i < moved.length; i++) {
        double back = (start[i] - at.x()[i]) / (old + epsilon);
        moved[i] = start[i] - scale * (back - moved[i]) - at.x()[i];
      }
      return moved;
    }

    private void bet(double h) {
      for (int i = 0; i < s.length; i++) {
        double beta = 1 - Math.pow(0.1, i + 1);
        r[i] = beta * r[i] + Math.max(-m[i], Math.min(h, m[i])) * s[i];
        m[i] = Math.max(beta * m[i], Math.abs(h) + epsilon);
        v[i] = beta * beta * v[i] + h * h;
        s[i] = (initial / s.length * m[i] + Math.max(r[i], 0)) / (Math.sqrt(v[i]) + epsilon);
      }
    }
  }
}
