package rubato.workloads.quality;

import java.util.List;

/**
 * The losses of one rate over the seeds.
 *
 * @param rate the rate
 * @param median of the losses; the mean of the two in the middle, where there are two
 * @param low the lowest
 * @param high the highest
 * @param seeds how many
 * @param diverged how many of them did
 */
public record Score(double rate, double median, double low, double high, int seeds, long diverged) {

  /** The score of the trainings {@code lines}, of which there is one at least. */
  static Score of(List<Line> lines) {
    double[] sorted = lines.stream().mapToDouble(Line::loss).sorted().toArray();
    int n = sorted.length;
    return new Score(
        lines.getFirst().rate(),
        (sorted[(n - 1) / 2] + sorted[n / 2]) / 2,
        sorted[0],
        sorted[n - 1],
        n,
        lines.stream().filter(Line::diverged).count());
  }

  /** Whether every seed of this one is lower than every seed of {@code other}. */
  public boolean clearlyBelow(Score other) {
    return high < other.low;
  }
}
