package rubato.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Nanoseconds of one update, a number for each round.
 *
 * @param who made it
 * @param draws the best round of each draw of memory
 */
public record Timing(String who, List<Double> rounds, List<Double> draws) {

  public Timing {
    rounds = List.copyOf(rounds);
    draws = List.copyOf(draws);
  }

  /** In one draw. */
  static Timing of(String who, List<Double> rounds) {
    return new Timing(who, rounds, List.of(least(rounds)));
  }

  /** This and what came of other draws of memory. */
  Timing and(Timing other) {
    List<Double> all = new ArrayList<>(rounds);
    all.addAll(other.rounds);
    List<Double> each = new ArrayList<>(draws);
    each.addAll(other.draws);
    return new Timing(who, all, each);
  }

  /** The least: what the machine can do when it does nothing else. */
  public double best() {
    return least(rounds);
  }

  private static double least(List<Double> values) {
    return values.stream().min(Double::compare).orElse(Double.NaN);
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
