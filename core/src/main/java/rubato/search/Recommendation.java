package rubato.search;

import java.util.Optional;

/**
 * What a search would take if it ended now.
 *
 * @param arm the choice
 * @param value what its value is expected to be; NaN when unknown
 * @param low the lowest rate that may be as good
 * @param high the highest
 * @param reason one line for the reader
 * @param border the end of a range that the choice lies at, if it does: what is best may lie beyond
 */
public record Recommendation(
    Arm arm, double value, double low, double high, String reason, Optional<Border> border) {

  /** An end of the range of the dimension {@code name}. */
  public record Border(String name, boolean high) {}
}
