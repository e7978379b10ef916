package rubato.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Studies that are killed at random moments, the search itself or one of its workers, until they
 * end. {@code -Dkills=100} makes it so many; {@code -Dtrials.seed=N} chooses the moments, {@code
 * -Dkills.method=NAME} the search.
 */
@DisabledOnOs(OS.WINDOWS)
class KillsTest {

  private static final int KILLS = Integer.getInteger("kills", 4);

  /** A trial whose worker dies three times at one rung is given up, and rightly. */
  private static final int WORKERS_OF_A_SEARCH = 2;

  /** In seconds; on a machine with other work a study takes long. */
  private static final long PATIENCE = 1200;

  private static final String METHOD = System.getProperty("kills.method", "halving:arms=9");

  private static final long SEED = Long.getLong("trials.seed", 1);

  @TempDir Path folder;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private long millis;
  private int searches;
  private int workers;
  private int lost;

  private Spawned study(String out) throws IOException {
    return Spawned.rubato(
        folder,
        "tune cancer --epochs 10 --budget 4 --workers 2 --plain --method %s --out %s"
            .formatted(METHOD, out)
            .split(" "));
  }

  @Test
  void a_killed_study_ends_with_the_trials_and_the_answer_of_one_that_was_not() throws Exception {
    long begun = System.nanoTime();
    try (var undisturbed = study("whole")) {
      assertThat(undisturbed.exit(PATIENCE)).as(undisturbed.err()).isZero();
    }
    millis = (System.nanoTime() - begun) / 1_000_000;
    var whole = Left.of(folder, "whole");
    int changed = 0;
    int twice = 0;
    int studies = 0;
    while (searches + workers < KILLS) {
      var left = Left.of(folder, "killed" + studies++);
      List<String> known = List.of();
      while (!ended(left, known)) {
        known = left.events();
      }
      lost += whole.trials() - left.trials();
      twice += left.twice();
      changed += left.result().equals(whole.result()) ? 0 : 1;
    }
    String told =
        METHOD
            + ", seed %d: %d studies of %.1f s, search killed %d times, a worker %d times; trials lost %d, counted twice %d, answers changed %d"
                .formatted(SEED, studies, millis / 1e3, searches, workers, lost, twice, changed);
    if (KILLS > 10) {
      Path file = Path.of("target", "kills.txt");
      Files.writeString(file, told + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
    assertThat(List.of(lost, twice, changed)).as(told).containsOnly(0);
  }

  /** A life of the search; whether it came to its end. */
  private boolean ended(Left left, List<String> known) throws Exception {
    try (var search = study(left.out().getFileName().toString())) {
      int replaced = 0;
      while (searches + workers < KILLS) {
        Spawned.pause(random.nextLong(millis));
        if (!search.isAlive()) {
          break;
        }
        List<ProcessHandle> hands = search.workers();
        if (!hands.isEmpty() && replaced < WORKERS_OF_A_SEARCH && random.nextBoolean()) {
          hands.get(random.nextInt(hands.size())).destroyForcibly();
          replaced++;
          workers++;
        } else {
          search.kill();
          searches++;
          keeps(left, known);
          alone(hands);
          return false;
        }
      }
      assertThat(search.exit(PATIENCE)).as(search.err()).isZero();
      keeps(left, known);
      return true;
    }
  }

  /** What was known before is still known, in its order. */
  private void keeps(Left left, List<String> known) throws IOException {
    List<String> now = left.events();
    for (int i = 0; i < known.size(); i++) {
      lost += i < now.size() && now.get(i).equals(known.get(i)) ? 0 : 1;
    }
  }

  /** No worker outlives its search. */
  private static void alone(List<ProcessHandle> hands) throws Exception {
    for (ProcessHandle hand : hands) {
      hand.onExit().get(60, TimeUnit.SECONDS);
    }
  }
}
