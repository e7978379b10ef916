package rubato.workloads.quality;

import java.util.List;
import java.util.SplittableRandom;
import rubato.objective.Objective;
import rubato.objective.ObjectiveTask;
import rubato.optim.Shape;

/** A test function: its weights are its variables. */
record FunctionModel(Objective objective) implements Model {

  @Override
  public List<Shape> shapes() {
    return List.of(Shape.of(objective.dimension()));
  }

  @Override
  public void start(SplittableRandom random, double[][] weights) {
    double[] start = objective.start();
    for (int i = 0; i < start.length; i++) {
      weights[0][i] = start[i] + ObjectiveTask.SPREAD * random.nextDouble(-1, 1);
    }
  }

  @Override
  public int examples() {
    return 1;
  }

  @Override
  public double gradient(double[][] weights, int[] rows, double[][] into) {
    objective.gradient(weights[0], into[0]);
    return objective.value(weights[0]);
  }

  @Override
  public double judged(double[][] weights) {
    return objective.value(weights[0]);
  }
}
