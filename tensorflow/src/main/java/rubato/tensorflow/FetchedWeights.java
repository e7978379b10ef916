package rubato.tensorflow;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import rubato.optim.Group;
import rubato.optim.Optimizer;
import rubato.optim.Parameter;
import rubato.optim.Precision;
import rubato.optim.Shape;
import rubato.optim.Step;
import rubato.optim.Treatment;
import rubato.train.Conductor;
import rubato.train.Movement;
import rubato.train.Probe;
import rubato.train.Wild;

/** Weights in memory of this side, fed in every run; our optimizer moves them in place. */
final class FetchedWeights implements Weights {

  /**
   * @param name unique
   * @param shape what rules for matrices go by
   * @param fed what it is in the graph
   * @param values where it is
   */
  private record Weight(String name, Shape shape, Operand<TFloat32> fed, Floats values) {

    Parameter with(MemorySegment gradient) {
      return new Parameter(name, shape, values.memory, gradient, Precision.FLOAT32);
    }

    long[] sides() {
      return shape.axes().stream().mapToLong(Long::longValue).toArray();
    }
  }

  private final Ops tf;
  private final Drawn drawn;
  private final int threads;
  private final Treatment treatment;
  private final List<Weight> weights = new ArrayList<>();
  private final Map<String, Floats> judged = new HashMap<>();
  private List<Operand<TFloat32>> gradients = List.of();
  private Conductor conductor;
  private Optimizer optimizer;
  private Movement movement = new Movement();

  FetchedWeights(TensorFlowTask task, Ops tf, Drawn drawn) {
    this.tf = tf;
    this.drawn = drawn;
    this.threads = task.threads();
    this.treatment = task.treatment();
    this.conductor = new Conductor(List.of(Group.all(task.rule())));
    this.optimizer = new Optimizer(conductor.groups(), treatment, threads);
  }

  /** From the first update on, with rules and layers as {@code planned} has them. */
  void follow(Conductor planned) {
    conductor = planned;
    optimizer = new Optimizer(conductor.groups(), treatment, threads);
  }

  /** The names of all weights. */
  List<String> names() {
    return weights.stream().map(Weight::name).toList();
  }

  @Override
  public Operand<TFloat32> weight(String name, Start start, long... shape) {
    float[] first = drawn.values(name, start, shape);
    var fed =
        drawn
            .named(tf, name)
            .placeholder(TFloat32.class, Placeholder.shape(org.tensorflow.ndarray.Shape.of(shape)));
    var values = new Floats(shape);
    values.set(first);
    weights.add(new Weight(name, Shape.of(shape), fed, values));
    return fed;
  }

  @Override
  public void differentiate(Operand<TFloat32> loss) {
    gradients = drawn.gradients(tf, loss, weights.stream().map(Weight::fed).toList());
  }

  @Override
  public void begin(Session session) {
    // The memory holds the first values already.
  }

  @Override
  public Session.Runner fed(Session.Runner run) {
    for (Weight weight : weights) {
      run.feed(weight.fed, weight.values.tensor);
    }
    return run;
  }

  @Override
  public Session.Runner judged(Session.Runner run, long step) {
    if (!optimizer.rule().evaluatesElsewhere()) {
      return fed(run);
    }
    Step last = conductor.at(Math.max(0, step - 1), 0);
    for (Weight weight : weights) {
      Floats other = judged.computeIfAbsent(weight.name, _ -> new Floats(weight.sides()));
      optimizer.evaluation(weight.with(other.memory), last.rule(), other.memory);
      run.feed(weight.fed, other.tensor);
    }
    return run;
  }

  @Override
  public double step(Session.Runner run, long step, double rate) {
    try (var result = differentiated(run).run()) {
      List<Parameter> parameters = parameters(result);
      double loss = Floats.number(result.get(0));
      List<float[]> before = movement.before(parameters);
      long skipped = optimizer.skipped();
      optimizer.step(made(run, parameters, step, rate, loss), parameters);
      if (optimizer.skipped() == skipped) {
        movement.after(before, parameters, rate);
      }
      return loss;
    }
  }

  /** Gradients that were not finite. */
  Wild wild() {
    return Wild.of(optimizer);
  }

  /** What is known of the update of a batch; nothing changes. */
  Probe probe(Session.Runner run) {
    try (var result = differentiated(run).run()) {
      return movement.probe(Floats.number(result.get(0)), parameters(result));
    }
  }

  /** The share of the promised decrease that an update would bring; nothing changes. */
  double decrease(Session.Runner run, long step, double rate) {
    try (var result = differentiated(run).run()) {
      List<Parameter> parameters = parameters(result);
      double loss = Floats.number(result.get(0));
      List<float[]> w = parameters.stream().map(p -> Movement.numbers(p.weights())).toList();
      List<float[]> g = parameters.stream().map(p -> Movement.numbers(p.gradient())).toList();
      optimizer.copy().step(made(run, parameters, step, rate, loss), parameters);
      double promised = Movement.promised(g, w, parameters);
      double then = again(run, parameters);
      for (int i = 0; i < w.size(); i++) {
        parameters.get(i).weights().copyFrom(MemorySegment.ofArray(w.get(i)));
      }
      return (loss - then) / promised;
    }
  }

  private Session.Runner differentiated(Session.Runner run) {
    gradients.forEach(run::fetch);
    return run;
  }

  /** The engine puts its gradients elsewhere in every run. */
  private List<Parameter> parameters(Result result) {
    var parameters = new ArrayList<Parameter>();
    for (int i = 0; i < weights.size(); i++) {
      parameters.add(weights.get(i).with(Floats.view(result.get(1 + i))));
    }
    return parameters;
  }

  private Step made(
      Session.Runner run, List<Parameter> parameters, long step, double rate, double loss) {
    return conductor.at(step, rate).loss(loss).again(() -> again(run, parameters));
  }

  /** Runs the same batch with the weights as they are now. */
  private static double again(Session.Runner run, List<Parameter> parameters) {
    try (var result = run.run()) {
      for (int i = 0; i < parameters.size(); i++) {
        parameters.get(i).gradient().copyFrom(Floats.view(result.get(1 + i)));
      }
      return Floats.number(result.get(0));
    }
  }

  @Override
  public String layout() {
    return drawn.layout();
  }

  @Override
  public void save(Session session, DataOutput out) throws IOException {
    movement.save(out);
    for (Weight weight : weights) {
      Bytes.write(out, weight.values.memory);
    }
    optimizer.save(out);
  }

  @Override
  public void restore(Session session, DataInput in) throws IOException {
    Movement savedMovement = Movement.restore(in);
    var saved = new ArrayList<MemorySegment>();
    for (Weight weight : weights) {
      saved.add(Bytes.read(in, weight.values.memory.byteSize()));
    }
    optimizer.restore(in); // the last that can fail
    movement = savedMovement;
    for (int i = 0; i < saved.size(); i++) {
      weights.get(i).values.memory.copyFrom(saved.get(i));
    }
  }

  @Override
  public void close() {
    weights.forEach(weight -> weight.values.close());
    judged.values().forEach(Floats::close);
  }
}
