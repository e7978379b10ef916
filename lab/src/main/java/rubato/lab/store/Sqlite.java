package rubato.lab.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Properties;
import org.sqlite.JDBC;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A file of SQLite.
 *
 * <p>Its journal is a write-ahead log, so that readers and the one writer do not wait for each
 * other, and each commit is on the disk when it returns ({@code synchronous=FULL}).
 *
 * @param place where
 * @param mode what it is opened for
 * @param busyMillis how long to wait for another writer before it counts as locked
 */
record Sqlite(Place.Local place, Mode mode, int busyMillis) implements Engine {

  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  @Override
  public Connection connect() throws SQLException {
    Path file = place.database();
    inspect(file);
    SqliteLibrary.ready();
    var settings = new Properties();
    settings.setProperty("busy_timeout", Integer.toString(busyMillis));
    settings.setProperty("transaction_mode", "IMMEDIATE");
    settings.setProperty("foreign_keys", "true");
    if (mode == Mode.READ) {
      settings.setProperty("open_mode", "1"); // SQLITE_OPEN_READONLY
    }
    // As a URI, so that no character of the path means anything to the driver.
    String url = "jdbc:sqlite:" + file.toUri().toString().replaceFirst("^file:/+", "file:/");
    try {
      return connected(url, settings);
    } catch (SQLException failure) {
      boolean still = mode == Mode.READ && !Files.exists(Path.of(file + "-wal"));
      if (!still || !closedFolder(failure)) {
        throw failure;
      }
      // SQLite wants to write beside it even to read. Nobody does, and there is nothing to undo.
      return connected(url + "?immutable=1", settings);
    }
  }

  private static boolean closedFolder(SQLException failure) {
    return switch (code(failure)) {
      case SQLITE_READONLY, SQLITE_CANTOPEN -> true;
      case null, default -> false;
    };
  }

  private Connection connected(String url, Properties settings) throws SQLException {
    Connection connection = JDBC.createConnection(url, settings);
    try (Statement statement = connection.createStatement()) {
      Schema.requireOurs(connection, this);
      if (mode == Mode.WRITE) {
        statement.execute("pragma journal_mode = wal");
        statement.execute("pragma synchronous = full");
      }
      return connection;
    } catch (SQLException | RuntimeException failure) {
      connection.close();
      throw failure;
    }
  }

  /** Refuses what SQLite might change although it is not a store. */
  private void inspect(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw new StoreException(file + " must be a store of Rubato, got a folder");
      }
      if (!Files.exists(file)) {
        if (mode == Mode.READ) {
          throw new StoreException("there is no store at " + file);
        }
        Path folder = file.getParent();
        if (folder != null) {
          Files.createDirectories(folder);
        }
        return;
      }
      if (!Files.isRegularFile(file)) {
        throw new StoreException(file + " must be a store of Rubato, got a device");
      }
      try (var in = Files.newInputStream(file)) {
        byte[] begin = in.readNBytes(MAGIC.length);
        if (begin.length > 0 && !Arrays.equals(begin, MAGIC)) {
          throw Schema.foreign(this);
        }
      }
      if (mode == Mode.WRITE && !Files.isWritable(file)) {
        throw readOnly();
      }
    } catch (IOException failure) {
      throw new StoreException(
          "%s cannot be opened: %s; name another with --store".formatted(file, Reasons.of(failure)),
          failure);
    }
  }

  private StoreException readOnly() {
    return new StoreException(
        place + " is read-only: name another store with --store, or record nothing: --no-store");
  }

  @Override
  public void lockTables(Connection connection) {
    // BEGIN IMMEDIATE has done so.
  }

  @Override
  public void settle(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("pragma wal_checkpoint(passive)");
    }
  }

  @Override
  public String bytes() {
    return "blob";
  }

  @Override
  public boolean passing(SQLException failure) {
    return switch (code(failure)) {
      case SQLITE_BUSY, SQLITE_LOCKED -> true;
      case null, default -> false;
    };
  }

  @Override
  public String words(SQLException failure) {
    return switch (code(failure)) {
      case SQLITE_BUSY, SQLITE_LOCKED ->
          "is locked by another process: wait for it or end it, or name another with --store";
      case SQLITE_READONLY -> "is read-only: name another store with --store";
      case SQLITE_FULL -> "has no room left on its disk: make room, then go on";
      case SQLITE_CANTOPEN ->
          "cannot be opened, or its folder not be written: name another with --store";
      case SQLITE_NOTADB -> "is not a database of SQLite: name another store with --store";
      case SQLITE_CORRUPT -> "is damaged: put a copy of it back, or name another with --store";
      case null, default ->
          "failed: " + String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    };
  }

  /** The primary code: the extended ones say where it happened, not what. */
  private static SQLiteErrorCode code(SQLException failure) {
    int extended =
        failure instanceof SQLiteException known
            ? known.getResultCode().code
            : failure.getErrorCode();
    return SQLiteErrorCode.getErrorCode(extended & 0xff);
  }
}
