package rubato.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import rubato.internal.Check;

/**
 * The tree-structured Parzen estimator with the rules of Optuna's {@code TPESampler}.
 *
 * <p>After {@code startup} random trials, of the {@code n} finished ones the best {@code min(ceil(n
 * / 10), 25)} make one density, {@code l}, the others another, {@code g}; of {@code candidates}
 * drawn from {@code l} the one with the largest {@code l / g} is tried. Trials that were ended
 * early, or diverged, come after those that were not: the further first, then by value.
 *
 * @param startup how many trials are random first; at least 0
 * @param candidates how many are drawn; at least 1
 * @param joint true when all dimensions without a condition are drawn together, as Optuna does
 *     since version 5; false when each is drawn alone
 * @param liar true when trials that are on their way count as bad
 * @see <a href="https://papers.nips.cc/paper/4443-algorithms-for-hyper-parameter-optimization">
 *     Bergstra, Bardenet, Bengio and Kegl, Algorithms for Hyper-Parameter Optimization (2011),
 *     section 4</a>
 * @see <a href="https://arxiv.org/abs/2304.11127">Watanabe, Tree-Structured Parzen Estimator:
 *     Understanding Its Algorithm Components (2023)</a>
 */
public record Tpe(int startup, int candidates, boolean joint, boolean liar) implements Sampler {

  private static final Comparator<Seen> ENDED =
      Comparator.comparingLong(Seen::step).reversed().thenComparingDouble(Seen::value);

  public Tpe {
    Check.atLeast("startup", startup, 0);
    Check.atLeast("candidates", candidates, 1);
  }

  static Tpe of(Options in) {
    return new Tpe(
        in.whole("startup", 10),
        in.whole("candidates", 24),
        in.flag("joint", true),
        in.flag("liar", true));
  }

  @Override
  public Arm propose(
      Space space, long horizon, long seed, int number, List<Seen> seen, List<Arm> pending) {
    SplittableRandom dice = Dice.of(seed, number);
    if (seen.size() < startup) {
      return Uniform.draw(space, dice);
    }
    int good = Math.min(Math.ceilDiv(seen.size(), 10), 25);
    List<Integer> order =
        IntStream.range(0, seen.size())
            .boxed()
            .sorted(
                Comparator.comparing((Integer i) -> seen.get(i).step() < horizon)
                    .thenComparing(
                        (a, b) ->
                            seen.get(a).step() >= horizon
                                ? Double.compare(seen.get(a).value(), seen.get(b).value())
                                : ENDED.compare(seen.get(a), seen.get(b))))
            .toList();
    List<Integer> best = order.subList(0, good);
    // The estimators weigh observations by age: both groups stay in the order of the trials.
    var below = new ArrayList<double[]>();
    var above = new ArrayList<double[]>();
    for (int i = 0; i < seen.size(); i++) {
      (best.contains(i) ? below : above).add(space.unit(seen.get(i).arm()));
    }
    if (liar) {
      pending.forEach(arm -> above.add(space.unit(arm)));
    }
    var unit = new double[space.size()];
    for (List<Integer> group : groups(space)) {
      double[] drawn = draw(space, group, below, above, dice);
      group.forEach(i -> unit[i] = drawn[i]);
    }
    return space.arm(unit);
  }

  private List<List<Integer>> groups(Space space) {
    var groups = new ArrayList<List<Integer>>();
    var together = new ArrayList<Integer>();
    for (int i = 0; i < space.size(); i++) {
      if (joint && space.dimensions().get(i).when().isEmpty()) {
        together.add(i);
      } else {
        groups.add(List.of(i));
      }
    }
    if (!together.isEmpty()) {
      groups.add(together);
    }
    return groups;
  }

  private double[] draw(
      Space space,
      List<Integer> group,
      List<double[]> below,
      List<double[]> above,
      SplittableRandom dice) {
    var l = new Parzen(space, group, below);
    var g = new Parzen(space, group, above);
    double[] best = l.draw(dice);
    double most = l.log(best) - g.log(best);
    for (int i = 1; i < candidates; i++) {
      double[] candidate = l.draw(dice);
      double worth = l.log(candidate) - g.log(candidate);
      if (worth > most) {
        best = candidate;
        most = worth;
      }
    }
    return best;
  }

  @Override
  public boolean adaptive() {
    return true;
  }

  @Override
  public String toString() {
    return Options.print(
        "tpe", "startup", startup, "candidates", candidates, "joint", joint, "liar", liar);
  }
}
