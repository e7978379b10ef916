package rubato.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.LongSupplier;
import rubato.djl.PacedOptimizer;
import rubato.optim.Adafactor;
import rubato.optim.AdamW;
import rubato.optim.Gradients;
import rubato.optim.Lion;
import rubato.optim.Rule;
import rubato.pace.Pace;
import rubato.schedule.Constant;

/**
 * One update of one matrix as operations of the engine, which is how tensors that are not on the
 * CPU are updated: DJL's AdamW and ours, and our kernel with a copy of weights and gradient to and
 * fro. The engine's device is the CPU, for want of another: a tensor says that it is elsewhere.
 */
final class DjlElsewhere {

  private static final float RATE = 1e-3f;
  private static final Pace PACE = Pace.of(new Constant(RATE));

  private DjlElsewhere() {}

  /**
   * Runs it.
   *
   * @param arguments the thread counts; 1 and 2 if none are given
   */
  public static void main(String... arguments) throws IOException {
    var race = new Race("djl-elsewhere");
    for (String text : arguments.length > 0 ? arguments : new String[] {"1", "2"}) {
      int threads = Integer.parseInt(text);
      course(race, 500, 400, threads, 201);
      course(race, 2000, 1000, threads, 41);
      course(race, 4000, 4000, threads, 9);
    }
    race.write("elsewhere", String.join(" ", arguments));
  }

  private static void course(Race race, int rows, int columns, int threads, int rounds) {
    var fixed = Tracker.fixed(RATE);
    var shape = new Shape(rows, columns);
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      JniUtils.setNumThreads(threads);
      var runners = new LinkedHashMap<String, LongSupplier>();
      runners.put(
          "DJL AdamW",
          update(manager, shape, Optimizer.adamW().optLearningRateTracker(fixed).build()));
      runners.put(
          "DJL Adam",
          update(manager, shape, Optimizer.adam().optLearningRateTracker(fixed).build()));
      for (Rule rule : List.of(new AdamW(), new Lion(), new Adafactor())) {
        String name = "our " + rule.getClass().getSimpleName();
        runners.put(name + ", operations", operations(manager, shape, rule, threads));
        runners.put(name + ", copies", copies(manager, shape, rule, threads));
      }
      String threaded = threads + (threads == 1 ? " thread" : " threads");
      race.run(rows + " x " + columns + ", " + threaded, rounds, runners);
    }
  }

  /** A weight whose gradient is filled anew before each update. */
  private record Case(NDArray weight, NDArray gradient, MemorySegment from, MemorySegment to) {

    static Case of(NDManager manager, Shape shape) {
      NDArray weight = manager.randomNormal(shape);
      NDArray values = manager.randomNormal(shape);
      weight.setRequiresGradient(true);
      try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
        collector.backward(weight.mul(values).sum());
      }
      NDArray gradient = weight.getGradient();
      return new Case(
          weight,
          gradient,
          MemorySegment.ofBuffer(values.toByteBuffer(true)),
          MemorySegment.ofBuffer(gradient.toByteBuffer(true)));
    }

    LongSupplier timed(Runnable update) {
      return () -> {
        to.copyFrom(from);
        long begin = System.nanoTime();
        update.run();
        return System.nanoTime() - begin;
      };
    }
  }

  private static LongSupplier update(NDManager manager, Shape shape, Optimizer optimizer) {
    Case one = Case.of(manager, shape);
    return one.timed(() -> optimizer.update("weight", one.weight, one.gradient));
  }

  private static LongSupplier operations(NDManager manager, Shape shape, Rule rule, int threads) {
    Case one = Case.of(manager, shape);
    var block = Linear.builder().setUnits(shape.get(0)).optBias(false).build();
    Parameter parameter = block.getParameters().valueAt(0);
    parameter.setArray(one.weight);
    var optimizer = new PacedOptimizer(rule, PACE, threads);
    optimizer.learn(block);
    NDArray weight = elsewhere(one.weight);
    NDArray gradient = elsewhere(one.gradient);
    return one.timed(() -> optimizer.update(parameter.getId(), weight, gradient));
  }

  private static LongSupplier copies(NDManager manager, Shape shape, Rule rule, int threads) {
    Case one = Case.of(manager, shape);
    NDArray weight = one.weight.stopGradient();
    var optimizer = new rubato.optim.Optimizer(rule, threads);
    var all = new NDIndex("...");
    return one.timed(
        () -> {
          float[] x = weight.toFloatArray();
          float[] g = one.gradient.toFloatArray();
          var laidOut = rubato.optim.Shape.of(shape.getShape());
          var parameter = new rubato.optim.Parameter("weight", laidOut, x, g);
          optimizer.step(RATE, List.of(parameter), Gradients.KEEP);
          try (NDArray back = manager.create(x, shape)) {
            weight.set(all, back);
          }
          one.to.fill((byte) 0);
        });
  }

  /** The same tensor, which says that it is on a GPU. */
  private static NDArray elsewhere(NDArray array) {
    return (NDArray)
        Proxy.newProxyInstance(
            NDArray.class.getClassLoader(),
            new Class<?>[] {NDArray.class},
            (_, method, arguments) -> {
              if (method.getName().equals("getDevice")) {
                return Device.gpu(1);
              }
              try {
                return method.invoke(array, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
