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
 * The noise falls as training goes on, so what short trainings say of it is not taken for that of
 * long ones. The constants maximise the likelihood of recorded curves; that of the fall is their
 * median; docs/decisions/0010-pilot.md says of which.
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

  /** The deviation of the noise falls by this power of the part; it is usual at {@link #USUAL}. */
  private static final double FADING = 0.2;

  private static final double USUAL = 9;

  private static final double ROOT = Math.sqrt(5);

  /* By both parts of the horizon. */
  private static final double[][] TRENDS = new double[pairs()][pairs()];
  private static final double[][] TRIALS = new double[pairs()][pairs()];
  private static final double[][] FLOWS = new double[pairs()][pairs()];
  private static final double[][] GROWTHS = new double[pairs()][pairs()];
  private static final double[][] RESTS = new double[pairs()][pairs()];
  private static final double[][] SEEDS = new double[pairs()][pairs()];

  static {
    for (int i = 1; i < pairs(); i++) {
      for (int k = 1; k < pairs(); k++) {
        double ago = time(i) - time(k);
        double z = ago / TREND_LENGTH;
        TRENDS[i][k] = LEVEL * LEVEL + TREND * TREND * Math.exp(-0.5 * z * z);
        double fading = fading(i) * fading(k);
        TRIALS[i][k] = fading * TRIAL * TRIAL * matern(ago / TRIAL_TIME);
        FLOWS[i][k] = ROOT * ago / FLOW_LENGTH;
        GROWTHS[i][k] = Math.exp(FLOWS[i][k]);
        RESTS[i][k] = matern(ago / REST_TIME);
        SEEDS[i][k] = fading * matern(ago / SEED_TIME);
      }
    }
  }

  /* By how far rates are apart. */
  private final double[] flows;
  private final double[] growths;
  private final double[] valleys;
  private final double[] rests;
  private final double[] seeds;

  /** For rates that are at most {@code span} parts of {@value #FINE} apart. */
  Kernel(int span) {
    this.flows = new double[span + 1];
    this.growths = new double[span + 1];
    this.valleys = new double[span + 1];
    this.rests = new double[span + 1];
    this.seeds = new double[span + 1];
    for (int i = 0; i <= span; i++) {
      double away = i / (double) FINE;
      flows[i] = ROOT * away / FLOW_LENGTH;
      growths[i] = Math.exp(flows[i]);
      valleys[i] = VALLEY * VALLEY * matern(away / VALLEY_LENGTH);
      rests[i] = REST * REST * matern(away / REST_LENGTH);
      seeds[i] = SEED * SEED * matern(away / SEED_LENGTH);
    }
  }

  private static int pairs() {
    return Search.REPORTS + 1;
  }

  /** The decimal logarithm of the share of the horizon that is {@code part}. */
  private static double time(int part) {
    return Math.log10(part / (double) Search.REPORTS);
  }

  private static double fading(int part) {
    return Math.pow(USUAL / part, FADING);
  }

  /** What all rates have in common. */
  static double trend(int part, int other) {
    return TRENDS[part][other];
  }

  /** What rates {@code apart} have in common beyond the trend; the first is the higher by that. */
  double local(int part, int other, int apart) {
    int away = Math.abs(apart);
    // The same pair from the side of the higher rate.
    int higher = apart < 0 ? other : part;
    int lower = apart < 0 ? part : other;
    double far = Math.abs(flows[away] + FLOWS[higher][lower]);
    // exp(far) as a product of what is tabled, since this is asked for very often.
    double growth = growths[away] * GROWTHS[higher][lower];
    double flow = (1 + far + far * far / 3) * (growth > 1 ? 1 / growth : growth);
    return FLOW * FLOW * flow + valleys[away] + rests[away] * RESTS[part][other];
  }

  /** The noise that trainings with one seed have in common. */
  double seed(int part, int other, int apart) {
    return seeds[Math.abs(apart)] * SEEDS[part][other];
  }

  /** The noise that two reports of one training have in common. */
  static double trial(int part, int other) {
    return TRIALS[part][other];
  }

  /** The noise of one report. */
  static double report(int part) {
    return REPORT * REPORT * fading(part) * fading(part);
  }

  /**
   * The Matern covariance of smoothness 5/2 at the distance {@code z} in units of its length.
   *
   * @see <a href="http://gaussianprocess.org/gpml/chapters/RW4.pdf">Rasmussen and Williams,
   *     Gaussian Processes for Machine Learning (2006), eq. 4.17</a>
   */
  static double matern(double z) {
    double far = ROOT * Math.abs(z);
    return (1 + far + far * far / 3) * Math.exp(-far);
  }
}
