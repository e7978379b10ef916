package rubato.train;

import java.util.ArrayList;
import java.util.List;
import rubato.feedback.Observation;
import rubato.internal.Check;
import rubato.pace.Pacer;
import rubato.schedule.Horizon;

/**
 * Drives one training under one pacer.
 *
 * <p>Each update asks the pacer for the rate, makes the step, and tells the pacer the loss. The
 * held-out data are evaluated at every epoch end and at the horizon's end, and the pacer is told
 * both values. A training that has been restored to step {@code n} goes on under a pacer that has
 * been restored to step {@code n}. Between two calls of {@link #until} both are at rest: that is
 * the moment to save them.
 *
 * <p>A run has diverged when its loss is NaN or infinite, at once; or when it has blown up: ten
 * losses running above {@code level + 10 * max(|level|, spread, fall)}, where {@code level} is the
 * lower of the first loss and the median of the first 20, {@code spread} their median distance from
 * that median, and {@code fall} how far the loss has ever been below {@code level}. The rule is
 * right for negative losses and does not depend on the loss's scale. Where updates of gradients
 * that are not finite are skipped, or those gradients count as 0, a loss that is not finite only
 * counts as one that runs above.
 *
 * <p>Under a pace with a {@link rubato.feedback.Guard} a run that diverges is rolled back, training
 * and pacer, to the last good of its checkpoints, which are taken at the start and at epoch ends;
 * the guard cuts the rate, and the run goes on until the guard has had enough. The steps that were
 * undone are not part of the run.
 *
 * <p>From a {@link Probing} training the pacer is also told, before each update, what its feedbacks
 * want to know of it.
 */
public final class Loop {

  /** Who is told how the run goes. */
  public interface Listener {

    /** An update was made. */
    void stepped(Run.Step step);

    /** The held-out data were evaluated. */
    void evaluated(Run.Evaluated evaluated);

    /** The run had diverged and was rolled back, from {@code from} updates done to {@code to}. */
    default void rescued(long from, long to) {}

    /** True to stop; polled after each update, when its evaluation, if due, is done. */
    boolean stop();

    /** Tells nobody and never stops. */
    static Listener none() {
      return new Listener() {
        @Override
        public void stepped(Run.Step step) {}

        @Override
        public void evaluated(Run.Evaluated evaluated) {}

        @Override
        public boolean stop() {
          return false;
        }
      };
    }
  }

  private final Task task;
  private final long seed;
  private final Training training;
  private final Pacer pacer;
  private final Horizon horizon;
  private final Listener listener;
  private final long first;
  private final Rescue rescue = new Rescue();
  private BlowUp blowUp;
  private final List<Run.Step> steps = new ArrayList<>();
  private final List<Run.Evaluated> evaluations = new ArrayList<>();
  private boolean diverged;

  /**
   * A loop at the step where {@code training} is.
   *
   * @param seed the seed {@code training} was started with
   * @throws IllegalArgumentException when {@code pacer} is at another step than {@code training},
   *     or watches what nobody supplies here
   */
  public Loop(
      Task task, long seed, Training training, Pacer pacer, Horizon horizon, Listener listener) {
    this(task, seed, training, pacer, horizon, listener, training.steps());
  }

  /**
   * A loop that goes on as the one would have that {@code training} and {@code pacer} were saved
   * from: what it saw counts in telling a blow-up, and is part of {@link #run}.
   *
   * @param steps every update so far, from update 0 on
   * @param evaluations every evaluation so far
   * @throws IllegalArgumentException as above; or when {@code steps} are not those of {@code
   *     training}
   */
  public Loop(
      Task task,
      long seed,
      Training training,
      Pacer pacer,
      Horizon horizon,
      Listener listener,
      List<Run.Step> steps,
      List<Run.Evaluated> evaluations) {
    this(task, seed, training, pacer, horizon, listener, 0);
    Check.that(
        steps.size() == training.steps(),
        "steps so far",
        "those of the training, " + training.steps(),
        steps.size());
    this.steps.addAll(steps);
    this.evaluations.addAll(evaluations);
    steps.forEach(step -> diverged = blowUp.seen(step.loss()));
  }

  private Loop(
      Task task,
      long seed,
      Training training,
      Pacer pacer,
      Horizon horizon,
      Listener listener,
      long first) {
    Check.that(
        pacer.step() == training.steps(),
        "step of the pacer",
        "that of the training, " + training.steps(),
        pacer.step());
    Supplies.check(pacer, task, training);
    this.task = task;
    this.seed = seed;
    this.training = training;
    this.blowUp = new BlowUp(training.wild().outlived());
    this.pacer = pacer;
    this.horizon = horizon;
    this.listener = listener;
    this.first = first;
    if (pacer.watches(Observation.DIVERGENCE)) {
      rescue.mark(training, pacer);
    }
  }

  /**
   * Goes on until {@code step} updates are done in all, or the horizon's end if that comes first.
   *
   * @return COMPLETED when they were done; DIVERGED when the run has diverged, now or before;
   *     STOPPED when the listener stopped it, after which another call goes on
   */
  public Run.End until(long step) {
    long end = Math.min(step, horizon.steps());
    while (!diverged && training.steps() < end) {
      update();
      if (!diverged && training.steps() < end && listener.stop()) {
        return Run.End.STOPPED;
      }
    }
    return diverged ? Run.End.DIVERGED : Run.End.COMPLETED;
  }

  private void update() {
    long number = training.steps();
    if (training instanceof Probing probing) {
      Supplies.ahead(pacer, probing);
    }
    double rate = pacer.rate();
    double loss = training.step(rate);
    pacer.advance();
    pacer.observe(new Observation(number, Observation.LOSS, loss));
    var step = new Run.Step(number, rate, loss);
    steps.add(step);
    diverged = blowUp.seen(loss);
    listener.stepped(step);
    long done = number + 1;
    if (diverged && pacer.willing()) {
      rollBack(done, loss);
      return;
    }
    if (!diverged && (done % horizon.stepsPerEpoch() == 0 || done == horizon.steps())) {
      Evaluation seen = evaluate();
      pacer.observe(new Observation(done, Observation.HELD_OUT_LOSS, seen.loss()));
      if (!task.metric().name().equals(Observation.HELD_OUT_LOSS)) {
        pacer.observe(new Observation(done, task.metric().name(), seen.metric()));
      }
      if (pacer.watches(Observation.DIVERGENCE) && blowUp.calm()) {
        rescue.mark(training, pacer);
      }
    }
  }

  private void rollBack(long done, double loss) {
    Rescue.Point point = rescue.back(done);
    long to = point.pacer().step();
    training.restore(point.checkpoint());
    pacer.rollBack(point.pacer());
    pacer.observe(new Observation(to, Observation.DIVERGENCE, loss));
    steps.subList(Math.toIntExact(to - first), steps.size()).clear();
    evaluations.removeIf(evaluated -> evaluated.step() > to);
    blowUp = new BlowUp(training.wild().outlived());
    steps.forEach(step -> blowUp.seen(step.loss()));
    diverged = false;
    listener.rescued(done, to);
  }

  /**
   * The held-out data's say now: the last evaluation if it was made at this step, else a new one,
   * which joins the run. The pacer is not told, so that looking does not change the rate.
   */
  public Evaluation evaluate() {
    long done = training.steps();
    if (!evaluations.isEmpty() && evaluations.getLast().step() == done) {
      return evaluations.getLast().evaluation();
    }
    var evaluated = new Run.Evaluated(done, training.evaluate());
    evaluations.add(evaluated);
    listener.evaluated(evaluated);
    return evaluated.evaluation();
  }

  /** All so far, of this loop; a run that is not at its horizon's end counts as stopped. */
  public Run run() {
    Run.End end =
        diverged
            ? Run.End.DIVERGED
            : training.steps() >= horizon.steps() ? Run.End.COMPLETED : Run.End.STOPPED;
    return new Run(task.name(), pacer.save().pace(), seed, end, steps, evaluations);
  }
}
