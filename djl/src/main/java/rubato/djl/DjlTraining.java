package rubato.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rubato.optim.Gradients;
import rubato.optim.Group;
import rubato.optim.Optimizer;
import rubato.optim.Parameter;
import rubato.optim.Step;
import rubato.pace.Plan;
import rubato.schedule.Horizon;
import rubato.train.Checkpoint;
import rubato.train.Conductor;
import rubato.train.Envelope;
import rubato.train.Evaluation;
import rubato.train.Movement;
import rubato.train.Planned;
import rubato.train.Probe;
import rubato.train.Probing;
import rubato.train.Reading;
import rubato.train.Seeds;
import rubato.train.Wild;

/** A {@link DjlTask} that has been started. */
final class DjlTraining implements Probing, Planned {

  /** Of the bytes a checkpoint holds. */
  private static final int VERSION = 2;

  /** Held-out examples in one pass: enough to keep the engine busy, few enough for the cache. */
  private static final int CHUNK = 250;

  /** Often enough to notice at once, seldom enough not to cost. */
  private static final int ADDRESS_CHECK = 64;

  private final DjlTask task;
  private final NDManager manager;
  private final Block block;
  private final ParameterStore store;
  private final Weights weights;
  private final Objective objective;
  private final Batches batches;

  private Conductor conductor;
  private Optimizer optimizer;
  private Movement movement = new Movement();
  private long seed;
  private long steps;
  private Reading reading = Reading.START;
  private int @Nullable [] order;
  private long orderOf = -1;

  DjlTraining(DjlTask task, long seed) {
    this.task = task;
    this.seed = seed;
    this.manager = Torch.memory();
    try {
      int size = task.batchSize();
      this.block = task.net().block(task.outputs());
      this.store = new ParameterStore(manager, false);
      this.weights =
          new Weights(
              block,
              manager,
              new Shape(size).addAll(new Shape(task.train().shape())),
              Seeds.weights(seed));
      this.conductor = new Conductor(List.of(Group.all(task.rule())));
      this.optimizer = optimizer();
      this.objective = Objective.of(task.train().classes());
      this.batches = new Batches(manager, task.train(), task.outputs());
    } catch (RuntimeException | Error e) {
      manager.close();
      throw e;
    }
  }

  private Optimizer optimizer() {
    return new Optimizer(conductor.groups(), task.treatment(), task.threads());
  }

  @Override
  public void follow(Plan plan, Horizon horizon) {
    Require.that(steps == 0, "updates before a plan is followed", "0", steps);
    var planned = new Conductor(plan, List.of(Group.all(task.rule())), List.of(Conductor.BATCH));
    planned.check(weights.names());
    planned.check(horizon);
    for (long step = 0; step < horizon.steps(); step++) {
      planned.batch(step, task.batchSize(), task.train().examples());
    }
    conductor = planned;
    optimizer = optimizer();
  }

  @Override
  public double step(double rate) {
    try (var _ = turn(true);
        var _ = new NDScope()) {
      double loss = over(true);
      if (steps % ADDRESS_CHECK < 2) {
        weights.checkAddresses();
      }
      List<Parameter> parameters = weights.parameters();
      List<float[]> before = movement.before(parameters);
      long skipped = optimizer.skipped();
      optimizer.step(made(rate, loss).leaving(Gradients.ZERO), parameters);
      if (optimizer.skipped() == skipped) {
        movement.after(before, parameters, rate);
      }
      reading = reading.after(size(), task.train().examples());
      steps++;
      return loss;
    }
  }

  /** What the next update is made with. */
  private Step made(double rate, double loss) {
    return conductor
        .at(steps, rate)
        .loss(loss)
        .again(
            () -> {
              weights.clearGradients();
              return over(true);
            });
  }

  /**
   * The mean loss of the examples of the next update, a piece at a time.
   *
   * @param back whether their mean gradient is added to that of the weights
   */
  private double over(boolean back) {
    int all = reading.size(size(), task.train().examples());
    int most = Math.ceilDiv(all, task.pieces());
    double loss = 0;
    for (int done = 0; done < all; done += most) {
      Batch batch = filled(done, Math.min(most, all - done), all);
      try (var _ = new NDScope()) {
        double share = (double) batch.size() / all;
        NDArray outputs = forward(batch, true);
        loss += share * batch.loss(objective, outputs, (float) share);
        if (back) {
          Torch.backward(outputs, batch.gradient);
        }
      }
    }
    return loss;
  }

  @Override
  public Probe probe() {
    try (var _ = turn(true);
        var _ = new NDScope()) {
      Probe probe = movement.probe(over(true), weights.parameters());
      weights.clearGradients();
      return probe;
    }
  }

  @Override
  public double decrease(double rate) {
    try (var _ = turn(true);
        var _ = new NDScope()) {
      double loss = over(true);
      List<Parameter> parameters = weights.parameters();
      List<float[]> w = parameters.stream().map(p -> Movement.numbers(p.weights())).toList();
      List<float[]> g = parameters.stream().map(p -> Movement.numbers(p.gradient())).toList();
      optimizer.copy().step(made(rate, loss), parameters);
      double promised = Movement.promised(g, w, parameters);
      double then = over(false);
      weights.put(w);
      weights.clearGradients();
      return (loss - then) / promised;
    }
  }

  /** The examples of a full batch now. */
  private int size() {
    return conductor.batch(steps, task.batchSize(), task.train().examples());
  }

  /** {@code size} of the examples of the next update, which sees {@code all}, from {@code done}. */
  private Batch filled(int done, int size, int all) {
    int examples = task.train().examples();
    Batch batch = batches.of(size);
    boolean shuffled = all < examples || task.batch() == examples;
    if (!shuffled) {
      if (size == all) {
        batch.fill();
      } else {
        batch.fill(done);
      }
      return batch;
    }
    int[] now = order;
    if (now == null || orderOf != reading.epoch()) {
      now = Seeds.order(seed, reading.epoch(), examples);
      order = now;
      orderOf = reading.epoch();
    }
    batch.fill(now, reading.from() + done);
    return batch;
  }

  private NDArray forward(Batch batch, boolean training) {
    return block.forward(store, new NDList(batch.examples), training).singletonOrThrow();
  }

  @Override
  public Evaluation evaluate() {
    double loss = 0;
    double metric = 0;
    int examples = task.heldOut().examples();
    try (var _ = turn(false);
        var _ = weights.evaluated(optimizer, conductor.at(Math.max(0, steps - 1), 0))) {
      for (int from = 0; from < examples; from += CHUNK) {
        int size = Math.min(CHUNK, examples - from);
        try (var _ = new NDScope()) {
          var batch = new Batch(manager, task.heldOut(), size, task.outputs());
          batch.fill(from);
          NDArray outputs = forward(batch, false);
          loss += batch.loss(objective, outputs, 1) * size;
          metric += batch.metric(objective, outputs) * size;
        }
      }
    }
    return new Evaluation(loss / examples, metric / examples);
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public Wild wild() {
    return Wild.of(optimizer);
  }

  @Override
  public Checkpoint save() {
    try (var _ = turn(false)) {
      return new Checkpoint(
          task.name(), steps, Envelope.seal(task.identity(), VERSION, this::write));
    }
  }

  private void write(DataOutput out) throws IOException {
    out.writeLong(seed);
    out.writeLong(steps);
    out.writeLong(reading.epoch());
    out.writeInt(reading.from());
    movement.save(out);
    weights.save(out);
    optimizer.save(out);
  }

  @Override
  public void restore(Checkpoint checkpoint) {
    Require.that(
        checkpoint.task().equals(task.name()),
        "checkpoint",
        "of " + task.name(),
        checkpoint.task());
    try (var _ = turn(false)) {
      Envelope.open(task.identity(), VERSION, checkpoint.state(), this::read);
    }
  }

  private long read(DataInput in) throws IOException {
    long savedSeed = in.readLong();
    long savedSteps = in.readLong();
    var savedReading = new Reading(in.readLong(), in.readInt());
    Movement savedMovement = Movement.restore(in);
    weights.restore(in);
    optimizer.restore(in);
    seed = savedSeed;
    steps = savedSteps;
    reading = savedReading;
    movement = savedMovement;
    orderOf = -1;
    return steps;
  }

  private Torch turn(boolean gradients) {
    if (!manager.isOpen()) {
      throw new IllegalStateException("training must be open, got closed: " + task.name());
    }
    return Torch.turn(task.threads(), gradients);
  }

  @Override
  public void close() {
    manager.close();
  }
}
