package rubato.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Trainings that end early, as real processes. */
@DisabledOnOs(OS.WINDOWS)
class KilledTest {

  /** With a feedback, whose state must survive too. */
  private static final String PACE = "linear(0.01 -> 0) * plateau(factor 0.5, patience 1)";

  private static final String PLAN =
      PACE
          + "; beta1 linear(0.85 -> 0.95); batch-size 32 for 50% then 64"
          + "; layers \"02*\" times 0 for 30% then 0.5";

  @TempDir Path folder;

  private String digest(Spawned ended) throws InterruptedException {
    assertThat(ended.exit()).as(ended.err()).isZero();
    return ended.out().lines().filter(line -> line.startsWith("state sha256")).findFirst().get();
  }

  private Spawned train(String task, String schedule, String epochs, String file)
      throws IOException {
    return Spawned.rubato(
        folder,
        "train",
        task,
        "--schedule",
        schedule,
        "--epochs",
        epochs,
        "--seed",
        "7",
        "--checkpoint",
        file,
        "--every",
        "0.1");
  }

  /** Killed three times, at other moments of its life, then left to end. */
  private void survives(String task, String schedule, String epochs, int firstPause)
      throws Exception {
    String whole;
    try (var uninterrupted = train(task, schedule, epochs, "whole.ckpt")) {
      whole = digest(uninterrupted);
    }
    Path file = folder.resolve("killed.ckpt");
    try (var first = train(task, schedule, epochs, "killed.ckpt")) {
      assertThat(first.made(file)).as(first.err()).isTrue();
      Spawned.pause(firstPause);
      first.kill();
    }
    for (int pause : new int[] {1200, 1600}) {
      try (var next =
          Spawned.rubato(folder, "train", "--resume", "killed.ckpt", "--every", "0.1")) {
        Spawned.pause(pause);
        next.kill();
      }
    }
    try (var last = Spawned.rubato(folder, "train", "--resume", "killed.ckpt")) {
      assertThat(digest(last)).isEqualTo(whole);
    }
  }

  @Test
  void a_killed_training_of_core_ends_bit_for_bit_as_if_it_had_not_been() throws Exception {
    survives("cancer", PACE, "2000", 300);
  }

  @Test
  void a_killed_training_on_the_engine_ends_bit_for_bit_as_if_it_had_not_been() throws Exception {
    survives("digits", PLAN, "20", 200);
  }

  @Test
  void ctrl_c_saves_says_how_to_go_on_and_exits_with_130() throws Exception {
    Path file = folder.resolve("c.ckpt");
    try (var training = train("cancer", PACE, "100000", "c.ckpt")) {
      assertThat(training.made(file)).isTrue();
      Spawned.pause(300);
      training.interrupt();
      assertThat(training.exit()).isEqualTo(130);
      assertThat(training.out()).contains("stopped");
      assertThat(training.err()).contains("interrupted after", "train --resume c.ckpt");
      assertThat(training.err().toLowerCase(Locale.ROOT)).doesNotContain("exception");
    }
  }
}
