package rubato.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rubato.lab.Environment;
import rubato.lab.store.NewRun;
import rubato.lab.store.Recording;
import rubato.lab.store.Revision;
import rubato.lab.store.Status;
import rubato.lab.store.Store;
import rubato.schedule.Horizon;
import rubato.train.CheckpointFile;
import rubato.train.Loop;
import rubato.train.Metric;
import rubato.train.Run;
import rubato.workloads.Checksums;

/** Records the runs of a command, unless told not to. */
final class Recorder {

  @Mixin StoreOption place = new StoreOption();

  @Option(names = "--no-store", description = "Do not record this.")
  boolean off;

  /** What is the same of all runs of a command. */
  record Job(String task, String optimizer, String batch, Metric metric, String engine) {

    NewRun run(String role, String schedule, long seed, Horizon horizon) {
      return new NewRun(
          Optional.empty(),
          OptionalInt.empty(),
          role,
          task,
          schedule,
          optimizer,
          batch,
          seed,
          horizon,
          metric.name(),
          metric.higherIsBetter(),
          Json.of(Environment.here(Engines.named(engine))),
          Checksums.of(task),
          Revision.of(Path.of("")));
    }
  }

  /** Opens the store, so that what is wrong with it is told before anything is trained. */
  Tape open(Console console, Interrupt interrupt) {
    if (off && place.where != null) {
      throw Failure.usage("--store and --no-store contradict each other: give one of them");
    }
    return new Tape(off ? null : place.patient(console, interrupt));
  }

  /** The runs of this command, being recorded. */
  static final class Tape implements AutoCloseable {
    private final @Nullable Store store;
    private @Nullable Recording recording;
    private final List<String> runs = new ArrayList<>();

    private Tape(@Nullable Store store) {
      this.store = store;
    }

    /** Begins a run; what it is told is recorded from now on. */
    Loop.Listener begin(NewRun run, Metric metric) {
      return begin(run, metric, null);
    }

    /** The same of a run that goes on from where {@code before} is, all of which is recorded. */
    Loop.Listener begin(NewRun run, Metric metric, @Nullable CheckpointFile before) {
      if (store == null) {
        return Loop.Listener.none();
      }
      var begun =
          new Recording(
              store, store.begin(run), metric, System::nanoTime, System::currentTimeMillis);
      recording = begun;
      runs.add(begun.run());
      if (before != null) {
        begun.before(before);
      }
      return begun;
    }

    void finish(Run.End end, String reason) {
      finish(
          switch (end) {
            case COMPLETED -> Status.COMPLETED;
            case DIVERGED -> Status.DIVERGED;
            case STOPPED -> Status.INTERRUPTED;
          },
          reason);
    }

    void finish(Status status, String reason) {
      if (recording != null) {
        recording.finish(status, reason);
        recording = null;
      }
    }

    /** The ids of what was recorded. */
    List<String> runs() {
      return runs;
    }

    @Override
    public void close() {
      if (store != null) {
        store.close();
      }
    }
  }
}
