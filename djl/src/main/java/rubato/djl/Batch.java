package rubato.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import rubato.train.Dataset;

/** Room for some examples in the engine's memory, filled and read from this side. */
final class Batch implements AutoCloseable {

  private final Dataset data;
  private final MemorySegment memory;
  private final MemorySegment gradientMemory;
  private final float[] outputs;
  private final float[] gradients;
  private final float[] labels;
  private boolean whole;

  /** The examples, as the network takes them. */
  final NDArray examples;

  /** The derivative of the loss by the outputs. */
  final NDArray gradient;

  Batch(NDManager manager, Dataset data, int size, int outputs) {
    this.data = data;
    var shape = new Shape(size).addAll(new Shape(data.shape()));
    this.examples = manager.create(shape, DataType.FLOAT32);
    this.gradient = manager.create(new Shape(size, outputs), DataType.FLOAT32);
    this.memory = View.of(examples);
    this.gradientMemory = View.of(gradient);
    this.outputs = new float[size * outputs];
    this.gradients = new float[size * outputs];
    this.labels = new float[size];
  }

  int size() {
    return labels.length;
  }

  /** Takes the examples that {@code order} names from {@code from} on. */
  void fill(int[] order, int from) {
    whole = false;
    for (int i = 0; i < size(); i++) {
      copy(order[from + i], 1, i);
    }
  }

  /** Takes the examples from {@code from} on, as they come. */
  void fill(int from) {
    copy(from, size(), 0);
  }

  /** Takes all examples, unless it has them already. */
  void fill() {
    if (!whole) {
      fill(0);
      whole = true;
    }
  }

  private void copy(int example, int count, int to) {
    int width = data.width();
    MemorySegment.copy(
        data.features(),
        example * width,
        memory,
        ValueLayout.JAVA_FLOAT,
        (long) to * width * Float.BYTES,
        count * width);
    System.arraycopy(data.labels(), example, labels, to, count);
  }

  /**
   * The mean loss of what the network gave, and its gradient times {@code share} into {@link
   * #gradient}.
   */
  double loss(Objective objective, NDArray given, float share) {
    read(given);
    double loss = objective.gradient(outputs, labels, size(), gradients);
    for (int i = 0; share != 1 && i < gradients.length; i++) {
      gradients[i] *= share;
    }
    MemorySegment.copy(gradients, 0, gradientMemory, ValueLayout.JAVA_FLOAT, 0, gradients.length);
    return loss;
  }

  /** The metric of what the network gave. */
  double metric(Objective objective, NDArray given) {
    read(given);
    return objective.metric(outputs, labels, size());
  }

  private void read(NDArray given) {
    MemorySegment.copy(View.read(given), ValueLayout.JAVA_FLOAT, 0, outputs, 0, outputs.length);
  }

  @Override
  public void close() {
    examples.close();
    gradient.close();
  }
}
