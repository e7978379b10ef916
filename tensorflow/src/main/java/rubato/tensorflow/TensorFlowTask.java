package rubato.tensorflow;

import java.util.Arrays;
import rubato.optim.Rule;
import rubato.optim.Treatment;
import rubato.train.Dataset;
import rubato.train.Metric;
import rubato.train.Task;
import rubato.train.Training;

/**
 * A TensorFlow graph, trained on the CPU in float32.
 *
 * <p>Examples are shuffled anew in every epoch; the last batch of an epoch may be smaller. For the
 * same seed the order is that of the other engines. Trainings do not share anything: several may
 * run at once, each in a thread of its own.
 *
 * @param name the name the user knows it by
 * @param metric the name and the direction of what the model gives as its metric
 * @param model how to make the graph
 * @param train the examples to train on
 * @param heldOut the examples to judge by; of the same shape and classes
 * @param rule the update rule
 * @param updates who applies it
 * @param batch the examples in a batch; 0 for all, in the order they are in
 * @param threads the threads that the session and the optimizer may use; part of what makes a
 *     curve. Unless {@code TF_OVERRIDE_GLOBAL_THREADPOOL=1} is in the environment, TensorFlow lets
 *     the first session of the process decide for all
 * @param treatment of gradients before the rule sees them; none for updates in the graph
 */
public record TensorFlowTask(
    String name,
    Metric metric,
    Model model,
    Dataset train,
    Dataset heldOut,
    Rule rule,
    Updates updates,
    int batch,
    int threads,
    Treatment treatment)
    implements Task {

  /**
   * Checks that the parts fit together.
   *
   * @throws IllegalArgumentException when they do not
   */
  public TensorFlowTask {
    int examples = train.examples();
    Require.that(
        batch >= 0 && batch <= examples,
        "batch",
        "between 1 and the " + examples + " examples, or 0 for all",
        batch);
    Require.that(threads >= 1, "threads", ">= 1", threads);
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
    updates.check(rule);
    Require.that(
        updates == Updates.FETCHED || treatment.equals(Treatment.NONE),
        "treatment",
        "none for updates in the graph",
        treatment);
  }

  /** With gradients fetched and our rule applied. */
  public TensorFlowTask(
      String name,
      Metric metric,
      Model model,
      Dataset train,
      Dataset heldOut,
      Rule rule,
      int batch,
      int threads) {
    this(name, metric, model, train, heldOut, rule, Updates.FETCHED, batch, threads);
  }

  /** Gradients stay as they are. */
  public TensorFlowTask(
      String name,
      Metric metric,
      Model model,
      Dataset train,
      Dataset heldOut,
      Rule rule,
      Updates updates,
      int batch,
      int threads) {
    this(name, metric, model, train, heldOut, rule, updates, batch, threads, Treatment.NONE);
  }

  /** The examples in a full batch. */
  int batchSize() {
    return batch == 0 ? train.examples() : batch;
  }

  @Override
  public long stepsPerEpoch() {
    return Math.ceilDiv(train.examples(), batchSize());
  }

  /**
   * Starts it.
   *
   * @throws IllegalArgumentException when the model makes two weights of one name, or a loss that
   *     does not depend on one of them or cannot be differentiated
   */
  @Override
  public Training start(long seed) {
    return new TensorFlowTraining(this, seed);
  }
}
