package rubato.objective;

import java.util.List;
import rubato.internal.Check;
import rubato.optim.Rule;
import rubato.optim.Treatment;
import rubato.pace.Plan;
import rubato.schedule.Horizon;
import rubato.train.Checkpoint;
import rubato.train.Evaluation;
import rubato.train.Metric;
import rubato.train.Probe;
import rubato.train.Task;
import rubato.train.Wild;

/**
 * The descent of a function: one step is one gradient, the loss is the value.
 *
 * <p>It starts within {@value #SPREAD} of the function's customary start along every axis; where,
 * the seed says. There are no data, so an epoch is {@value #EPOCH} updates by agreement, and the
 * evaluation is the value at the weights as they are.
 *
 * @param name the name of the task
 * @param objective the function
 * @param rule how a gradient and a rate become a change of the point
 * @param treatment of gradients before the rule sees them
 */
public record ObjectiveTask(String name, Objective objective, Rule rule, Treatment treatment)
    implements Task {

  /** How far from the customary start a training may begin, along each axis. */
  public static final double SPREAD = 0.1;

  /** The updates of one epoch. */
  public static final int EPOCH = 100;

  /** Gradients stay as they are. */
  public ObjectiveTask(String name, Objective objective, Rule rule) {
    this(name, objective, rule, Treatment.NONE);
  }

  public ObjectiveTask {
    Check.atLeast("dimension", objective.dimension(), 1);
  }

  @Override
  public Metric metric() {
    return new Metric("value", false);
  }

  @Override
  public long stepsPerEpoch() {
    return EPOCH;
  }

  @Override
  public Descent start(long seed) {
    double[] x = objective.start();
    var random = new SplitMix(seed);
    for (int i = 0; i < x.length; i++) {
      x[i] += SPREAD * (2 * random.nextDouble() - 1);
    }
    return from(x, seed);
  }

  /**
   * Starts it at exactly {@code point}, which is copied.
   *
   * @throws IllegalArgumentException when it has not as many coordinates as the function
   */
  public Descent from(double[] point, long seed) {
    int dimension = objective.dimension();
    Check.that(point.length == dimension, "point", dimension + " numbers", point.length);
    return new Descending(this, Weights.starting(rule, treatment, seed, point.clone()));
  }

  private static final class Descending implements Descent {

    private final ObjectiveTask task;
    private final double[] gradient;
    private Weights weights;

    Descending(ObjectiveTask task, Weights weights) {
      this.task = task;
      this.weights = weights;
      this.gradient = new double[task.objective.dimension()];
    }

    @Override
    public void follow(Plan plan, Horizon horizon) {
      weights = weights.following(plan, horizon, List.of());
    }

    @Override
    public double step(double rate) {
      double loss = gradient();
      weights.step(rate, loss, gradient, this::gradient);
      return loss;
    }

    /** Fills in the gradient and gives the value. */
    private double gradient() {
      task.objective.gradient(weights.values(), gradient);
      return task.objective.value(weights.values());
    }

    @Override
    public double[] point() {
      return weights.values().clone();
    }

    @Override
    public Probe probe() {
      task.objective.gradient(weights.values(), gradient);
      return weights.probe(task.objective.value(weights.values()), gradient);
    }

    @Override
    public double decrease(double rate) {
      task.objective.gradient(weights.values(), gradient);
      return weights.decrease(rate, gradient, task.objective::value);
    }

    @Override
    public Evaluation evaluate() {
      double value = task.objective.value(weights.evaluation());
      return new Evaluation(value, value);
    }

    @Override
    public long steps() {
      return weights.steps();
    }

    @Override
    public Wild wild() {
      return weights.wild();
    }

    @Override
    public Checkpoint save() {
      return weights.save(task.name, 1);
    }

    @Override
    public void restore(Checkpoint checkpoint) {
      weights = weights.restored(checkpoint, task.name, 1);
    }

    @Override
    public void close() {}
  }
}
