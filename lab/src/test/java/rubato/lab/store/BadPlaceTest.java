package rubato.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is no store, or none that can be used now: told in one line, and nothing is changed. */
class BadPlaceTest {

  @TempDir Path folder;

  private Place place(String name) {
    return Place.of(folder.resolve(name).toString(), Map.of());
  }

  private static void refused(Place place, String... words) {
    for (Mode mode : Mode.values()) {
      refused(place, mode, words);
    }
  }

  private static void refused(Place place, Mode mode, String... words) {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> Store.open(place, mode, Patience.NONE, Duration.ofMillis(300)).close())
        .withMessageContainingAll(words)
        .satisfies(refusal -> assertThat(String.valueOf(refusal.getMessage()).lines()).hasSize(1));
  }

  @Test
  void a_file_that_is_no_database() throws IOException {
    Path file = folder.resolve("notes.db");
    Files.writeString(file, "rate = 0.1\n".repeat(1000));
    byte[] before = Files.readAllBytes(file);
    refused(place("notes.db"), "notes.db must be a store of Rubato, got something else");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void a_database_of_somebody_else() throws IOException, SQLException {
    Path file = folder.resolve("photos.db");
    try (Connection on = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = on.createStatement()) {
      statement.execute("create table photo (id integer)");
    }
    byte[] before = Files.readAllBytes(file);
    refused(place("photos.db"), "photos.db must be a store of Rubato, got something else");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void a_store_of_a_newer_version() throws IOException, SQLException {
    Databases.open(place("new.db")).close();
    Path file = folder.resolve("new.db");
    try (Connection on = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = on.createStatement()) {
      statement.execute("insert into rubato_store (version, at) values (99, 0)");
    }
    byte[] before = Files.readAllBytes(file);
    refused(place("new.db"), "is of version 99, this program knows up to 2: use a newer Rubato");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void a_store_that_another_holds_locked() throws SQLException {
    Databases.open(place("busy.db")).close();
    try (Connection on = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("busy.db"));
        var statement = on.createStatement()) {
      statement.execute("begin immediate");
      try (var store =
          Store.open(place("busy.db"), Mode.WRITE, Patience.NONE, Duration.ofMillis(300))) {
        assertThatExceptionOfType(StoreException.class)
            .isThrownBy(() -> store.begin(Databases.study()))
            .withMessageContaining("busy.db is locked by another process");
        assertThat(store.studies()).isEmpty();
      }
      statement.execute("rollback");
      statement.execute("pragma locking_mode = exclusive");
      statement.execute("begin exclusive");
      statement.execute("delete from tag");
      refused(place("busy.db"), "locked by another process: wait for it or end it, or name");
    }
  }

  @Test
  void a_store_that_is_not_there_is_not_made_by_looking() {
    refused(place("none.db"), Mode.READ, "there is no store at");
    assertThat(folder.resolve("none.db")).doesNotExist();
    refused(place("no/such/folder"), Mode.READ, "there is no store at");
    assertThat(folder.resolve("no")).doesNotExist();
  }

  @Test
  void a_folder_that_cannot_be_made() throws IOException {
    Files.writeString(folder.resolve("file"), "");
    refused(place("file/below"), Mode.WRITE, "file/below: Not a directory");
    refused(place("file/below"), Mode.READ, "there is no store at");
  }

  @Test
  void a_store_that_is_read_only_can_be_looked_at() throws IOException {
    Path own = Files.createDirectory(folder.resolve("own"));
    try (var store = Databases.open(place("own/lab.db"))) {
      store.begin(Databases.study());
    }
    Path file = own.resolve("lab.db");
    boolean _ = file.toFile().setWritable(false) && own.toFile().setWritable(false);
    try {
      assumeThat(Files.isWritable(file)).as("whoever may do everything").isFalse();
      refused(place("own/lab.db"), Mode.WRITE, "lab.db is read-only");
      try (var store = Store.open(place("own/lab.db"), Mode.READ, Patience.NONE)) {
        assertThat(store.studies()).hasSize(1);
      }
    } finally {
      boolean _ = own.toFile().setWritable(true);
    }
  }

  @Test
  void an_empty_file_becomes_a_store() throws IOException {
    Files.createFile(folder.resolve("empty.db"));
    try (var store = Databases.open(place("empty.db"))) {
      assertThat(store.studies()).isEmpty();
    }
    Store.open(place("empty.db"), Mode.READ, Patience.NONE).close();
  }

  @Test
  void any_bytes_behind_the_head_of_a_database_are_told_as_damage() throws IOException {
    Databases.open(place("whole.db")).close();
    byte[] whole = Files.readAllBytes(folder.resolve("whole.db"));
    var random = new java.util.SplittableRandom(5);
    for (int i = 0; i < 60; i++) {
      byte[] bad = whole.clone();
      for (int k = 0; k < 400; k++) {
        bad[16 + random.nextInt(bad.length - 16)] = (byte) random.nextInt();
      }
      Path file = folder.resolve("bad-" + i + ".db");
      Files.write(file, bad);
      try (var store = Databases.open(place("bad-" + i + ".db"))) {
        store.runs(Filter.ALL); // what was hit is not read
      } catch (StoreException told) {
        assertThat(String.valueOf(told.getMessage()).lines()).hasSize(1);
      }
    }
  }

  @Test
  void a_server_that_is_not_there() {
    refused(
        Place.of("jdbc:postgresql://127.0.0.1:1/lab?user=me&password=secret", Map.of()),
        "jdbc:postgresql://127.0.0.1:1/lab does not answer");
  }
}
