package rubato.lab.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The right to drive a study: one process at a time. It is renewed while it is held. A holder of
 * this machine counts as gone when its process is; one of another machine when it has not renewed
 * the lease for {@value #MILLIS} ms.
 *
 * <p>A driver that lost its lease without noticing cannot do harm: the number of its next event is
 * taken.
 */
public final class Lease implements AutoCloseable {

  static final long MILLIS = 30_000;
  private static final long RENEWAL_MILLIS = 5_000;

  private final Database database;
  private final String study;
  private final Maker maker;
  private final Thread renewal;
  private volatile boolean closed;

  Lease(Database database, String study, Maker maker) {
    this.database = database;
    this.study = study;
    this.maker = maker;
    this.renewal = Thread.ofPlatform().daemon().name("lease of " + study).start(this::renew);
  }

  private void renew() {
    while (!closed) {
      try {
        Thread.sleep(RENEWAL_MILLIS);
        database.tryWrite(on -> extend(on, study, maker));
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  static boolean held(String holder, long until, Maker here) {
    if (holder.isEmpty()) {
      return false;
    }
    var maker = Maker.parse(holder);
    return maker.near(here) ? maker.alive() : until > System.currentTimeMillis();
  }

  /** Takes it, or says who has it. */
  static void take(Connection on, String study, Maker here) throws SQLException {
    String holder;
    long until;
    try (PreparedStatement select =
        on.prepareStatement("select holder, held_until from study where id = ?")) {
      select.setString(1, study);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw Studies.missing(study);
        }
        holder = row.getString(1);
        until = row.getLong(2);
      }
    }
    if (!holder.equals(here.toString()) && held(holder, until, here)) {
      throw taken(study, holder);
    }
    try (PreparedStatement update =
        on.prepareStatement(
            "update study set holder = ?, held_until = ?, status = ?, reason = '', ended = null"
                + " where id = ? and holder = ?")) {
      update.setString(1, here.toString());
      update.setLong(2, System.currentTimeMillis() + MILLIS);
      update.setString(3, Status.RUNNING.name());
      update.setString(4, study);
      update.setString(5, holder);
      if (update.executeUpdate() == 0) {
        throw taken(study, holder);
      }
    }
  }

  private static StoreException taken(String study, String holder) {
    return new StoreException(
        "%s is driven by %s: wait for it, or end it"
            .formatted(study, holder.isEmpty() ? "another" : Maker.parse(holder).shown()));
  }

  private static boolean extend(Connection on, String study, Maker here) throws SQLException {
    try (PreparedStatement update =
        on.prepareStatement("update study set held_until = ? where id = ? and holder = ?")) {
      update.setLong(1, System.currentTimeMillis() + MILLIS);
      update.setString(2, study);
      update.setString(3, here.toString());
      return update.executeUpdate() == 1;
    }
  }

  /** Gives it back. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      renewal.interrupt();
      database.tryWrite(
          on -> {
            try (PreparedStatement update =
                on.prepareStatement(
                    "update study set holder = '', held_until = 0 where id = ? and holder = ?")) {
              update.setString(1, study);
              update.setString(2, maker.toString());
              return update.executeUpdate() == 1;
            }
          });
    }
  }
}
