package rubato.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import rubato.objective.ObjectiveTask;
import rubato.objective.Quadratic;
import rubato.optim.Sgd;
import rubato.pace.Pacer;
import rubato.schedule.Horizon;
import rubato.text.Spec;

class LoopTest {

  private static final Horizon HORIZON = new Horizon(25, 10);
  private static final Task TASK =
      new ObjectiveTask("quadratic", new Quadratic(2, 10, false), new Sgd());

  private static Loop loop(String pace, Loop.Listener listener) {
    return new Loop(
        TASK, 3, TASK.start(3), new Pacer(Spec.parse(pace).resolve(HORIZON)), HORIZON, listener);
  }

  /** Writes down what it is told, and stops when told to. */
  private static final class Notes implements Loop.Listener {
    final List<String> lines = new ArrayList<>();
    long stopAt = Long.MAX_VALUE;
    private long done;

    @Override
    public void stepped(Run.Step step) {
      done = step.step() + 1;
      lines.add("step " + step.step());
    }

    @Override
    public void evaluated(Run.Evaluated evaluated) {
      lines.add("evaluated " + evaluated.step());
    }

    @Override
    public boolean stop() {
      return done >= stopAt;
    }
  }

  @Test
  void every_update_uses_the_rate_of_its_number() {
    Loop loop = loop("linear(0.05 -> 0)", Loop.Listener.none());
    assertThat(loop.until(Long.MAX_VALUE)).isEqualTo(Run.End.COMPLETED);
    var schedule = Spec.parse("linear(0.05 -> 0)").resolve(HORIZON).schedule();
    assertThat(loop.run().steps())
        .hasSize(25)
        .allSatisfy(step -> assertThat(step.rate()).isEqualTo(schedule.at(step.step())));
  }

  @Test
  void evaluates_at_epoch_ends_and_at_the_horizon() {
    var notes = new Notes();
    Loop loop = loop("0.01", notes);
    loop.until(25);
    assertThat(loop.run().evaluations())
        .extracting(Run.Evaluated::step)
        .containsExactly(10L, 20L, 25L);
    assertThat(notes.lines).containsSubsequence("step 9", "evaluated 10", "step 10");
  }

  @Test
  void goes_on_from_a_checkpoint_as_if_there_had_been_none() {
    // Rates at which the loss grows until it has blown up, at an update that depends on the first.
    for (double rate : new double[] {0.05, 0.21, 0.3, 0.5}) {
      Loop whole = loop("" + rate, Loop.Listener.none());
      whole.until(25);
      for (long at = 1; at < whole.run().steps().size(); at++) {
        Training first = TASK.start(3);
        var pacer = new Pacer(Spec.parse("" + rate).resolve(HORIZON));
        var before = new Loop(TASK, 3, first, pacer, HORIZON, Loop.Listener.none());
        before.until(at);
        Training next = TASK.start(3);
        next.restore(first.save());
        var after =
            new Loop(
                TASK,
                3,
                next,
                Pacer.restore(pacer.pace(), pacer.save()),
                HORIZON,
                Loop.Listener.none(),
                before.run().steps(),
                before.run().evaluations());
        after.until(25);
        assertThat(after.run()).as("rate %s, saved at %d", rate, at).isEqualTo(whole.run());
      }
    }
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Loop(
                    TASK,
                    3,
                    TASK.start(3),
                    new Pacer(Spec.parse("0.1").resolve(HORIZON)),
                    HORIZON,
                    Loop.Listener.none(),
                    List.of(new Run.Step(0, 0.1, 1)),
                    List.of()))
        .withMessage("steps so far must be those of the training, 0, got 1");
  }

  @Test
  void in_pieces_is_the_same_as_in_one() {
    Loop whole = loop("cosine(0.05 -> 0)", Loop.Listener.none());
    whole.until(25);
    Loop pieces = loop("cosine(0.05 -> 0)", Loop.Listener.none());
    for (long step = 3; step < 30; step += 4) {
      assertThat(pieces.until(step)).isEqualTo(Run.End.COMPLETED);
    }
    assertThat(pieces.run()).isEqualTo(whole.run());
  }

  @Test
  void a_loop_goes_on_from_a_checkpoint() {
    Loop whole = loop("cosine(0.05 -> 0)", Loop.Listener.none());
    whole.until(25);
    var pace = Spec.parse("cosine(0.05 -> 0)").resolve(HORIZON);
    var training = TASK.start(3);
    var pacer = new Pacer(pace);
    new Loop(TASK, 3, training, pacer, HORIZON, Loop.Listener.none()).until(10);
    var other = TASK.start(3);
    other.restore(training.save());
    var rest =
        new Loop(TASK, 3, other, Pacer.restore(pace, pacer.save()), HORIZON, Loop.Listener.none());
    rest.until(25);
    assertThat(rest.run().steps()).isEqualTo(whole.run().steps().subList(10, 25));
  }

  @Test
  void the_pacer_sees_the_losses() {
    // At this rate nothing improves, so that a plateau that is told of the loss must act.
    Loop loop =
        loop("1e-12 * plateau(lowest \"loss\", factor 0.5, patience 2)", Loop.Listener.none());
    loop.until(25);
    assertThat(loop.run().steps().getFirst().rate()).isEqualTo(1e-12);
    assertThat(loop.run().steps().getLast().rate()).isLessThan(1e-12);
  }

  @Test
  void stops_when_the_listener_says_so_and_can_go_on() {
    var notes = new Notes();
    notes.stopAt = 4;
    Loop loop = loop("0.01", notes);
    assertThat(loop.until(25)).isEqualTo(Run.End.STOPPED);
    assertThat(loop.run().end()).isEqualTo(Run.End.STOPPED);
    assertThat(loop.run().steps()).hasSize(4);
    notes.stopAt = Long.MAX_VALUE;
    assertThat(loop.until(25)).isEqualTo(Run.End.COMPLETED);
    assertThat(loop.run().end()).isEqualTo(Run.End.COMPLETED);
  }

  @Test
  void a_rate_too_large_diverges_and_stays_so() {
    Loop loop = loop("1000", Loop.Listener.none());
    assertThat(loop.until(25)).isEqualTo(Run.End.DIVERGED);
    int steps = loop.run().steps().size();
    assertThat(steps).isBetween(10, 20);
    assertThat(loop.until(25)).isEqualTo(Run.End.DIVERGED);
    assertThat(loop.run().steps()).hasSize(steps);
    assertThat(loop.run().end()).isEqualTo(Run.End.DIVERGED);
  }

  @Test
  void looking_joins_the_run_once() {
    Loop loop = loop("0.01", Loop.Listener.none());
    loop.until(4);
    assertThat(loop.evaluate()).isEqualTo(loop.evaluate());
    assertThat(loop.run().evaluations()).extracting(Run.Evaluated::step).containsExactly(4L);
  }

  @Test
  void rejects_a_pacer_at_another_step() {
    var training = TASK.start(3);
    training.step(0.01);
    var pacer = new Pacer(Spec.parse("0.01").resolve(HORIZON));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Loop(TASK, 3, training, pacer, HORIZON, Loop.Listener.none()))
        .withMessage("step of the pacer must be that of the training, 1, got 0");
  }
}
