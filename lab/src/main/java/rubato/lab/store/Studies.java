package rubato.lab.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The statements about studies and their events. */
final class Studies {

  private static final String COLUMNS =
      "id, task, settings, environment, revision, begun, status, reason, holder, held_until, ended";

  private Studies() {}

  /** False when another has the id. */
  static boolean begin(Connection on, String id, NewStudy study, String maker, long at)
      throws SQLException {
    try (PreparedStatement insert =
        on.prepareStatement(
            "insert into study (id, task, settings, environment, revision, begun, status, reason,"
                + " maker, holder, held_until) values (?, ?, ?, ?, ?, ?, ?, '', ?, '', 0)"
                + " on conflict do nothing")) {
      insert.setString(1, id);
      insert.setString(2, study.task());
      insert.setString(3, study.settings());
      insert.setString(4, study.environment());
      insert.setString(5, study.revision());
      insert.setLong(6, at);
      insert.setString(7, Status.RUNNING.name());
      insert.setString(8, maker);
      if (insert.executeUpdate() == 1) {
        return true;
      }
    }
    // A commit whose answer was lost, or a stranger.
    try (PreparedStatement select = on.prepareStatement("select maker from study where id = ?")) {
      select.setString(1, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next() && row.getString(1).equals(maker);
      }
    }
  }

  static Optional<Study> study(Connection on, String id, Maker here) throws SQLException {
    try (PreparedStatement select =
        on.prepareStatement("select " + COLUMNS + " from study where id = ?")) {
      select.setString(1, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(study(row, here)) : Optional.empty();
      }
    }
  }

  static List<Study> all(Connection on, Maker here) throws SQLException {
    try (PreparedStatement select =
            on.prepareStatement("select " + COLUMNS + " from study order by begun, id");
        ResultSet row = select.executeQuery()) {
      var studies = new ArrayList<Study>();
      while (row.next()) {
        studies.add(study(row, here));
      }
      return studies;
    }
  }

  private static Study study(ResultSet row, Maker here) throws SQLException {
    var holder = Maker.parse(row.getString(9));
    boolean held = Lease.held(row.getString(9), row.getLong(10), here);
    var status = Status.valueOf(row.getString(7));
    long ended = row.getLong(11);
    boolean hasEnded = !row.wasNull() && status != Status.RUNNING;
    return new Study(
        row.getString(1),
        new NewStudy(row.getString(2), row.getString(3), row.getString(4), row.getString(5)),
        row.getLong(6),
        hasEnded ? OptionalLong.of(ended) : OptionalLong.empty(),
        status == Status.RUNNING && !held ? Status.KILLED : status,
        row.getString(8),
        held ? holder.shown() : "");
  }

  static void end(Connection on, String id, Status status, String reason, OptionalLong at)
      throws SQLException {
    try (PreparedStatement update =
        on.prepareStatement("update study set status = ?, reason = ?, ended = ? where id = ?")) {
      update.setString(1, status.name());
      update.setString(2, reason.replace("\0", ""));
      if (at.isPresent()) {
        update.setLong(3, at.getAsLong());
      } else {
        update.setNull(3, Types.BIGINT);
      }
      update.setString(4, id);
      if (update.executeUpdate() == 0) {
        throw missing(id);
      }
    }
  }

  /** True when it was written now; false when it was there already, equal. */
  static boolean append(Connection on, String study, Event event) throws SQLException {
    long seq = event.seq();
    String json = event.json();
    if (json.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("event must be JSON, got a NUL in " + json);
    }
    try (PreparedStatement insert =
        on.prepareStatement(
            "insert into event (study, seq, at, body) select id, ?, ?, ? from study where id = ?"
                + " and ? = (select coalesce(max(seq) + 1, 0) from event where study = ?)"
                + " on conflict do nothing")) {
      insert.setLong(1, seq);
      insert.setLong(2, event.at());
      insert.setString(3, json);
      insert.setString(4, study);
      insert.setLong(5, seq);
      insert.setString(6, study);
      if (insert.executeUpdate() == 1) {
        return true;
      }
    }
    String there = body(on, study, seq);
    if (there.equals(json)) {
      return false;
    }
    throw new StoreException(
        "event %d of %s must be the next and the only one, got another: is it driven twice?"
            .formatted(seq, study));
  }

  private static String body(Connection on, String study, long seq) throws SQLException {
    try (PreparedStatement select =
        on.prepareStatement("select body from event where study = ? and seq = ?")) {
      select.setString(1, study);
      select.setLong(2, seq);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getString(1) : "";
      }
    }
  }

  static List<Event> events(Connection on, String study) throws SQLException {
    try (PreparedStatement select =
        on.prepareStatement("select seq, at, body from event where study = ? order by seq")) {
      select.setString(1, study);
      try (ResultSet row = select.executeQuery()) {
        var events = new ArrayList<Event>();
        while (row.next()) {
          events.add(new Event(row.getLong(1), row.getLong(2), row.getString(3)));
        }
        return events;
      }
    }
  }

  static int delete(Connection on, String id) throws SQLException {
    try (PreparedStatement delete = on.prepareStatement("delete from study where id = ?")) {
      delete.setString(1, id);
      return delete.executeUpdate();
    }
  }

  static StoreException missing(String id) {
    return new StoreException("there is no study " + id + ": rubato runs list shows what there is");
  }
}
