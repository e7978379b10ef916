package rubato.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import rubato.lab.store.Status;

/** Ctrl-C in a study, as real processes: once it ends after its rung, twice at once. */
@DisabledOnOs(OS.WINDOWS)
class CtrlCTest {

  private static final long PATIENCE = 1200;

  private static final String STUDY = "tune cancer --method halving:arms=9 --epochs 30 --budget 6";

  @TempDir Path folder;

  private Spawned run(String words) throws IOException {
    return Spawned.rubato(folder, words.split(" "));
  }

  private static void wrote(Spawned search, Left left, int events) throws IOException {
    while (search.isAlive() && left.events().size() < events) {
      Spawned.pause(2);
    }
    assertThat(search.isAlive()).as(search.err()).isTrue();
  }

  private static void interrupted(Spawned search, Left left) throws Exception {
    assertThat(search.exit()).as(search.err()).isEqualTo(130);
    assertThat(search.out()).isEmpty();
    assertThat(search.err()).contains("interrupted; go on: ./rubato tune --resume " + left.study());
    assertThat(search.err().toLowerCase(Locale.ROOT)).doesNotContain("exception");
  }

  @Test
  void a_study_that_was_interrupted_once_and_twice_ends_as_if_it_had_not_been() throws Exception {
    var left = Left.of(folder, "study");
    List<String> known;
    try (var search = run(STUDY + " --out study")) {
      wrote(search, left, 2);
      search.interrupt();
      interrupted(search, left);
      assertThat(search.err()).contains("ending after the current rung; Ctrl-C again ends at once");
      assertThat(left.status()).isEqualTo(Status.INTERRUPTED);
      known = left.events();
    }
    twice(left, known.size());
    assertThat(left.events()).startsWith(known.toArray(String[]::new));
    try (var last = run("tune --resume " + left.study());
        var undisturbed = run(STUDY + " --out whole")) {
      assertThat(last.exit(PATIENCE)).as(last.err()).isZero();
      assertThat(undisturbed.exit(PATIENCE)).as(undisturbed.err()).isZero();
    }
    assertThat(left.status()).isEqualTo(Status.COMPLETED);
    assertThat(left.twice()).isZero();
    assertThat(left.result()).isEqualTo(Left.of(folder, "whole").result());
  }

  /** The only worker stands still, so that its rung cannot end: the second Ctrl-C does not wait. */
  private void twice(Left left, int events) throws Exception {
    try (var search = run("tune --workers 1 --resume " + left.study())) {
      wrote(search, left, events + 1);
      ProcessHandle worker = search.workers().getFirst();
      try {
        Spawned.signal("STOP", worker.pid());
        search.interrupt();
        while (search.isAlive() && !search.err().contains("ending after the current rung")) {
          Spawned.pause(5);
        }
        assertThat(search.isAlive()).as(search.err()).isTrue();
        search.interrupt();
        interrupted(search, left);
      } finally {
        worker.destroyForcibly();
      }
      assertThat(left.status()).isEqualTo(Status.KILLED);
    }
  }
}
