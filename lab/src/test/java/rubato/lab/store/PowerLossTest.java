package rubato.lab.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal cut at any byte, as a disk without power leaves it: what is there is a beginning. */
class PowerLossTest {

  private static final int EVENTS = 30;
  private static final int CUTS = 300;

  @TempDir Path folder;

  @Test
  void a_journal_cut_anywhere_leaves_a_beginning_of_what_was_written() throws IOException {
    Path whole = folder.resolve("whole");
    byte[] database;
    byte[] journal;
    String study;
    try (var store = Databases.open(Place.of(whole.toString(), Map.of()))) {
      study = store.begin(Databases.study());
      for (int trial = 0; trial < 5; trial++) {
        store.begin(Databases.trial(study, trial));
      }
      for (int seq = 0; seq < EVENTS; seq++) {
        store.append(
            study,
            seq,
            "{\"n\":" + seq + "}",
            List.of(
                new Batch(study + "." + seq % 5, Databases.losses(seq * 10L, Writer.losses(seq)))));
      }
      database = Files.readAllBytes(whole.resolve("rubato.db"));
      journal = Files.readAllBytes(whole.resolve("rubato.db-wal"));
    }
    var random = new SplittableRandom(2);
    int most = -1;
    int[] cuts = random.ints(CUTS, 0, journal.length + 1).sorted().toArray();
    cuts[0] = 0;
    cuts[CUTS - 1] = journal.length;
    for (int cut : cuts) {
      int events = opened(study, database, Arrays.copyOf(journal, cut), "cut at " + cut);
      assertThat(events).as("cut at %d", cut).isGreaterThanOrEqualTo(most);
      most = events;
    }
    assertThat(most).isEqualTo(EVENTS);
    for (int i = 0; i < CUTS / 3; i++) {
      byte[] torn = journal.clone();
      int from = random.nextInt(torn.length);
      Arrays.fill(torn, from, Math.min(torn.length, from + 512), (byte) 0);
      opened(study, database, torn, "a sector lost at " + from);
    }
  }

  /** Opens a copy, checks that it is a beginning, goes on in it; how many events it had. */
  private int opened(String study, byte[] database, byte[] journal, String what)
      throws IOException {
    Path copy = Files.createTempDirectory(folder, "copy");
    Files.write(copy.resolve("rubato.db"), database);
    Files.write(copy.resolve("rubato.db-wal"), journal);
    try (var store = Databases.open(Place.of(copy.toString(), Map.of()))) {
      assertThat(store.studies()).as(what).extracting(Study::id).containsExactly(study);
      int events = store.events(study).size();
      int runs = store.runs(Filter.study(study)).size();
      if (runs < 5) {
        assertThat(events).as(what).isZero();
      } else {
        ProcessesTest.whole(store, study, events);
        store.append(study, events, "{\"n\":" + events + "}");
        assertThat(store.events(study)).as(what).hasSize(events + 1);
      }
      return events;
    }
  }
}
