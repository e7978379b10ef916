package rubato.lab.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes and one store. */
class ProcessesTest {

  private static final int PROCESSES = 10;
  private static final int EVENTS = 40;

  @TempDir Path folder;

  @Test
  void ten_that_begin_with_no_store_do_not_disturb_each_other() throws Exception {
    String where = folder.resolve("lab").toString();
    var writers = new ArrayList<Process>();
    for (int i = 0; i < PROCESSES; i++) {
      writers.add(Writer.start(folder.resolve("out-" + i), where, "", EVENTS));
    }
    for (int i = 0; i < PROCESSES; i++) {
      assertThat(writers.get(i).waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(writers.get(i).exitValue())
          .as("%s", Writer.said(folder.resolve("out-" + i)))
          .isZero();
    }
    try (var store = Databases.open(Place.of(where, Map.of()))) {
      assertThat(store.studies()).hasSize(PROCESSES);
      for (Study study : store.studies()) {
        assertThat(study.status()).isEqualTo(Status.COMPLETED);
        whole(store, study.id(), EVENTS);
      }
    }
  }

  @Test
  void one_that_is_killed_again_and_again_loses_nothing_and_writes_nothing_twice()
      throws Exception {
    String where = folder.resolve("killed").toString();
    var random = new SplittableRandom(11);
    Databases.open(Place.of(where, Map.of())).close();
    String study;
    try (var store = Databases.open(Place.of(where, Map.of()))) {
      study = store.begin(Databases.study());
    }
    int said = -1;
    for (int kill = 0; kill < 8; kill++) {
      Path out = folder.resolve("kill-" + kill);
      Process writer = Writer.start(out, where, study, 100_000);
      int more = said + 5 + random.nextInt(60);
      while (writer.isAlive() && last(out) < more) {
        Thread.sleep(3);
      }
      writer.destroyForcibly().waitFor();
      said = Math.max(said, last(out));
      assertThat(said).as("%s", Writer.said(out)).isGreaterThanOrEqualTo(more);
      try (var store = Databases.open(Place.of(where, Map.of()))) {
        assertThat(store.study(study).status()).isEqualTo(Status.KILLED);
        int events = store.events(study).size();
        // One may have been written and not said.
        assertThat(events).isBetween(said + 1, said + 2);
        whole(store, study, events);
      }
    }
  }

  private static int last(Path out) throws IOException {
    List<String> lines = out.toFile().exists() ? Writer.said(out) : List.of();
    return lines.size() < 2 ? -1 : Integer.parseInt(lines.getLast());
  }

  /** Events 0 to n - 1, each once, each with its observations. */
  static void whole(Store store, String study, int n) {
    var events = store.events(study);
    for (int seq = 0; seq < n; seq++) {
      assertThat(events.get(seq).seq()).isEqualTo(seq);
      assertThat(events.get(seq).json()).isEqualTo("{\"n\":" + seq + "}");
    }
    assertThat(events).hasSize(n);
    for (int trial = 0; trial < Math.min(5, n); trial++) {
      var expected = new ArrayList<Observed>();
      for (int seq = trial; seq < n; seq += 5) {
        expected.addAll(Databases.losses(seq * 10L, Writer.losses(seq)));
      }
      assertThat(store.observations(study + "." + trial)).isEqualTo(expected);
    }
  }
}
