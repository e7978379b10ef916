package rubato.lab.replay;

import java.util.List;

/**
 * The recorded trainings of one problem under one schedule: every rate with every seed.
 *
 * @param problem its name
 * @param schedule the schedule's
 * @param rates rising; at least two
 * @param seeds as they were recorded; at least one
 * @param curves by rate, then by seed
 */
public record Table(
    String problem,
    String schedule,
    List<Double> rates,
    List<Long> seeds,
    List<List<Curve>> curves) {

  /** A training reports its held-out loss at so many equal parts of its horizon. */
  public static final int REPORTS = 27;

  /** One training. */
  public record Curve(double start, List<Double> losses) {

    /** The last loss, or what a training that failed is worth: twice the start. */
    double end() {
      // Twice the start, for starts below 0 too.
      double worst = start + Math.abs(start);
      double last = losses.getLast();
      return Double.isFinite(last) ? Math.min(last, worst) : worst;
    }
  }

  public Table {
    rates = List.copyOf(rates);
    seeds = List.copyOf(seeds);
    curves = curves.stream().map(List::copyOf).toList();
  }

  /** What the rates are worth: the mean over the seeds of the last losses. */
  double[] truths() {
    return curves.stream()
        .mapToDouble(seeds -> seeds.stream().mapToDouble(Curve::end).average().orElse(Double.NaN))
        .toArray();
  }

  /** The mean loss before any training. */
  double start() {
    return curves.stream()
        .flatMap(List::stream)
        .mapToDouble(Curve::start)
        .average()
        .orElse(Double.NaN);
  }

  /** The rate nearest to {@code rate} on a logarithmic axis, by its place. */
  int nearest(double rate) {
    int nearest = 0;
    for (int i = 1; i < rates.size(); i++) {
      if (distance(rate, i) < distance(rate, nearest)) {
        nearest = i;
      }
    }
    return nearest;
  }

  private double distance(double rate, int i) {
    return Math.abs(Math.log(rate) - Math.log(rates.get(i)));
  }

  /** As in {@code mlp, linear: 37 rates, 5 seeds}. */
  @Override
  public String toString() {
    return "%s, %s: %d rates, %d seeds".formatted(problem, schedule, rates.size(), seeds.size());
  }
}
