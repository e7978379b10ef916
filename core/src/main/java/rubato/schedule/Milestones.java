package rubato.schedule;

import java.util.List;
import java.util.stream.Collectors;
import rubato.internal.Check;
import rubato.internal.Stairs;

/**
 * The rate times {@code factor} at each of the given steps.
 *
 * <p>The rate is {@code from * factor^n}, where {@code n} is the number of milestones {@code m}
 * with {@code m <= step}: it changes at the milestone, not after it. It has no end: the rate after
 * the last milestone is meant to last.
 *
 * @param from the rate before the first milestone; finite, not negative
 * @param factor what each milestone multiplies by; finite, not negative
 * @param milestones the steps, rising, each at least 1; at least one of them
 * @see <a href="https://arxiv.org/abs/1512.03385">He et al., Deep residual learning (2015), section
 *     4.2</a>
 */
public record Milestones(double from, double factor, List<Long> milestones) implements Schedule {

  public Milestones {
    Check.atLeast("from", from, 0);
    Check.atLeast("factor", factor, 0);
    milestones = List.copyOf(milestones);
    Check.that(!milestones.isEmpty(), "milestones", "at least one", milestones);
    long before = 0;
    for (long milestone : milestones) {
      Check.that(milestone > before, "milestones", "rising, from 1 on", milestones);
      before = milestone;
    }
    double[] rates = new double[milestones.size() + 1];
    rates[0] = from;
    for (int i = 1; i < rates.length; i++) {
      rates[i] = rates[i - 1] * factor;
    }
    Check.atLeast("the last rate", rates[rates.length - 1], 0);
    long[] steps = milestones.stream().mapToLong(Long::longValue).toArray();
    milestones = new Stairs<>(milestones, steps, rates);
  }

  @Override
  public double at(long step) {
    return ((Stairs<Long>) milestones).at(step);
  }

  @Override
  public String toString() {
    String at = milestones.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return "milestones(" + from + ", factor " + factor + " at " + at + ")";
  }
}
