package rubato.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import rubato.internal.Check;

/**
 * Optuna's {@code SuccessiveHalvingPruner}: at rung {@code k}, after {@code least * eta^(early +
 * k)} parts of the horizon, a trial goes on when it is among the best {@code 1 / eta} of those that
 * have been there, or the best of them while they are fewer than {@code eta}.
 *
 * <p>Nobody waits for anybody: who comes first is judged by less.
 *
 * @param eta at least 2
 * @param least the 27th parts of the horizon until the first rung; 0 is Optuna's {@code auto}: one
 *     part, from the first complete trial on
 * @param early how many rungs are left out; at least 0
 */
public record Rungs(int eta, int least, int early) implements Pruner {

  public Rungs {
    Check.atLeast("eta", eta, 2);
    Check.atLeast("least", least, 0);
    Check.within("early", early, 0, 30);
  }

  static Rungs of(Options in) {
    return new Rungs(in.whole("eta", 4), in.whole("least", 0), in.whole("early", 0));
  }

  @Override
  public Set<Integer> stopped(State state, long horizon, long seed) {
    return new Judge(this, horizon).all(state.told());
  }

  /** The rungs as they fill. */
  static final class Judge {

    private final Rungs rule;
    private final long horizon;
    private final List<List<Double>> rungs = new ArrayList<>();
    private final Map<Integer, Integer> reached = new HashMap<>();
    private boolean open;

    Judge(Rungs rule, long horizon) {
      this.rule = rule;
      this.horizon = horizon;
      this.open = rule.least > 0;
    }

    Set<Integer> all(List<Told> told) {
      var stopped = new HashSet<Integer>();
      for (Told one : told) {
        if (stops(one)) {
          stopped.add(one.trial());
        }
      }
      return stopped;
    }

    /** Takes the next report; true when its trial does not go on. */
    boolean stops(Told told) {
      boolean stops = told.alive() && !goesOn(told);
      open |= told.alive() && told.step() >= horizon;
      return stops;
    }

    private boolean goesOn(Told told) {
      if (!open) {
        return true;
      }
      int parts = Pruner.parts(told.step(), horizon);
      int rung = reached.getOrDefault(told.trial(), 0);
      while (parts >= Math.max(rule.least, 1) * Math.pow(rule.eta, rule.early + (double) rung)) {
        while (rungs.size() <= rung) {
          rungs.add(new ArrayList<>());
        }
        List<Double> here = rungs.get(rung);
        here.add(told.value());
        int place = Math.max(here.size() / rule.eta, 1);
        // Not after the one in that place: fewer than so many are better.
        int better = 0;
        for (double value : here) {
          better += value < told.value() ? 1 : 0;
        }
        rung++;
        reached.put(told.trial(), rung);
        if (better >= place) {
          return false;
        }
      }
      return true;
    }
  }

  @Override
  public String toString() {
    return Options.print("halving", "eta", eta, "least", least, "early", early);
  }
}
