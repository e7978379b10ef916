package rubato.bench;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import rubato.djl.DjlTask;
import rubato.djl.Net;
import rubato.djl.PacedOptimizer;
import rubato.optim.Adam;
import rubato.optim.Epsilon;
import rubato.pace.Pace;
import rubato.schedule.Constant;
import rubato.tensorflow.TensorFlowTask;
import rubato.tensorflow.TfNet;
import rubato.tensorflow.Updates;
import rubato.train.Dataset;
import rubato.train.Metric;
import rubato.train.Training;

/**
 * Time per training step: DJL's own trainer with its own Adam, DJL's trainer with our optimizer,
 * and our training; our training on TensorFlow, gradients fetched and updates in the graph; one
 * model, one batch size, one thread count, made-up data.
 *
 * <p>DJL's trainer gets its batches ready-made in the engine's memory: the time that a data set of
 * DJL takes to make them is not counted. Ours makes its own.
 */
final class Steps {

  private static final float RATE = 1e-3f;
  private static final Adam ADAM = new Adam(0.9, 0.999, 1e-8, 0, Epsilon.HAT);
  private static final int BATCHES = 8;

  private Steps() {}

  /**
   * Runs it.
   *
   * @param arguments the thread counts; 1 and 2 if none are given
   */
  public static void main(String... arguments) throws IOException {
    var race = new Race("steps");
    for (String threads : arguments.length > 0 ? arguments : new String[] {"1", "2"}) {
      int count = Integer.parseInt(threads);
      course(race, "digits 64-128-10", mlp(128), 32, count, 400, 64);
      var small = new Twins(new Net.SmallCnn(), new TfNet.SmallCnn());
      course(race, "digits:cnn", small, 32, count, 50, 1, 8, 8);
      course(race, "mlp 784-1024-1024-10", mlp(1024, 1024), 32, count, 20, 784);
      var large = new Twins(new Net.Cnn(), new TfNet.Cnn());
      course(race, "fashion", large, 64, count, 10, 1, 28, 28);
    }
    var command = new String[arguments.length + 1];
    command[0] = "steps";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    race.write(command);
  }

  /** One network on both engines. */
  private record Twins(Net net, TfNet model) {}

  private static Twins mlp(Integer... hidden) {
    return new Twins(Net.Mlp.of(hidden), TfNet.Mlp.of(hidden));
  }

  private static void course(
      Race race, String name, Twins twins, int batch, int threads, int steps, long... shape) {
    Dataset data = data(batch * BATCHES, shape);
    var own = Optimizer.adam().optLearningRateTracker(Tracker.fixed(RATE)).build();
    var paced = new PacedOptimizer(ADAM, Pace.of(new Constant(RATE)), threads);
    var metric = new Metric("accuracy", true);
    var task = new DjlTask(name, metric, twins.net, data, data, ADAM, batch, threads);
    var fetched = new TensorFlowTask(name, metric, twins.model, data, data, ADAM, batch, threads);
    var inGraph =
        new TensorFlowTask(
            name, metric, twins.model, data, data, ADAM, Updates.IN_GRAPH, batch, threads);
    try (Model first = model(twins.net);
        Model second = model(twins.net);
        Training training = task.start(1);
        Training third = fetched.start(1);
        Training fourth = inGraph.start(1)) {
      var runners = new LinkedHashMap<String, LongSupplier>();
      runners.put("DJL trainer, DJL Adam", timed(steps, trainer(first, own, data, batch, threads)));
      runners.put("DJL trainer, ours", timed(steps, trainer(second, paced, data, batch, threads)));
      runners.put("our training", timed(steps, () -> training.step(RATE)));
      runners.put("TensorFlow, ours", timed(steps, () -> third.step(RATE)));
      runners.put("TensorFlow, ApplyAdam", timed(steps, () -> fourth.step(RATE)));
      race.run(name + ", " + threads + (threads == 1 ? " thread" : " threads"), 21, runners);
    }
  }

  static LongSupplier timed(int steps, Runnable step) {
    return () -> {
      long begin = System.nanoTime();
      for (int i = 0; i < steps; i++) {
        step.run();
      }
      return (System.nanoTime() - begin) / steps;
    };
  }

  static Model model(Net net) {
    Model model = Model.newInstance("bench", Device.cpu(), "PyTorch");
    model.setBlock(net.block(10));
    return model;
  }

  /** The loop of DJL's EasyTrain, without its listeners. */
  static Runnable trainer(Model model, Optimizer optimizer, Dataset data, int batch, int threads) {
    var config =
        new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
            .optOptimizer(optimizer)
            .optDevices(new Device[] {Device.cpu()});
    Trainer trainer = model.newTrainer(config);
    var shape = new Shape(batch).addAll(new Shape(data.shape()));
    trainer.initialize(shape);
    NDManager manager = model.getNDManager();
    Shape all = new Shape(data.examples()).addAll(new Shape(data.shape()));
    NDList examples = manager.create(data.features(), all).split(BATCHES);
    NDList labels = manager.create(data.labels()).split(BATCHES);
    int[] next = {0};
    return () -> {
      JniUtils.setNumThreads(threads);
      int index = next[0]++ % BATCHES;
      try (NDManager step = trainer.getManager().newSubManager()) {
        NDArray x = examples.get(index);
        x.tempAttach(step);
        try (GradientCollector collector = trainer.newGradientCollector()) {
          NDList outputs = trainer.forward(new NDList(x));
          NDArray loss = trainer.getLoss().evaluate(new NDList(labels.get(index)), outputs);
          collector.backward(loss);
          loss.getFloat();
        }
        trainer.step();
      }
    };
  }

  static Dataset data(int examples, long... shape) {
    var random = new SplittableRandom(1);
    int width = Math.toIntExact(LongStream.of(shape).reduce(1, (a, b) -> a * b));
    float[] features = new float[examples * width];
    float[] labels = new float[examples];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextDouble();
    }
    for (int i = 0; i < examples; i++) {
      labels[i] = random.nextInt(10);
    }
    return new Dataset(features, shape, labels, 10);
  }
}
