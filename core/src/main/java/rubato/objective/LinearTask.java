package rubato.objective;

import rubato.internal.Check;
import rubato.optim.Rule;
import rubato.optim.Treatment;
import rubato.train.Metric;
import rubato.train.Task;
import rubato.train.Training;

/**
 * A linear model on a data matrix: {@code z = w . x + b}, trained on the mean {@link Loss} of a
 * batch. Squared it is linear regression, judged by the held-out mean squared error ({@code mse});
 * logistic it is logistic regression, judged by the held-out {@code accuracy}.
 *
 * <p>The seed decides the initial weights, uniform within {@code 1 / sqrt(width)} of 0, and the
 * order of the data, shuffled anew for each epoch. The last batch of an epoch is kept when it is
 * short, and its loss and gradient are means over the examples it has. A batch of everything is not
 * shuffled: order would only change how sums are rounded.
 *
 * @param name the name of the task
 * @param loss what is made small
 * @param train the rows to train on
 * @param heldOut the rows to evaluate on, as wide
 * @param rule how a gradient and a rate become a change of weights
 * @param batch the number of rows an update sees; from 1 to all of them
 * @param treatment of gradients before the rule sees them
 */
public record LinearTask(
    String name,
    Loss loss,
    Examples train,
    Examples heldOut,
    Rule rule,
    int batch,
    Treatment treatment)
    implements Task {

  /** Gradients stay as they are. */
  public LinearTask(
      String name, Loss loss, Examples train, Examples heldOut, Rule rule, int batch) {
    this(name, loss, train, heldOut, rule, batch, Treatment.NONE);
  }

  public LinearTask {
    Check.that(heldOut.width() == train.width(), "width", "" + train.width(), heldOut.width());
    Check.that(batch >= 1 && batch <= train.count(), "batch", "1 to " + train.count(), batch);
  }

  @Override
  public Metric metric() {
    return switch (loss) {
      case SQUARED -> new Metric("mse", false);
      case LOGISTIC -> new Metric("accuracy", true);
    };
  }

  @Override
  public long stepsPerEpoch() {
    return Math.ceilDiv(train.count(), batch);
  }

  @Override
  public Training start(long seed) {
    double[] weights = new double[train.width() + 1];
    var random = new SplitMix(seed);
    double bound = 1 / Math.sqrt(train.width());
    for (int i = 0; i < weights.length; i++) {
      weights[i] = bound * (2 * random.nextDouble() - 1);
    }
    return new LinearTraining(this, Weights.starting(rule, treatment, seed, weights));
  }
}
