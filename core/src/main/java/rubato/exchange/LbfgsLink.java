package rubato.exchange;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code scale_by_lbfgs} of optax: a gradient times an approximation of the inverse Hessian
 * (Nocedal and Wright 1999, algorithm 7.4), from the last differences of weights and gradients.
 */
final class LbfgsLink implements Link {

  /** A difference of weights {@code w} and of gradients {@code u}; {@code rho} is 1 over w u. */
  private static final class Pair {
    private final double[] w;
    private final double[] u;
    private final double rho;

    Pair(double[] w, double[] u, double rho) {
      this.w = w;
      this.u = u;
      this.rho = rho;
    }
  }

  private final int memory;
  private final boolean scaled;
  private final List<Pair> pairs = new ArrayList<>();
  private double[] weights = {};
  private double[] gradient = {};

  /**
   * One that has seen nothing.
   *
   * @param memory how many differences are kept
   * @param scaled whether the approximation begins with a scaled identity
   */
  LbfgsLink(int memory, boolean scaled) {
    this.memory = memory;
    this.scaled = scaled;
  }

  @Override
  public double[] update(double[] u, At at) {
    double scale = Math.min(1, at.stored(1 / at.stored(Links.norm(u))));
    if (weights.length > 0) {
      double[] w = difference(at.x(), weights, at);
      double[] g = difference(u, gradient, at);
      double curvature = at.stored(dot(g, w));
      double squares = at.stored(dot(g, g));
      pairs.add(new Pair(w, g, curvature == 0 ? 0 : at.stored(1 / curvature)));
      scale = squares > 0 ? at.stored(curvature / squares) : 1;
    }
    if (pairs.size() > memory) {
      pairs.removeFirst();
    }
    weights = at.x().clone();
    gradient = u.clone();
    return product(u, scaled ? scale : 1, at);
  }

  private double[] product(double[] u, double scale, At at) {
    double[] alphas = new double[pairs.size()];
    for (int k = pairs.size() - 1; k >= 0; k--) {
      Pair pair = pairs.get(k);
      alphas[k] = at.stored(pair.rho * at.stored(dot(pair.w, u)));
      add(u, -alphas[k], pair.u, at);
    }
    at.stored(Links.each(u, v -> scale * v));
    for (int k = 0; k < alphas.length; k++) {
      Pair pair = pairs.get(k);
      double beta = at.stored(pair.rho * at.stored(dot(pair.u, u)));
      add(u, alphas[k] - beta, pair.w, at);
    }
    return u;
  }

  private static void add(double[] u, double factor, double[] more, At at) {
    for (int i = 0; i < u.length; i++) {
      u[i] = at.stored(u[i] + factor * more[i]);
    }
  }

  private static double[] difference(double[] of, double[] from, At at) {
    double[] difference = of.clone();
    add(difference, -1, from, at);
    return difference;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
