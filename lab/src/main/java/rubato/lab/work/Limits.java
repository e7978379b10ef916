package rubato.lab.work;

import java.time.Duration;

/**
 * How much is put up with.
 *
 * @param attempts how often an order is begun before its trial is given up as crashed; at least 1
 * @param timeout how long one attempt may take; above 0 s
 */
public record Limits(int attempts, Duration timeout) {

  /** Three attempts, each as long as it likes. */
  public static final Limits DEFAULT = new Limits(3, Duration.ofDays(365));

  public Limits {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be >= 1, got " + attempts);
    }
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException("timeout must be > 0 s, got " + text(timeout));
    }
  }

  static String text(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() / 1000.0 + " s";
  }
}
