package rubato.search;

/**
 * One report as {@link Belief} sees it.
 *
 * @param fine the rate: its decimal logarithm in parts of {@link Kernel#FINE}
 * @param side which combination of other settings it was trained with
 * @param part how far it was trained, in {@link Search#REPORTS}
 * @param value on the scale of a {@link Yardstick}
 * @param noise by how much its noise is larger than usual
 * @param trial its trial
 * @param seed the seed of the trial
 */
record Sight(int fine, int side, int part, double value, double noise, int trial, int seed) {

  /** The noise of what is worse than no training: it is all cut to one value. */
  static final double CUT = 0.3;
}
