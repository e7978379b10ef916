package rubato.workloads;

import java.util.List;
import rubato.djl.Net;
import rubato.train.Dataset;

/** Handwritten digits of 8 by 8 pixels, shipped. */
final class Digits {

  private static final int PIXELS = 64;
  private static final float WHITE = 16;

  /** Products this small take longer to share out than to compute. */
  private static final int THREADS = 1;

  private static final String DATA =
      "1,797 8x8 grey images, 10 classes, 1,438 train, 359 held out; shipped (UCI, CC BY 4.0)";

  private Digits() {}

  static Workload mlp() {
    return Networks.workload(
        "digits",
        "handwritten digits, MLP 64-128-10",
        DATA,
        20,
        32,
        THREADS,
        Net.Mlp.of(128),
        () -> data(PIXELS));
  }

  static Workload cnn() {
    return Networks.workload(
        "digits:cnn",
        "handwritten digits, small CNN",
        DATA,
        20,
        32,
        THREADS,
        new Net.SmallCnn(),
        () -> data(1, 8, 8));
  }

  static Networks.Data data(long... shape) {
    List<double[]> rows = Table.shipped("digits.csv.gz", ",", 0, 1797, PIXELS + 1).rows();
    Split split = Split.stratified(rows.stream().map(row -> row[PIXELS]).toList());
    return new Networks.Data(part(rows, split.train(), shape), part(rows, split.heldOut(), shape));
  }

  private static Dataset part(List<double[]> rows, List<Integer> chosen, long... shape) {
    float[] features = new float[chosen.size() * PIXELS];
    float[] labels = new float[chosen.size()];
    for (int i = 0; i < labels.length; i++) {
      double[] row = rows.get(chosen.get(i));
      for (int j = 0; j < PIXELS; j++) {
        features[i * PIXELS + j] = (float) row[j] / WHITE;
      }
      labels[i] = (float) row[PIXELS];
    }
    return new Dataset(features, shape, labels, 10);
  }
}
