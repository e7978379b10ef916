package rubato.optim;

import java.util.List;

/**
 * One update of a group of parameters, for rules that look at more than one weight at a time.
 *
 * @param t the number of this update of the group, from 1
 * @param loss the loss at the weights as they are; NaN where nobody said it
 * @param tensors the parameters
 * @param shared a number for every {@linkplain Rule#shared shared scalar} of the group
 * @param again evaluates loss and gradients once more
 * @param inner runs a rule that another wraps
 * @param machine what it is computed on
 */
public record Update(
    long t,
    double loss,
    List<Tensor> tensors,
    Values shared,
    Again again,
    Inner inner,
    Machine machine) {

  /** The same with another loss. */
  Update loss(double other) {
    return new Update(t, other, tensors, shared, again, inner, machine);
  }

  /** The same with another way to evaluate. */
  Update again(Again other) {
    return new Update(t, loss, tensors, shared, other, inner, machine);
  }

  /** Runs a rule that another wraps, by its kernel where it has one. */
  @FunctionalInterface
  public interface Inner {

    /**
     * One update of the wrapped rule.
     *
     * @param around the update of the rule around it: loss and evaluation are the same
     * @param tensors with the state and the scalars of {@code rule} alone, and what it shall see as
     *     weights, gradient, {@code t} and rate
     * @param shared the shared scalars of {@code rule} alone
     */
    void run(Rule rule, Update around, List<Tensor> tensors, Values shared);
  }

  /** What a rule does with the gradients that it asks for. */
  public enum Aim {
    /** It follows them. */
    FOLLOW,
    /** It tries a point of a line, and rejects by itself one whose loss is not finite. */
    TRY,
    /** It subtracts those of before: both are clipped by the factor of the first. */
    COMPARE
  }

  /** Evaluates loss and gradients once more, at the weights as they are then. */
  @FunctionalInterface
  public interface Again {

    /** Fills the gradients of all parameters in, and returns the loss. */
    double evaluate();

    /**
     * The same for a rule, whose tensors then hold gradients that are {@linkplain Treatment
     * treated} like those that the update began with.
     */
    default double evaluate(Aim aim) {
      return evaluate();
    }

    /**
     * Estimates the diagonal of the Hessian at the weights as they are, for rules that ask for it.
     *
     * @param tensors in their order
     * @param into takes the estimate for each of them
     */
    default void curvature(List<Tensor> tensors, List<Values> into) {
      throw new UnsupportedOperationException("nobody said how to estimate the curvature");
    }

    /** The same, and {@code after} whenever gradients have been filled in. */
    default Again then(Runnable after) {
      Again first = this;
      return new Again() {
        @Override
        public double evaluate() {
          return evaluate(Aim.FOLLOW);
        }

        @Override
        public double evaluate(Aim aim) {
          double loss = first.evaluate(aim);
          after.run();
          return loss;
        }

        @Override
        public void curvature(List<Tensor> tensors, List<Values> into) {
          first.curvature(tensors, into);
        }
      };
    }

    /** Where nobody can. */
    Again IMPOSSIBLE =
        () -> {
          throw new UnsupportedOperationException("nobody said how to evaluate the loss again");
        };
  }
}
