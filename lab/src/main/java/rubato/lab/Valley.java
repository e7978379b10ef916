package rubato.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import rubato.search.Arm;
import rubato.search.Outlook;
import rubato.search.Recommendation;
import rubato.search.Search;
import rubato.search.Setting;
import rubato.search.State;
import rubato.search.Trial;

/**
 * The belief over rates that the reports of a search allow: a Gaussian process over {@code
 * log10(rate)}, with the kernel {@code s^2 exp(-d^2 / (2 l^2))}, {@code l} = {@value #LENGTH}
 * decades. Its data are the last values of the trials that share the chosen schedule; a trial that
 * was trained in part counts as the noisier the shorter it was, and one that diverged not at all.
 *
 * <p>It is drawn for the reader; what the search decides by is its own matter.
 *
 * @see <a href="https://gaussianprocess.org/gpml/">Rasmussen and Williams, Gaussian Processes for
 *     Machine Learning (2006), equations 2.25 and 2.26</a>
 */
public final class Valley {

  static final double LENGTH = 0.6;
  private static final int POINTS = 33;
  private static final int MOST = 60;

  private Valley() {}

  private record Seen(double x, double y, double part) {
    Seen log() {
      return new Seen(x, Math.log(y), part);
    }
  }

  /** What a course believes now; {@code drawn} whether the valley is wanted too. */
  static Believed belief(
      Course course, Recommendation choice, Scope scope, double used, boolean drawn) {
    Arm arm = choice.arm();
    double rate = Scope.rounded(arm.rate());
    return new Believed(
        used,
        scope.schedule(arm),
        rate,
        Math.min(rate, choice.low()),
        Math.max(rate, choice.high()),
        choice.value(),
        drawn ? at(course, arm) : List.of());
  }

  private static List<Believed.At> at(Course course, Arm arm) {
    List<Seen> seen = seen(course.search(), course.state(), arm);
    return seen.size() < 3 ? List.of() : new Regression(seen).over();
  }

  /**
   * What is to be expected at the horizon over the rates, with the other settings of {@code arm}:
   * the search's own belief where it has one, else that of this process, of the logarithms where
   * all values are above 0.
   */
  public static List<Outlook> outlook(Search search, State state, Arm arm) {
    List<Outlook> own = search.outlook(state);
    if (!own.isEmpty()) {
      return own;
    }
    List<Seen> seen = seen(search, state, arm);
    if (seen.size() < 3) {
      return List.of();
    }
    boolean log = seen.stream().allMatch(one -> one.y > 0);
    return new Regression(log ? seen.stream().map(Seen::log).toList() : seen)
        .over().stream()
            .map(
                at ->
                    new Outlook(
                        at.rate(),
                        back(log, at.mean() - at.deviation()),
                        back(log, at.mean()),
                        back(log, at.mean() + at.deviation())))
            .toList();
  }

  private static double back(boolean log, double value) {
    return log ? Math.exp(value) : value;
  }

  private static List<Seen> seen(Search search, State state, Arm arm) {
    double horizon = search.horizon();
    return state.trials().stream()
        .filter(Trial::alive)
        .filter(trial -> trial.step() > 0 && same(trial.arm(), arm))
        .map(
            trial ->
                new Seen(
                    Math.log10(trial.arm().rate()),
                    trial.told().getLast().value(),
                    trial.step() / horizon))
        .sorted(Comparator.comparingDouble(Seen::part).reversed())
        .limit(MOST)
        .toList();
  }

  private static boolean same(Arm one, Arm other) {
    return one.settings().stream()
        .filter(setting -> setting instanceof Setting.Word)
        .allMatch(other.settings()::contains);
  }

  /** The process given what was seen. */
  private static final class Regression {
    private final List<Seen> seen;
    private final double mean;
    private final double variance;
    private final double[][] factor;
    private final double[] weights;

    Regression(List<Seen> seen) {
      this.seen = seen;
      int n = seen.size();
      this.mean = seen.stream().mapToDouble(Seen::y).average().orElse(0);
      double spread =
          seen.stream().mapToDouble(one -> (one.y - mean) * (one.y - mean)).sum() / (n - 1);
      this.variance = spread > 0 ? spread : 1e-12;
      this.factor = new double[n][n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
          double k = kernel(seen.get(i).x, seen.get(j).x) + (i == j ? noise(seen.get(i)) : 0);
          for (int m = 0; m < j; m++) {
            k -= factor[i][m] * factor[j][m];
          }
          factor[i][j] = i == j ? Math.sqrt(Math.max(k, 1e-12 * variance)) : k / factor[j][j];
        }
      }
      double[] y = seen.stream().mapToDouble(one -> one.y - mean).toArray();
      this.weights = back(forth(y));
    }

    private double kernel(double a, double b) {
      double d = (a - b) / LENGTH;
      return variance * Math.exp(-d * d / 2);
    }

    /* A hundredth of the spread at the end of the training, all of it at its beginning. */
    private double noise(Seen one) {
      double left = 1 - Math.min(1, one.part);
      return variance * (0.01 + left * left);
    }

    private double[] forth(double[] y) {
      double[] solved = y.clone();
      for (int i = 0; i < solved.length; i++) {
        for (int j = 0; j < i; j++) {
          solved[i] -= factor[i][j] * solved[j];
        }
        solved[i] /= factor[i][i];
      }
      return solved;
    }

    private double[] back(double[] y) {
      double[] solved = y.clone();
      for (int i = solved.length - 1; i >= 0; i--) {
        for (int j = i + 1; j < solved.length; j++) {
          solved[i] -= factor[j][i] * solved[j];
        }
        solved[i] /= factor[i][i];
      }
      return solved;
    }

    List<Believed.At> over() {
      double low = seen.stream().mapToDouble(Seen::x).min().orElse(0);
      double high = seen.stream().mapToDouble(Seen::x).max().orElse(0);
      var points = new ArrayList<Believed.At>();
      for (int i = 0; i < POINTS; i++) {
        double x = low + (high - low) * i / (POINTS - 1);
        double[] k = seen.stream().mapToDouble(one -> kernel(x, one.x)).toArray();
        double expected = mean;
        for (int j = 0; j < k.length; j++) {
          expected += k[j] * weights[j];
        }
        double known = 0;
        for (double one : forth(k)) {
          known += one * one;
        }
        points.add(
            new Believed.At(Math.pow(10, x), expected, Math.sqrt(Math.max(0, variance - known))));
      }
      return points;
    }
  }
}
