package rubato.lab.work;

import java.util.List;
import rubato.train.CheckpointFile;

/**
 * A trial is to be started, or continued from where it is.
 *
 * @param id the trial's number
 * @param settings what is trained and how; the rate is filled in
 * @param looks the numbers of updates at which held-out data are looked at; ascending, the last is
 *     where the order ends. The same trial is looked at at the same places whenever it passes them
 * @param checkpoint the file that keeps the trial at its last look
 */
public record Order(int id, CheckpointFile.Settings settings, List<Long> looks, String checkpoint) {

  public Order {
    looks = List.copyOf(looks);
    long before = 0;
    for (long look : looks) {
      if (look <= before) {
        throw new IllegalArgumentException("looks must ascend from 1, got " + looks);
      }
      before = look;
    }
    if (looks.isEmpty() || looks.getLast() > settings.horizon().steps()) {
      throw new IllegalArgumentException(
          "looks must end within the %d updates of the horizon, got %s"
              .formatted(settings.horizon().steps(), looks));
    }
  }

  /** Where the order ends, in updates of the trial in all. */
  public long until() {
    return looks.getLast();
  }
}
