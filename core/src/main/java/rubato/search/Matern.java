package rubato.search;

import java.util.Arrays;

/**
 * A Gaussian process with the kernel {@code (1 + z + z^2 / 3) exp(-z)}, {@code z = sqrt(5) |x - y|}
 * in units of a length for each dimension, and noise.
 *
 * <p>A choice is 0 apart from itself and 1 from other words; a dimension that one point has and the
 * other has not is 1 apart.
 *
 * @see <a href="http://gaussianprocess.org/gpml/chapters/RW.pdf">Rasmussen and Williams, Gaussian
 *     Processes for Machine Learning (2006), eq. 4.17 and algorithm 2.1</a>
 */
final class Matern {

  private static final int SWEEPS = 4;

  private final Space space;
  private final double[][] points;
  private final double[] values;

  /** The logarithms of the lengths; then that of the noise's share of the variance. */
  private final double[] logs;

  private final double[][] root;
  private final double[] weights;
  private final double scale;

  private Matern(Space space, double[][] points, double[] values, double[] logs) {
    this.space = space;
    this.points = points;
    this.values = values;
    this.logs = logs;
    int n = points.length;
    this.root = new double[n][n];
    double noise = Math.exp(logs[logs.length - 1]);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = kernel(points[i], points[j]) + (i == j ? noise + 1e-9 : 0);
        for (int k = 0; k < j; k++) {
          sum -= root[i][k] * root[j][k];
        }
        root[i][j] = i == j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / root[j][j];
      }
    }
    this.weights = back(forth(values));
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += values[i] * weights[i];
    }
    this.scale = Math.max(sum / n, 1e-12);
  }

  /** The process whose lengths and noise make the values most likely. */
  static Matern fit(Space space, double[][] points, double[] values) {
    var start = new double[space.size() + 1];
    Arrays.fill(start, Math.log(0.3));
    start[space.size()] = Math.log(0.01);
    var best = new Matern(space, points, values, start);
    double step = 1;
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int i = 0; i < start.length; i++) {
        for (double move : new double[] {step, -step}) {
          Matern next = best.moved(i, move);
          while (next.likelihood() > best.likelihood()) {
            best = next;
            next = best.moved(i, move);
          }
        }
      }
      step /= 2;
    }
    return best;
  }

  private Matern moved(int i, double move) {
    double[] next = logs.clone();
    boolean noise = i == logs.length - 1;
    next[i] = Math.clamp(next[i] + move, Math.log(noise ? 1e-5 : 0.03), Math.log(noise ? 1 : 3));
    return new Matern(space, points, values, next);
  }

  /** This process as if its mean at {@code point} had been seen there. */
  Matern with(double[] point) {
    double[][] more = Arrays.copyOf(points, points.length + 1);
    more[points.length] = point;
    double[] seen = Arrays.copyOf(values, values.length + 1);
    seen[values.length] = mean(point);
    return new Matern(space, more, seen, logs);
  }

  /* Of the values, with the best variance for the kernel; without constants. */
  private double likelihood() {
    double sum = -0.5 * points.length * Math.log(scale);
    for (int i = 0; i < points.length; i++) {
      sum -= Math.log(root[i][i]);
    }
    return sum;
  }

  private double kernel(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      boolean word = space.dimensions().get(i) instanceof Dimension.Choice;
      boolean both = !Double.isNaN(x[i]) && !Double.isNaN(y[i]);
      double apart =
          both
              ? word ? (x[i] == y[i] ? 0 : 1) : x[i] - y[i]
              : Double.isNaN(x[i]) == Double.isNaN(y[i]) ? 0 : 1;
      double z = apart / Math.exp(logs[i]);
      sum += z * z;
    }
    double z = Math.sqrt(5 * sum);
    return (1 + z + z * z / 3) * Math.exp(-z);
  }

  double mean(double[] point) {
    double mean = 0;
    for (int i = 0; i < points.length; i++) {
      mean += kernel(point, points[i]) * weights[i];
    }
    return mean;
  }

  /** How far the value at {@code point} is expected to be below {@code best}, where it is. */
  double improvement(double[] point, double best) {
    var near = new double[points.length];
    for (int i = 0; i < near.length; i++) {
      near[i] = kernel(point, points[i]);
    }
    double known = Arrays.stream(forth(near)).map(v -> v * v).sum();
    double deviation = Math.sqrt(Math.max(scale * (1 - known), 1e-18));
    double z = (best - mean(point)) / deviation;
    return deviation * (z * Normal.below(z) + Normal.density(z));
  }

  private double[] forth(double[] right) {
    var solved = new double[right.length];
    for (int i = 0; i < right.length; i++) {
      double sum = right[i];
      for (int k = 0; k < i; k++) {
        sum -= root[i][k] * solved[k];
      }
      solved[i] = sum / root[i][i];
    }
    return solved;
  }

  private double[] back(double[] right) {
    var solved = new double[right.length];
    for (int i = right.length - 1; i >= 0; i--) {
      double sum = right[i];
      for (int k = i + 1; k < right.length; k++) {
        sum -= root[k][i] * solved[k];
      }
      solved[i] = sum / root[i][i];
    }
    return solved;
  }
}
