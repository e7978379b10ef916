package rubato.objective;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.ToDoubleFunction;
import rubato.internal.Check;
import rubato.optim.Group;
import rubato.optim.Optimizer;
import rubato.optim.Parameter;
import rubato.optim.Rule;
import rubato.optim.Step;
import rubato.optim.Treatment;
import rubato.optim.Update;
import rubato.pace.Plan;
import rubato.schedule.Horizon;
import rubato.train.Checkpoint;
import rubato.train.Conductor;
import rubato.train.Envelope;
import rubato.train.Probe;
import rubato.train.Reading;
import rubato.train.Wild;

/** Weights under a rule, with all that a training of this package must keep: it has no more. */
final class Weights {

  /** The one parameter. */
  private static final String NAME = "x";

  private static final String KIND = "rubato.objective";
  private static final int VERSION = 4;

  private final Rule rule;
  private final Treatment treatment;
  private final Conductor conductor;
  private final long seed;
  private final double[] values;
  private final Optimizer optimizer;

  /** What the last update subtracted, and at which rate: NaN before the first. */
  private final double[] moved;

  private double movedAt;
  private long steps;
  private Reading reading;

  private Weights(
      Rule rule,
      Treatment treatment,
      Conductor conductor,
      long seed,
      double[] values,
      Optimizer optimizer,
      double[] moved,
      double movedAt,
      long steps,
      Reading reading) {
    this.rule = rule;
    this.treatment = treatment;
    this.conductor = conductor;
    this.seed = seed;
    this.values = values;
    this.optimizer = optimizer;
    this.moved = moved;
    this.movedAt = movedAt;
    this.steps = steps;
    this.reading = reading;
  }

  /**
   * Weights that start at {@code values}, which they keep.
   *
   * @param treatment of gradients before the rule sees them
   */
  static Weights starting(Rule rule, Treatment treatment, long seed, double[] values) {
    return fresh(rule, treatment, new Conductor(List.of(Group.all(rule))), seed, values);
  }

  private static Weights fresh(
      Rule rule, Treatment treatment, Conductor conductor, long seed, double[] values) {
    return new Weights(
        rule,
        treatment,
        conductor,
        seed,
        values,
        new Optimizer(conductor.groups(), treatment, 1),
        new double[values.length],
        Double.NaN,
        0,
        Reading.START);
  }

  /**
   * The same under a plan.
   *
   * @param besides what of it is not for the rule
   */
  Weights following(Plan plan, Horizon horizon, List<String> besides) {
    Check.that(steps == 0, "updates before a plan is followed", "0", steps);
    var planned = new Conductor(plan, List.of(Group.all(rule)), besides);
    planned.check(List.of(NAME));
    planned.check(horizon);
    return fresh(rule, treatment, planned, seed, values);
  }

  long seed() {
    return seed;
  }

  long steps() {
    return steps;
  }

  /** The examples of a full batch at update number {@code step}. */
  int batch(long step, int otherwise, int examples) {
    return conductor.batch(step, otherwise, examples);
  }

  Reading reading() {
    return reading;
  }

  /** The data that the next update sees begin here. */
  void reading(Reading next) {
    reading = next;
  }

  /** The weights to evaluate: those that are trained, for most rules. */
  double[] evaluation() {
    double[] into = new double[values.length];
    var parameter = new Parameter(NAME, values, new double[values.length]);
    Step last = conductor.at(Math.max(0, steps - 1), 0);
    optimizer.evaluation(parameter, last.rule(), MemorySegment.ofArray(into));
    return into;
  }

  /** The weights as they are, not a copy. */
  double[] values() {
    return values;
  }

  /** One update; a rate the rule rejects leaves everything as it was. */
  void step(double rate, double loss, double[] gradient, Update.Again again) {
    double[] before = values.clone();
    var parameter = new Parameter(NAME, values, gradient);
    long skipped = optimizer.skipped();
    optimizer.step(conductor.at(steps, rate).loss(loss).again(again), List.of(parameter));
    steps++;
    if (optimizer.skipped() > skipped) {
      return;
    }
    for (int i = 0; i < values.length; i++) {
      moved[i] = before[i] - values[i];
    }
    movedAt = rate;
  }

  /** Gradients that were not finite. */
  Wild wild() {
    return Wild.of(optimizer);
  }

  /** What is known of an update with this loss and gradient. */
  Probe probe(double loss, double[] gradient) {
    double squared = dot(gradient, gradient);
    double along = dot(gradient, moved);
    double cosine = along / Math.sqrt(squared * dot(moved, moved));
    return new Probe(loss, squared, along / movedAt, cosine);
  }

  /** The share of the promised decrease that {@link #step} would bring; changes nothing. */
  double decrease(double rate, double[] gradient, ToDoubleFunction<double[]> loss) {
    double[] then = values.clone();
    optimizer
        .copy()
        .step(
            conductor.at(steps, rate).loss(loss.applyAsDouble(values)),
            List.of(new Parameter(NAME, then, gradient)));
    double promised = 0;
    for (int i = 0; i < then.length; i++) {
      promised += gradient[i] * (values[i] - then[i]);
    }
    return (loss.applyAsDouble(values) - loss.applyAsDouble(then)) / promised;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /**
   * Saves them for {@code task}.
   *
   * @param batch the size of a batch: the order of the data hangs on it
   */
  Checkpoint save(String task, int batch) {
    byte[] bytes =
        Envelope.seal(
            KIND,
            VERSION,
            out -> {
              out.writeUTF(task);
              out.writeUTF(optimizerText());
              out.writeInt(batch);
              out.writeLong(seed);
              out.writeLong(steps);
              out.writeLong(reading.epoch());
              out.writeInt(reading.from());
              out.writeInt(values.length);
              write(out, values);
              optimizer.save(out);
              write(out, moved);
              write(out, new double[] {movedAt});
            });
    return new Checkpoint(task, steps, bytes);
  }

  /**
   * The weights that {@code checkpoint} holds; these stay as they are.
   *
   * @throws IllegalArgumentException when it is damaged or belongs to another training
   */
  Weights restored(Checkpoint checkpoint, String task, int batch) {
    same("task", task, checkpoint.task());
    return Envelope.open(
        KIND,
        VERSION,
        checkpoint.state(),
        in -> {
          same("task", task, in.readUTF());
          same("optimizer", optimizerText(), in.readUTF());
          same("batch", batch, in.readInt());
          long savedSeed = in.readLong();
          long savedSteps = in.readLong();
          same("step", checkpoint.step(), savedSteps);
          var read = new Reading(in.readLong(), in.readInt());
          same("size", values.length, in.readInt());
          double[] saved = read(in, values.length);
          var running = new Optimizer(conductor.groups(), treatment, 1);
          running.restore(in);
          double[] last = read(in, values.length);
          double lastAt = read(in, 1)[0];
          return new Weights(
              rule,
              treatment,
              conductor,
              savedSeed,
              saved,
              running,
              last,
              lastAt,
              savedSteps,
              read);
        });
  }

  private String optimizerText() {
    return treatment.equals(Treatment.NONE) ? rule.toString() : rule + " " + treatment;
  }

  private static void same(String name, Object expected, Object saved) {
    Check.that(expected.equals(saved), name + " of the checkpoint", expected.toString(), saved);
  }

  private static void write(DataOutputStream out, double[] numbers) throws IOException {
    for (double number : numbers) {
      out.writeLong(Double.doubleToRawLongBits(number)); // raw: a NaN keeps its payload
    }
  }

  private static double[] read(DataInputStream in, int size) throws IOException {
    double[] numbers = new double[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = Double.longBitsToDouble(in.readLong());
    }
    return numbers;
  }
}
