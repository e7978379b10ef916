package rubato.tensorflow;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import rubato.optim.Adam;
import rubato.optim.Rule;

/**
 * Weights that are variables of the graph, moved by its own operations; what changes from step to
 * step (the rate, and the powers of Adam's betas) is fed.
 */
final class GraphWeights implements Weights {

  /**
   * A variable and the way into it.
   *
   * @param variable what it is in the graph
   * @param values a place to assign from
   * @param fed what {@code values} is in the graph
   * @param assign takes {@code fed} over
   */
  private record Slot(
      Variable<TFloat32> variable, Floats values, Operand<TFloat32> fed, Op assign) {}

  private final Rule rule;
  private final Ops tf;
  private final Drawn drawn;
  private final List<Operand<TFloat32>> weights = new ArrayList<>();
  private final List<Slot> slots = new ArrayList<>();
  private final List<Op> updates = new ArrayList<>();
  private final Scalar rate;
  private final Scalar power1;
  private final Scalar power2;
  private long steps;

  GraphWeights(Rule rule, Ops tf, Drawn drawn) {
    this.rule = rule;
    this.tf = tf;
    this.drawn = drawn;
    this.rate = new Scalar(tf);
    this.power1 = new Scalar(tf);
    this.power2 = new Scalar(tf);
  }

  /** A number that is fed: one tensor for all runs. */
  private static final class Scalar {

    private final Floats value = new Floats();
    private final Operand<TFloat32> fed;

    Scalar(Ops tf) {
      fed = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    }

    void feed(Session.Runner run, double number) {
      value.set(new float[] {(float) number});
      run.feed(fed, value.tensor);
    }
  }

  @Override
  public Operand<TFloat32> weight(String name, Start start, long... shape) {
    float[] first = drawn.values(name, start, shape);
    var variable = slot(drawn.named(tf, name), first, Shape.of(shape));
    weights.add(variable);
    return variable;
  }

  private Variable<TFloat32> slot(Ops named, float[] first, Shape shape) {
    var variable = named.variable(shape, TFloat32.class);
    var fed = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
    var values = new Floats(shape.asArray());
    values.set(first);
    slots.add(new Slot(variable, values, fed, tf.assign(variable, fed)));
    return variable;
  }

  @Override
  public void differentiate(Operand<TFloat32> loss) {
    var gradients = drawn.gradients(tf, loss, weights);
    // The way back reads the weights: none may move before all gradients are there.
    var before = new ArrayList<Op>(gradients);
    before.add(loss);
    Ops after = tf.withControlDependencies(before);
    for (int i = 0; i < weights.size(); i++) {
      updates.add(update(after, slots.get(i).variable, gradients.get(i)));
    }
  }

  private Op update(Ops after, Variable<TFloat32> x, Operand<TFloat32> g) {
    if (!(rule instanceof Adam adam)) {
      return after.train.applyGradientDescent(x, rate.fed, g);
    }
    Shape shape = x.shape();
    var m = slot(tf, new float[Math.toIntExact(shape.size())], shape);
    var v = slot(tf, new float[Math.toIntExact(shape.size())], shape);
    var beta1 = tf.constant((float) adam.beta1());
    var beta2 = tf.constant((float) adam.beta2());
    var epsilon = tf.constant((float) adam.epsilon());
    return after.train.applyAdam(
        x, m, v, power1.fed, power2.fed, rate.fed, beta1, beta2, epsilon, g);
  }

  @Override
  public void begin(Session session) {
    var run = session.runner();
    for (Slot slot : slots) {
      run.feed(slot.fed, slot.values.tensor).addTarget(slot.assign);
    }
    run.run().close();
  }

  @Override
  public Session.Runner fed(Session.Runner run) {
    return run;
  }

  @Override
  public Session.Runner judged(Session.Runner run, long step) {
    return run;
  }

  @Override
  public double step(Session.Runner run, long step, double rateNow) {
    Require.that(rateNow >= 0 && Double.isFinite(rateNow), "rate", "finite and >= 0.0", rateNow);
    rate.feed(run, rateNow);
    if (rule instanceof Adam adam) {
      power1.feed(run, Math.pow(adam.beta1(), (double) steps + 1));
      power2.feed(run, Math.pow(adam.beta2(), (double) steps + 1));
    }
    updates.forEach(run::addTarget);
    try (var result = run.run()) {
      steps++;
      return Floats.number(result.get(0));
    }
  }

  @Override
  public String layout() {
    return drawn.layout();
  }

  @Override
  public void save(Session session, DataOutput out) throws IOException {
    out.writeLong(steps);
    var run = session.runner();
    slots.forEach(slot -> run.fetch(slot.variable));
    try (var result = run.run()) {
      for (int i = 0; i < slots.size(); i++) {
        Bytes.write(out, Floats.view(result.get(i)));
      }
    }
  }

  @Override
  public void restore(Session session, DataInput in) throws IOException {
    long savedSteps = in.readLong();
    var saved = new ArrayList<MemorySegment>();
    for (Slot slot : slots) {
      saved.add(Bytes.read(in, slot.values.memory.byteSize()));
    }
    for (int i = 0; i < saved.size(); i++) {
      slots.get(i).values.memory.copyFrom(saved.get(i));
    }
    begin(session);
    steps = savedSteps;
  }

  @Override
  public void close() {
    slots.forEach(slot -> slot.values.close());
    rate.value.close();
    power1.value.close();
    power2.value.close();
  }
}
