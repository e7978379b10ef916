package rubato.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;

/**
 * A parameter that has come to be updated by operations of the engine.
 *
 * @param name of the parameter
 * @param weight the tensor
 * @param gradient the gradient, where the tensor is
 */
record Arrival(String name, NDArray weight, NDArray gradient) {

  /** Whether it has numbers that the engine can compute with, and the kernels cannot reach. */
  static boolean possible(NDArray weight) {
    return weight.getDataType().isFloating() && !Loan.possible(weight);
  }

  /** With a gradient of its own: the trainer closes that one before the others come. */
  static Arrival keeping(String name, NDArray weight, NDArray gradient) {
    NDArray copy = gradient.stopGradient().duplicate();
    copy.attach(weight.getManager());
    NDScope.unregister(copy);
    return new Arrival(name, weight, copy);
  }
}
