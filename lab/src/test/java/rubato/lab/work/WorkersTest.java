package rubato.lab.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rubato.train.Run;

/** Real processes. */
class WorkersTest {

  @TempDir Path folder;

  private static Workers workers(int count, Limits limits, String... flags) {
    return new Workers(Fragile.command(flags), count, limits, System::nanoTime);
  }

  private static Answer answer(Executor executor, Order order, Watch watch) {
    executor.begin(order);
    return executor.next(watch);
  }

  private Run here(String task, long until) {
    try (var executor = new Here(Fragile::task, Limits.DEFAULT, System::nanoTime)) {
      var order = Fragile.order(9, task, 0.1, until, folder);
      return ((Answer.Done) answer(executor, order, Watch.none())).run();
    }
  }

  /** Keeps what is said. */
  private static final class Heard implements Watch {
    final List<String> lines = new ArrayList<>();
    boolean stop;
    boolean began;

    @Override
    public void at(int id, long step, long until, double rate, double loss) {
      began = true;
    }

    @Override
    public void said(String line) {
      lines.add(line);
    }

    @Override
    public boolean stop() {
      return stop && began;
    }
  }

  @Test
  void answers_are_those_of_this_process_whoever_gives_them() {
    Map<Integer, Run> runs = new HashMap<>();
    Run whole = here("half-plane", 120);
    try (var executor = workers(2, Limits.DEFAULT)) {
      assertThat(executor.places()).isEqualTo(2);
      executor.begin(Fragile.order(0, "half-plane", 0.1, 60, folder));
      executor.begin(Fragile.order(1, "half-plane", 0.2, 180, folder));
      assertThatIllegalStateException()
          .isThrownBy(() -> executor.begin(Fragile.order(2, "half-plane", 0.2, 180, folder)))
          .withMessage("all 2 workers are at work");
      for (int i = 0; i < 2; i++) {
        var done = (Answer.Done) executor.next(Watch.none());
        runs.put(done.id(), done.run());
      }
      // Continued by whoever is free.
      var rest = Fragile.order(0, "half-plane", 0.1, 180, folder);
      var last = (Answer.Done) answer(executor, rest, Watch.none());
      assertThat(last.run().steps()).isEqualTo(here("half-plane", 180).steps());
    }
    assertThat(runs.getOrDefault(0, whole).steps()).isEqualTo(here("half-plane", 60).steps());
    assertThat(runs.getOrDefault(1, whole).steps()).hasSize(180);
  }

  @Test
  void a_worker_that_dies_is_replaced_and_its_trial_goes_on() {
    var heard = new Heard();
    try (var executor = workers(1, Limits.DEFAULT)) {
      String once = "halt@100@" + folder.resolve("marker");
      var order = Fragile.order(0, once, 0.1, 180, folder);
      var done = (Answer.Done) answer(executor, order, heard);
      assertThat(done.run().steps()).isEqualTo(here("half-plane", 180).steps());
    }
    assertThat(heard.lines)
        .containsExactly(
            "worker 1 died: exit code 9, about to halt",
            "trial 0 goes on from its checkpoint, attempt 2 of 3");
  }

  @Test
  void a_worker_killed_while_it_waits_is_missed_by_nobody() {
    try (var executor = workers(1, Limits.DEFAULT)) {
      answer(executor, Fragile.order(0, "half-plane", 0.1, 60, folder), Watch.none());
      long pid = executor.pids().getFirst();
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
      var order = Fragile.order(0, "half-plane", 0.1, 180, folder);
      var done = (Answer.Done) answer(executor, order, Watch.none());
      assertThat(done.run().steps()).isEqualTo(here("half-plane", 180).steps());
    }
  }

  @Test
  void a_trial_that_keeps_crashing_is_given_up_and_the_next_one_goes_on() {
    try (var executor = workers(1, new Limits(2, Duration.ofMinutes(2)), "-Xmx40m")) {
      assertThat(answer(executor, Fragile.order(0, "halt@5@-", 0.1, 60, folder), Watch.none()))
          .isEqualTo(new Answer.Crashed(0, "exit code 9, about to halt", false));
      assertThat(answer(executor, Fragile.order(1, "exhaust@5@-", 0.1, 60, folder), Watch.none()))
          .isEqualTo(new Answer.Crashed(1, "out of memory: give more with --worker-memory", false));
      assertThat(answer(executor, Fragile.order(2, "throw@5@-", 0.1, 60, folder), Watch.none()))
          .isEqualTo(new Answer.Crashed(2, "IllegalStateException: thrown at 5", false));
      assertThat(answer(executor, Fragile.order(3, "unknown", 0.1, 60, folder), Watch.none()))
          .isEqualTo(new Answer.Crashed(3, "task must be known, got unknown", true));
      assertThat(answer(executor, Fragile.order(4, "half-plane", 0.1, 60, folder), Watch.none()))
          .isInstanceOf(Answer.Done.class);
    }
  }

  @Test
  void a_worker_that_gives_no_answer_in_time_is_killed() {
    var heard = new Heard();
    try (var executor = workers(1, new Limits(1, Duration.ofSeconds(4)))) {
      assertThat(answer(executor, Fragile.order(0, "hang@5@-", 0.1, 60, folder), heard))
          .isEqualTo(new Answer.Crashed(0, "no answer within 4 s", false));
    }
    assertThat(heard.lines).containsExactly("worker 1 died: no answer within 4 s");
  }

  @Test
  void a_stop_is_passed_on() {
    var heard = new Heard();
    heard.stop = true;
    try (var executor = workers(1, Limits.DEFAULT)) {
      // It waits long enough at update 100 to hear of it.
      String slow = "nap@100@-";
      var order = Fragile.order(0, slow, 0.1, 180, folder);
      assertThat(answer(executor, order, heard)).isEqualTo(new Answer.Halted(0));
    }
  }

  @Test
  void rejects_what_it_cannot_do() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> workers(0, Limits.DEFAULT))
        .withMessage("workers must be >= 1, got 0");
    try (var executor = workers(1, Limits.DEFAULT)) {
      assertThatIllegalStateException().isThrownBy(() -> executor.next(Watch.none()));
    }
    var none = new Workers.Command(List.of("/no/such/program"), Map.of());
    try (var executor = new Workers(none, 1, Limits.DEFAULT, System::nanoTime)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> executor.begin(Fragile.order(0, "half-plane", 0.1, 60, folder)))
          .withMessageStartingWith("a worker cannot be begun: ");
    }
  }
}
