package rubato.lab.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * A PostgreSQL server, where a store is the schema {@code rubato} of a database, or the one that
 * the URL names as {@code currentSchema}. Password: URL, {@code PGPASSWORD} or {@code ~/.pgpass}.
 *
 * @param place where
 * @param mode what it is opened for
 */
record Postgres(Place.Server place, Mode mode) implements Engine {

  /** What the driver says when it has no password, and of servers that it does not understand. */
  private static final String REJECTED = "08004";

  private static final long TABLES = 0x727562_61746fL; // "rubato"

  @Override
  public Connection connect() throws SQLException {
    var settings = new Properties();
    settings.setProperty("connectTimeout", "5");
    // A server whose machine is gone answers nothing at all.
    settings.setProperty("socketTimeout", "60");
    settings.setProperty("tcpKeepAlive", "true");
    settings.setProperty("ApplicationName", "rubato");
    settings.setProperty("currentSchema", "rubato");
    String password = System.getenv("PGPASSWORD");
    if (password != null && !place.url().matches(".*[?&]password=.*")) {
      settings.setProperty("password", password);
    }
    Connection connection = DriverManager.getConnection(place.url(), settings);
    try (Statement statement = connection.createStatement()) {
      // Commits are on the disk when they return, whatever the server's default is.
      statement.execute("set synchronous_commit = on");
      Schema.requireOurs(connection, this);
      return connection;
    } catch (SQLException | RuntimeException failure) {
      connection.close();
      throw failure;
    }
  }

  @Override
  public void lockTables(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("select pg_advisory_xact_lock(" + TABLES + ")");
      try (ResultSet path = statement.executeQuery("select current_setting('search_path')")) {
        path.next();
        String schema = path.getString(1).replaceFirst(",.*", "").strip().replace("\"", "");
        statement.execute("create schema if not exists \"" + schema + "\"");
      }
    }
  }

  @Override
  public void settle(Connection connection) {
    // The server's own journal is its own to keep.
  }

  @Override
  public String bytes() {
    return "bytea";
  }

  @Override
  public boolean passing(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return (state.startsWith("08") && !state.equals(REJECTED)) // the connection: refused, broken
        || state.startsWith("57P") // shut down, crashed, starting
        || state.startsWith("53") // too many connections, disk full
        || state.equals("40001") // serialization
        || state.equals("40P01"); // deadlock
  }

  @Override
  public String words(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    String said = failure.getMessage() == null ? "" : failure.getMessage();
    String line =
        said.lines()
            .findFirst()
            .orElse("")
            .replaceFirst("^(FATAL|ERROR): ", "")
            .strip()
            .replaceFirst("\\.$", ""); // more follows
    return switch (state) {
      case "28P01", "28000", REJECTED ->
          "does not let us in: " + line + " (PGPASSWORD or ~/.pgpass)";
      case "3D000" -> "has no such database: create it first";
      case "42501" -> "does not permit it: " + line;
      case "08001", "08006", "08003" -> "does not answer: " + line;
      default -> "failed: " + line;
    };
  }
}
