package rubato.optim;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a gradient and a rate become a change of weights: a record of hyper-parameters with its
 * formula. It keeps nothing; its state is kept by an {@link Optimizer}.
 *
 * <p>The formulas write {@code x} for a weight, {@code g} for its gradient, {@code rate} for the
 * rate of this update and {@code t} for the number of this update, counted from 1 for each
 * parameter. They are computed in double; what is stored is rounded to the type of the arrays, and
 * the rule goes on with what it stored.
 */
public sealed interface Rule permits Elementwise, Whole {

  /** The state arrays of a parameter of this shape, in the order they are kept. */
  List<Slot> layout(Shape shape);

  /** The names of float64 numbers that every parameter keeps, 0 before its first update. */
  default List<String> scalars() {
    return List.of();
  }

  /** The names of float64 numbers that a group keeps, 0 before its first update. */
  default List<String> shared() {
    return List.of();
  }

  /** Whether it must be told the loss of each update. */
  default boolean needsLoss() {
    return false;
  }

  /** Whether it evaluates loss and gradients more than once an update. */
  default boolean evaluatesAgain() {
    return false;
  }

  /** What its rate is for. */
  default RateUse rateUse() {
    return wrapped().map(Rule::rateUse).orElse(RateUse.LENGTH);
  }

  /** Whether the weights to evaluate and to ship are others than those that are trained. */
  default boolean evaluatesElsewhere() {
    return false;
  }

  /**
   * Writes the weights to evaluate and to ship; those that are trained, unless it {@linkplain
   * #evaluatesElsewhere says otherwise}. Changes nothing else.
   */
  default void evaluation(Tensor tensor, Values into) {
    for (long i = 0; i < tensor.size(); i++) {
      into.set(i, tensor.x().at(i));
    }
  }

  /** What it is called in text: {@code adamw}. */
  default String name() {
    return Wording.name(this);
  }

  /** The names of its options in text, in their order: {@code weight-decay}. */
  default List<String> options() {
    return Wording.options(this);
  }

  /**
   * The same rule with some options changed, by the names of {@link #toString}. What a rule around
   * another does not know goes to the other.
   *
   * @throws IllegalArgumentException if an option is unknown or out of bounds, in one line
   */
  default Rule with(Map<String, String> options) {
    return Wording.with(this, options);
  }

  /** The rule that this one wraps, if it does. */
  default Optional<Rule> wrapped() {
    return Wording.wrapped(this);
  }

  /**
   * The same around another rule.
   *
   * @throws IllegalArgumentException if this one wraps none
   */
  default Rule around(Rule other) {
    return Wording.around(this, other);
  }

  /** The rule with every option, as {@code rubato.text.Rules} parses it: nothing is lost. */
  @Override
  String toString();
}
