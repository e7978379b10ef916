package rubato.optim;

import java.util.List;

/**
 * One parameter in one update, as the rules see it.
 *
 * @param name of the parameter
 * @param shape of its weights; a part of a parameter has one axis
 * @param x the weights, changed by the rule
 * @param g the gradient, only read
 * @param state an array for every {@linkplain Rule#layout slot}, in that order
 * @param scalars a number for every {@linkplain Rule#scalars scalar}
 * @param t the number of this update of the parameter, from 1
 * @param rate finite, not negative
 */
public record Tensor(
    String name,
    Shape shape,
    Values x,
    Values g,
    List<Values> state,
    Values scalars,
    long t,
    double rate) {

  /** A parameter with what is kept of it. */
  static Tensor of(Rule rule, Parameter parameter, Values g, Memory memory, double rate) {
    return new Tensor(
        parameter.name(),
        parameter.shape(),
        Values.of(parameter.weights(), parameter.precision()),
        g,
        memory.values(rule),
        memory.scalars,
        memory.steps,
        rate);
  }

  /** The number of weights. */
  public long size() {
    return x.size();
  }

  /**
   * What a wrapped rule sees, where the arrays and the scalars of the rule around it come before
   * its own.
   *
   * @param arrays of the rule around it
   * @param numbers scalars of the rule around it
   */
  public Tensor inside(int arrays, int numbers) {
    Values own = scalars.part(numbers, scalars.size() - numbers);
    return new Tensor(name, shape, x, g, state.subList(arrays, state.size()), own, t, rate);
  }

  /** The same at another number of update. */
  public Tensor at(long update) {
    return new Tensor(name, shape, x, g, state, scalars, update, rate);
  }

  /** The same at another rate. */
  public Tensor paced(double other) {
    return new Tensor(name, shape, x, g, state, scalars, t, other);
  }

  /** State array {@code i}. */
  public Values state(int i) {
    return state.get(i);
  }
}
