package rubato.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import rubato.internal.Check;

/**
 * The stopping form of ASHA, as Ray Tune's {@code AsyncHyperBandScheduler} has it: at {@code grace
 * * eta^k} parts of the horizon a trial goes on unless it is worse than the {@code 1 / eta}
 * percentile of those that have been there before; the first always goes on.
 *
 * @param eta at least 2
 * @param grace the 27th parts of the horizon until the first rung; at least 1
 */
public record Stopping(int eta, int grace) implements Pruner {

  public Stopping {
    Check.atLeast("eta", eta, 2);
    Check.atLeast("grace", grace, 1);
  }

  static Stopping of(Options in) {
    return new Stopping(in.whole("eta", 4), in.whole("grace", 1));
  }

  @Override
  public Set<Integer> stopped(State state, long horizon, long seed) {
    Map<Integer, List<Double>> rungs = new HashMap<>();
    var stopped = new HashSet<Integer>();
    Map<Integer, Integer> done = new HashMap<>();
    for (Told told : state.told()) {
      int parts = Pruner.parts(told.step(), horizon);
      int before = Optional.ofNullable(done.put(told.trial(), parts)).orElse(0);
      int rung = rung(before, parts);
      if (!told.alive() || told.step() >= horizon || rung == 0) {
        continue;
      }
      List<Double> here = rungs.computeIfAbsent(rung, _ -> new ArrayList<>());
      // Only the last report of a trial can have ended it.
      if (told.step() == state.trials().get(told.trial()).step()
          && !here.isEmpty()
          && told.value() > cutoff(here)) {
        stopped.add(told.trial());
      }
      here.add(told.value());
    }
    return stopped;
  }

  private double cutoff(List<Double> before) {
    double[] values = before.stream().mapToDouble(Double::doubleValue).toArray();
    return Median.percentile(values, 1.0 / eta);
  }

  /* The highest rung after what was done before; 0 for none. */
  private int rung(int before, int parts) {
    int highest = 0;
    for (long rung = grace; rung <= parts; rung *= eta) {
      highest = rung > before ? (int) rung : highest;
    }
    return highest;
  }

  @Override
  public String toString() {
    return Options.print("asha", "eta", eta, "grace", grace);
  }
}
