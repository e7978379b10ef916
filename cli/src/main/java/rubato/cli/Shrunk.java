package rubato.cli;

import java.util.Optional;
import java.util.stream.LongStream;
import rubato.optim.RateUse;
import rubato.optim.Rule;
import rubato.pace.Plan;
import rubato.schedule.Horizon;

/** A rate that was meant for a rule that needs one, given to a rule that finds its own. */
final class Shrunk {

  /** Below it a factor takes most of what the rule finds away. */
  private static final double MOST = 0.1;

  private Shrunk() {}

  /** What to say of it, if it is so. */
  static Optional<String> hint(Rule rule, Plan plan, Horizon horizon) {
    if (rule.rateUse() != RateUse.FACTOR) {
      return Optional.empty();
    }
    var pace = plan.rate().schedule();
    double largest = LongStream.range(0, horizon.steps()).mapToDouble(pace::at).max().orElse(1);
    return largest < MOST
        ? Optional.of(
            "%s finds the length of its steps itself and multiplies it by the rate: 1 is usual, here"
                    .formatted(rule.name())
                + " it is "
                + Numbers.rate(largest)
                + " at most")
        : Optional.empty();
  }
}
