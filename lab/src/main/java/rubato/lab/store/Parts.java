package rubato.lab.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import rubato.feedback.Observation;

/** The statements about observations: a row for each batch of a run, packed. */
final class Parts {

  private Parts() {}

  /** The number of the next part. */
  static int next(Connection on, String run) throws SQLException {
    try (PreparedStatement select =
        on.prepareStatement("select coalesce(max(part) + 1, 0) from part where run = ?")) {
      select.setString(1, run);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getInt(1) : 0;
      }
    }
  }

  /**
   * Adds one, and brings the run's figures up to date; false when there is a part of that number.
   */
  static boolean add(Connection on, Batch batch, int part, byte[] packed) throws SQLException {
    try (PreparedStatement insert =
        on.prepareStatement(
            "insert into part (run, part, packed) select id, ?, ? from run where id = ?"
                + " on conflict do nothing")) {
      insert.setInt(1, part);
      insert.setBytes(2, packed);
      insert.setString(3, batch.run());
      if (insert.executeUpdate() == 0) {
        return false;
      }
    }
    figures(on, batch);
    return true;
  }

  private static void figures(Connection on, Batch batch) throws SQLException {
    double loss = Double.NaN;
    double heldOut = Double.NaN;
    double value = Double.NaN;
    long updates = -1;
    boolean[] seen = new boolean[3];
    for (Observed observed : batch.observed()) {
      switch (observed.kind()) {
        case Observation.LOSS -> {
          loss = observed.value();
          updates = observed.step() + 1;
          seen[0] = true;
        }
        case Observation.HELD_OUT_LOSS -> {
          heldOut = observed.value();
          seen[1] = true;
        }
        case Observed.ROLLED_BACK -> updates = (long) observed.value();
        default -> {}
      }
    }
    String metric = metric(on, batch.run());
    for (Observed observed : batch.observed()) {
      if (observed.kind().equals(metric)) {
        value = observed.value();
        seen[2] = true;
      }
    }
    // The driver has no name for "as it was"; a column that was not seen is set to itself.
    try (PreparedStatement update =
        on.prepareStatement(
            "update run set updates = "
                + (updates < 0 ? "updates" : Long.toString(updates))
                + (seen[0] ? ", loss = ?" : "")
                + (seen[1] ? ", held_out = ?" : "")
                + (seen[2] ? ", value = ?" : "")
                + " where id = ?")) {
      int at = 1;
      if (seen[0]) {
        update.setDouble(at++, loss);
      }
      if (seen[1]) {
        update.setDouble(at++, heldOut);
      }
      if (seen[2]) {
        update.setDouble(at++, value);
      }
      update.setString(at, batch.run());
      update.executeUpdate();
    }
  }

  private static String metric(Connection on, String run) throws SQLException {
    try (PreparedStatement select = on.prepareStatement("select metric from run where id = ?")) {
      select.setString(1, run);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw Runs.missing(run);
        }
        return row.getString(1);
      }
    }
  }

  /** All observations as they were made. */
  static List<Observed> all(Connection on, String run) throws SQLException {
    var observed = new ArrayList<Observed>();
    try (PreparedStatement select =
        on.prepareStatement("select packed from part where run = ? order by part")) {
      select.setString(1, run);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          observed.addAll(Packed.open(row.getBytes(1)));
        }
      }
    } catch (IOException damaged) {
      throw new StoreException(
          "the observations of %s are damaged: %s".formatted(run, damaged.getMessage()), damaged);
    }
    return observed;
  }

  /** One part in the place of many, with what stands in the end. */
  static void settle(Connection on, String run) throws SQLException {
    int parts = next(on, run);
    if (parts < 2) {
      return;
    }
    byte[] packed = Packed.of(Packed.settled(all(on, run)));
    try (PreparedStatement delete = on.prepareStatement("delete from part where run = ?")) {
      delete.setString(1, run);
      delete.executeUpdate();
    }
    try (PreparedStatement insert =
        on.prepareStatement("insert into part (run, part, packed) values (?, ?, ?)")) {
      insert.setString(1, run);
      insert.setInt(2, parts - 1); // numbers are never used again
      insert.setBytes(3, packed);
      insert.executeUpdate();
    }
  }
}
