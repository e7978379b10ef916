package rubato.train;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import rubato.internal.Check;
import rubato.pace.Pacer;
import rubato.schedule.Horizon;

/**
 * A run on paper, at rest between two updates: all that another process needs to end it as this one
 * would have, bit for bit.
 *
 * @param settings what was trained and how
 * @param pacer the pacer
 * @param steps every update so far, from update 0 on
 * @param evaluations every evaluation so far
 * @param checkpoint the training
 * @param times when all that was made
 */
public record CheckpointFile(
    Settings settings,
    Pacer.Saved pacer,
    List<Run.Step> steps,
    List<Run.Evaluated> evaluations,
    Checkpoint checkpoint,
    Times times) {

  private static final String KIND = "rubato run";
  private static final int VERSION = 2;
  private static final int WITHOUT_TIMES = 1;

  public CheckpointFile {
    steps = List.copyOf(steps);
    evaluations = List.copyOf(evaluations);
    Check.that(
        pacer.step() == checkpoint.step() && steps.size() == checkpoint.step(),
        "steps of the pacer and of the run",
        "those of the training, " + checkpoint.step(),
        pacer.step() + " and " + steps.size());
  }

  /**
   * What was trained and how: two runs with equal settings, on one machine, are equal.
   *
   * @param task the name of the task, with its variant
   * @param optimizer the text of the rule
   * @param batch the text of the batch
   * @param threads how many threads compute
   * @param schedule the text of the pace, spans and all
   * @param horizon how long the training is meant to last
   * @param seed the seed it was started with
   */
  public record Settings(
      String task,
      String optimizer,
      String batch,
      int threads,
      String schedule,
      Horizon horizon,
      long seed) {

    /**
     * Passes when {@code asked} is equal.
     *
     * @throws IllegalArgumentException naming the first thing that differs, and both values
     */
    public void requireSame(Settings asked) {
      same("task", task, asked.task);
      same("optimizer", optimizer, asked.optimizer);
      same("batch", batch, asked.batch);
      same("threads", threads, asked.threads);
      same("schedule", schedule, asked.schedule);
      same("steps", horizon.steps(), asked.horizon.steps());
      same("steps per epoch", horizon.stepsPerEpoch(), asked.horizon.stepsPerEpoch());
      same("seed", seed, asked.seed);
    }

    private static void same(String name, Object saved, Object asked) {
      Check.that(saved.equals(asked), name, saved + ", as in the checkpoint", asked);
    }
  }

  /** The file's bytes. */
  public byte[] bytes() {
    return Envelope.seal(KIND, VERSION, this::write);
  }

  /**
   * The run that {@link #bytes} wrote.
   *
   * @throws IllegalArgumentException when they are damaged, foreign or of a newer version
   */
  public static CheckpointFile of(byte[] bytes) {
    return Envelope.version(bytes) == WITHOUT_TIMES
        ? Envelope.open(KIND, WITHOUT_TIMES, bytes, in -> read(in, _ -> Times.NONE))
        : Envelope.open(KIND, VERSION, bytes, in -> read(in, CheckpointFile::times));
  }

  private void write(DataOutputStream out) throws IOException {
    text(out, settings.task);
    text(out, settings.optimizer);
    text(out, settings.batch);
    out.writeInt(settings.threads);
    text(out, settings.schedule);
    out.writeLong(settings.horizon.steps());
    out.writeLong(settings.horizon.stepsPerEpoch());
    out.writeLong(settings.seed);
    text(out, pacer.pace());
    out.writeInt(pacer.states().size());
    for (String state : pacer.states()) {
      text(out, state);
    }
    out.writeInt(steps.size());
    for (Run.Step step : steps) {
      out.writeDouble(step.rate());
      out.writeDouble(step.loss());
    }
    out.writeInt(evaluations.size());
    for (Run.Evaluated seen : evaluations) {
      out.writeLong(seen.step());
      out.writeDouble(seen.evaluation().loss());
      out.writeDouble(seen.evaluation().metric());
    }
    text(out, checkpoint.task());
    out.writeInt(checkpoint.state().length);
    out.write(checkpoint.state());
    out.writeLong(times.from());
    out.writeInt(times.steps().size());
    for (long at : times.steps()) {
      out.writeLong(at);
    }
    out.writeInt(times.evaluations().size());
    for (Map.Entry<Long, Long> seen : times.evaluations().entrySet()) {
      out.writeLong(seen.getKey());
      out.writeLong(seen.getValue());
    }
  }

  private static CheckpointFile read(DataInputStream in, Envelope.Reader<Times> times)
      throws IOException {
    var settings =
        new Settings(
            text(in),
            text(in),
            text(in),
            in.readInt(),
            text(in),
            new Horizon(in.readLong(), in.readLong()),
            in.readLong());
    String pace = text(in);
    var states = new ArrayList<String>();
    for (int i = in.readInt(); i > 0; i--) {
      states.add(text(in));
    }
    var steps = new ArrayList<Run.Step>();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      steps.add(new Run.Step(i, in.readDouble(), in.readDouble()));
    }
    var evaluations = new ArrayList<Run.Evaluated>();
    for (int i = in.readInt(); i > 0; i--) {
      evaluations.add(
          new Run.Evaluated(in.readLong(), new Evaluation(in.readDouble(), in.readDouble())));
    }
    var checkpoint = new Checkpoint(text(in), count, bytes(in));
    return new CheckpointFile(
        settings,
        new Pacer.Saved(pace, count, states),
        steps,
        evaluations,
        checkpoint,
        times.read(in));
  }

  private static Times times(DataInputStream in) throws IOException {
    long from = in.readLong();
    var steps = new ArrayList<Long>();
    for (int i = in.readInt(); i > 0; i--) {
      steps.add(in.readLong());
    }
    var evaluations = new TreeMap<Long, Long>();
    for (int i = in.readInt(); i > 0; i--) {
      evaluations.put(in.readLong(), in.readLong());
    }
    return new Times(from, steps, evaluations);
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(bytes(in), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    // Asked before it is allocated: a length out of the blue must not exhaust the memory.
    Check.that(length >= 0 && length <= in.available(), "length", "within the checkpoint", length);
    return in.readNBytes(length);
  }
}
