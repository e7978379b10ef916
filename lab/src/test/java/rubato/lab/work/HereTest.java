package rubato.lab.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rubato.train.Run;
import rubato.train.Times;

class HereTest {

  @TempDir Path folder;

  private Here here() {
    return new Here(Fragile::task, Limits.DEFAULT, System::nanoTime);
  }

  private static Run run(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Done.class);
    return ((Answer.Done) answer).run();
  }

  private Run run(Executor executor, Order order) {
    executor.begin(order);
    return run(executor.next(Watch.none()));
  }

  private Order order(String task, long until) {
    return Fragile.order(0, task, 0.1, until, folder);
  }

  @Test
  void a_trial_is_looked_at_at_each_look() {
    try (var executor = here()) {
      Run run = run(executor, order("half-plane", 60));
      assertThat(run.steps()).hasSize(60);
      assertThat(run.evaluations()).extracting(Run.Evaluated::step).contains(7L, 14L, 20L, 60L);
      assertThat(run.end()).isEqualTo(Run.End.STOPPED);
      assertThat(run(executor, order("half-plane", 180)).end()).isEqualTo(Run.End.COMPLETED);
    }
  }

  @Test
  void a_trial_that_goes_on_from_its_checkpoint_keeps_the_times_it_had() {
    Times before;
    try (var executor = here()) {
      executor.begin(order("half-plane", 20));
      before = ((Answer.Done) executor.next(Watch.none())).times();
    }
    long now = System.currentTimeMillis();
    try (var executor = here()) {
      executor.begin(order("half-plane", 60));
      Times times = ((Answer.Done) executor.next(Watch.none())).times();
      assertThat(times.steps()).hasSize(60).startsWith(before.steps().toArray(Long[]::new));
      assertThat(times.evaluations()).containsAllEntriesOf(before.evaluations());
      assertThat(times.steps().subList(20, 60)).allMatch(at -> at >= now);
    }
  }

  @Test
  void in_pieces_in_memory_from_checkpoints_and_in_one_are_the_same() throws IOException {
    Run whole;
    try (var executor = here()) {
      whole = run(executor, order("half-plane", 180));
    }
    Files.delete(folder.resolve("0.trial"));
    try (var executor = here()) {
      run(executor, order("half-plane", 20));
      run(executor, order("half-plane", 60));
    }
    try (var executor = here()) {
      Run first = run(executor, order("half-plane", 20));
      assertThat(first.steps()).hasSize(20);
      assertThat(run(executor, order("half-plane", 180))).isEqualTo(whole);
    }
  }

  @Test
  void a_damaged_or_foreign_checkpoint_is_trained_again() throws IOException {
    Path file = folder.resolve("0.trial");
    Run whole;
    try (var executor = here()) {
      whole = run(executor, order("half-plane", 60));
    }
    byte[] good = Files.readAllBytes(file);
    for (int length = 0; length < good.length; length += 997) {
      Files.write(file, Arrays.copyOf(good, length));
      try (var executor = here()) {
        assertThat(run(executor, order("half-plane", 60))).isEqualTo(whole);
      }
    }
    try (var executor = here()) {
      run(executor, Fragile.order(0, "half-plane", 0.2, 60, folder));
      assertThat(run(executor, order("half-plane", 60))).isEqualTo(whole);
    }
  }

  @Test
  void a_guarded_trial_begins_again_rather_than_forget_where_it_can_go_back_to() {
    var plain = order("half-plane", 60);
    var s = plain.settings();
    var guarded =
        new Order(
            0,
            new rubato.train.CheckpointFile.Settings(
                s.task(), s.optimizer(), s.batch(), 1, "0.1 * guard()", s.horizon(), 3),
            plain.looks(),
            plain.checkpoint());
    try (var executor = here()) {
      run(executor, guarded);
      assertThat(folder.resolve("0.trial")).doesNotExist();
    }
  }

  @Test
  void a_training_that_throws_once_goes_on_and_one_that_always_does_has_crashed() {
    Run whole;
    try (var executor = here()) {
      whole = run(executor, order("half-plane", 60));
      Run again = run(executor, order("throw@33@" + folder.resolve("m"), 60));
      assertThat(again.steps()).isEqualTo(whole.steps());
      executor.begin(order("throw@33@-", 60));
      assertThat(executor.next(Watch.none()))
          .isEqualTo(new Answer.Crashed(0, "IllegalStateException: thrown at 33", false));
      assertThat(run(executor, order("half-plane", 60))).isEqualTo(whole);
    }
  }

  @Test
  void a_trial_that_takes_too_long_has_crashed() {
    var ticks = new long[1];
    var limits = new Limits(2, Duration.ofMillis(1500));
    try (var executor = new Here(Fragile::task, limits, () -> ticks[0] += 100_000_000)) {
      executor.begin(order("half-plane", 60));
      assertThat(executor.next(Watch.none()))
          .isEqualTo(new Answer.Crashed(0, "no answer within 1.5 s", false));
    }
  }

  @Test
  void what_the_task_does_not_allow_is_refused() {
    try (var executor = here()) {
      executor.begin(order("unknown", 60));
      assertThat(executor.next(Watch.none()))
          .isEqualTo(new Answer.Crashed(0, "task must be known, got unknown", true));
    }
  }

  @Test
  void a_stop_ends_the_order_at_its_next_look_and_keeps_it() {
    var stopping =
        new Watch() {
          long steps;

          @Override
          public void at(int id, long step, long until, double rate, double loss) {
            steps = step;
          }

          @Override
          public void said(String line) {}

          @Override
          public boolean stop() {
            return steps >= 30;
          }
        };
    Run whole;
    try (var executor = here()) {
      executor.begin(order("half-plane", 180));
      assertThat(executor.next(stopping)).isEqualTo(new Answer.Halted(0));
      assertThat(stopping.steps).isEqualTo(34);
      whole = run(executor, Fragile.order(1, "half-plane", 0.1, 180, folder));
    }
    try (var executor = here()) {
      assertThat(run(executor, order("half-plane", 180))).isEqualTo(whole);
    }
  }

  @Test
  void rejects_what_it_cannot_do() {
    try (var executor = here()) {
      assertThatIllegalStateException().isThrownBy(() -> executor.next(Watch.none()));
      executor.begin(order("half-plane", 60));
      assertThatIllegalStateException().isThrownBy(() -> executor.begin(order("half-plane", 60)));
    }
    var settings = order("half-plane", 60).settings();
    for (List<Long> looks : List.of(List.<Long>of(), List.of(0L), List.of(5L, 5L), List.of(181L))) {
      assertThatIllegalArgumentException().isThrownBy(() -> new Order(0, settings, looks, ""));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new Limits(0, Duration.ofSeconds(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Limits(1, Duration.ZERO))
        .withMessage("timeout must be > 0 s, got 0 s");
  }
}
