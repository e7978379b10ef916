package rubato.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.List;
import rubato.optim.Shape;
import rubato.optim.Values;

/**
 * A parameter in an update as arrays of the engine: the letters of the rules. No array is without
 * an axis: beside one, the engine takes the precision of numbers.
 *
 * @param name of the parameter
 * @param shape of the weights
 * @param x the weights, changed by the rule
 * @param g the gradient, only read
 * @param state an array for every slot of the rule, in that order
 * @param scalars a number for every scalar of the rule
 * @param t the number of this update of the parameter, from 1
 * @param rate finite, not negative
 */
record Operand(
    String name,
    Shape shape,
    NDArray x,
    NDArray g,
    List<NDArray> state,
    Values scalars,
    long t,
    double rate) {

  private static final NDIndex ALL = new NDIndex("...");

  /** {@code to = from}, in the precision of {@code to}. */
  static void copy(NDArray from, NDArray to) {
    to.set(ALL, from.toType(to.getDataType(), false));
  }

  /** State array {@code i}. */
  NDArray state(int i) {
    return state.get(i);
  }

  /** {@code g + decay * x}, to be read only: without decay it is the gradient itself. */
  NDArray slope(double decay) {
    return decay == 0 ? g : g.add(x.mul(decay));
  }

  /** {@code s = beta * s + (1 - beta) * value}. */
  NDArray average(int i, double beta, NDArray value) {
    return state(i).muli(beta).addi(value.mul(1 - beta));
  }

  /** {@code s = beta * s + (1 - beta) * value^2}. */
  NDArray averageSquares(int i, double beta, NDArray value) {
    // Not the square first, which may overflow where this does not.
    return state(i).muli(beta).addi(value.mul(1 - beta).muli(value));
  }

  /** {@code s = value}. */
  NDArray keep(int i, NDArray value) {
    copy(value, state(i));
    return state(i);
  }

  /** {@code x = shrink * x - step}. */
  void move(double shrink, NDArray step) {
    if (shrink != 1) {
      x.muli(shrink);
    }
    x.subi(step);
  }

  /** What a wrapped rule sees, whose arrays come after those of the rule around it. */
  Operand inside(int arrays) {
    return new Operand(name, shape, x, g, state.subList(arrays, state.size()), scalars, t, rate);
  }

  /** The same with another gradient. */
  Operand sloped(NDArray other) {
    return new Operand(name, shape, x, other, state, scalars, t, rate);
  }

  /** The same at another number of update. */
  Operand at(long update) {
    return new Operand(name, shape, x, g, state, scalars, update, rate);
  }

  /** The same at another rate. */
  Operand paced(double other) {
    return new Operand(name, shape, x, g, state, scalars, t, other);
  }
}
