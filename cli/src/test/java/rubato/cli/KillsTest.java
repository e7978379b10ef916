package rubato.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import rubato.lab.Entry;
import rubato.lab.Json;
import rubato.lab.store.Event;
import rubato.lab.store.Mode;
import rubato.lab.store.Patience;
import rubato.lab.store.Place;
import rubato.lab.store.Store;
import tools.jackson.databind.json.JsonMapper;

/**
 * Studies that are killed at random moments, the search itself or one of its workers, until they
 * end. {@code -Dkills=100} makes it so many; {@code -Dtrials.seed=N} chooses the moments.
 */
@DisabledOnOs(OS.WINDOWS)
class KillsTest {

  private static final int KILLS = Integer.getInteger("kills", 4);

  /** In seconds; on a machine with other work a study takes long. */
  private static final long PATIENCE = 1200;

  private static final long SEED = Long.getLong("trials.seed", 1);

  @TempDir Path folder;

  private Spawned study(String out) throws IOException {
    return Spawned.rubato(
        folder,
        "tune",
        "cancer",
        "--method",
        "halving:arms=9",
        "--epochs",
        "40",
        "--budget",
        "4",
        "--workers",
        "2",
        "--out",
        out);
  }

  @Test
  void a_killed_study_ends_with_the_trials_and_the_answer_of_one_that_was_not() throws Exception {
    long begun = System.nanoTime();
    try (var undisturbed = study("whole")) {
      assertThat(undisturbed.exit(PATIENCE)).as(undisturbed.err()).isZero();
    }
    long millis = (System.nanoTime() - begun) / 1_000_000;
    String whole = Files.readString(folder.resolve("whole/result.json"));
    var random = new SplittableRandom(SEED);
    int searches = 0;
    int workers = 0;
    int changed = 0;
    int twice = 0;
    int lost = 0;
    int studies = 0;
    while (searches + workers < KILLS) {
      String out = "killed" + studies++;
      boolean ended = false;
      while (!ended) {
        try (var one = study(out)) {
          if (searches + workers < KILLS) {
            Spawned.pause(random.nextLong(millis));
            List<ProcessHandle> children = one.workers();
            if (one.isAlive() && !children.isEmpty() && random.nextBoolean()) {
              children.get(random.nextInt(children.size())).destroyForcibly();
              workers++;
            } else if (one.isAlive()) {
              one.kill();
              searches++;
              continue;
            }
          }
          assertThat(one.exit(PATIENCE)).as(one.err()).isZero();
          ended = true;
        }
      }
      String result = Files.readString(folder.resolve(out).resolve("result.json"));
      changed += result.equals(whole) ? 0 : 1;
      twice += twice(out);
      lost += trials(whole) - trials(result);
    }
    String told =
        "seed %d: %d studies, search killed %d times, a worker %d times; trials lost %d, counted twice %d, answers changed %d"
            .formatted(SEED, studies, searches, workers, lost, twice, changed);
    assertThat(List.of(lost, twice, changed)).as(told).containsOnly(0);
    if (KILLS > 10) {
      Files.writeString(Path.of("target", "kills.txt"), told + "\n");
    }
  }

  private static int trials(String result) {
    return new JsonMapper().readTree(result).path("trials").size();
  }

  /** Updates that the study's events tell of more than once. */
  private int twice(String out) throws IOException {
    String file = Files.readString(folder.resolve(out).resolve(StudyFolder.FILE));
    var ids = new JsonMapper().readTree(file).path("studies");
    assertThat(ids.size()).isEqualTo(1);
    var place = Place.of(folder.resolve("data/rubato").toString(), System.getenv());
    int twice = 0;
    try (var store = Store.open(place, Mode.READ, Patience.NONE)) {
      var seen = new HashSet<String>();
      for (Event event : store.events(ids.get(0).asString())) {
        Entry entry = Json.parse(event.json(), Entry.class);
        Entry.Piece piece = entry.piece();
        for (int i = 0; piece != null && i < piece.rates().size(); i++) {
          twice += seen.add(entry.trial() + ":" + (piece.from() + i)) ? 0 : 1;
        }
      }
    }
    return twice;
  }
}
