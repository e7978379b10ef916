package rubato.lab.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;
import rubato.lab.record.Sweep;
import rubato.search.RangeReading;
import rubato.search.RangeSweep;
import rubato.search.finder.Finder;

/**
 * What the suggestions of a finder are worth on recorded trainings; the rules are in
 * docs/guide/quality-of-search.md.
 *
 * @param finder its name
 * @param suggestions how many there could be
 * @param unanswered the share of them that there are not
 * @param within5 the share within 5 % of the best truth
 * @param within10 within 10 %
 * @param regret how far their truths are above the best, as a part of the drop: the median
 * @param regret90 and the 90th percentile
 * @param off how many decades they are from the best rate: the median
 * @param beyond the share with more than one decade, of those that there are
 * @param cost the sweeps' updates over those of a full training, the mean
 */
public record FinderMerit(
    String finder,
    int suggestions,
    double unanswered,
    double within5,
    double within10,
    double regret,
    double regret90,
    double off,
    double beyond,
    double cost) {

  /** What is said, and what saying it cost. */
  private record Said(OptionalDouble rate, double cost) {}

  /** The seeds that a finder which takes several takes. */
  private static final int SEVERAL = 3;

  /** All finders on all tables whose problems have sweeps. */
  public static List<FinderMerit> of(List<Table> tables, List<Sweep> sweeps) {
    var finders = new LinkedHashMap<String, Function<Problem, List<Said>>>();
    finders.put("rubato", problem -> problem.ours(1));
    finders.put("rubato, 3 seeds", problem -> problem.ours(SEVERAL));
    for (Finder finder : Finder.values()) {
      finders.put(finder.text(), problem -> problem.theirs(finder));
    }
    finders.put("middle", Problem::middle);
    var merits = new ArrayList<FinderMerit>();
    finders.forEach((name, finder) -> merits.add(judged(name, finder, tables, sweeps)));
    return merits;
  }

  private static FinderMerit judged(
      String name, Function<Problem, List<Said>> finder, List<Table> tables, List<Sweep> sweeps) {
    var relative = new ArrayList<Double>();
    var regret = new ArrayList<Double>();
    var off = new ArrayList<Double>();
    double cost = 0;
    for (Table table : tables) {
      double[] truths = table.truths();
      int best =
          IntStream.range(0, truths.length)
              .reduce((a, b) -> truths[b] < truths[a] ? b : a)
              .orElseThrow();
      for (Said said : finder.apply(Problem.of(table, sweeps))) {
        cost += said.cost();
        if (said.rate().isEmpty()) {
          relative.add(Double.POSITIVE_INFINITY);
          regret.add(1.0);
          continue;
        }
        double rate = said.rate().getAsDouble();
        double truth = truths[table.nearest(rate)];
        relative.add((truth - truths[best]) / Math.abs(truths[best]));
        regret.add((truth - truths[best]) / (table.start() - truths[best]));
        off.add(Math.log10(rate / table.rates().get(best)));
      }
    }
    int all = relative.size();
    return new FinderMerit(
        name,
        all,
        1 - (double) off.size() / all,
        share(relative, 0.05),
        share(relative, 0.1),
        percentile(regret, 0.5),
        percentile(regret, 0.9),
        percentile(off, 0.5),
        off.isEmpty()
            ? Double.NaN
            : (double) off.stream().filter(d -> Math.abs(d) > 1).count() / off.size(),
        cost / all);
  }

  private static double share(List<Double> values, double most) {
    return (double) values.stream().filter(value -> value <= most).count() / values.size();
  }

  private static double percentile(List<Double> values, double share) {
    return values.isEmpty()
        ? Double.NaN
        : Merit.Settled.percentile(values.stream().mapToDouble(d -> d).sorted().toArray(), share);
  }

  /** A table with the sweeps of its problem, by ladder. */
  private record Problem(Table table, Map<String, List<Sweep>> sweeps) {

    static Problem of(Table table, List<Sweep> all) {
      var sweeps = new LinkedHashMap<String, List<Sweep>>();
      for (Sweep sweep : all) {
        if (sweep.p().equals(table.problem())) {
          sweeps.computeIfAbsent(sweep.ladder(), _ -> new ArrayList<>()).add(sweep);
        }
      }
      for (String ladder : List.of("rubato", "fastai", "lightning")) {
        if (!sweeps.containsKey(ladder)) {
          throw new IllegalArgumentException(
              "sweeps must have %s on the ladder of %s, got none"
                  .formatted(table.problem(), ladder));
        }
      }
      return new Problem(table, sweeps);
    }

    List<Said> ours(int seeds) {
      List<Sweep> all = sweeps.getOrDefault("rubato", List.of());
      var said = new ArrayList<Said>();
      for (int i = 0; i < all.size(); i++) {
        var some = new ArrayList<Sweep>();
        for (int j = 0; j < seeds; j++) {
          some.add(all.get((i + j) % all.size()));
        }
        var reading = RangeSweep.reading(some.stream().map(Sweep::test).toList());
        said.add(
            new Said(
                reading instanceof RangeReading.Suggestion suggestion
                    ? OptionalDouble.of(suggestion.rate())
                    : OptionalDouble.empty(),
                some.stream().mapToDouble(Problem::cost).sum()));
      }
      return said;
    }

    List<Said> theirs(Finder finder) {
      String ladder =
          switch (finder) {
            case LIGHTNING, LIGHTNING_2_5_2 -> "lightning";
            case FASTAI_VALLEY,
                FASTAI_SLIDE,
                FASTAI_MINIMUM,
                FASTAI_STEEP,
                TORCH_LR_FINDER,
                IGNITE ->
                "fastai";
          };
      return sweeps.getOrDefault(ladder, List.of()).stream()
          .map(
              sweep ->
                  new Said(
                      finder.suggest(
                          sweep.rates().stream().mapToDouble(d -> d).toArray(), sweep.values()),
                      cost(sweep)))
          .toList();
    }

    List<Said> middle() {
      double middle = Math.sqrt(table.rates().getFirst() * table.rates().getLast());
      return table.seeds().stream().map(_ -> new Said(OptionalDouble.of(middle), 0)).toList();
    }

    private static double cost(Sweep sweep) {
      return (double) sweep.updates() / sweep.horizon();
    }
  }
}
