package rubato.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What {@link Pilot} believes of the losses at the end of full trainings, after what it saw: a
 * Gaussian process over rates, parts of the horizon and other settings, with the noise of seeds
 * apart.
 *
 * <p>The size of the noise is the most likely of a few. A spot is a full training whose seed does
 * not matter: a rate and a side, a combination of other settings.
 *
 * <p>A belief is worked out row by row. Where one begins with the same sights as another, it takes
 * over the other's rows, to the last bit what it would have worked out itself.
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

  /** So many reports are looked at together. */
  private static final int PART = 64;

  /** Of nothing. */
  static final Belief EMPTY =
      new Belief(new Prior(new Kernel(0), new double[0][]), List.of(), List.of());

  private final Prior prior;
  private final List<Sight> seen;
  private final List<Sight> spots;

  /** For each size of the noise, as far as it was looked at. */
  private final Triangle[] roots;

  private final int size;
  private final double[] solved;

  /** A row for each sight, a column for each spot: what both have in common, solved. */
  private final double[][] reach;

  private final double[] mean;

  /**
   * @param spots where the loss matters
   */
  Belief(Prior prior, List<Sight> sights, List<Sight> spots) {
    this(prior, sights, spots, nothing(), 0, new double[0][]);
  }

  private static Triangle[] nothing() {
    var roots = new Triangle[NOISES.length];
    Arrays.fill(roots, Triangle.EMPTY);
    return roots;
  }

  /* The first of the rows of reach are solved for the given size of the noise. */
  private Belief(
      Prior prior,
      List<Sight> sights,
      List<Sight> spots,
      Triangle[] known,
      int usual,
      double[][] rows) {
    this.prior = prior;
    this.seen = List.copyOf(sights);
    this.spots = List.copyOf(spots);
    this.roots = known;
    double[] values = seen.stream().mapToDouble(sight -> sight.value() - BEFORE).toArray();
    this.size = likeliest(values);
    this.solved = roots[size].solve(values);
    int done = size == usual ? rows.length : 0;
    this.reach = Arrays.copyOf(rows, seen.size());
    for (int k = done; k < reach.length; k++) {
      reach[k] = signals(seen.get(k));
    }
    roots[size].solve(reach, done);
    this.mean = new double[spots.size()];
    Arrays.fill(mean, BEFORE);
    double[] against = Arrays.stream(solved).map(value -> -value).toArray();
    Triangle.subtract(mean, against, reach, reach.length);
  }

  /* One sight more, which says what is expected: all that changes is how sure it is. */
  private Belief(Belief before, Sight next) {
    int n = before.seen.size();
    this.prior = before.prior;
    this.spots = before.spots;
    this.size = before.size;
    this.mean = before.mean;
    this.seen = new ArrayList<>(before.seen);
    seen.add(next);
    this.roots = before.roots.clone();
    roots[size] = before.root().and(before.row(n, seen, size));
    this.solved = Arrays.copyOf(before.solved, n + 1);
    this.reach = Arrays.copyOf(before.reach, n + 1);
    reach[n] = before.moves(List.of(next))[0];
  }

  /** The belief after other sights, mostly some more. */
  Belief then(Prior now, List<Sight> sights, List<Sight> where) {
    int both = 0;
    while (both < Math.min(seen.size(), sights.size())
        && prior.agrees(now)
        && seen.get(both).twin(sights.get(both))) {
      both++;
    }
    Triangle[] known = roots.clone();
    for (int i = 0; i < known.length; i++) {
      known[i] = known[i].first(Math.min(both, known[i].size()));
    }
    double[][] rows = where.equals(spots) ? Arrays.copyOf(reach, both) : new double[0][];
    return new Belief(now, sights, where, known, size, rows);
  }

  /**
   * The belief when {@code next} is on its way, and taken to say what is expected of it; its value
   * is not looked at.
   */
  Belief with(Sight next) {
    return new Belief(this, next);
  }

  private Triangle root() {
    return roots[size];
  }

  /* The most likely size of the noise. */
  private int likeliest(double[] values) {
    int at = NOISES.length / 2;
    int best = at;
    double most = likelihood(at, values);
    // The likelihood has one top: up to it on the side where it rises.
    for (int way : new int[] {1, -1}) {
      boolean rises = true;
      for (int i = at + way; rises && i >= 0 && i < NOISES.length; i += way) {
        double next = likelihood(i, values);
        rises = next > most;
        best = rises ? i : best;
        most = Math.max(next, most);
      }
      if (best > at) {
        break;
      }
    }
    return best;
  }

  private double likelihood(int at, double[] values) {
    Triangle known = roots[at];
    var below = new double[seen.size() - known.size()][];
    for (int i = 0; i < below.length; i++) {
      below[i] = row(known.size() + i, seen, at);
    }
    roots[at] = known.and(below);
    double log = Math.log(NOISES[at]);
    double square = Triangle.square(roots[at].solve(values));
    return -0.5 * log * log - 0.5 * square - roots[at].logDeterminant();
  }

  private double[] row(int i, List<Sight> sights, int at) {
    var row = new double[i + 1];
    Sight one = sights.get(i);
    for (int j = 0; j < i; j++) {
      row[j] = prior.covariance(one, sights.get(j), NOISES[at]);
    }
    row[i] = prior.variance(one, NOISES[at]);
    return row;
  }

  private double[] signals(Sight sight) {
    var signals = new double[spots.size()];
    for (int i = 0; i < signals.length; i++) {
      signals[i] = prior.signal(sight, spots.get(i));
    }
    return signals;
  }

  List<Sight> spots() {
    return spots;
  }

  /** The expected final loss at each spot, on the scale. */
  double[] mean() {
    return mean.clone();
  }

  /** The spot of the lowest expected final loss. */
  int best() {
    return best(mean);
  }

  private static int best(double[] mean) {
    int best = 0;
    for (int i = 1; i < mean.length; i++) {
      best = mean[i] < mean[best] ? i : best;
    }
    return best;
  }

  /**
   * The spot to be chosen: that of the lowest expected final loss, but not for next to nothing.
   *
   * <p>From sight to sight the lowest becomes the choice when it is expected to be better than the
   * one before by {@code margin}, or by a quarter of the deviation of what is known of their
   * difference. Otherwise a choice would go to and fro between rates that are equally good.
   *
   * @param margin at least 0; 0 is {@link #best}
   */
  int choice(double margin) {
    var then = new double[mean.length];
    Arrays.fill(then, BEFORE);
    int choice = best(then);
    for (int k = 0; k < reach.length; k++) {
      Triangle.subtract(then, new double[] {-solved[k]}, new double[][] {reach[k]}, 1);
      int best = best(then);
      double better = then[choice] - then[best];
      if (k == 0 || better > margin || better > apart(choice, best, k + 1) / 4) {
        choice = best;
      }
    }
    return choice;
  }

  /** The deviation of the final loss at a spot. */
  double deviation(int i) {
    double sum = prior.signal(spots.get(i), spots.get(i));
    for (double[] row : reach) {
      sum -= row[i] * row[i];
    }
    return Math.sqrt(Math.max(0, sum));
  }

  /** The deviation of the difference between the final losses at two spots. */
  double apart(int i, int k) {
    return apart(i, k, reach.length);
  }

  /* After so many sights. */
  private double apart(int i, int k, int many) {
    Sight one = spots.get(i);
    Sight other = spots.get(k);
    double sum = prior.signal(one, one) + prior.signal(other, other) - 2 * prior.signal(one, other);
    for (int j = 0; j < many; j++) {
      double away = reach[j][i] - reach[j][k];
      sum -= away * away;
    }
    return Math.sqrt(Math.max(0, sum));
  }

  /**
   * By how much each of some reports would move the expected final loss of each spot, in deviations
   * of it: a row for each report, whose value is not looked at.
   */
  double[][] moves(List<Sight> next) {
    // In parts that stay near the processor.
    var moves = new ArrayList<double[]>();
    for (int from = 0; from < next.size(); from += PART) {
      moves.addAll(part(next.subList(from, Math.min(from + PART, next.size()))));
    }
    return moves.toArray(double[][]::new);
  }

  private List<double[]> part(List<Sight> next) {
    var known = new double[seen.size()][next.size()];
    for (int k = 0; k < known.length; k++) {
      for (int m = 0; m < known[k].length; m++) {
        known[k][m] = prior.covariance(next.get(m), seen.get(k), NOISES[size]);
      }
    }
    root().solve(known, 0);
    var moves = new ArrayList<double[]>();
    var own = new double[known.length];
    for (int m = 0; m < next.size(); m++) {
      for (int k = 0; k < own.length; k++) {
        own[k] = known[k][m];
      }
      double[] move = signals(next.get(m));
      Triangle.subtract(move, own, reach, own.length);
      double variance = prior.variance(next.get(m), NOISES[size]) - Triangle.square(own);
      double deviation = Math.sqrt(Math.max(variance, Kernel.JITTER));
      for (int i = 0; i < move.length; i++) {
        move[i] /= deviation;
      }
      moves.add(move);
    }
    return moves;
  }
}
