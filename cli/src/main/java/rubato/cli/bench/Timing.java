package rubato.cli.bench;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Nanoseconds of one update, a number for each round.
 *
 * @param who made it
 */
public record Timing(String who, List<Double> rounds) {

  public Timing {
    rounds = List.copyOf(rounds);
  }

  /** The least: what the machine can do when it does nothing else. */
  public double best() {
    return rounds.stream().min(Double::compare).orElse(Double.NaN);
  }

  /** The median. */
  public double median() {
    return median(rounds);
  }

  /** How many times as long this takes, the median of the rounds: both ran in each. */
  public double timesAsLong(Timing as) {
    return median(
        IntStream.range(0, rounds.size()).mapToObj(i -> rounds.get(i) / as.rounds.get(i)).toList());
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
  }
}
