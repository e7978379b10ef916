package rubato.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A mixture of one kernel for each observation, and a flat one, over some dimensions of the unit
 * cube. A kernel is a product: in a dimension of numbers a normal distribution cut off at 0 and 1,
 * whose width is the larger distance to a neighbour, at least {@code 1 / min(100, 2 + n)}; in a
 * choice, the observed word and a little of every other.
 */
final class Parzen {

  private final List<Integer> group;
  private final Space space;
  private final List<double[]> centres = new ArrayList<>();
  private final double[] weights;
  private final double[][] widths;
  private final double[][] masses;

  /** Of the observations that have all dimensions of {@code group}, in the order of their age. */
  Parzen(Space space, List<Integer> group, List<double[]> observed) {
    this.space = space;
    this.group = group;
    for (double[] one : observed) {
      if (group.stream().noneMatch(i -> Double.isNaN(one[i]))) {
        centres.add(one);
      }
    }
    int n = centres.size();
    this.weights = weights(n);
    this.widths = new double[space.size()][];
    this.masses = new double[space.size()][n + 1];
    var middle = new double[space.size()];
    Arrays.fill(middle, 0.5);
    centres.add(middle);
    for (int i : group) {
      widths[i] = widths(i, n);
      for (int k = 0; k <= n; k++) {
        double centre = centres.get(k)[i];
        double width = widths[i][k];
        masses[i][k] = Normal.below((1 - centre) / width) - Normal.below(-centre / width);
      }
    }
  }

  /* The last 25 count fully, those before less the older they are; the flat one as one. */
  private static double[] weights(int n) {
    var weights = new double[n + 1];
    Arrays.fill(weights, 1);
    int ramp = n - 25;
    for (int i = 0; i < ramp; i++) {
      double least = 1.0 / n;
      weights[i] = ramp == 1 ? least : least + (1 - least) * i / (ramp - 1);
    }
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / sum).toArray();
  }

  private double[] widths(int i, int n) {
    var widths = new double[n + 1];
    List<Integer> sorted =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(k -> centres.get(k)[i]))
            .toList();
    double least = 1 / Math.min(100.0, 2.0 + n);
    for (int at = 0; at < n; at++) {
      double here = centres.get(sorted.get(at))[i];
      double before = at == 0 ? 0 : centres.get(sorted.get(at - 1))[i];
      double after = at == n - 1 ? 1 : centres.get(sorted.get(at + 1))[i];
      // Beyond the outermost there is no neighbour, unless there is no other at all.
      double left = at == 0 && n >= 2 ? 0 : here - before;
      double right = at == n - 1 && n >= 2 ? 0 : after - here;
      widths[sorted.get(at)] = Math.clamp(Math.max(left, right), least, 1);
    }
    widths[n] = 1;
    return widths;
  }

  /** A point drawn from the mixture; only the dimensions of the group matter. */
  double[] draw(SplittableRandom dice) {
    double u = dice.nextDouble();
    int k = 0;
    while (k < weights.length - 1 && u >= weights[k]) {
      u -= weights[k];
      k++;
    }
    var point = new double[space.size()];
    for (int i : group) {
      double centre = centres.get(k)[i];
      point[i] =
          space.dimensions().get(i) instanceof Dimension.Choice choice
              ? word(choice, k, centre, dice)
              : number(centre, widths[i][k], dice);
    }
    return point;
  }

  private static double number(double centre, double width, SplittableRandom dice) {
    while (true) {
      // The interval holds at least a third of the mass: its centre is inside, it is as wide.
      double drawn = centre + width * dice.nextGaussian();
      if (drawn >= 0 && drawn <= 1) {
        return drawn;
      }
    }
  }

  private double word(Dimension.Choice choice, int k, double centre, SplittableRandom dice) {
    int words = choice.words().size();
    int kernels = centres.size();
    boolean flat = k == kernels - 1;
    boolean observed = !flat && dice.nextDouble() < 1 / (1 + (double) words / kernels);
    return observed ? centre : (dice.nextInt(words) + 0.5) / words;
  }

  /** The logarithm of the density at a point. */
  double log(double[] point) {
    var logs = new double[weights.length];
    double most = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < logs.length; k++) {
      logs[k] = Math.log(weights[k]);
      for (int i : group) {
        logs[k] += log(i, k, point[i]);
      }
      most = Math.max(most, logs[k]);
    }
    double sum = 0;
    for (double log : logs) {
      sum += Math.exp(log - most);
    }
    return most + Math.log(sum);
  }

  private double log(int i, int k, double x) {
    double centre = centres.get(k)[i];
    if (space.dimensions().get(i) instanceof Dimension.Choice choice) {
      int words = choice.words().size();
      int kernels = centres.size();
      boolean flat = k == kernels - 1;
      double share = 1.0 / kernels;
      // Words lie in the middle of their parts of the interval, exactly alike.
      double own = !flat && x == centre ? 1 : 0;
      return flat ? -Math.log(words) : Math.log((share + own) / (1 + words * share));
    }
    double z = (x - centre) / widths[i][k];
    return -z * z / 2 - Math.log(widths[i][k] * Math.sqrt(2 * Math.PI) * masses[i][k]);
  }
}
