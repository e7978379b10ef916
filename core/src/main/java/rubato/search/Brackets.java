package rubato.search;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import rubato.internal.Check;

/**
 * Optuna's {@code HyperbandPruner}: every trial belongs to one bracket, and is judged in it by
 * {@link Rungs} that leave out as many rungs as the bracket's number. Bracket {@code b} of {@code
 * n} gets trials in proportion to {@code ceil(n eta^s / (s + 1))}, {@code s = n - 1 - b}; which
 * ones, is drawn (Optuna takes it from a checksum of the study's name).
 *
 * <p>A sampler that learns does so from the trials of the bracket alone.
 *
 * @param eta at least 2
 * @param least the 27th parts of the horizon until the first rung; at least 1
 */
public record Brackets(int eta, int least) implements Pruner {

  public Brackets {
    Check.atLeast("eta", eta, 2);
    Check.within("least", least, 1, Search.REPORTS);
  }

  static Brackets of(Options in) {
    return new Brackets(in.whole("eta", 3), in.whole("least", 1));
  }

  @Override
  public Set<Integer> stopped(State state, long horizon, long seed) {
    Map<Integer, Rungs.Judge> judges = new HashMap<>();
    var stopped = new HashSet<Integer>();
    for (Told told : state.told()) {
      int bracket = group(told.trial(), seed);
      Rungs.Judge judge =
          judges.computeIfAbsent(
              bracket, early -> new Rungs.Judge(new Rungs(eta, least, early), horizon));
      if (judge.stops(told)) {
        stopped.add(told.trial());
      }
    }
    return stopped;
  }

  private int count() {
    int count = 1;
    for (double reach = (double) least * eta; reach <= Search.REPORTS; reach *= eta) {
      count++;
    }
    return count;
  }

  @Override
  public int group(int trial, long seed) {
    int count = count();
    var shares = new long[count];
    long sum = 0;
    for (int bracket = 0; bracket < count; bracket++) {
      int s = count - 1 - bracket;
      shares[bracket] = Math.ceilDiv(count * (long) Math.pow(eta, s), s + 1L);
      sum += shares[bracket];
    }
    long left = Dice.of(seed ^ 0x5bd1e995L, trial).nextLong(sum);
    int bracket = 0;
    while (left >= shares[bracket]) {
      left -= shares[bracket];
      bracket++;
    }
    return bracket;
  }

  @Override
  public String toString() {
    return Options.print("hyperband", "eta", eta, "least", least);
  }
}
