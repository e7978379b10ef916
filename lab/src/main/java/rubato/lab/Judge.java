package rubato.lab;

import java.util.Locale;
import rubato.feedback.Observation;
import rubato.train.Evaluation;
import rubato.train.Metric;

/** What a search judges trials by, whatever the task's metric says of the answer. */
public enum Judge {

  /**
   * The held-out loss. An accuracy near 1 is a handful of mistakes, which seeds decide; the loss
   * behind it tells rates apart that make the same mistakes.
   */
  LOSS,

  /** The task's metric. */
  METRIC;

  private static final Metric HELD_OUT = new Metric(Observation.HELD_OUT_LOSS, false);

  /** Its name and direction, for a task with {@code metric}. */
  public Metric of(Metric metric) {
    return switch (this) {
      case LOSS -> HELD_OUT;
      case METRIC -> metric;
    };
  }

  /** What it takes from an evaluation. */
  double value(Evaluation seen) {
    return switch (this) {
      case LOSS -> seen.loss();
      case METRIC -> seen.metric();
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
