package rubato.optim;

import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import rubato.internal.Check;

/**
 * What one update is made with.
 *
 * @param rate finite, not negative
 * @param rates the rate of a parameter by its name, before its group's multiplier
 * @param loss at the weights as they are; empty where nobody said it
 * @param again evaluates loss and gradients once more, for rules that need it
 * @param rule what becomes of each group's rule in this update: its options may follow schedules,
 *     its state arrays must stay
 * @param scale the gradients are multiplied by it: the inverse of a loss scale, or -1 to climb
 * @param frozen whether a parameter, by its name, is left alone, weights and state
 * @param after what is left in the gradients
 */
public record Step(
    double rate,
    ToDoubleFunction<String> rates,
    OptionalDouble loss,
    Update.Again again,
    UnaryOperator<Rule> rule,
    double scale,
    Predicate<String> frozen,
    Gradients after) {

  public Step {
    Check.atLeast("rate", rate, 0);
    Check.that(Double.isFinite(scale) && scale != 0, "scale", "finite and not 0", scale);
  }

  /** All parameters at one rate. */
  public static Step at(double rate) {
    return new Step(
        rate,
        _ -> rate,
        OptionalDouble.empty(),
        Update.Again.IMPOSSIBLE,
        UnaryOperator.identity(),
        1,
        _ -> false,
        Gradients.KEEP);
  }

  /** With the rate of a parameter by its name. */
  public Step rates(ToDoubleFunction<String> byName) {
    return new Step(rate, byName, loss, again, rule, scale, frozen, after);
  }

  /** With the loss at the weights as they are, which may be NaN or infinite. */
  public Step loss(double value) {
    return new Step(rate, rates, OptionalDouble.of(value), again, rule, scale, frozen, after);
  }

  /** With a way to evaluate loss and gradients once more. */
  public Step again(Update.Again evaluation) {
    return new Step(rate, rates, loss, evaluation, rule, scale, frozen, after);
  }

  /** With other options of the rule. */
  public Step rule(UnaryOperator<Rule> change) {
    return new Step(rate, rates, loss, again, change, scale, frozen, after);
  }

  /** With a factor for all gradients. */
  public Step scale(double factor) {
    return new Step(rate, rates, loss, again, rule, factor, frozen, after);
  }

  /** With parameters that are left alone, by their names. */
  public Step freezing(Predicate<String> some) {
    return new Step(rate, rates, loss, again, rule, scale, some, after);
  }

  /** With what is left in the gradients. */
  public Step leaving(Gradients gradients) {
    return new Step(rate, rates, loss, again, rule, scale, frozen, gradients);
  }
}
