package rubato.search;

/**
 * What {@link Pilot} believes of losses before it has seen one: how the (scaled) loss at one rate
 * and part of the horizon varies together with that at another.
 *
 * <p>With {@code x} the decimal logarithm of the rate and {@code t} that of the share of the
 * horizon, the covariance of two trainings is a sum of
 *
 * <ul>
 *   <li>a <em>trend</em> in {@code t}: all rates get better as training goes on;
 *   <li>a <em>flow</em> in {@code x + t}: where the rate is small, training is a gradient flow, and
 *       a tenth of the rate takes ten times the updates;
 *   <li>a <em>valley</em> in {@code x}: what a rate does to stability and noise at any time;
 *   <li>a small <em>rest</em> in {@code x} and {@code t}.
 * </ul>
 *
 * <p>Two trainings with one seed share a part of their noise; reports of one training share more.
 * The constants maximise the likelihood of recorded curves; docs/decisions/0010-pilot.md says of
 * which.
 */
final class Kernel {

  /** Rates are told apart to so many parts of a factor of ten. */
  static final int FINE = 24;

  /** The variance of rounding. */
  static final double JITTER = 1e-5;

  private static final double LEVEL = 0.1448;
  private static final double TREND = 0.2971;
  private static final double TREND_LENGTH = 1.2746;
  private static final double FLOW = 0.1373;
  private static final double FLOW_LENGTH = 1.1273;
  private static final double VALLEY = 0.2098;
  private static final double VALLEY_LENGTH = 1.2841;
  private static final double REST = 0.0937;
  private static final double REST_LENGTH = 0.4249;
  private static final double REST_TIME = 0.831;
  private static final double SEED = 0.0954;
  private static final double SEED_LENGTH = 0.3551;
  private static final double SEED_TIME = 0.2149;
  private static final double TRIAL = 0.0116;
  private static final double TRIAL_TIME = 0.2231;
  private static final double REPORT = 0.0243;

  private static final double[][] TRENDS = new double[pairs()][pairs()];
  private static final double[][] TRIALS = new double[pairs()][pairs()];

  static {
    for (int i = 1; i < pairs(); i++) {
      for (int k = 1; k < pairs(); k++) {
        double ago = time(i) - time(k);
        double z = ago / TREND_LENGTH;
        TRENDS[i][k] = LEVEL * LEVEL + TREND * TREND * Math.exp(-0.5 * z * z);
        TRIALS[i][k] = TRIAL * TRIAL * matern(ago / TRIAL_TIME);
      }
    }
  }

  private final int span;
  private final double[][][] local = new double[pairs()][][];
  private final double[][][] noise = new double[pairs()][][];

  /** For rates that are at most {@code span} parts of {@value #FINE} apart. */
  Kernel(int span) {
    this.span = span;
  }

  private static int pairs() {
    return Search.REPORTS + 1;
  }

  /** The decimal logarithm of the share of the horizon that is {@code part}. */
  private static double time(int part) {
    return Math.log10(part / (double) Search.REPORTS);
  }

  /** What all rates have in common. */
  static double trend(int part, int other) {
    return TRENDS[part][other];
  }

  /** What rates {@code apart} have in common beyond the trend; the first is the higher by that. */
  double local(int part, int other, int apart) {
    if (local[part] == null) {
      local[part] = new double[pairs()][];
    }
    if (local[part][other] == null) {
      double ago = time(part) - time(other);
      var row = new double[2 * span + 1];
      for (int i = 0; i < row.length; i++) {
        double away = (i - span) / (double) FINE;
        row[i] =
            FLOW * FLOW * matern((away + ago) / FLOW_LENGTH)
                + VALLEY * VALLEY * matern(away / VALLEY_LENGTH)
                + REST * REST * matern(away / REST_LENGTH) * matern(ago / REST_TIME);
      }
      local[part][other] = row;
    }
    return local[part][other][apart + span];
  }

  /** The noise that trainings with one seed have in common. */
  double seed(int part, int other, int apart) {
    if (noise[part] == null) {
      noise[part] = new double[pairs()][];
    }
    if (noise[part][other] == null) {
      double ago = matern((time(part) - time(other)) / SEED_TIME);
      var row = new double[span + 1];
      for (int i = 0; i < row.length; i++) {
        row[i] = SEED * SEED * matern(i / (double) FINE / SEED_LENGTH) * ago;
      }
      noise[part][other] = row;
    }
    return noise[part][other][Math.abs(apart)];
  }

  /** The noise that two reports of one training have in common. */
  static double trial(int part, int other) {
    return TRIALS[part][other];
  }

  /** The noise of one report. */
  static double report() {
    return REPORT * REPORT;
  }

  /**
   * The Matern covariance of smoothness 5/2 at the distance {@code z} in units of its length.
   *
   * @see <a href="http://gaussianprocess.org/gpml/chapters/RW4.pdf">Rasmussen and Williams,
   *     Gaussian Processes for Machine Learning (2006), eq. 4.17</a>
   */
  static double matern(double z) {
    double far = Math.sqrt(5) * Math.abs(z);
    return (1 + far + far * far / 3) * Math.exp(-far);
  }
}
