package rubato.search;

import java.util.List;

/**
 * How values are measured against each other, whatever their unit and sign: 0 is the best seen, 1
 * is where training began; in logarithms where all values are above 0. All that is worse than the
 * beginning counts as 1, divergence too.
 *
 * @param log true when values are compared by their ratio
 * @param best the best, as compared
 * @param start where training began, as compared
 */
record Yardstick(boolean log, double best, double start) {

  /** The least distance from the beginning to the best, as a share of either. */
  private static final double LEAST = 0.05;

  /** Ratios closer than this are of a large offset rather than of a loss. */
  private static final double FLAT = 1e-3;

  /**
   * By all that was told. Where training began is not told: it is the worst first report of the
   * trials with rates up to the best one's; higher ones may have blown up.
   *
   * @param fine the rates of trials, by number
   */
  static Yardstick of(List<Trial> trials, int[] fine) {
    double lowest = Double.POSITIVE_INFINITY;
    int at = Integer.MAX_VALUE;
    for (Trial trial : trials) {
      for (Told told : trial.told()) {
        if (told.alive() && told.value() < lowest) {
          lowest = told.value();
          at = fine[trial.number()];
        }
      }
    }
    double first = lowest;
    for (Trial trial : trials) {
      if (fine[trial.number()] <= at && !trial.told().isEmpty()) {
        Told told = trial.told().getFirst();
        first = told.alive() ? Math.max(first, told.value()) : first;
      }
    }
    if (lowest > 0 && (first == lowest || Math.log(first / lowest) > FLAT)) {
      double best = Math.log(lowest);
      return new Yardstick(true, best, Math.max(Math.log(first), best + LEAST));
    }
    double least = first == lowest ? Math.max(Math.abs(lowest) * LEAST, Double.MIN_NORMAL) : 0;
    return new Yardstick(false, lowest, Math.max(first, lowest + least));
  }

  /** True when {@code value} is no better than no training at all. */
  boolean bad(double value) {
    return !(compared(value) < start);
  }

  /** {@code value} on the scale from 0 to 1. */
  double scaled(double value) {
    return bad(value) ? 1 : (compared(value) - best) / (start - best);
  }

  /** The value at {@code scaled}. */
  double value(double scaled) {
    double compared = best + scaled * (start - best);
    return log ? Math.exp(compared) : compared;
  }

  /** What 5 % of the best value are on the scale. */
  double tolerance() {
    return log ? Math.log(1.05) / (start - best) : 0.02;
  }

  private double compared(double value) {
    return log && value > 0 ? Math.log(value) : log ? Double.POSITIVE_INFINITY : value;
  }
}
