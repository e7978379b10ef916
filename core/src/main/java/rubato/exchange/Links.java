package rubato.exchange;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import rubato.optim.Clip;

/** The gradient transformations of optax that keep nothing. */
final class Links {

  private Links() {}

  /** One after the other. */
  record Chain(List<Link> links) implements Link {

    @Override
    public double[] update(double[] u, At at) {
      double[] changed = u;
      for (Link link : links) {
        changed = at.stored(link.update(changed, at));
      }
      return changed;
    }

    @Override
    public double[] evaluation(double[] x) {
      double[] evaluated = x;
      for (Link link : links) {
        evaluated = link.evaluation(evaluated);
      }
      return evaluated;
    }
  }

  static double norm(double[] values) {
    double squares = 0;
    for (double value : values) {
      squares += value * value;
    }
    return Math.sqrt(squares);
  }

  private static double rms(double[] values) {
    return norm(values) / Math.sqrt(values.length);
  }

  static double[] each(double[] u, DoubleUnaryOperator change) {
    for (int i = 0; i < u.length; i++) {
      u[i] = change.applyAsDouble(u[i]);
    }
    return u;
  }

  static Link clip(double limit) {
    return (u, _) -> each(u, v -> Math.max(-limit, Math.min(v, limit)));
  }

  static Link globalNorm(double limit) {
    return (u, _) -> {
      double factor = Clip.factor(norm(u), limit, 0);
      return each(u, v -> v * factor);
    };
  }

  static Link blockRms(double threshold) {
    return (u, _) -> {
      double divisor = Math.max(1, rms(u) / threshold);
      return each(u, v -> v / divisor);
    };
  }

  static Link centralize() {
    return (u, at) -> {
      if (at.shape().rank() < 2) {
        return u;
      }
      int width = (int) (at.shape().size() / Math.max(1, at.shape().axis(0)));
      for (int from = 0; from < u.length; from += width) {
        double sum = 0;
        for (int i = from; i < from + width; i++) {
          sum += u[i];
        }
        for (int i = from; i < from + width; i++) {
          u[i] -= sum / width;
        }
      }
      return u;
    };
  }

  static Link normalized(double factor, double epsilon) {
    return (u, _) -> {
      double divisor = (norm(u) + epsilon) / factor;
      return each(u, v -> v / divisor);
    };
  }

  static Link blockNorm(double least) {
    return (u, at) -> {
      double factor = Math.max(norm(at.x()), least);
      return each(u, v -> v * factor);
    };
  }

  static Link blockRoot(double least) {
    return (u, at) -> {
      double factor = Math.max(rms(at.x()), least);
      return each(u, v -> v * factor);
    };
  }

  static Link trust(double least, double coefficient, double epsilon) {
    return (u, at) -> {
      double weights = Math.max(norm(at.x()), least);
      double update = Math.max(norm(u), least);
      double ratio = weights == 0 || update == 0 ? 1 : coefficient * weights / (update + epsilon);
      return each(u, v -> v * ratio);
    };
  }

  static Link nonnegative() {
    return (u, at) -> {
      for (int i = 0; i < u.length; i++) {
        u[i] = at.x()[i] + u[i] < 0 ? -at.x()[i] : u[i];
      }
      return u;
    };
  }

  static Link polyak(double floor, double most, double epsilon, boolean positive) {
    return (u, at) -> {
      double squares = norm(u) * norm(u);
      double gap = positive ? Math.max(0, at.loss() - floor) : at.loss() - floor;
      double step =
          squares + epsilon <= Math.ulp(1.0) ? 0 : Math.min(gap / (squares + epsilon), most);
      return each(u, v -> v * step);
    };
  }
}
