package rubato.search;

/**
 * What one more report is worth: by how much the expected loss of the choice falls, because the
 * choice may change.
 *
 * @see <a href="https://doi.org/10.1287/ijoc.1080.0314">Frazier, Powell and Dayanik, The
 *     Knowledge-Gradient Policy for Correlated Normal Beliefs (2009), eq. 12</a>
 */
final class Gain {

  /** The middles of so many equal shares of the normal distribution. */
  private static final double[] NORMAL = new double[31];

  static {
    for (int i = 0; i < NORMAL.length; i++) {
      NORMAL[i] = quantile((i + 0.5) / NORMAL.length);
    }
  }

  /** The weight of what a single rival may gain: decides where no change is in sight. */
  private static final double RIVAL = 1e-3;

  /** What lies so many deviations off is no rival. */
  private static final double FAR = 6;

  private Gain() {}

  /**
   * @param mean the expected loss of each spot
   * @param moves by how much the report moves them, in deviations
   * @param best the spot of the lowest mean
   */
  static double of(double[] mean, double[] moves, int best) {
    // What is lower by no share is left out: it is never the lowest.
    double furthest = NORMAL[NORMAL.length - 1];
    var lower = new double[mean.length];
    var moved = new double[mean.length];
    int many = 0;
    for (int i = 0; i < mean.length; i++) {
      if (i == best || mean[i] - mean[best] <= Math.abs(moves[i] - moves[best]) * furthest) {
        lower[many] = mean[i];
        moved[many] = moves[i];
        many++;
      }
    }
    double sum = 0;
    for (double z : NORMAL) {
      double lowest = Double.POSITIVE_INFINITY;
      for (int i = 0; i < many; i++) {
        lowest = Math.min(lowest, lower[i] + moved[i] * z);
      }
      sum += lowest;
    }
    return mean[best] - sum / NORMAL.length + RIVAL * rival(mean, moves, best);
  }

  private static double rival(double[] mean, double[] moves, int best) {
    double most = 0;
    for (int i = 0; i < mean.length; i++) {
      double deviation = Math.abs(moves[i] - moves[best]);
      if (i != best && deviation > 0) {
        double z = (mean[i] - mean[best]) / deviation;
        if (z > FAR) {
          continue;
        }
        most = Math.max(most, deviation * (Normal.density(z) - z * (1 - Normal.below(z))));
      }
    }
    return most;
  }

  private static double quantile(double share) {
    double low = -8;
    double high = 8;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      low = Normal.below(middle) < share ? middle : low;
      high = Normal.below(middle) < share ? high : middle;
    }
    return low;
  }
}
