package rubato.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rubato.lab.store.Event;
import rubato.lab.store.Mode;
import rubato.lab.store.NewStudy;
import rubato.lab.store.Patience;
import rubato.lab.store.Place;
import rubato.lab.store.Status;
import rubato.lab.store.Store;

/**
 * Studies whose power goes at a random update, and whose store then has lost the end of its
 * journal, from a random byte on. {@code -Dkills=100} makes it so many times.
 */
class PowerLossTest {

  private static final int KILLS = Integer.getInteger("kills", 5);
  private static final long SEED = Long.getLong("trials.seed", 1);

  @TempDir Path folder;

  private static final class PowerLoss extends Error {
    private static final long serialVersionUID = 1;
  }

  private static Store store(Path where) {
    return Store.open(Place.of(where.toString(), System.getenv()), Mode.WRITE, Patience.NONE);
  }

  private static Tune.Request request(Path out) {
    return Requests.request(out, "asha", 5, 3);
  }

  private static TuneResult whole(Path where) {
    try (Store store = store(where);
        StoredStudy study = begin(store, request(where))) {
      TuneResult result = Requests.run(request(where), study, Progress.none());
      study.end(Status.COMPLETED, "");
      return result;
    }
  }

  private static StoredStudy begin(Store store, Tune.Request request) {
    var told = new NewStudy("half-plane", "{}", "{}", "");
    return StoredStudy.begin(store, told, request.metric(), java.util.List.of());
  }

  @Test
  void a_study_goes_on_whatever_the_journal_has_lost() throws Exception {
    TuneResult whole = whole(folder.resolve("whole"));
    var random = new SplittableRandom(SEED);
    long updates = Math.round((whole.used() + whole.baselineUsed()) * 180);
    for (int i = 0; i < KILLS; i++) {
      Path before = folder.resolve("before" + i);
      Path after = folder.resolve("after" + i);
      long at = random.nextLong(1, updates);
      String id = begun(before, after, at);
      Path wal = after.resolve("rubato.db-wal");
      long cut = Files.exists(wal) ? (i == 0 ? 0 : random.nextLong(Files.size(wal) + 1)) : 0;
      if (Files.exists(wal)) {
        try (var file = new RandomAccessFile(wal.toFile(), "rw")) {
          file.setLength(cut);
        }
      }
      String what =
          "seed %d, power lost at update %d, journal cut at byte %d".formatted(SEED, at, cut);
      assertThat(rest(after, id)).as(what).isEqualTo(whole);
    }
  }

  /** Runs a study until the power goes, and copies what the disk then has; the study's name. */
  private String begun(Path before, Path after, long at) throws IOException {
    var log =
        new Requests.Log() {
          @Override
          public void at(int id, long step, long until, double rate, double loss) {
            super.at(id, step, until, rate, loss);
            if (updates == at) {
              throw new PowerLoss();
            }
          }
        };
    try (Store store = store(before);
        StoredStudy study = begin(store, request(before))) {
      try {
        Requests.run(request(before), study, log);
      } catch (PowerLoss _) {
        // What the process still knew is gone.
      }
      copy(before, after);
      return study.id();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  /** The rest of the study, by another process; what its events tell of is told once. */
  private static TuneResult rest(Path where, String id) throws SQLException {
    freed(where);
    var request = request(where);
    try (Store store = store(where)) {
      try (StoredStudy study =
          StoredStudy.resume(store, id, request.metric(), java.util.List.of())) {
        TuneResult result = Requests.run(request, study, Progress.none());
        Set<String> seen = new HashSet<>();
        for (Event event : store.events(study.id())) {
          Entry entry = Json.parse(event.json(), Entry.class);
          Entry.Piece piece = entry.piece();
          for (int i = 0; piece != null && i < piece.rates().size(); i++) {
            assertThat(seen.add(entry.trial() + ":" + (piece.from() + i))).isTrue();
          }
        }
        return result;
      }
    }
  }

  /** The process that held the study is gone, which a test within it can only pretend. */
  private static void freed(Path where) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + where.resolve("rubato.db"));
        var statement = connection.createStatement()) {
      statement.execute("update study set holder = '', held_until = 0");
    } catch (SQLException e) {
      if (!String.valueOf(e.getMessage()).contains("no such table")) {
        throw e;
      }
    }
  }
}
