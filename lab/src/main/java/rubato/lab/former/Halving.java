package rubato.lab.former;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Successive halving: all arms train to the first rung; of {@code n} there the best {@code
 * max(ceil(n / eta), finalists)} go on from where they are to the next, and so on.
 *
 * <p>A trial that diverged is worst and never promoted; it takes nobody with it. A rung is judged
 * when every trial of it was told, so the order of the answers does not matter. Ties go to the
 * lower rate.
 *
 * <p>Short rungs favour large rates: what is best after a 27th of a training is about three times
 * too large at its end. {@link #rungs(long, int, int)} therefore begins at a ninth or later where
 * the budget allows; that helps more than promoting by any correction of the rate does
 * (docs/decisions/0006-search.md).
 *
 * @param arms what to try; at least one
 * @param rungs the updates of each rung, growing
 * @param eta how many arms one survivor stands for; at least 2
 * @param finalists how many reach the last rung at least, if that many are alive; at least 1
 * @see <a href="https://arxiv.org/abs/1502.07943">Jamieson and Talwalkar, Non-stochastic Best Arm
 *     Identification and Hyperparameter Optimization (2016), figure 3</a>
 */
public record Halving(List<Arm> arms, List<Long> rungs, int eta, int finalists) implements Search {

  public Halving {
    arms = List.copyOf(arms);
    rungs = List.copyOf(rungs);
  }

  /**
   * {@code count} rungs that end at {@code steps}, each {@code eta} times the one before, rounded
   * up; equal ones are one.
   */
  public static List<Long> rungs(long steps, int eta, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Math.ceilDiv(steps, (long) Math.pow(eta, count - 1.0 - i)))
        .distinct()
        .toList();
  }

  @Override
  public List<Ask> ask(State state) {
    Map<Integer, Told> latest = state.latest();
    List<Integer> climbing = IntStream.range(0, arms.size()).boxed().toList();
    for (int rung = 0; rung < rungs.size(); rung++) {
      long until = rungs.get(rung);
      var asks = new ArrayList<Ask>();
      var here = new ArrayList<Told>();
      for (int trial : climbing) {
        Told told = at(state, trial, until);
        if (told == null) {
          Told last = latest.get(trial);
          if (last == null || last.alive()) {
            asks.add(new Ask(trial, arms.get(trial), until));
          }
        } else if (told.alive()) {
          here.add(told);
        }
      }
      if (!asks.isEmpty()) {
        return asks;
      }
      climbing =
          here.stream().sorted(order()).limit(keep(climbing.size())).map(Told::trial).toList();
    }
    return List.of();
  }

  private static @Nullable Told at(State state, int trial, long step) {
    for (Told told : state.told()) {
      if (told.trial() == trial && told.step() == step) {
        return told;
      }
    }
    return null;
  }

  private int keep(int climbing) {
    return Math.max(finalists, Math.ceilDiv(climbing, eta));
  }

  @Override
  public long cost() {
    long cost = 0;
    long before = 0;
    int climbing = arms.size();
    for (long rung : rungs) {
      cost += climbing * (rung - before);
      before = rung;
      climbing = Math.min(climbing, keep(climbing));
    }
    return cost;
  }
}
