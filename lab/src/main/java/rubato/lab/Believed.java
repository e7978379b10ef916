package rubato.lab;

import java.util.List;

/**
 * What a search believed at one moment: what it would have chosen, and how good it took each rate
 * to be.
 *
 * @param used what the study had used, in full trainings
 * @param schedule the schedule it would have chosen
 * @param rate the rate it would have chosen
 * @param low the lowest rate that may be as good
 * @param high the highest
 * @param value what it expected of its choice, lower is better; NaN when unknown
 * @param valley its belief over rates under that schedule, by rate; empty where it has none
 */
public record Believed(
    double used,
    String schedule,
    double rate,
    double low,
    double high,
    double value,
    List<At> valley) {

  public Believed {
    valley = List.copyOf(valley);
  }

  /**
   * One rate.
   *
   * @param rate the rate
   * @param mean what is expected of it, lower is better
   * @param deviation the standard deviation of that
   */
  public record At(double rate, double mean, double deviation) {}
}
