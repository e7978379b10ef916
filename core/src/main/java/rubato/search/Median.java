package rubato.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import rubato.internal.Check;

/**
 * Vizier's median stopping rule: a trial ends when the best value it has had is worse than the
 * median, over the trials that were trained to the end before, of the mean of their values up to
 * the same step.
 *
 * @param startup how many trials must be complete before any is judged; at least 1
 * @param warmup the 27th parts of the horizon that no trial ends in; at least 0
 * @see <a href="https://doi.org/10.1145/3097983.3098043">Golovin et al., Google Vizier (2017),
 *     section 3.2.2</a>
 */
public record Median(int startup, int warmup) implements Pruner {

  public Median {
    Check.atLeast("startup", startup, 1);
    Check.atLeast("warmup", warmup, 0);
  }

  static Median of(Options in) {
    return new Median(in.whole("startup", 5), in.whole("warmup", 0));
  }

  @Override
  public Set<Integer> stopped(State state, long horizon, long seed) {
    var stopped = new HashSet<Integer>();
    var complete = new ArrayList<Trial>();
    for (Told told : state.told()) {
      Trial trial = state.trials().get(told.trial());
      if (told.alive() && told.step() >= horizon) {
        complete.add(trial);
      } else if (told.alive()
          && told.step() == trial.step()
          && complete.size() >= startup
          && Pruner.parts(told.step(), horizon) > warmup
          && best(trial) > median(complete, told.step())) {
        stopped.add(told.trial());
      }
    }
    return stopped;
  }

  static double best(Trial trial) {
    return trial.told().stream().mapToDouble(Told::value).min().orElseThrow();
  }

  private static double median(List<Trial> complete, long step) {
    double[] means =
        complete.stream()
            .mapToDouble(
                trial ->
                    trial.told().stream()
                        .filter(told -> told.step() <= step)
                        .mapToDouble(Told::value)
                        .average()
                        .orElse(Double.NaN))
            .filter(mean -> !Double.isNaN(mean))
            .toArray();
    return percentile(means, 0.5);
  }

  /** The value below which a share lies, between the two nearest; NaN of none. */
  static double percentile(double[] values, double share) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  @Override
  public String toString() {
    return Options.print("median", "rule", "vizier", "startup", startup, "warmup", warmup);
  }
}
