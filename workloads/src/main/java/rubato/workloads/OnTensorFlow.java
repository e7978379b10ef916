package rubato.workloads;

import java.util.function.Supplier;
import rubato.djl.Net;
import rubato.tensorflow.TensorFlowTask;
import rubato.tensorflow.TfNet;
import rubato.tensorflow.Updates;
import rubato.train.Task;

/** The same networks on TensorFlow, whose jars may be absent. */
final class OnTensorFlow {

  private OnTensorFlow() {}

  static Task task(String name, Net net, Supplier<Networks.Data> source, Setup setup) {
    if (setup.computing().accumulate() > 1) {
      throw new IllegalArgumentException(
          "accumulate must be left out on engine tensorflow, got " + name);
    }
    try {
      return Present.task(name, net, source.get(), setup);
    } catch (NoClassDefFoundError e) {
      throw new IllegalArgumentException(
          "engine tensorflow must be on the class path, got none: "
              + "./rubato puts it there when it sees --engine tensorflow",
          e);
    }
  }

  /** In a class of its own: it cannot be loaded without TensorFlow. */
  private static final class Present {

    static Task task(String name, Net net, Networks.Data data, Setup setup) {
      TfNet model =
          switch (net) {
            case Net.Mlp mlp -> new TfNet.Mlp(mlp.hidden());
            case Net.SmallCnn _ -> new TfNet.SmallCnn();
            case Net.Cnn _ -> new TfNet.Cnn();
          };
      return new TensorFlowTask(
          name,
          data.metric(),
          model,
          data.train(),
          data.heldOut(),
          setup.rule(),
          Updates.FETCHED,
          data.batch(setup),
          setup.threads(),
          setup.computing().treatment());
    }
  }
}
