package rubato.objective;

import java.util.Arrays;
import java.util.List;
import rubato.pace.Plan;
import rubato.schedule.Horizon;
import rubato.train.Checkpoint;
import rubato.train.Conductor;
import rubato.train.Evaluation;
import rubato.train.Planned;
import rubato.train.Probe;
import rubato.train.Probing;
import rubato.train.Reading;
import rubato.train.Wild;

/** A {@link LinearTask} that has been started; the bias is the last weight. */
final class LinearTraining implements Probing, Planned {

  private final LinearTask task;
  private final double[] gradient;
  private Weights weights;
  private Order order;

  LinearTraining(LinearTask task, Weights weights) {
    this.task = task;
    this.gradient = new double[weights.values().length];
    this.weights = weights;
    this.order = order(weights);
  }

  private Order order(Weights of) {
    return new Order(of.seed(), task.train().count());
  }

  @Override
  public double step(double rate) {
    double loss = gradient();
    int batch = batch();
    weights.step(rate, loss, gradient, this::gradient);
    weights.reading(weights.reading().after(batch, task.train().count()));
    return loss;
  }

  @Override
  public Probe probe() {
    double loss = gradient();
    return weights.probe(loss, gradient);
  }

  @Override
  public double decrease(double rate) {
    gradient();
    return weights.decrease(rate, gradient, this::loss);
  }

  @Override
  public void follow(Plan plan, Horizon horizon) {
    weights = weights.following(plan, horizon, List.of(Conductor.BATCH));
    for (long step = 0; step < horizon.steps(); step++) {
      weights.batch(step, task.batch(), task.train().count());
    }
  }

  /** The rows of a full batch now. */
  private int batch() {
    return weights.batch(weights.steps(), task.batch(), task.train().count());
  }

  /** The rows of the next update; not shuffled when they are all. */
  private int[] rows() {
    int count = task.train().count();
    Reading at = weights.reading();
    int[] rows = new int[at.size(batch(), count)];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = rows.length == count ? i : order.of(at.epoch())[at.from() + i];
    }
    return rows;
  }

  /** Fills in the gradient of the next update and gives its loss. */
  private double gradient() {
    Arrays.fill(gradient, 0);
    int[] rows = rows();
    double sum = 0;
    for (int row : rows) {
      sum += add(row);
    }
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] /= rows.length;
    }
    return sum / rows.length;
  }

  /** The loss of the next update's rows, with other weights. */
  private double loss(double[] w) {
    int[] rows = rows();
    Examples train = task.train();
    double sum = 0;
    for (int row : rows) {
      sum += task.loss().value(output(w, train, row), train.targets()[row]);
    }
    return sum / rows.length;
  }

  /** Adds the gradient of one row and gives its loss. */
  private double add(int row) {
    Examples train = task.train();
    double z = output(weights.values(), train, row);
    double y = train.targets()[row];
    double slope = task.loss().slope(z, y);
    int width = train.width();
    for (int i = 0; i < width; i++) {
      gradient[i] += slope * train.features()[row * width + i];
    }
    gradient[width] += slope;
    return task.loss().value(z, y);
  }

  private static double output(double[] w, Examples of, int row) {
    int width = of.width();
    double z = w[width];
    for (int i = 0; i < width; i++) {
      z += w[i] * of.features()[row * width + i];
    }
    return z;
  }

  @Override
  public Evaluation evaluate() {
    double[] w = weights.evaluation();
    Examples heldOut = task.heldOut();
    double sum = 0;
    int right = 0;
    for (int row = 0; row < heldOut.count(); row++) {
      double z = output(w, heldOut, row);
      double y = heldOut.targets()[row];
      sum += task.loss().value(z, y);
      // A NaN is right about nothing: both comparisons fail.
      right += (y > 0.5 ? z > 0 : z <= 0) ? 1 : 0;
    }
    double mean = sum / heldOut.count();
    return switch (task.loss()) {
      case SQUARED -> new Evaluation(mean, mean);
      case LOGISTIC -> new Evaluation(mean, (double) right / heldOut.count());
    };
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
    return weights.save(task.name(), task.batch());
  }

  @Override
  public void restore(Checkpoint checkpoint) {
    weights = weights.restored(checkpoint, task.name(), task.batch());
    order = order(weights);
  }

  @Override
  public void close() {}
}
