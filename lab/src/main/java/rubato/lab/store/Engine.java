package rubato.lab.store;

import java.sql.Connection;
import java.sql.SQLException;

/** What differs between the two kinds of database. */
sealed interface Engine permits Sqlite, Postgres {

  /** Where it is, without secrets. */
  Place place();

  /**
   * A new connection, in auto-commit, to a database that is empty or a store.
   *
   * @throws StoreException when what is there is something else
   */
  Connection connect() throws SQLException;

  /** Holds off all others who would change the tables, until the transaction ends. */
  void lockTables(Connection connection) throws SQLException;

  /** Takes what was committed out of a journal that can be lost, as far as nobody is in the way. */
  void settle(Connection connection) throws SQLException;

  /** The name of the type for bytes. */
  String bytes();

  /** Whether the failure may pass by itself: a server that starts again, a lock that is let go. */
  boolean passing(SQLException failure);

  /** The failure in words, for the user. */
  String words(SQLException failure);
}
