package rubato.workloads;

import java.util.LinkedHashMap;
import java.util.function.Supplier;
import rubato.djl.DjlTask;
import rubato.djl.Net;
import rubato.objective.Examples;
import rubato.optim.AdamW;
import rubato.train.Dataset;
import rubato.train.Metric;

/** The tasks that train a network: on PyTorch by way of DJL, or on TensorFlow. */
final class Networks {

  private Networks() {}

  /**
   * What a network is trained on and judged by.
   *
   * @param train the examples to train on
   * @param heldOut the examples to judge by
   */
  record Data(Dataset train, Dataset heldOut) {

    Metric metric() {
      return train.classes() > 0 ? new Metric("accuracy", true) : new Metric("mse", false);
    }

    /** The examples in a batch, in the engines' words: 0 is all, unshuffled. */
    int batch(Setup setup) {
      return switch (setup.batch()) {
        case Batch.All _ -> 0;
        case Batch.Of some -> some.outOf(train.examples());
      };
    }

    /** A regression on the rows of {@code halves}. */
    static Data of(Halves halves) {
      return new Data(regression(halves.train()), regression(halves.heldOut()));
    }

    static Dataset regression(Examples examples) {
      return new Dataset(
          floats(examples.features()),
          new long[] {examples.width()},
          floats(examples.targets()),
          0);
    }

    private static float[] floats(double[] numbers) {
      float[] floats = new float[numbers.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) numbers[i];
      }
      return floats;
    }
  }

  /** A workload whose default rule is AdamW. */
  static Workload workload(
      String name,
      String summary,
      String data,
      int epochs,
      int batch,
      int threads,
      Net net,
      Supplier<Data> source) {
    var makers = new LinkedHashMap<String, Entry.Maker>();
    makers.put("PyTorch", (called, setup) -> pytorch(called, net, source.get(), setup));
    makers.put("TensorFlow", (called, setup) -> OnTensorFlow.task(called, net, source, setup));
    var setup = new Setup(new AdamW(), Batch.of(batch), threads);
    return new Entry(name, summary, data, epochs, setup, "PyTorch", makers);
  }

  private static DjlTask pytorch(String name, Net net, Data data, Setup setup) {
    return new DjlTask(
        name,
        data.metric(),
        net,
        data.train(),
        data.heldOut(),
        setup.rule(),
        data.batch(setup),
        setup.threads(),
        setup.computing().accumulate(),
        setup.computing().treatment());
  }
}
