package rubato.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import rubato.objective.Examples;
import rubato.objective.LinearTask;
import rubato.objective.Loss;
import rubato.optim.NonFinite;
import rubato.optim.Sgd;
import rubato.optim.Treatment;
import rubato.pace.Pacer;
import rubato.schedule.Horizon;
import rubato.text.Spec;

/** Trainings that meet gradients that are not finite. */
class WildTest {

  private static final Horizon HORIZON = new Horizon(24, 4);

  /** Eight rows on a line, of which {@code wild} are NaN, one in a batch. */
  private static Task task(NonFinite policy, int wild) {
    double[] rows = new double[8];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i < wild ? Double.NaN : i / 8.0;
    }
    var good = new Examples(1, new double[] {0, 1}, new double[] {0, 1});
    var train = new Examples(1, rows, new double[8]);
    var treatment = Treatment.NONE.nonFinite(policy);
    return new LinearTask("line", Loss.SQUARED, train, good, new Sgd(0.9), 2, treatment);
  }

  private static Loop loop(Task task, Training training, Pacer pacer, List<Run.Step> steps) {
    return new Loop(task, 0, training, pacer, HORIZON, Loop.Listener.none(), steps, List.of());
  }

  private static Pacer pacer() {
    return new Pacer(Spec.parse("0.1").resolve(HORIZON));
  }

  @Test
  void a_run_outlives_a_row_that_is_skipped_or_counts_as_0() {
    for (NonFinite policy : List.of(NonFinite.SKIP, NonFinite.ZERO)) {
      Task task = task(policy, 1);
      Training training = task.start(0);
      Loop loop = loop(task, training, pacer(), List.of());
      assertThat(loop.until(24)).as("%s", policy).isEqualTo(Run.End.COMPLETED);
      assertThat(training.evaluate().loss()).isFinite();
      // Once in each of six epochs; a weight and the bias.
      var expected = policy == NonFinite.SKIP ? new Wild(policy, 6, 0) : new Wild(policy, 0, 12);
      assertThat(training.wild()).isEqualTo(expected);
      assertThat(loop.run().steps()).filteredOn(step -> Double.isNaN(step.loss())).hasSize(6);
    }
  }

  @Test
  void without_a_policy_it_diverges_and_under_fail_it_is_rejected() {
    Task passing = task(NonFinite.PASS, 1);
    Training training = passing.start(0);
    assertThat(loop(passing, training, pacer(), List.of()).until(24)).isEqualTo(Run.End.DIVERGED);
    assertThat(training.wild()).isEqualTo(Wild.UNSEEN);
    Task failing = task(NonFinite.FAIL, 1);
    Loop loop = loop(failing, failing.start(0), pacer(), List.of());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loop.until(24))
        .withMessage("gradient of x must be finite, got 2 NaN or infinite of 2");
  }

  @Test
  void where_nothing_is_finite_any_more_it_diverges_after_ten() {
    Task task = task(NonFinite.SKIP, 8);
    Loop loop = loop(task, task.start(0), pacer(), List.of());
    assertThat(loop.until(24)).isEqualTo(Run.End.DIVERGED);
    assertThat(loop.run().steps()).hasSize(BlowUp.STREAK);
  }

  @Test
  void counts_and_patience_are_restored_whole() {
    Task task = task(NonFinite.SKIP, 1);
    Training whole = task.start(0);
    loop(task, whole, pacer(), List.of()).until(24);
    for (long middle = 1; middle <= 4; middle++) {
      Training first = task.start(0);
      Pacer pacer = pacer();
      Loop loop = loop(task, first, pacer, List.of());
      loop.until(middle);
      Training second = task.start(1);
      second.restore(first.save());
      Pacer other = Pacer.restore(pacer().pace(), pacer.save());
      Loop rest = loop(task, second, other, loop.run().steps());
      assertThat(rest.until(24)).isEqualTo(Run.End.COMPLETED);
      assertThat(second.save().state()).isEqualTo(whole.save().state());
      assertThat(second.wild()).isEqualTo(whole.wild());
    }
  }
}
