package rubato.lab.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import rubato.schedule.Horizon;

/** The statements about runs and their tags. */
final class Runs {

  private static final String COLUMNS =
      "id, study, trial, role, task, schedule, optimizer, batch, seed, steps, steps_per_epoch,"
          + " metric, higher_is_better, environment, data, revision, begun, ended, status, reason,"
          + " maker, updates, loss, held_out, value,"
          + " (select holder from study where study.id = run.study),"
          + " (select held_until from study where study.id = run.study)";

  private Runs() {}

  /** False when another has the id; a trial that is begun again is taken up. */
  static boolean begin(Connection on, String id, NewRun run, String maker, long at)
      throws SQLException {
    try (PreparedStatement insert =
        on.prepareStatement(
            "insert into run (id, study, trial, role, task, schedule, optimizer, batch, seed,"
                + " steps, steps_per_epoch, metric, higher_is_better, environment, data, revision,"
                + " begun, status, reason, maker, updates) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                + " ?, ?, ?, ?, ?, ?, ?, '', ?, 0) on conflict do nothing")) {
      insert.setString(1, id);
      insert.setString(2, run.study().orElse(null));
      if (run.trial().isPresent()) {
        insert.setInt(3, run.trial().getAsInt());
      } else {
        insert.setNull(3, Types.INTEGER);
      }
      insert.setString(4, run.role());
      insert.setString(5, run.task());
      insert.setString(6, run.schedule());
      insert.setString(7, run.optimizer());
      insert.setString(8, run.batch());
      insert.setLong(9, run.seed());
      insert.setLong(10, run.horizon().steps());
      insert.setLong(11, run.horizon().stepsPerEpoch());
      insert.setString(12, run.metric());
      insert.setInt(13, run.higherIsBetter() ? 1 : 0);
      insert.setString(14, run.environment());
      insert.setString(15, run.data());
      insert.setString(16, run.revision());
      insert.setLong(17, at);
      insert.setString(18, Status.RUNNING.name());
      insert.setString(19, maker);
      if (insert.executeUpdate() == 1) {
        return true;
      }
    }
    // A trial taken up again, a commit whose answer was lost; else a stranger's.
    try (PreparedStatement update =
        on.prepareStatement(
            "update run set maker = ?, status = ?, reason = '', ended = null"
                + " where id = ? and (study is not null or maker = ?)")) {
      update.setString(1, maker);
      update.setString(2, Status.RUNNING.name());
      update.setString(3, id);
      update.setString(4, maker);
      return update.executeUpdate() == 1;
    }
  }

  static void finish(Connection on, String id, Status status, String reason, OptionalLong at)
      throws SQLException {
    try (PreparedStatement update =
        on.prepareStatement("update run set status = ?, reason = ?, ended = ? where id = ?")) {
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

  static List<Recorded> all(Connection on, Filter filter, Maker here) throws SQLException {
    var where = new ArrayList<String>();
    var values = new ArrayList<Object>();
    filter
        .task()
        .ifPresent(
            task -> {
              where.add("(task = ? or substr(task, 1, ?) = ?)");
              values.addAll(List.of(task, task.length() + 1, task + ":"));
            });
    filter
        .tag()
        .ifPresent(
            word -> {
              where.add("exists (select 1 from tag where tag.run = run.id and word = ?)");
              values.add(word);
            });
    filter
        .study()
        .ifPresent(
            study -> {
              where.add("study = ?");
              values.add(study);
            });
    filter
        .since()
        .ifPresent(
            since -> {
              where.add("begun >= ?");
              values.add(since);
            });
    String sql =
        "select "
            + COLUMNS
            + " from run"
            + (where.isEmpty() ? "" : " where " + String.join(" and ", where))
            + " order by begun, study, trial, id";
    var runs = new ArrayList<Recorded>();
    try (PreparedStatement select = on.prepareStatement(sql)) {
      for (int i = 0; i < values.size(); i++) {
        select.setObject(i + 1, values.get(i));
      }
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Recorded run = run(on, row, here);
          if (filter.status().isEmpty() || filter.status().get() == run.status()) {
            runs.add(run);
          }
        }
      }
    }
    return runs;
  }

  static Optional<Recorded> run(Connection on, String id, Maker here) throws SQLException {
    try (PreparedStatement select =
        on.prepareStatement("select " + COLUMNS + " from run where id = ?")) {
      select.setString(1, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(run(on, row, here)) : Optional.empty();
      }
    }
  }

  private static Recorded run(Connection on, ResultSet row, Maker here) throws SQLException {
    String id = row.getString(1);
    Optional<String> study = Optional.ofNullable(row.getString(2));
    int trial = row.getInt(3);
    var told =
        new NewRun(
            study,
            study.isPresent() ? OptionalInt.of(trial) : OptionalInt.empty(),
            row.getString(4),
            row.getString(5),
            row.getString(6),
            row.getString(7),
            row.getString(8),
            row.getLong(9),
            new Horizon(row.getLong(10), row.getLong(11)),
            row.getString(12),
            row.getInt(13) == 1,
            row.getString(14),
            row.getString(15),
            row.getString(16));
    long ended = row.getLong(18);
    boolean hasEnded = !row.wasNull();
    var status = Status.valueOf(row.getString(19));
    if (status == Status.RUNNING) {
      boolean works =
          study.isPresent()
              ? Lease.held(row.getString(26), row.getLong(27), here)
              : works(Maker.parse(row.getString(21)), here);
      status = works ? Status.RUNNING : Status.KILLED;
    }
    return new Recorded(
        id,
        told,
        row.getLong(17),
        hasEnded ? OptionalLong.of(ended) : OptionalLong.empty(),
        status,
        row.getString(20),
        row.getLong(22),
        number(row, 23),
        number(row, 24),
        number(row, 25),
        tags(on, id));
  }

  /** Of another machine nothing is known: it is believed. */
  private static boolean works(Maker maker, Maker here) {
    return !maker.near(here) || maker.alive();
  }

  /** SQLite keeps NaN as null. */
  private static double number(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? Double.NaN : value;
  }

  private static SortedSet<String> tags(Connection on, String id) throws SQLException {
    var words = new TreeSet<String>();
    try (PreparedStatement select = on.prepareStatement("select word from tag where run = ?")) {
      select.setString(1, id);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          words.add(row.getString(1));
        }
      }
    }
    return words;
  }

  static void tag(Connection on, String id, String word, boolean has) throws SQLException {
    String sql =
        has
            ? "insert into tag (run, word) select id, ? from run where id = ? on conflict do"
                + " nothing"
            : "delete from tag where word = ? and run = ?";
    try (PreparedStatement change = on.prepareStatement(sql)) {
      change.setString(1, word);
      change.setString(2, id);
      change.executeUpdate();
    }
  }

  static int delete(Connection on, String id) throws SQLException {
    try (PreparedStatement delete = on.prepareStatement("delete from run where id = ?")) {
      delete.setString(1, id);
      return delete.executeUpdate();
    }
  }

  static StoreException missing(String id) {
    return new StoreException("there is no run " + id + ": rubato runs list shows what there is");
  }
}
