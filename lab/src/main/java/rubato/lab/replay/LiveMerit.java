package rubato.lab.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.DoubleStream;
import rubato.lab.record.Live;
import rubato.lab.record.Part;
import rubato.search.Search;
import rubato.search.Searches;

/**
 * How soon a method finds a good rate where it trains, by a truth that was recorded; the rules are
 * in docs/guide/quality-of-search.md.
 *
 * @param method its text
 * @param fte5 the full trainings after which its studies settle within 5 % of the best truth
 * @param fte10 within 10 %
 * @param n2 within 2 % of the drop from the loss before training to the best truth
 * @param seconds5 the wall time until they settle within 5 %
 * @param secondsN2 within 2 % of the drop
 * @param seconds the wall time of the whole budget
 * @param asking the part of that which the search itself took
 * @param end how far the truth of the last recommendation is above the best, as a share of it
 * @param p5 the share of studies that are within 5 % after so many full trainings
 */
public record LiveMerit(
    String method,
    Spread fte5,
    Spread fte10,
    Spread n2,
    Spread seconds5,
    Spread secondsN2,
    Spread seconds,
    Spread asking,
    Spread end,
    Map<Integer, Double> p5) {

  /** The full trainings after which shares are read. */
  public static final List<Integer> READINGS = List.of(1, 2, 3, 5, 10, 20);

  /** Seeds of trainings of different studies are so far apart. */
  private static final long APART = 1000;

  /**
   * Of several studies.
   *
   * @param miss the share of those that never settle; their value is that of the whole budget
   * @param values one for each study
   */
  public record Spread(double median, double least, double most, double miss, List<Double> values) {

    public Spread {
      values = List.copyOf(values);
    }

    static Spread of(List<Double> values, int missed) {
      double[] sorted = values.stream().mapToDouble(d -> d).sorted().toArray();
      return new Spread(
          Merit.Settled.percentile(sorted, 0.5),
          sorted[0],
          sorted[sorted.length - 1],
          (double) missed / sorted.length,
          values);
    }
  }

  /**
   * Runs {@code repeats} studies, one after another.
   *
   * @param truth the table that judges
   * @param live who trains
   * @param method as {@link Searches#parse} reads it
   * @param repeats at least 1
   * @param seed study i draws with {@code seed + i}, and trains on seeds from {@code 1000 (seed + i
   *     + 1)} on
   * @param budget full trainings a study may spend; at least one 27th
   * @param nanos the clock
   */
  public static LiveMerit of(
      Table truth,
      Live live,
      String method,
      int repeats,
      long seed,
      double budget,
      LongSupplier nanos) {
    Merit.check(search(method, truth, seed), method);
    var studies = new ArrayList<Study>();
    var training = new ArrayList<Double>();
    for (int i = 0; i < repeats; i++) {
      long drawn = seed + i;
      double[] trained = {0};
      Study.Trainer trainer =
          (rate, number, part) -> {
            Part made = live.part(rate, APART * (drawn + 1) + number, part);
            trained[0] += made.seconds();
            return new Study.Part(made.loss(), made.seconds());
          };
      studies.add(
          Study.run(
              truth,
              trainer,
              budget,
              space -> Searches.parse(method, space, Table.REPORTS, drawn),
              nanos));
      training.add(trained[0]);
    }
    return judged(method, truth, budget, studies, training);
  }

  /** The method on the range of a table. */
  public static Search search(String method, Table truth, long seed) {
    return Searches.parse(method, Study.space(truth), Table.REPORTS, seed);
  }

  private static LiveMerit judged(
      String method, Table truth, double budget, List<Study> studies, List<Double> training) {
    boolean[] five = Merit.good(truth, 0.05);
    boolean[] ten = Merit.good(truth, 0.1);
    boolean[] two = Merit.near(truth, 0.02);
    var p5 = new TreeMap<Integer, Double>();
    for (int reading : READINGS) {
      if (reading <= budget) {
        p5.put(
            reading,
            studies.stream()
                .map(study -> study.choice(reading))
                .mapToDouble(choice -> choice >= 0 && five[choice] ? 1 : 0)
                .average()
                .orElse(0));
      }
    }
    List<Double> whole = studies.stream().map(study -> study.seconds().getLast()).toList();
    double[] asking = new double[whole.size()];
    Arrays.setAll(asking, i -> whole.get(i) - training.get(i));
    return new LiveMerit(
        method,
        settled(studies, five, budget),
        settled(studies, ten, budget),
        settled(studies, two, budget),
        seconds(studies, five),
        seconds(studies, two),
        Spread.of(whole, 0),
        Spread.of(DoubleStream.of(asking).boxed().toList(), 0),
        Spread.of(studies.stream().map(study -> end(study, truth)).toList(), 0),
        p5);
  }

  private static double end(Study study, Table truth) {
    double[] truths = truth.truths();
    double best = Arrays.stream(truths).min().orElseThrow();
    int choice = study.choices().getLast();
    double reached = choice < 0 ? truth.start() + Math.abs(truth.start()) : truths[choice];
    return (reached - best) / Math.abs(best);
  }

  private static Spread settled(List<Study> studies, boolean[] good, double budget) {
    return Spread.of(
        studies.stream().map(study -> Math.min(budget, study.settled(good))).toList(),
        missed(studies, good));
  }

  private static Spread seconds(List<Study> studies, boolean[] good) {
    return Spread.of(
        studies.stream()
            .map(study -> study.seconds().get(Math.min(study.since(good), last(study))))
            .toList(),
        missed(studies, good));
  }

  private static int missed(List<Study> studies, boolean[] good) {
    return (int) studies.stream().filter(study -> study.since(good) > last(study)).count();
  }

  private static int last(Study study) {
    return study.choices().size() - 1;
  }
}
