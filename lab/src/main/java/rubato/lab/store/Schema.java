package rubato.lab.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The tables and their versions: version {@code n} is made from {@code n - 1} by the script {@code
 * n.sql}, in one transaction with the note that it was. Scripts are never changed, only added.
 */
final class Schema {

  /** The newest version, that of this program. */
  static final int VERSION = 2;

  private Schema() {}

  /**
   * Refuses a database that this program must not touch: one of a newer version, and one with
   * tables that are not ours.
   */
  static void requireOurs(Connection connection, Engine engine) throws SQLException {
    int version = version(connection, engine);
    if (version > VERSION) {
      throw new StoreException(
          "%s is of version %d, this program knows up to %d: use a newer Rubato"
              .formatted(engine.place(), version, VERSION));
    }
  }

  static StoreException foreign(Engine engine) {
    return new StoreException(
        engine.place() + " must be a store of Rubato, got something else: name another");
  }

  /** 0 when there is nothing yet. */
  static int version(Connection connection, Engine engine) throws SQLException {
    boolean any = false;
    String schema = engine instanceof Postgres ? connection.getSchema() : null;
    String pattern = schema == null ? null : schema.replace("_", "\\_");
    if (engine instanceof Postgres && schema == null) {
      return 0; // there is no such schema
    }
    try (ResultSet tables =
        connection.getMetaData().getTables(null, pattern, "%", new String[] {"TABLE"})) {
      while (tables.next()) {
        any = true;
        if (tables.getString("TABLE_NAME").equals("rubato_store")) {
          return noted(connection);
        }
      }
    }
    if (any) {
      throw foreign(engine);
    }
    return 0;
  }

  private static int noted(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select max(version) from rubato_store")) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }

  /** Brings the tables to the newest version; within a transaction of the caller's. */
  static void migrate(Connection connection, Engine engine) throws SQLException {
    engine.lockTables(connection);
    // Another process may have been faster.
    for (int version = version(connection, engine) + 1; version <= VERSION; version++) {
      try (Statement statement = connection.createStatement()) {
        for (String sql : script(version).replace("{bytes}", engine.bytes()).split(";\\s*\n", -1)) {
          String said = sql.replaceAll("(?m)^--.*$", "");
          if (!said.isBlank()) {
            statement.execute(said);
          }
        }
        statement.execute(
            "insert into rubato_store (version, at) values (%d, %d)"
                .formatted(version, System.currentTimeMillis()));
      }
    }
  }

  private static String script(int version) {
    try (@Nullable InputStream in = Schema.class.getResourceAsStream(version + ".sql")) {
      if (in == null) {
        throw new IllegalStateException("no script for version " + version);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
