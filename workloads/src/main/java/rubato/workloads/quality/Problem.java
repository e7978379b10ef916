package rubato.workloads.quality;

import java.util.List;
import java.util.function.Supplier;
import rubato.objective.Quadratic;
import rubato.objective.Rosenbrock;
import rubato.train.Dataset;
import rubato.workloads.DataSets;

/**
 * A task of the benchmark.
 *
 * @param name what it is called
 * @param model makes what is trained
 * @param batch the examples of a batch
 * @param budget the evaluations of the gradient that a training may make
 * @param kind what is asked of it
 */
public record Problem(String name, Supplier<Model> model, int batch, int budget, Kind kind) {

  /** What is asked of a task. */
  public enum Kind {
    /** Losses run over many decades, with 0 the least. */
    FUNCTION,
    /** Every rate on every seed. */
    MODEL,
    /** Every rate on the first seed, and on the others the best of them and its neighbours. */
    NETWORK
  }

  /** What is below counts as this: there the task is solved. */
  public static final double SOLVED = 1e-12;

  private static final int SIDE = 8;
  private static final int CLASSES = 10;

  /** All of them, in the order of the rules. */
  public static List<Problem> all() {
    return List.of(
        new Problem(
            "quadratic",
            () -> new FunctionModel(new Quadratic(10, 100, true)),
            1,
            500,
            Kind.FUNCTION),
        new Problem(
            "rosenbrock", () -> new FunctionModel(new Rosenbrock(2)), 1, 1000, Kind.FUNCTION),
        new Problem("cancer", () -> network(DataSets.cancer(), logistic()), 32, 300, Kind.MODEL),
        new Problem("mlp", () -> network(DataSets.digits(), mlp()), 32, 225, Kind.NETWORK),
        new Problem("cnn", () -> network(DataSets.digits(), cnn()), 32, 135, Kind.NETWORK));
  }

  private static Model network(List<Dataset> parts, List<Layer> layers) {
    return new Network(layers, parts.getFirst(), parts.getLast());
  }

  private static List<Layer> logistic() {
    return List.of(new Layer.Dense(30, 1));
  }

  private static List<Layer> mlp() {
    return List.of(
        new Layer.Dense(SIDE * SIDE, 32), new Layer.Relu(32), new Layer.Dense(32, CLASSES));
  }

  private static List<Layer> cnn() {
    return List.of(
        new Layer.Convolution(1, 4, SIDE),
        new Layer.Relu(4 * SIDE * SIDE),
        new Layer.Halving(4, SIDE),
        new Layer.Convolution(4, 8, SIDE / 2),
        new Layer.Relu(8 * SIDE * SIDE / 4),
        new Layer.Halving(8, SIDE / 2),
        new Layer.Dense(8 * SIDE * SIDE / 16, CLASSES));
  }
}
