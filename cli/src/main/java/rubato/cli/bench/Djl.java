package rubato.cli.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rubato.optim.Adam;
import rubato.optim.AdamW;
import rubato.optim.Rule;
import rubato.optim.Sgd;

/**
 * DJL's own optimizer on PyTorch, through the native functions that it calls for an update: the one
 * way from Java to libtorch's arithmetic. libtorch's own optimizer classes have no door in it.
 */
final class Djl implements Contender {

  private final int threads;
  private final Optimizer optimizer;
  private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
  private final List<Tensor> tensors = new ArrayList<>();

  private record Tensor(
      String name, NDArray weight, NDArray gradient, MemorySegment from, MemorySegment to) {}

  private Djl(Course course, Optimizer optimizer) {
    this.threads = course.threads();
    this.optimizer = optimizer;
    for (int i = 0; i < course.tensors(); i++) {
      NDArray weight = manager.randomNormal(new Shape(course.weights()));
      NDArray values = manager.randomNormal(new Shape(course.weights()));
      weight.setRequiresGradient(true);
      try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
        collector.backward(weight.mul(values).sum());
      }
      NDArray gradient = weight.getGradient();
      var from = MemorySegment.ofBuffer(values.toByteBuffer(true));
      var to = MemorySegment.ofBuffer(gradient.toByteBuffer(true));
      tensors.add(new Tensor("weight" + i, weight, gradient, from, to));
    }
  }

  /** None where DJL has no such rule on PyTorch. */
  static Optional<Contender> of(Course course) {
    return optimizer(course.rule()).map(optimizer -> new Djl(course, optimizer));
  }

  /** DJL's optimizer of a rule, where it has one on PyTorch. */
  static Optional<Optimizer> optimizer(Rule rule) {
    Tracker rate = Tracker.fixed((float) Ours.RATE);
    return switch (rule) {
      case Sgd sgd when !sgd.nesterov() ->
          Optional.of(
              Optimizer.sgd()
                  .setLearningRateTracker(rate)
                  .optMomentum((float) sgd.momentum())
                  .build());
      case Adam _ -> Optional.of(Optimizer.adam().optLearningRateTracker(rate).build());
      case AdamW _ -> Optional.of(Optimizer.adamW().optLearningRateTracker(rate).build());
      default -> Optional.empty();
    };
  }

  @Override
  public String name() {
    return "DJL";
  }

  @Override
  public long run(int count) {
    JniUtils.setNumThreads(threads);
    long nanos = 0;
    for (int i = 0; i < count; i++) {
      // It leaves zeros, whose averages become subnormal, which no training is.
      tensors.forEach(tensor -> tensor.to.copyFrom(tensor.from));
      long begin = System.nanoTime();
      for (Tensor tensor : tensors) {
        optimizer.update(tensor.name, tensor.weight, tensor.gradient);
      }
      nanos += System.nanoTime() - begin;
    }
    return nanos;
  }

  @Override
  public void close() {
    manager.close();
  }
}
