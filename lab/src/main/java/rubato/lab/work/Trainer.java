package rubato.lab.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import rubato.feedback.Observation;
import rubato.pace.Pacer;
import rubato.pace.Plan;
import rubato.text.PlanSpec;
import rubato.train.CheckpointFile;
import rubato.train.Loop;
import rubato.train.Planned;
import rubato.train.Run;
import rubato.train.Task;
import rubato.train.Timekeeper;
import rubato.train.Times;
import rubato.train.Training;

/**
 * Carries out orders in this process, one after the other.
 *
 * <p>A trial is continued where it is: in memory, in its checkpoint, or, where neither holds, from
 * the start again; the numbers are the same. Checkpoints are written where an order ends, and at
 * looks on the way when the last one is a second old.
 */
final class Trainer implements AutoCloseable {

  /** Trials that are kept open; more would be faster, and fill the engine's memory. */
  private static final int OPEN = 4;

  private static final long QUICK_NANOS = 1_000_000_000L;

  private final Tasks tasks;
  private final LongSupplier nanos;
  private final LongSupplier millis;
  private final LinkedHashMap<Integer, Open> open = new LinkedHashMap<>();

  /**
   * A trainer.
   *
   * @param nanos a clock, for when to write checkpoints
   * @param millis a clock, in milliseconds since 1970, for when what was made
   */
  Trainer(Tasks tasks, LongSupplier nanos, LongSupplier millis) {
    this.tasks = tasks;
    this.nanos = nanos;
    this.millis = millis;
  }

  /** A run and when it was made. */
  record Made(Run run, Times times) {}

  /** Told of updates; may end the order between two of them by throwing. */
  interface Listener {
    void stepped(Order order, Run.Step step);

    /** True when the order must end at this look. */
    boolean stop();
  }

  /** A trial in memory. */
  private static final class Open implements Loop.Listener, AutoCloseable {
    private final CheckpointFile.Settings settings;
    private final Training training;
    private final Pacer pacer;
    private final Loop loop;
    private final Timekeeper times;
    private Order order;
    private Listener listener;

    Open(
        Order order,
        Task task,
        Optional<CheckpointFile> before,
        Listener listener,
        LongSupplier millis) {
      this.order = order;
      this.listener = listener;
      this.settings = order.settings();
      Plan plan = PlanSpec.parse(settings.schedule()).resolve(settings.horizon());
      this.times = new Timekeeper(before.map(CheckpointFile::times).orElse(Times.NONE), millis);
      this.training = Planned.start(task, settings.seed(), plan, settings.horizon());
      try {
        before.ifPresent(saved -> training.restore(saved.checkpoint()));
        this.pacer =
            before.map(saved -> pacer(plan, saved)).orElseGet(() -> new Pacer(plan.rate()));
        this.loop =
            new Loop(
                task,
                settings.seed(),
                training,
                pacer,
                settings.horizon(),
                this,
                before.map(CheckpointFile::steps).orElse(List.of()),
                before.map(CheckpointFile::evaluations).orElse(List.of()));
      } catch (RuntimeException | Error e) {
        training.close();
        throw e;
      }
    }

    private Pacer pacer(Plan plan, CheckpointFile saved) {
      return saved.settings().equals(settings)
          ? Pacer.restore(plan.rate(), saved.pacer())
          : Pacer.adopt(plan.rate(), saved.pacer());
    }

    CheckpointFile file() {
      Run run = loop.run();
      return new CheckpointFile(
          settings, pacer.save(), run.steps(), run.evaluations(), training.save(), times.times());
    }

    @Override
    public void stepped(Run.Step step) {
      times.stepped(step);
      listener.stepped(order, step);
    }

    @Override
    public void evaluated(Run.Evaluated evaluated) {
      times.evaluated(evaluated);
    }

    @Override
    public void rescued(long from, long to) {
      times.rescued(from, to);
    }

    @Override
    public boolean stop() {
      return false;
    }

    @Override
    public void close() {
      training.close();
    }
  }

  /**
   * Carries {@code order} out; empty when it was stopped at a look, and what was done is in the
   * checkpoint.
   *
   * @throws Refused when the task does not allow the settings
   */
  Optional<Made> carryOut(Order order, Listener listener) {
    Path file = Path.of(order.checkpoint());
    Open trial = open.remove(order.id());
    if (trial != null && !trial.settings.equals(order.settings())) {
      trial.close();
      trial = null;
    }
    if (trial == null) {
      trial = opened(order, file, listener);
    }
    trial.order = order;
    trial.listener = listener;
    boolean kept = false;
    try {
      Optional<Run> run = advance(trial, order, file);
      kept = run.isEmpty() || run.get().end() == Run.End.STOPPED;
      Times times = trial.times.times();
      return run.map(one -> new Made(one, times));
    } finally {
      if (kept) {
        keep(order.id(), trial);
      } else {
        trial.close();
      }
    }
  }

  private Optional<Run> advance(Open trial, Order order, Path file) {
    Run sofar = trial.loop.run();
    if (sofar.steps().size() >= order.until()) {
      return Optional.of(cut(sofar, order.until()));
    }
    long written = nanos.getAsLong();
    for (long look : order.looks()) {
      if (look <= trial.training.steps()) {
        continue;
      }
      if (trial.loop.until(look) == Run.End.DIVERGED) {
        return Optional.of(trial.loop.run());
      }
      trial.loop.evaluate();
      boolean stopped = look < order.until() && trial.listener.stop();
      if (look == order.until() || stopped || nanos.getAsLong() - written >= QUICK_NANOS) {
        save(trial, file);
        written = nanos.getAsLong();
      }
      if (stopped) {
        return Optional.empty();
      }
    }
    return Optional.of(trial.loop.run());
  }

  private Open opened(Order order, Path file, Listener listener) {
    try {
      Task task = tasks.task(order.settings());
      Optional<CheckpointFile> before = read(file, order);
      if (before.isPresent()) {
        try {
          return new Open(order, task, before, listener, millis);
        } catch (IllegalArgumentException _) {
          // Of another version of the task: its numbers are not these.
        }
      }
      return new Open(order, task, Optional.empty(), listener, millis);
    } catch (IllegalArgumentException refused) {
      throw new Refused(String.valueOf(refused.getMessage()), refused);
    }
  }

  /** What the file keeps of this trial, if it can be used for the order. */
  private static Optional<CheckpointFile> read(Path file, Order order) {
    try {
      CheckpointFile saved = CheckpointFile.of(Files.readAllBytes(file));
      boolean usable =
          Heritage.serves(saved, order.settings())
              && (saved.steps().size() < order.until()
                  || saved.evaluations().stream().anyMatch(e -> e.step() == order.until()));
      return Optional.of(saved).filter(_ -> usable);
    } catch (IOException | IllegalArgumentException _) {
      return Optional.empty(); // none, or damaged: the trial is trained again
    }
  }

  private static void save(Open trial, Path file) {
    if (trial.pacer.watches(Observation.DIVERGENCE)) {
      return; // a guard goes back to points that no checkpoint keeps: such a trial begins again
    }
    try {
      Path part = Files.createTempFile(file.toAbsolutePath().getParent(), "trial", ".part");
      try {
        Files.write(part, trial.file().bytes());
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(file + " cannot be written: " + failure.getMessage(), failure);
    }
  }

  private void keep(int id, Open trial) {
    open.put(id, trial);
    if (open.size() > OPEN) {
      var oldest = open.pollFirstEntry();
      if (oldest != null) {
        oldest.getValue().close();
      }
    }
  }

  /** The first {@code until} updates of a run. */
  private static Run cut(Run run, long until) {
    if (run.steps().size() == until) {
      return run;
    }
    return new Run(
        run.task(),
        run.pace(),
        run.seed(),
        Run.End.STOPPED,
        run.steps().subList(0, (int) until),
        run.evaluations().stream().filter(seen -> seen.step() <= until).toList());
  }

  @Override
  public void close() {
    open.values().forEach(Open::close);
    open.clear();
  }

  /** The task does not allow an order's settings. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refused(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
