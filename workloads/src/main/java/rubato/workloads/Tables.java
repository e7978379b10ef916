package rubato.workloads;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import rubato.djl.Net;
import rubato.objective.LinearTask;
import rubato.objective.Loss;
import rubato.optim.AdamW;
import rubato.optim.Rule;
import rubato.optim.Sgd;

/** The tasks that fit a model to a table of numbers. */
final class Tables {

  private static final String DIABETES =
      "354 train, 88 held out, 10 features; shipped (Efron et al. 2004, public)";

  private Tables() {}

  static Workload line() {
    return linear(
        "line",
        "linear regression, y = w x + b",
        "160 train, 40 held out; made: y = 2 x + 1 with noise of deviation 0.3",
        50,
        new Sgd(),
        16,
        () -> Halves.plain(made(200, new double[] {2}, 1, 0.3), Split.of(200)));
  }

  static Workload plane() {
    return linear(
        "plane",
        "linear regression on two features",
        "80 train, 20 held out; made: y = 2 a + 3 b with noise of deviation 0.1",
        50,
        new Sgd(),
        10,
        () -> Halves.plain(made(100, new double[] {2, 3}, 0, 0.1), Split.of(100)));
  }

  static Workload diabetes() {
    return linear(
        "diabetes",
        "linear regression on ten features",
        DIABETES,
        30,
        new AdamW(),
        32,
        Tables::diabetesHalves);
  }

  static Workload diabetesMlp() {
    return Networks.workload(
        "diabetes:mlp",
        "regression by a network, 10-32-1",
        DIABETES,
        30,
        32,
        1,
        Net.Mlp.of(32),
        () -> Networks.Data.of(diabetesHalves()));
  }

  static Workload cancer() {
    return new Entry(
        "cancer",
        "logistic regression, breast cancer",
        "455 train, 114 held out, 30 features; shipped (UCI, CC BY 4.0)",
        20,
        new Setup(new AdamW(), Batch.of(32), 1),
        (called, setup) -> task(called, Loss.LOGISTIC, cancerHalves(), setup));
  }

  private static Workload linear(
      String name,
      String summary,
      String data,
      int epochs,
      Rule rule,
      int batch,
      Supplier<Halves> halves) {
    return new Entry(
        name,
        summary,
        data,
        epochs,
        new Setup(rule, Batch.of(batch), 1),
        (called, setup) -> task(called, Loss.SQUARED, halves.get(), setup));
  }

  private static LinearTask task(String name, Loss loss, Halves halves, Setup setup) {
    // The gradient is added up row by row: in how many pieces changes nothing.
    int batch = setup.batch().outOf(halves.train().count());
    return new LinearTask(
        name,
        loss,
        halves.train(),
        halves.heldOut(),
        setup.rule(),
        batch,
        setup.computing().treatment());
  }

  static Halves cancerHalves() {
    List<double[]> rows = Table.shipped("cancer.csv.gz", ",", 1, 569, 31).rows();
    var labels = rows.stream().map(row -> row[30]).toList();
    return Halves.standardised(rows, Split.stratified(labels), false);
  }

  private static Halves diabetesHalves() {
    List<double[]> features = Table.shipped("diabetes.csv.gz", " ", 0, 442, 10).rows();
    List<double[]> targets = Table.shipped("diabetes-target.csv.gz", " ", 0, 442, 1).rows();
    var rows = new ArrayList<double[]>();
    for (int i = 0; i < features.size(); i++) {
      double[] row = Arrays.copyOf(features.get(i), 11);
      row[10] = targets.get(i)[0];
      rows.add(row);
    }
    return Halves.standardised(rows, Split.of(rows.size()), true);
  }

  /** Points with features uniform in -1..1 and a noisy linear target, the same at every call. */
  private static List<double[]> made(int rows, double[] weights, double bias, double noise) {
    var random = new Random(1);
    var made = new ArrayList<double[]>();
    for (int i = 0; i < rows; i++) {
      double[] row = new double[weights.length + 1];
      double y = bias + noise * random.nextGaussian();
      for (int j = 0; j < weights.length; j++) {
        row[j] = 2 * random.nextDouble() - 1;
        y += weights[j] * row[j];
      }
      row[weights.length] = y;
      made.add(row);
    }
    return made;
  }
}
