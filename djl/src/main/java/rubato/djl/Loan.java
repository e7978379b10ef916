package rubato.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import rubato.optim.Parameter;
import rubato.optim.Precision;

/**
 * Weights of the engine as memory that rules work on: the tensor itself, where it is of float32 or
 * float64 on the CPU, and else a copy, which is given back: in float32 unless it is of float64.
 *
 * @param weight the tensor
 * @param parameter the same as memory, with its gradient
 * @param copied whether it is to be given back
 */
record Loan(NDArray weight, Parameter parameter, boolean copied) {

  /** What rules work on where it is. */
  static boolean possible(NDArray array) {
    boolean cpu = "cpu".equals(array.getDevice().getDeviceType());
    return cpu
        && (array.getDataType() == DataType.FLOAT32 || array.getDataType() == DataType.FLOAT64);
  }

  /** The numbers of {@code weight}, with a gradient of as many. */
  static Loan of(String name, NDArray weight, MemorySegment gradient) {
    return possible(weight)
        ? of(name, weight, View.of(weight), gradient)
        : new Loan(
            weight, parameter(name, weight, copy(weight, precision(weight)), gradient), true);
  }

  /** The same where it is known that {@code memory} is the tensor's own. */
  static Loan of(String name, NDArray weight, MemorySegment memory, MemorySegment gradient) {
    return new Loan(weight, parameter(name, weight, memory, gradient), false);
  }

  private static Parameter parameter(
      String name, NDArray weight, MemorySegment memory, MemorySegment gradient) {
    return new Parameter(name, View.shape(weight), memory, gradient, precision(weight));
  }

  /** Memory for as many numbers. */
  static MemorySegment room(NDArray weight) {
    int size = Math.toIntExact(weight.size());
    return precision(weight) == Precision.FLOAT64
        ? MemorySegment.ofArray(new double[size])
        : MemorySegment.ofArray(new float[size]);
  }

  /** Puts other numbers into the tensor, and returns those that were there. */
  MemorySegment swap(MemorySegment others) {
    MemorySegment before = room(weight).copyFrom(parameter.weights());
    parameter.weights().copyFrom(others);
    giveBack();
    return before;
  }

  /** What its numbers are computed with. */
  static Precision precision(NDArray weight) {
    return weight.getDataType() == DataType.FLOAT64 ? Precision.FLOAT64 : Precision.FLOAT32;
  }

  /** A copy of a gradient in the precision of {@code weight}. */
  static MemorySegment gradient(NDArray weight, NDArray gradient) {
    return copy(gradient, precision(weight));
  }

  private static MemorySegment copy(NDArray array, Precision precision) {
    boolean wide = precision == Precision.FLOAT64;
    DataType type = wide ? DataType.FLOAT64 : DataType.FLOAT32;
    if (possible(array) && array.getDataType() == type) {
      return copy(View.read(array), wide);
    }
    try (NDManager scratch = array.getManager().newSubManager()) {
      NDArray there = array.toType(type, true);
      there.attach(scratch);
      NDArray here = there.toDevice(Device.cpu(), true);
      here.attach(scratch);
      return copy(View.read(here), wide);
    }
  }

  private static MemorySegment copy(MemorySegment memory, boolean wide) {
    return wide
        ? MemorySegment.ofArray(memory.toArray(ValueLayout.JAVA_DOUBLE))
        : MemorySegment.ofArray(memory.toArray(ValueLayout.JAVA_FLOAT));
  }

  /** Brings a copy back to where the tensor is. */
  void giveBack() {
    if (!copied) {
      return;
    }
    MemorySegment numbers = parameter.weights();
    try (NDManager scratch = weight.getManager().newSubManager(Device.cpu())) {
      NDArray here =
          parameter.precision() == Precision.FLOAT64
              ? scratch.create(numbers.toArray(ValueLayout.JAVA_DOUBLE), weight.getShape())
              : scratch.create(numbers.toArray(ValueLayout.JAVA_FLOAT), weight.getShape());
      put(weight, here, scratch);
    }
  }

  /** Gives {@code to} the numbers of {@code from}, wherever and in whatever precision it is. */
  static void put(NDArray to, NDArray from) {
    try (NDManager scratch = to.getManager().newSubManager()) {
      put(to, from, scratch);
    }
  }

  private static void put(NDArray to, NDArray from, NDManager scratch) {
    // A view that the engine does not follow: an update is not part of any gradient.
    NDArray free = to.stopGradient();
    free.attach(scratch);
    NDArray typed = from.toType(free.getDataType(), true);
    typed.attach(scratch);
    NDArray there = typed.toDevice(free.getDevice(), true);
    there.attach(scratch);
    free.set(new NDIndex("..."), there);
  }
}
