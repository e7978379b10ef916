package rubato.lab.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.IntConsumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import rubato.search.Population;
import rubato.search.Search;
import rubato.search.Searches;
import rubato.search.Space;
import rubato.search.Widening;

/**
 * How soon a method finds a good rate on recorded curves, over several tables and repeats.
 *
 * <p>A rate's truth is the mean over the table's seeds of its last held-out loss, each at most
 * twice the loss before training. A study <em>settles</em> within a bound at the first budget from
 * which on its recommendation, read after every report, stays within the bound until the budget's
 * end; a study that never does is a miss, and counts as the whole budget in median and percentile.
 *
 * @param method its text, as it was given
 * @param fte5 when its studies settle within 5 % of the best truth
 * @param fte10 within 10 %
 * @param n2 within 2 % of the drop from the loss before training to the best truth
 * @param p5 the share of studies whose recommendation is within 5 % after so many full trainings
 * @param regret the mean of how far the recommendation is from the best, as a part of the drop; a
 *     study without one has 1
 * @param problems how many tables
 */
public record Merit(
    String method,
    Settled fte5,
    Settled fte10,
    Settled n2,
    Map<Integer, Double> p5,
    Map<Integer, Double> regret,
    int problems) {

  /** The full trainings after which figures are read. */
  public static final List<Integer> READINGS = List.of(1, 2, 3, 5, 10, 20);

  /** What studies may spend, unless told otherwise. */
  public static final double BUDGET = 20;

  /** When studies settle, in full trainings. */
  public record Settled(double median, double p90, double miss) {

    static Settled of(double[] budgets, double budget) {
      double[] sorted = Arrays.stream(budgets).map(one -> Math.min(one, budget)).sorted().toArray();
      double missed = Arrays.stream(budgets).filter(Double::isInfinite).count();
      return new Settled(percentile(sorted, 0.5), percentile(sorted, 0.9), missed / sorted.length);
    }

    /* Between the two nearest, as numpy.percentile has it. */
    static double percentile(double[] sorted, double share) {
      double at = share * (sorted.length - 1);
      int below = (int) at;
      int above = Math.min(below + 1, sorted.length - 1);
      return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
  }

  /** One study, judged. */
  private record Judged(
      double fte5, double fte10, double n2, List<Double> within, List<Double> regret) {}

  /**
   * Runs {@code repeats} studies on each table.
   *
   * @param method as {@link Searches#parse} reads it
   * @param repeats at least 1; each draws with a seed of its own, and sees the table's seeds in an
   *     order of its own
   * @param seed decides both
   * @param budget full trainings a study may spend; at least one 27th
   */
  public static Merit of(List<Table> tables, String method, int repeats, long seed, double budget) {
    return of(tables, method, repeats, seed, budget, _ -> {});
  }

  /** The same, telling {@code judged} after each study how many there were; several threads do. */
  public static Merit of(
      List<Table> tables,
      String method,
      int repeats,
      long seed,
      double budget,
      IntConsumer judged) {
    if (repeats < 1) {
      throw new IllegalArgumentException("repeats must be >= 1, got " + repeats);
    }
    double least = 1.0 / Table.REPORTS;
    if (!(budget >= least && budget <= 1e6)) {
      throw new IllegalArgumentException(
          "budget must be between 1/27 of a full training and 1000000, got " + budget);
    }
    BiFunction<Space, Long, Search> search =
        (space, number) -> Searches.parse(method, space, Table.REPORTS, number);
    // Told before the work begins when there is no such method.
    check(search.apply(Study.space(tables.getFirst()), seed), method);
    var done = new AtomicInteger();
    List<Judged> studies =
        IntStream.range(0, tables.size() * repeats)
            .parallel()
            .mapToObj(
                i -> {
                  Table table = tables.get(i / repeats);
                  var dice = new SplittableRandom(seed * 1_000_003 + i);
                  var seeds = new ArrayList<Integer>();
                  IntStream.range(0, table.seeds().size()).forEach(seeds::add);
                  Collections.shuffle(seeds, dice);
                  long drawn = dice.nextLong();
                  Judged study =
                      judge(
                          table,
                          Study.run(table, seeds, budget, space -> search.apply(space, drawn)));
                  judged.accept(done.incrementAndGet());
                  return study;
                })
            .toList();
    return new Merit(
        method,
        settled(studies, Judged::fte5, budget),
        settled(studies, Judged::fte10, budget),
        settled(studies, Judged::n2, budget),
        readings(studies, budget, (study, i) -> study.within().get(i)),
        readings(studies, budget, (study, i) -> study.regret().get(i)),
        tables.size());
  }

  /** Rejects a method that tries what a table does not know. */
  static void check(Search search, String method) {
    if (search instanceof Population || search instanceof Widening) {
      throw new IllegalArgumentException(
          "method must try rates of the table, got "
              + method
              + (search instanceof Population
                  ? ": it changes the rate during a training"
                  : ": it goes beyond them"));
    }
  }

  private static Judged judge(Table table, Study study) {
    double[] truths = table.truths();
    double best = Arrays.stream(truths).min().orElseThrow();
    double drop = table.start() - best;
    boolean[] five = good(table, 0.05);
    boolean[] ten = good(table, 0.1);
    boolean[] two = near(table, 0.02);
    var in = new ArrayList<Double>();
    var regret = new ArrayList<Double>();
    for (int reading : READINGS) {
      int choice = study.choice(reading);
      in.add(choice >= 0 && five[choice] ? 1.0 : 0.0);
      // Where training helps nothing there is nothing to lose.
      regret.add(choice < 0 ? 1.0 : drop > 0 ? (truths[choice] - best) / drop : 0.0);
    }
    return new Judged(study.settled(five), study.settled(ten), study.settled(two), in, regret);
  }

  /** The rates whose truth is within a share of the best. */
  static boolean[] good(Table table, double share) {
    double[] truths = table.truths();
    double best = Arrays.stream(truths).min().orElseThrow();
    return within(truths, best + share * Math.abs(best));
  }

  /** The rates whose truth is above the best by at most a share of what training gains. */
  static boolean[] near(Table table, double share) {
    double[] truths = table.truths();
    double best = Arrays.stream(truths).min().orElseThrow();
    return within(truths, best + share * (table.start() - best));
  }

  private static boolean[] within(double[] truths, double bound) {
    var within = new boolean[truths.length];
    for (int i = 0; i < truths.length; i++) {
      within[i] = truths[i] <= bound;
    }
    return within;
  }

  private static Settled settled(List<Judged> studies, ToDoubleFunction<Judged> of, double budget) {
    return Settled.of(studies.stream().mapToDouble(of).toArray(), budget);
  }

  private static Map<Integer, Double> readings(
      List<Judged> studies, double budget, BiFunction<Judged, Integer, Double> of) {
    var readings = new TreeMap<Integer, Double>();
    for (int i = 0; i < READINGS.size(); i++) {
      int place = i;
      if (READINGS.get(i) <= budget) {
        readings.put(
            READINGS.get(i),
            studies.stream().mapToDouble(study -> of.apply(study, place)).average().orElse(0));
      }
    }
    return readings;
  }
}
