package rubato.workloads;

import java.util.List;
import rubato.objective.Beale;
import rubato.objective.Objective;
import rubato.objective.ObjectiveTask;
import rubato.objective.Quadratic;
import rubato.objective.Rastrigin;
import rubato.objective.Rosenbrock;
import rubato.optim.Rule;
import rubato.optim.Sgd;

/** The tasks that descend a function: no data, no engine. */
final class Functions {

  private static final String DIM = "dim";
  private static final String CONDITION = "condition";
  private static final String TURNED = "turned";

  private Functions() {}

  static Entry quadratic(String options) {
    var given = new Options("quadratic", options, List.of(DIM, CONDITION, TURNED));
    int dimension = given.whole(DIM, 2);
    double condition = given.number(CONDITION, 100);
    boolean turned = given.truth(TURNED);
    var name = new StringBuilder("quadratic");
    char before = ':';
    if (dimension != 2) {
      name.append(before).append("dim=").append(dimension);
      before = ',';
    }
    if (condition != 100) {
      name.append(before).append("condition=").append(plain(condition));
      before = ',';
    }
    if (turned) {
      name.append(before).append("turned=true");
    }
    String summary = dimension + "-d quadratic, condition " + plain(condition);
    return entry(name.toString(), summary, new Quadratic(dimension, condition, turned), 5);
  }

  static Entry rosenbrock(String options) {
    int dimension = dimension("objective:rosenbrock", options);
    String name = sized("objective:rosenbrock", dimension);
    return entry(name, dimension + "-d Rosenbrock valley", new Rosenbrock(dimension), 20);
  }

  static Entry beale(String options) {
    if (!options.isEmpty()) {
      throw new IllegalArgumentException(
          "options of objective:beale must be clip=... or non-finite=..., got " + options);
    }
    return entry("objective:beale", "2-d Beale function", new Beale(), 20);
  }

  static Entry rastrigin(String options) {
    int dimension = dimension("objective:rastrigin", options);
    String name = sized("objective:rastrigin", dimension);
    return entry(name, dimension + "-d Rastrigin, full of holes", new Rastrigin(dimension), 5);
  }

  private static int dimension(String task, String options) {
    return new Options(task, options, List.of(DIM)).whole(DIM, 2);
  }

  private static String sized(String name, int dimension) {
    return dimension == 2 ? name : name + ":dim=" + dimension;
  }

  /** 1000 rather than 1000.0 where nothing is lost. */
  private static String plain(double number) {
    boolean whole = number == Math.rint(number) && Math.abs(number) < 1e7;
    return whole ? Long.toString((long) number) : Double.toString(number);
  }

  private static Entry entry(String name, String summary, Objective objective, int epochs) {
    Rule rule = new Sgd();
    return new Entry(
        name,
        summary,
        "no data; 1 epoch is " + ObjectiveTask.EPOCH + " updates",
        epochs,
        new Setup(rule, Batch.ALL, 1),
        (called, setup) ->
            new ObjectiveTask(called, objective, setup.rule(), setup.computing().treatment()));
  }
}
