package rubato.search;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import rubato.internal.Check;

/**
 * Bayesian optimisation: a Gaussian process over the unit cube, and the point of the largest
 * expected improvement on its mean at the best trial.
 *
 * <p>The process models the logarithm of the values where all are above 0, else the values; those
 * of trials that diverged, or are above the median by more than ten times its distance to the best,
 * count as the worst of the others. Trials that are on their way count as their mean.
 *
 * @param startup how many trials are quasi-random first; at least 2
 * @param candidates how many points are looked at; at least 1
 * @see <a href="https://doi.org/10.1023/A:1008306431147">Jones, Schonlau and Welch, Efficient
 *     Global Optimization of Expensive Black-Box Functions (1998), eq. 15</a>
 */
public record GaussianProcess(int startup, int candidates) implements Sampler {

  public GaussianProcess {
    Check.atLeast("startup", startup, 2);
    Check.atLeast("candidates", candidates, 1);
  }

  static GaussianProcess of(Options in) {
    return new GaussianProcess(in.whole("startup", 3), in.whole("candidates", 256));
  }

  @Override
  public Arm propose(
      Space space, long horizon, long seed, int number, List<Seen> seen, List<Arm> pending) {
    var sobol = new Sobol();
    double[] values = values(seen);
    if (seen.size() < Math.max(startup, space.size() + 1) || spread(values) == 0) {
      return sobol.propose(space, horizon, seed, number, List.of(), List.of());
    }
    var points = new double[seen.size()][];
    for (int i = 0; i < points.length; i++) {
      points[i] = space.unit(seen.get(i).arm());
    }
    Matern process = Matern.fit(space, points, values);
    for (Arm arm : pending) {
      process = process.with(space.unit(arm));
    }
    double best = Double.POSITIVE_INFINITY;
    double[] at = points[0];
    for (double[] point : points) {
      double mean = process.mean(point);
      at = mean < best ? point : at;
      best = Math.min(best, mean);
    }
    return choose(space, process, best, at, Dice.of(seed, number));
  }

  private Arm choose(Space space, Matern process, double best, double[] at, SplittableRandom dice) {
    Arm chosen = space.arm(filled(at, dice));
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < candidates; i++) {
      var unit = new double[space.size()];
      for (int k = 0; k < unit.length; k++) {
        // A third lies near the best, ever nearer.
        double near = at[k] + dice.nextGaussian() * Math.pow(10, -1 - 2 * dice.nextDouble());
        unit[k] = i % 3 == 0 && near >= 0 && near <= 1 ? near : dice.nextDouble();
      }
      Arm arm = space.arm(unit);
      double worth = process.improvement(space.unit(arm), best);
      if (worth > most) {
        most = worth;
        chosen = arm;
      }
    }
    return chosen;
  }

  private static double[] filled(double[] unit, SplittableRandom dice) {
    return Arrays.stream(unit).map(one -> Double.isNaN(one) ? dice.nextDouble() : one).toArray();
  }

  /* What the process models, with a mean of 0 and a deviation of 1. */
  private static double[] values(List<Seen> seen) {
    double[] finite =
        seen.stream().mapToDouble(Seen::value).filter(Double::isFinite).sorted().toArray();
    if (finite.length == 0) {
      return new double[seen.size()];
    }
    boolean log = finite[0] > 0;
    double best = log ? Math.log(finite[0]) : finite[0];
    double middle = log ? Math.log(finite[finite.length / 2]) : finite[finite.length / 2];
    double cap = middle + 10 * (middle - best);
    double[] values =
        seen.stream()
            .mapToDouble(one -> log && one.value() > 0 ? Math.log(one.value()) : one.value())
            .toArray();
    double worst =
        Arrays.stream(values)
            .filter(value -> value <= cap || (middle == best && Double.isFinite(value)))
            .max()
            .orElse(best);
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i] <= worst ? values[i] : worst;
    }
    double mean = Arrays.stream(values).average().orElse(0);
    double spread = spread(values);
    return Arrays.stream(values).map(v -> spread > 0 ? (v - mean) / spread : 0).toArray();
  }

  private static double spread(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0));
  }

  @Override
  public boolean adaptive() {
    return true;
  }

  @Override
  public String toString() {
    return Options.print("gp", "startup", startup, "candidates", candidates);
  }
}
