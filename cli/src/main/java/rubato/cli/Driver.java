package rubato.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import rubato.pace.Pacer;
import rubato.train.CheckpointFile;
import rubato.train.Loop;
import rubato.train.Run;
import rubato.train.Task;
import rubato.train.Timekeeper;
import rubato.train.Times;
import rubato.train.Training;

/** Drives one training from where it is to its end: progress, checkpoints, Ctrl-C. */
final class Driver implements Loop.Listener {

  private static final double SMOOTHING = 0.05;
  private static final double QUICK_SECONDS = 1;

  private final CheckpointFile.Settings settings;
  private final Training training;
  private final Pacer pacer;
  private final Loop loop;
  private final ProgressLine progress;
  private final Interrupt interrupt;
  private final Loop.Listener record;
  private final LongSupplier nanos;
  private final @Nullable Path file;
  private final long everyNanos;
  private final long quickNanos;

  private final List<Run.Step> steps;
  private final List<Run.Evaluated> evaluations;
  private final Timekeeper times;
  private final long begun;
  private final long beganAt;
  private long written;
  private double smoothed = Double.NaN;

  /**
   * A driver of a training at rest.
   *
   * @param before the steps and evaluations that were made already
   * @param record is told what happens from now on
   * @param file where checkpoints go, if anywhere
   * @param everySeconds how often, besides at each epoch's end
   */
  Driver(
      CheckpointFile.Settings settings,
      Task task,
      Training training,
      Pacer pacer,
      @Nullable CheckpointFile before,
      ProgressLine progress,
      Interrupt interrupt,
      Loop.Listener record,
      LongSupplier nanos,
      @Nullable Path file,
      double everySeconds) {
    this.settings = settings;
    this.training = training;
    this.pacer = pacer;
    this.progress = progress;
    this.interrupt = interrupt;
    this.record = record;
    this.nanos = nanos;
    this.file = file;
    this.everyNanos = (long) (everySeconds * 1e9);
    // Epochs of a millisecond are not worth a file each.
    this.quickNanos = (long) (Math.min(everySeconds, QUICK_SECONDS) * 1e9);
    this.steps = before == null ? new ArrayList<>() : new ArrayList<>(before.steps());
    this.evaluations = before == null ? new ArrayList<>() : new ArrayList<>(before.evaluations());
    this.times =
        new Timekeeper(before == null ? Times.NONE : before.times(), System::currentTimeMillis);
    this.begun = nanos.getAsLong();
    this.beganAt = training.steps();
    this.written = begun;
    this.loop =
        new Loop(
            task, settings.seed(), training, pacer, settings.horizon(), this, steps, evaluations);
  }

  /** Goes on to the end, or to where it diverges or is interrupted. */
  Run.End drive() {
    long perEpoch = settings.horizon().stepsPerEpoch();
    if (training.steps() == 0) {
      save(); // from now on there is something to resume, and the file is known to be writable
    }
    while (training.steps() < settings.horizon().steps()) {
      Run.End end = loop.until((training.steps() / perEpoch + 1) * perEpoch);
      if (end == Run.End.DIVERGED) {
        return end; // the last good checkpoint stays
      }
      if (interrupt.asked()) {
        save();
        return Run.End.STOPPED;
      }
      if (nanos.getAsLong() - written >= quickNanos) {
        save();
      }
    }
    save();
    return Run.End.COMPLETED;
  }

  private void save() {
    written = nanos.getAsLong();
    if (file != null) {
      TargetFile.write(
          file,
          new CheckpointFile(
                  settings, pacer.save(), steps, evaluations, training.save(), times.times())
              .bytes());
    }
  }

  List<Run.Step> steps() {
    return steps;
  }

  List<Run.Evaluated> evaluations() {
    return evaluations;
  }

  double seconds() {
    return (nanos.getAsLong() - begun) / 1e9;
  }

  @Override
  public void stepped(Run.Step step) {
    steps.add(step);
    times.stepped(step);
    record.stepped(step);
    smoothed =
        Double.isNaN(smoothed) ? step.loss() : smoothed + SMOOTHING * (step.loss() - smoothed);
    progress.show("Training", () -> detail(step));
  }

  private String detail(Run.Step step) {
    long done = step.step() + 1;
    double perSecond = (done - beganAt) / seconds();
    String rule = settings.optimizer().replaceFirst(":.*", "");
    String metric =
        evaluations.isEmpty()
            ? ""
            : "  held-out " + Numbers.brief(evaluations.getLast().evaluation().metric());
    return "%s/%s  step %s/%s  %s left  lr %s  loss %s%s  %s steps/s"
        .formatted(
            settings.task(),
            rule,
            Numbers.grouped(done),
            Numbers.grouped(settings.horizon().steps()),
            ProgressLine.clock((settings.horizon().steps() - done) / perSecond),
            Numbers.rate(step.rate()),
            Numbers.brief(smoothed),
            metric,
            ProgressLine.perSecond(perSecond));
  }

  @Override
  public void evaluated(Run.Evaluated evaluated) {
    evaluations.add(evaluated);
    times.evaluated(evaluated);
    record.evaluated(evaluated);
  }

  @Override
  public void rescued(long from, long to) {
    times.rescued(from, to);
    record.rescued(from, to);
    steps.removeIf(step -> step.step() >= to);
    evaluations.removeIf(evaluated -> evaluated.step() > to);
    smoothed = Double.NaN;
  }

  @Override
  public boolean stop() {
    return interrupt.asked() || (file != null && nanos.getAsLong() - written >= everyNanos);
  }
}
