package rubato.lab;

import java.util.ArrayList;
import java.util.List;
import rubato.lab.former.Told;
import rubato.train.Evaluation;
import rubato.train.Metric;
import rubato.train.Run;

/**
 * A trial that survived the search, with what held-out data say of it on each seed.
 *
 * @param told the search's last word on it
 * @param seen one evaluation per seed, the search's own first
 */
record Finalist(Told told, List<Evaluation> seen) {

  static Finalist of(Told told, Run run) {
    return new Finalist(told, List.of(run.evaluations().getLast().evaluation()));
  }

  Finalist with(Evaluation evaluation) {
    var more = new ArrayList<>(seen);
    more.add(evaluation);
    return new Finalist(told, List.copyOf(more));
  }

  Score score() {
    return Score.of(seen.stream().map(Evaluation::metric).toList());
  }

  private double loss() {
    return seen.stream().mapToDouble(Evaluation::loss).average().orElse(Double.NaN);
  }

  /** How much worse {@code other} is than this, by the means over the seeds both have. */
  double worse(Finalist other, Metric metric) {
    int both = Math.min(seen.size(), other.seen.size());
    double mine = Score.of(score().values().subList(0, both)).mean();
    double its = Score.of(other.score().values().subList(0, both)).mean();
    double worse = metric.higherIsBetter() ? mine - its : its - mine;
    return Double.isNaN(worse) ? Double.POSITIVE_INFINITY : worse;
  }

  /** The standard deviation over seeds, pooled over the finalists; NaN when none has two seeds. */
  static double noise(List<Finalist> finalists) {
    return Math.sqrt(
        finalists.stream()
            .mapToDouble(one -> one.score().spread())
            .filter(Double::isFinite)
            .map(spread -> spread * spread)
            .average()
            .orElse(Double.NaN));
  }

  /**
   * The best by the mean of the metric; of those within one standard error of it, the one whose
   * held-out loss is lowest.
   */
  static Finalist best(List<Finalist> finalists, Metric metric) {
    Finalist first = finalists.getFirst();
    for (Finalist one : finalists) {
      if (metric.better(one.score().mean(), first.score().mean())) {
        first = one;
      }
    }
    double noise = noise(finalists);
    Finalist best = first;
    for (Finalist one : finalists) {
      double error = noise / Math.sqrt(one.seen.size());
      boolean close = first.worse(one, metric) <= (Double.isNaN(error) ? 0 : error);
      if (close && one.loss() < best.loss()) {
        best = one;
      }
    }
    return best;
  }
}
