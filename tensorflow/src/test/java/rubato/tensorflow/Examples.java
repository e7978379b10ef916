package rubato.tensorflow;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import rubato.optim.Adam;
import rubato.optim.Rule;
import rubato.testkit.TrainingContract;
import rubato.train.Checkpoint;
import rubato.train.Dataset;
import rubato.train.Evaluation;
import rubato.train.Metric;
import rubato.train.Training;

/** Small data sets and tasks that can be learnt. */
final class Examples {

  static final Metric ACCURACY = new Metric("accuracy", true);
  static final Metric ERROR = new Metric("mean squared error", false);

  private Examples() {}

  /** Each class is a place of its own, with noise. */
  static Dataset classes(long seed, int examples, long... shape) {
    var random = new SplittableRandom(seed);
    int width = Math.toIntExact(LongStream.of(shape).reduce(1, (a, b) -> a * b));
    float[] features = new float[examples * width];
    float[] labels = new float[examples];
    for (int i = 0; i < examples; i++) {
      labels[i] = random.nextInt(3);
      for (int j = 0; j < width; j++) {
        double place = j % 3 == (int) labels[i] ? 1 : 0;
        features[i * width + j] = (float) (place + 0.5 * random.nextGaussian());
      }
    }
    return new Dataset(features, shape, labels, 3);
  }

  /** A plane. */
  static Dataset plane(long seed, int examples) {
    var random = new SplittableRandom(seed);
    float[] features = new float[2 * examples];
    float[] labels = new float[examples];
    for (int i = 0; i < examples; i++) {
      features[2 * i] = (float) random.nextGaussian();
      features[2 * i + 1] = (float) random.nextGaussian();
      labels[i] = 2 * features[2 * i] + 3 * features[2 * i + 1];
    }
    return new Dataset(features, new long[] {2}, labels, 0);
  }

  static TensorFlowTask mlp(int batch) {
    return mlp(batch, new Adam(), Updates.FETCHED);
  }

  static TensorFlowTask mlp(int batch, Rule rule, Updates updates) {
    return new TensorFlowTask(
        "mlp",
        ACCURACY,
        TfNet.Mlp.of(16),
        classes(1, 50, 12),
        classes(2, 30, 12),
        rule,
        updates,
        batch,
        1);
  }

  static TensorFlowTask cnn(int batch) {
    return new TensorFlowTask(
        "cnn",
        ACCURACY,
        new TfNet.SmallCnn(),
        classes(3, 40, 1, 8, 8),
        classes(4, 20, 1, 8, 8),
        new Adam(),
        batch,
        2);
  }

  static TensorFlowTask plane(int batch) {
    return new TensorFlowTask(
        "plane", ERROR, TfNet.Mlp.of(), plane(5, 100), plane(6, 40), new Adam(), batch, 1);
  }

  /** A training in the words of the contracts. */
  static TrainingContract.Subject<Checkpoint> subject(Training training) {
    return new TrainingContract.Subject<>(
        training::step,
        () -> {
          Evaluation seen = training.evaluate();
          return List.of(seen.loss(), seen.metric());
        },
        training::steps,
        training::save,
        training::restore,
        training::close);
  }
}
