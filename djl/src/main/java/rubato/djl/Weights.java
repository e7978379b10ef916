package rubato.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import rubato.optim.Optimizer;
import rubato.optim.Precision;
import rubato.optim.Step;
import rubato.train.Movement;

/** The weights of a network and their gradients, as memory. */
final class Weights {

  /**
   * @param name unique in the network
   * @param array the engine's tensor
   * @param memory its memory
   */
  private record Tensor(String name, NDArray array, MemorySegment memory) {

    rubato.optim.Parameter parameter(MemorySegment gradient) {
      return new rubato.optim.Parameter(
          name, View.shape(array), memory, gradient, Precision.FLOAT32);
    }
  }

  private final List<Tensor> tensors = new ArrayList<>();
  private final List<Tensor> trainable = new ArrayList<>();
  private final List<rubato.optim.Parameter> parameters = new ArrayList<>();

  /** Makes the tensors of {@code block} in {@code manager} and fills them. */
  Weights(Block block, NDManager manager, Shape input, SplittableRandom random) {
    // Filled below: the engine's own generator would depend on what ran before.
    block.setInitializer(Initializer.ZEROS, Parameter.Type.WEIGHT);
    block.initialize(manager, DataType.FLOAT32, input);
    for (var pair : block.getParameters()) {
      Parameter parameter = pair.getValue();
      NDArray array = parameter.getArray();
      var tensor = new Tensor(pair.getKey(), array, View.of(array));
      tensors.add(tensor);
      if (parameter.getType() == Parameter.Type.WEIGHT) {
        fill(tensor, random);
      }
      if (parameter.requiresGradient()) {
        trainable.add(tensor);
      }
    }
  }

  /** Normal with variance 2 / inputs: He et al., Delving deep into rectifiers (2015), eq. 10. */
  private static void fill(Tensor tensor, SplittableRandom random) {
    Shape shape = tensor.array.getShape();
    double deviation = Math.sqrt(2.0 * shape.get(0) / shape.size());
    for (long i = 0; i < shape.size(); i++) {
      tensor.memory.setAtIndex(
          ValueLayout.JAVA_FLOAT, i, (float) (random.nextGaussian() * deviation));
    }
  }

  /**
   * What the optimizer updates, once a gradient has been computed: before that the engine has none,
   * and afterwards it adds to the same memory.
   */
  List<rubato.optim.Parameter> parameters() {
    if (parameters.isEmpty()) {
      for (Tensor tensor : trainable) {
        MemorySegment gradient = View.of(tensor.array.getGradient());
        parameters.add(tensor.parameter(gradient));
      }
    }
    return parameters;
  }

  /** The names of what the optimizer updates. */
  List<String> names() {
    return trainable.stream().map(Tensor::name).toList();
  }

  /** As the optimizer leaves them. */
  void clearGradients() {
    parameters().forEach(parameter -> parameter.gradient().fill((byte) 0));
  }

  /** Puts values into what the optimizer updates, in its order. */
  void put(List<float[]> values) {
    for (int i = 0; i < values.size(); i++) {
      trainable.get(i).memory.copyFrom(MemorySegment.ofArray(values.get(i)));
    }
  }

  /** What brings the weights back that are trained. */
  @FunctionalInterface
  interface Swap extends AutoCloseable {
    @Override
    void close();
  }

  /** The weights to evaluate take the place of those that are trained, until closed. */
  Swap evaluated(Optimizer optimizer, Step last) {
    if (optimizer.groups().stream().noneMatch(group -> group.rule().evaluatesElsewhere())) {
      return () -> {};
    }
    List<float[]> trained =
        trainable.stream().map(tensor -> Movement.numbers(tensor.memory)).toList();
    List<float[]> others = new ArrayList<>();
    for (Tensor tensor : trainable) {
      float[] into = new float[(int) tensor.array.size()];
      var gradient = MemorySegment.ofArray(new float[into.length]);
      optimizer.evaluation(tensor.parameter(gradient), last.rule(), MemorySegment.ofArray(into));
      others.add(into);
    }
    put(others);
    return () -> put(trained);
  }

  /**
   * Checks that the engine still keeps weights and gradients where it did.
   *
   * @throws IllegalStateException when it does not
   */
  void checkAddresses() {
    for (int i = 0; i < parameters.size(); i++) {
      Tensor tensor = trainable.get(i);
      check(tensor.name, View.of(tensor.array), tensor.memory);
      try (NDArray gradient = tensor.array.getGradient()) {
        check("gradient of " + tensor.name, View.of(gradient), parameters.get(i).gradient());
      }
    }
  }

  private static void check(String name, MemorySegment now, MemorySegment before) {
    if (now.address() != before.address()) {
      throw new IllegalStateException(
          "%s must stay at %x, got %x".formatted(name, before.address(), now.address()));
    }
  }

  void save(DataOutput out) throws IOException {
    out.writeInt(tensors.size());
    for (Tensor tensor : tensors) {
      out.writeUTF(tensor.name);
      out.writeLong(tensor.memory.byteSize());
      out.write(tensor.memory.toArray(ValueLayout.JAVA_BYTE));
    }
  }

  /** Takes over what was saved; nothing changes if anything is thrown. */
  void restore(DataInput in) throws IOException {
    expect(in.readInt() == tensors.size(), "the number of tensors");
    List<byte[]> saved = new ArrayList<>();
    for (Tensor tensor : tensors) {
      expect(in.readUTF().equals(tensor.name), "a name other than " + tensor.name);
      expect(in.readLong() == tensor.memory.byteSize(), "the size of " + tensor.name);
      byte[] bytes = new byte[Math.toIntExact(tensor.memory.byteSize())];
      in.readFully(bytes);
      saved.add(bytes);
    }
    for (int i = 0; i < saved.size(); i++) {
      tensors.get(i).memory.copyFrom(MemorySegment.ofArray(saved.get(i)));
    }
  }

  private static void expect(boolean holds, String what) throws IOException {
    if (!holds) {
      throw new IOException(what + " differs");
    }
  }
}
