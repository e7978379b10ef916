package rubato.djl;

import java.util.Arrays;
import rubato.optim.Rule;
import rubato.optim.Treatment;
import rubato.train.Dataset;
import rubato.train.Metric;
import rubato.train.Task;
import rubato.train.Training;

/**
 * A network, trained on DJL's PyTorch engine on the CPU in float32.
 *
 * <p>The loss is the mean over the batch: cross-entropy for classes, the squared error for a
 * regression. The value of the metric is the share of held-out examples classified rightly, or the
 * mean squared error. Examples are shuffled anew in every epoch; the last batch of an epoch may be
 * smaller.
 *
 * @param name the name the user knows it by
 * @param metric its name, and its direction: higher is better for classes, lower for a regression
 * @param net how to make the network
 * @param train the examples to train on
 * @param heldOut the examples to judge by; of the same shape and classes
 * @param rule the update rule
 * @param batch the examples in a batch; 0 for all, in the order they are in
 * @param threads the threads that the engine and the optimizer may use; part of what makes a curve
 * @param pieces the gradient of an update is added up over its batch in so many pieces, which need
 *     less memory; the update is the same, up to rounding
 * @param treatment of gradients before the rule sees them
 */
public record DjlTask(
    String name,
    Metric metric,
    Net net,
    Dataset train,
    Dataset heldOut,
    Rule rule,
    int batch,
    int threads,
    int pieces,
    Treatment treatment)
    implements Task {

  /** Batches are whole and gradients stay as they are. */
  public DjlTask(
      String name,
      Metric metric,
      Net net,
      Dataset train,
      Dataset heldOut,
      Rule rule,
      int batch,
      int threads) {
    this(name, metric, net, train, heldOut, rule, batch, threads, 1, Treatment.NONE);
  }

  /**
   * Checks that the parts fit together.
   *
   * @throws IllegalArgumentException when they do not
   */
  public DjlTask {
    int examples = train.examples();
    Require.that(
        batch >= 0 && batch <= examples,
        "batch",
        "between 1 and the " + examples + " examples, or 0 for all",
        batch);
    Require.that(threads >= 1, "threads", ">= 1", threads);
    Require.that(
        pieces >= 1 && pieces <= examples, "pieces", "1 to " + examples + " examples", pieces);
    Require.that(
        Arrays.equals(heldOut.shape(), train.shape()),
        "shape of held-out examples",
        Arrays.toString(train.shape()),
        Arrays.toString(heldOut.shape()));
    Require.that(
        heldOut.classes() == train.classes(),
        "classes of held-out examples",
        Integer.toString(train.classes()),
        heldOut.classes());
    Require.that(
        metric.higherIsBetter() == (train.classes() > 0),
        "metric",
        train.classes() > 0 ? "better when higher for classes" : "better when lower for regression",
        metric);
  }

  /** The examples in a full batch. */
  int batchSize() {
    return batch == 0 ? train.examples() : batch;
  }

  /** The numbers the network gives for an example. */
  int outputs() {
    return Math.max(train.classes(), 1);
  }

  /** All that a checkpoint must share with the training it is restored into. */
  String identity() {
    return "%s, %s on %d examples of %s, batch %s, %s"
        .formatted(
            name,
            net,
            train.examples(),
            Arrays.toString(train.shape()),
            batch == 0 ? "all" : batch,
            treatment().equals(Treatment.NONE) ? rule : rule + " " + treatment());
  }

  @Override
  public long stepsPerEpoch() {
    return Math.ceilDiv(train.examples(), batchSize());
  }

  /**
   * Starts it. Several trainings may be open, stepped one at a time.
   *
   * @throws ai.djl.engine.EngineException when the engine cannot be loaded
   */
  @Override
  public Training start(long seed) {
    return new DjlTraining(this, seed);
  }
}
