package rubato.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import rubato.internal.Check;

/**
 * Optuna's {@code PercentilePruner}, and with 50 its {@code MedianPruner}: a trial ends when the
 * best value it has had is worse than the percentile of the values that complete trials had at the
 * same step.
 *
 * @param percentile from 0 to 100
 * @param startup how many trials must be complete before any is judged; at least 1
 * @param warmup the 27th parts of the horizon that no trial ends in; at least 0
 */
public record Percentile(double percentile, int startup, int warmup) implements Pruner {

  public Percentile {
    Check.within("percentile", percentile, 0, 100);
    Check.atLeast("startup", startup, 1);
    Check.atLeast("warmup", warmup, 0);
  }

  static Percentile of(Options in) {
    return new Percentile(
        in.number("percentile", 50), in.whole("startup", 5), in.whole("warmup", 0));
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
          && Pruner.parts(told.step(), horizon) > warmup) {
        double[] there =
            complete.stream()
                .flatMap(one -> one.at(told.step()).stream())
                .mapToDouble(Told::value)
                .toArray();
        if (Median.best(trial) > Median.percentile(there, percentile / 100)) {
          stopped.add(told.trial());
        }
      }
    }
    return stopped;
  }

  @Override
  public String toString() {
    return Options.print(
        "median", "rule", "optuna", "percentile", percentile, "startup", startup, "warmup", warmup);
  }
}
