package rubato.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;

/**
 * A sum over the tensors of a group, in float64. It comes to the CPU once: every way costs as much
 * as many operations.
 */
final class Total {

  private final NDList parts = new NDList();

  /** Adds {@code sum a * b}. */
  void product(NDArray a, NDArray b) {
    product(1, a, b);
  }

  /** Adds {@code weight * sum a * b}. */
  void product(double weight, NDArray a, NDArray b) {
    NDArray sum = Terms.wide(a).mul(Terms.wide(b)).sum();
    add(weight == 1 ? sum : sum.mul(weight));
  }

  /** Adds {@code sum a^2}. */
  void squares(NDArray a) {
    squares(1, a);
  }

  /** Adds {@code weight * sum a^2}. */
  void squares(double weight, NDArray a) {
    product(weight, a, a);
  }

  /** Adds {@code sum |a|}. */
  void sizes(NDArray a) {
    add(Terms.wide(a).abs().sum());
  }

  private void add(NDArray sum) {
    Device first = parts.isEmpty() ? sum.getDevice() : parts.getFirst().getDevice();
    NDArray part = sum.toDevice(first, false);
    NDScope.unregister(part); // other tensors are still to come
    parts.add(part);
  }

  /** The sum of all, here; there is none left. */
  double here() {
    if (parts.isEmpty()) {
      return 0;
    }
    double sum = NDArrays.stack(parts).sum().getDouble();
    parts.close();
    parts.clear();
    return sum;
  }
}
