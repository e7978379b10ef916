package rubato.lab.store;

import java.util.OptionalLong;

/**
 * One value seen in a run. A later one of the same kind and step takes the place of an earlier one,
 * so a run that is trained again from a checkpoint, or from its start, is recorded once.
 *
 * @param step the zero-based number of the update for {@code loss}; else the updates done before it
 * @param kind what was seen, as {@link rubato.feedback.Observation} names it, or {@link
 *     #ROLLED_BACK}
 * @param value NaN and infinities are kept, bit for bit
 * @param rate the rate of the update; NaN where there was none
 * @param at when, in milliseconds since 1970, where that is known
 */
public record Observed(long step, String kind, double value, double rate, OptionalLong at) {

  /** The run went back from {@code step} to step {@code value}: what was seen since is undone. */
  public static final String ROLLED_BACK = "rolled back";

  /**
   * An observation.
   *
   * @throws IllegalArgumentException when {@code at} is below 0
   */
  public Observed {
    if (at.orElse(0) < 0) {
      throw new IllegalArgumentException("at must be >= 0, got " + at.getAsLong());
    }
  }

  /** An observation of an update, made nobody knows when. */
  public Observed(long step, String kind, double value, double rate) {
    this(step, kind, value, rate, OptionalLong.empty());
  }

  /** An observation that is not of an update, made nobody knows when. */
  public static Observed of(long step, String kind, double value) {
    return new Observed(step, kind, value, Double.NaN);
  }

  /** The same, made at a time. */
  public Observed at(OptionalLong time) {
    return new Observed(step, kind, value, rate, time);
  }
}
