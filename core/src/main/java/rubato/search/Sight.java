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

  private static final int NONE = -1;

  /** A full training whose value is asked for, whatever its seed. */
  static Sight spot(int fine, int side) {
    return new Sight(fine, side, Search.REPORTS, 0, 1, NONE, NONE);
  }

  /** True when it differs in its value at most. */
  boolean twin(Sight other) {
    return fine == other.fine
        && side == other.side
        && part == other.part
        && noise == other.noise
        && trial == other.trial
        && seed == other.seed;
  }
}
