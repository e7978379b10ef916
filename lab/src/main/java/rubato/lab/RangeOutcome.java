package rubato.lab;

import java.util.List;
import rubato.train.Run;

/**
 * What the range test of a study leaves.
 *
 * @param finding what it saw and said
 * @param low where to search from
 * @param high where to search to
 * @param runs every sweep, those repeated on a longer ladder too
 * @param notes what the reader must know
 */
public record RangeOutcome(
    RangeFinding finding, double low, double high, List<Run> runs, List<String> notes) {

  public RangeOutcome {
    runs = List.copyOf(runs);
    notes = List.copyOf(notes);
  }
}
