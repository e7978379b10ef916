package rubato.search;

import java.util.List;

/**
 * What {@link Pilot} believes of the losses at the end of full trainings, after what it saw: a
 * Gaussian process over rates, parts of the horizon and other settings, with the noise of seeds
 * apart.
 *
 * <p>The size of the noise is the most likely of a few. A spot is a pair of a rate and a side, a
 * combination of other settings.
 *
 * @see <a href="http://gaussianprocess.org/gpml/chapters/RW2.pdf">Rasmussen and Williams, Gaussian
 *     Processes for Machine Learning (2006), algorithm 2.1</a>
 * @see <a href="https://arxiv.org/abs/1406.3896">Swersky, Snoek and Adams, Freeze-Thaw Bayesian
 *     Optimization (2014)</a>, of which the idea is to continue trials by such a process
 */
final class Belief {

  /** The mean before anything is seen. */
  private static final double BEFORE = 0.6;

  private static final double[] NOISES = {0.35, 0.6, 1, 1.6, 2.6, 4.2};

  /** A size of the noise; the root of the covariance with it, and the values solved by that. */
  private static final class Fit {
    private final double noise;
    private final Triangle root;
    private final double[] solved;
    private final double likelihood;

    Fit(double noise, Triangle root, double[] solved) {
      double log = Math.log(noise);
      this.noise = noise;
      this.root = root;
      this.solved = solved;
      this.likelihood = -0.5 * log * log - 0.5 * Triangle.square(solved) - root.logDeterminant();
    }
  }

  /** A rate and a side. */
  record Spot(int fine, int side) {}

  private final Kernel kernel;
  private final double[][] alike;
  private final Sight[] seen;
  private final List<Spot> spots;
  private final double noise;
  private final Triangle root;
  private final double[] solved;
  private final double[][] reach;
  private final double[] mean;

  /**
   * @param alike how much sides have in common, from 0 to 1
   * @param spots where the loss matters
   */
  Belief(Kernel kernel, double[][] alike, List<Sight> sights, List<Spot> spots) {
    this.kernel = kernel;
    this.alike = alike;
    this.seen = sights.toArray(Sight[]::new);
    this.spots = spots;
    Fit fit = fit();
    this.noise = fit.noise;
    this.root = fit.root;
    this.solved = fit.solved;
    this.reach = new double[spots.size()][];
    this.mean = new double[spots.size()];
    for (int i = 0; i < mean.length; i++) {
      var covariance = new double[seen.length];
      for (int k = 0; k < seen.length; k++) {
        covariance[k] = signal(seen[k], spots.get(i));
      }
      reach[i] = root.solve(covariance);
      mean[i] = BEFORE + Triangle.dot(reach[i], solved);
    }
  }

  /* With the most likely size of the noise. */
  private Fit fit() {
    int n = seen.length;
    var signal = new double[n][];
    var noises = new double[n][];
    var values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = seen[i].value() - BEFORE;
      signal[i] = new double[i + 1];
      noises[i] = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        signal[i][j] = signal(seen[i], seen[j]);
        noises[i][j] = noise(seen[i], seen[j]) + (i == j ? own(seen[i]) : 0);
      }
    }
    int at = NOISES.length / 2;
    Fit best = fit(signal, noises, values, NOISES[at]);
    // The likelihood has one top: up to it on the side where it rises.
    for (int way : new int[] {1, -1}) {
      boolean rises = true;
      for (int i = at + way; rises && i >= 0 && i < NOISES.length; i += way) {
        Fit next = fit(signal, noises, values, NOISES[i]);
        rises = next.likelihood > best.likelihood;
        best = rises ? next : best;
      }
      if (best.noise > NOISES[at]) {
        break;
      }
    }
    return best;
  }

  private static Fit fit(double[][] signal, double[][] noises, double[] values, double size) {
    var rows = new double[values.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        rows[i][j] = signal[i][j] + size * size * noises[i][j];
      }
      rows[i][i] += Kernel.JITTER;
    }
    Triangle root = Triangle.of(rows);
    return new Fit(size, root, root.solve(values));
  }

  private double signal(Sight a, Sight b) {
    return Kernel.trend(a.part(), b.part())
        + alike[a.side()][b.side()] * kernel.local(a.part(), b.part(), a.fine() - b.fine());
  }

  private double signal(Sight a, Spot b) {
    return Kernel.trend(a.part(), Search.REPORTS)
        + alike[a.side()][b.side()] * kernel.local(a.part(), Search.REPORTS, a.fine() - b.fine());
  }

  /** How the final losses at two spots vary together, before anything is seen. */
  private double signal(Spot a, Spot b) {
    return Kernel.trend(Search.REPORTS, Search.REPORTS)
        + alike[a.side()][b.side()]
            * kernel.local(Search.REPORTS, Search.REPORTS, a.fine() - b.fine());
  }

  private double noise(Sight a, Sight b) {
    double sum = 0;
    if (a.seed() == b.seed()) {
      sum += alike[a.side()][b.side()] * kernel.seed(a.part(), b.part(), a.fine() - b.fine());
    }
    if (a.trial() == b.trial()) {
      sum += Kernel.trial(a.part(), b.part());
    }
    return sum * a.noise() * b.noise();
  }

  private static double own(Sight a) {
    return Kernel.report() * a.noise() * a.noise();
  }

  /** How many spots. */
  int size() {
    return mean.length;
  }

  Spot spot(int i) {
    return spots.get(i);
  }

  /** The expected final loss at each spot, on the scale. */
  double[] mean() {
    return mean.clone();
  }

  /** The spot of the lowest expected final loss. */
  int best() {
    int best = 0;
    for (int i = 1; i < mean.length; i++) {
      best = mean[i] < mean[best] ? i : best;
    }
    return best;
  }

  /** The deviation of the difference between the final losses at two spots. */
  double apart(int i, int k) {
    return Math.sqrt(Math.max(0, covariance(i, i) + covariance(k, k) - 2 * covariance(i, k)));
  }

  /** The deviation of the final loss at a spot. */
  double deviation(int i) {
    return Math.sqrt(Math.max(0, covariance(i, i)));
  }

  private double covariance(int i, int k) {
    return signal(spots.get(i), spots.get(k)) - Triangle.dot(reach[i], reach[k]);
  }

  /** What a report is expected to say; its value and noise are not looked at. */
  double expected(Sight next) {
    return BEFORE + Triangle.dot(root.solve(covariances(next)), solved);
  }

  /** By how much a report would move the expected final loss of each spot, in deviations of it. */
  double[] moves(Sight next) {
    double[] known = root.solve(covariances(next));
    double variance =
        signal(next, next)
            + noise * noise * (noise(next, next) + own(next))
            + Kernel.JITTER
            - Triangle.square(known);
    double deviation = Math.sqrt(Math.max(variance, Kernel.JITTER));
    var moves = new double[mean.length];
    for (int i = 0; i < moves.length; i++) {
      moves[i] = (signal(next, spots.get(i)) - Triangle.dot(known, reach[i])) / deviation;
    }
    return moves;
  }

  private double[] covariances(Sight next) {
    var covariances = new double[seen.length];
    for (int i = 0; i < covariances.length; i++) {
      covariances[i] = signal(next, seen[i]) + noise * noise * noise(next, seen[i]);
    }
    return covariances;
  }
}
