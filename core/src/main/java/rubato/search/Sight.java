package rubato.search;

/**
 * One report as {@link Belief} sees it.
 *
 * @param fine the rate: its decimal logarithm in parts of {@link Kernel#FINE}
 * @param side which combination of other settings it was trained with
 * @param part how far it was trained, in {@link Search#REPORTS}
 * @param value on the scale of a {@link Yardstick}
 * @param cut true when the value is the end of the scale, and the training may be worse than that
 * @param trial its trial
 * @param seed the seed of the trial
 */
record Sight(int fine, int side, int part, double value, boolean cut, int trial, int seed) {

  private static final int NONE = -1;

  /** A full training whose value is asked for, whatever its seed. */
  static Sight spot(int fine, int side) {
    return new Sight(fine, side, Search.REPORTS, 0, false, NONE, NONE);
  }

  /** True when it differs in its value at most. */
  boolean twin(Sight other) {
    return fine == other.fine
        && side == other.side
        && part == other.part
        && cut == other.cut
        && trial == other.trial
        && seed == other.seed;
  }
}
