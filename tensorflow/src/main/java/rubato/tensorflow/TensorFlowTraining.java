package rubato.tensorflow;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import rubato.optim.Group;
import rubato.optim.Treatment;
import rubato.pace.Plan;
import rubato.schedule.Horizon;
import rubato.train.Checkpoint;
import rubato.train.Conductor;
import rubato.train.Dataset;
import rubato.train.Envelope;
import rubato.train.Evaluation;
import rubato.train.Planned;
import rubato.train.Probe;
import rubato.train.Probing;
import rubato.train.Reading;
import rubato.train.Seeds;
import rubato.train.Wild;

/** A {@link TensorFlowTask} that has been started. */
final class TensorFlowTraining implements Probing, Planned {

  /** Of the bytes a checkpoint holds. */
  private static final int VERSION = 2;

  /** Held-out examples in one pass: enough to keep the engine busy, few enough for the cache. */
  private static final int CHUNK = 250;

  private final TensorFlowTask task;
  private final Graph graph = new Graph();
  private final Map<Integer, Room> rooms = new HashMap<>();
  private final Operand<TFloat32> examples;
  private final Operand<TFloat32> labels;
  private final Weights weights;
  private final Model.Heads heads;
  private final Session session;

  private long seed;
  private long steps;
  private Reading reading = Reading.START;
  private Conductor conductor;
  private int @Nullable [] order;
  private long orderOf = -1;
  private boolean open = true;

  TensorFlowTraining(TensorFlowTask task, long seed) {
    this.task = task;
    this.seed = seed;
    this.conductor = new Conductor(List.of(Group.all(task.rule())));
    Ops tf = Ops.create(graph);
    long[] shape = task.train().shape();
    this.examples = placeholder(tf, Room.shape(-1, shape));
    this.labels = placeholder(tf, -1);
    this.weights = Weights.of(task, tf, seed);
    Session made = null;
    try {
      var batch = new Model.Batch(examples, labels, shape, task.train().classes());
      Model.Heads built = task.model().build(tf, weights, batch);
      // One output cannot be fetched twice, and for a regression loss and metric are one.
      this.heads = new Model.Heads(tf.identity(built.loss()), tf.identity(built.metric()));
      weights.differentiate(heads.loss());
      made = new Session(graph, threads(task.threads()));
      weights.begin(made);
      this.session = made;
    } catch (RuntimeException | Error e) {
      if (made != null) {
        made.close();
      }
      weights.close();
      graph.close();
      throw e;
    }
  }

  private static Operand<TFloat32> placeholder(Ops tf, long... shape) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(shape)));
  }

  /** One operation at a time, each on all threads: sums are then always made in one order. */
  private static ConfigProto threads(int threads) {
    return ConfigProto.newBuilder()
        .setIntraOpParallelismThreads(threads)
        .setInterOpParallelismThreads(1)
        .build();
  }

  @Override
  public void follow(Plan plan, Horizon horizon) {
    Require.that(steps == 0, "updates before a plan is followed", "0", steps);
    var planned = new Conductor(plan, List.of(Group.all(task.rule())), List.of(Conductor.BATCH));
    planned.check(horizon);
    for (long step = 0; step < horizon.steps(); step++) {
      planned.batch(step, task.batchSize(), task.train().examples());
    }
    switch (weights) {
      case FetchedWeights fetched -> {
        planned.check(fetched.names());
        fetched.follow(planned);
      }
      case GraphWeights _ ->
          Require.that(
              plan.layers().isEmpty()
                  && Set.of(Conductor.BATCH).containsAll(plan.others().keySet()),
              "plan for updates in the graph",
              "of the rate and " + Conductor.BATCH + " alone",
              plan);
    }
    conductor = planned;
  }

  @Override
  public double step(double rate) {
    requireOpen();
    double loss = weights.step(ahead(), steps, rate);
    reading = reading.after(size(), task.train().examples());
    steps++;
    return loss;
  }

  @Override
  public Probe probe() {
    requireOpen();
    return fetched().probe(ahead());
  }

  @Override
  public double decrease(double rate) {
    requireOpen();
    return fetched().decrease(ahead(), steps, rate);
  }

  private FetchedWeights fetched() {
    if (weights instanceof FetchedWeights fetched) {
      return fetched;
    }
    throw new UnsupportedOperationException(
        "feedbacks that look at gradients need updates " + Updates.FETCHED + ", got IN_GRAPH");
  }

  /** The next batch, ready to run up to its loss. */
  private Session.Runner ahead() {
    return weights.fed(run(next())).fetch(heads.loss());
  }

  private Session.Runner run(Room batch) {
    var run = session.runner();
    return run.feed(examples, batch.examples.tensor).feed(labels, batch.labels.tensor);
  }

  /** The examples of a full batch now. */
  private int size() {
    return conductor.batch(steps, task.batchSize(), task.train().examples());
  }

  /** The batch of the next update, filled. */
  private Room next() {
    Dataset data = task.train();
    int examples = data.examples();
    int size = reading.size(size(), examples);
    if (size == examples && task.batch() != examples) {
      boolean filled = rooms.containsKey(0);
      Room all = rooms.computeIfAbsent(0, _ -> new Room(data, examples));
      return filled ? all : all.fill(data, 0);
    }
    int[] now = order;
    if (now == null || orderOf != reading.epoch()) {
      now = Seeds.order(seed, reading.epoch(), examples);
      order = now;
      orderOf = reading.epoch();
    }
    return room(size).fill(data, now, reading.from());
  }

  private Room room(int size) {
    return rooms.computeIfAbsent(size, _ -> new Room(task.train(), size));
  }

  @Override
  public Evaluation evaluate() {
    requireOpen();
    double loss = 0;
    double metric = 0;
    Dataset data = task.heldOut();
    for (int from = 0; from < data.examples(); from += CHUNK) {
      int size = Math.min(CHUNK, data.examples() - from);
      var run = weights.judged(run(room(size).fill(data, from)), steps);
      try (var result = run.fetch(heads.loss()).fetch(heads.metric()).run()) {
        loss += (double) Floats.number(result.get(0)) * size;
        metric += (double) Floats.number(result.get(1)) * size;
      }
    }
    return new Evaluation(loss / data.examples(), metric / data.examples());
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public Wild wild() {
    return weights instanceof FetchedWeights fetched ? fetched.wild() : Wild.UNSEEN;
  }

  @Override
  public Checkpoint save() {
    requireOpen();
    return new Checkpoint(task.name(), steps, Envelope.seal(identity(), VERSION, this::write));
  }

  private void write(DataOutput out) throws IOException {
    out.writeLong(seed);
    out.writeLong(steps);
    out.writeLong(reading.epoch());
    out.writeInt(reading.from());
    weights.save(session, out);
  }

  @Override
  public void restore(Checkpoint checkpoint) {
    requireOpen();
    Require.that(
        checkpoint.task().equals(task.name()),
        "checkpoint",
        "of " + task.name(),
        checkpoint.task());
    Envelope.open(identity(), VERSION, checkpoint.state(), this::read);
  }

  private long read(DataInput in) throws IOException {
    long savedSeed = in.readLong();
    long savedSteps = in.readLong();
    var savedReading = new Reading(in.readLong(), in.readInt());
    weights.restore(session, in);
    seed = savedSeed;
    steps = savedSteps;
    reading = savedReading;
    orderOf = -1;
    return steps;
  }

  /** All that a checkpoint must share with the training it is restored into. */
  private String identity() {
    return "%s, %s on %d examples, batch %s, %s, %s"
        .formatted(
            task.name(),
            weights.layout(),
            task.train().examples(),
            task.batch() == 0 ? "all" : task.batch(),
            task.treatment().equals(Treatment.NONE)
                ? task.rule()
                : task.rule() + " " + task.treatment(),
            task.updates());
  }

  private void requireOpen() {
    if (!open) {
      throw new IllegalStateException("training must be open, got closed: " + task.name());
    }
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      session.close();
      rooms.values().forEach(Room::close);
      weights.close();
      graph.close();
    }
  }
}
