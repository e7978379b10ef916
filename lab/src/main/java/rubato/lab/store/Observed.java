package rubato.lab.store;

/**
 * One value seen in a run. A later one of the same kind and step takes the place of an earlier one,
 * so a run that is trained again from a checkpoint, or from its start, is recorded once.
 *
 * @param step the zero-based number of the update for {@code loss}; else the updates done before it
 * @param kind what was seen, as {@link rubato.feedback.Observation} names it, or {@link
 *     #ROLLED_BACK}
 * @param value NaN and infinities are kept, bit for bit
 * @param rate the rate of the update; NaN where there was none
 */
public record Observed(long step, String kind, double value, double rate) {

  /** The run went back from {@code step} to step {@code value}: what was seen since is undone. */
  public static final String ROLLED_BACK = "rolled back";

  /** An observation that is not of an update. */
  public static Observed of(long step, String kind, double value) {
    return new Observed(step, kind, value, Double.NaN);
  }
}
