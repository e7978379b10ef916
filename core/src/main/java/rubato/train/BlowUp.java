package rubato.train;

import java.util.Arrays;

/**
 * Says when a training has blown up, from its losses alone; right for losses that are negative or
 * near 0, and unmoved by their scale.
 *
 * <p>NaN and infinities: at once, or where weights outlive them as one loss that is far above.
 * Else, with {@code level} the lower of the first loss and the median of the first {@value #HEAD}
 * losses, {@code spread} the median distance of those losses from their median and {@code fall =
 * level - lowest loss so far}: when {@value #STREAK} losses running are above {@code level + 10 *
 * max(|level|, spread, fall)}.
 */
final class BlowUp {

  /*
   * Deliberately slow to judge: a large rate often lifts the loss to several times its first value
   * for some updates and then trains well (the catapult phase). What is far above for ten updates
   * running has left the region the weights were initialised for. The first losses alone set the
   * level, so a good minimum never makes ordinary noise look like a blow-up (as "4 x best" does),
   * and nothing is ever multiplied by a loss that may be negative.
   */
  static final int HEAD = 20;
  static final int STREAK = 10;
  private static final double MANY = 10;

  private final boolean patient;
  private final double[] head = new double[HEAD];
  private int count;
  private int streak;
  private double lowest = Double.POSITIVE_INFINITY;
  private double level;
  private double scale;

  /** With {@code patient} a loss that is not finite is only far above. */
  BlowUp(boolean patient) {
    this.patient = patient;
  }

  /** Takes the next loss in; true when the training has blown up. */
  boolean seen(double loss) {
    if (!Double.isFinite(loss)) {
      return !patient || ++streak >= STREAK;
    }
    if (count < HEAD) {
      head[count++] = loss;
      double[] sorted = sorted(head, count);
      double median = sorted[count / 2];
      level = Math.min(head[0], median);
      double[] distances = new double[count];
      for (int i = 0; i < count; i++) {
        distances[i] = Math.abs(head[i] - median);
      }
      scale = Math.max(Math.abs(level), sorted(distances, count)[count / 2]);
    }
    lowest = Math.min(lowest, loss);
    boolean above = loss > level + MANY * Math.max(scale, level - lowest);
    // A training that starts at a loss of exactly 0 has no scale yet.
    streak = above && scale > 0 ? streak + 1 : 0;
    return streak >= STREAK;
  }

  /** Whether the last loss gave no cause to worry. */
  boolean calm() {
    return streak == 0;
  }

  private static double[] sorted(double[] values, int count) {
    double[] copy = Arrays.copyOf(values, count);
    Arrays.sort(copy);
    return copy;
  }
}
