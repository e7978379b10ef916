package rubato.lab.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import rubato.lab.Valley;
import rubato.lab.chart.Axis;
import rubato.lab.chart.Band;
import rubato.lab.chart.Chart;
import rubato.lab.chart.Extent;
import rubato.lab.chart.Mark;
import rubato.lab.chart.Numbers;
import rubato.lab.chart.Points;
import rubato.lab.chart.Series;
import rubato.lab.chart.Style;
import rubato.search.Outlook;
import rubato.search.Recommendation;
import rubato.search.Search;
import rubato.search.Space;
import rubato.search.State;
import rubato.search.Told;
import rubato.search.Trial;
import rubato.train.Metric;

/**
 * A search in charts, for the report and the terminal.
 *
 * @param search its policy
 * @param state all that has happened
 * @param metric what trials are judged by; a search is told what is lower for better
 */
public record SearchCharts(Search search, State state, Metric metric) {

  /** Of 27 parts of the horizon, those that are shown. */
  private static final int[] PARTS = {1, 3, 9, 27};

  /** All that there is something to draw for. */
  public List<Chart> all() {
    List<Chart> charts = new ArrayList<>();
    valley().ifPresent(charts::add);
    List<Grown> grown = Grown.of(search, state);
    if (grown.size() > 1) {
      if (rated()) {
        charts.add(belief(grown));
      }
      charts.add(worth(grown));
    }
    return charts;
  }

  private boolean rated() {
    return search.space().index(Space.RATE) >= 0;
  }

  /** The values over the rates, at several parts of the horizon; empty without rates or reports. */
  public Optional<Chart> valley() {
    return valley(search.recommend(state));
  }

  /** The same where it is known what the search would choose. */
  public Optional<Chart> valley(Optional<Recommendation> recommended) {
    if (!rated() || state.told().stream().noneMatch(Told::alive)) {
      return Optional.empty();
    }
    var series = new ArrayList<Series>();
    var specks = new ArrayList<double[]>();
    for (int i = PARTS.length - 1; i >= 0; i--) {
      Map<Double, List<Double>> rung = rung(Search.report(search.horizon(), PARTS[i]));
      if (!rung.isEmpty()) {
        rung.forEach((rate, values) -> values.forEach(v -> specks.add(new double[] {rate, v})));
        series.add(
            new Series(
                name(PARTS[i]),
                Points.of(
                    List.copyOf(rung.entrySet()),
                    Map.Entry::getKey,
                    e -> shown(median(e.getValue()))),
                style(PARTS[i])));
      }
    }
    series.add(
        new Series("each seed", Points.of(specks, p -> p[0], p -> shown(p[1])), Style.SPECKS));
    double hoped = recommended.map(Recommendation::value).orElse(Double.NaN);
    Axis y =
        axis(
            DoubleStream.concat(specks.stream().mapToDouble(p -> p[1]), DoubleStream.of(hoped))
                .toArray());
    List<Trial> dead = state.trials().stream().filter(Trial::dead).toList();
    if (!dead.isEmpty()) {
      Extent bounds = y.bounds().orElseThrow();
      double edge = metric.higherIsBetter() ? bounds.low() : bounds.high();
      series.add(
          new Series("diverged", Points.of(dead, t -> t.arm().rate(), _ -> edge), Style.CROSSES));
    }
    Optional<Recommendation> choice = recommended.filter(c -> c.arm().has(Space.RATE));
    choice.map(c -> Valley.outlook(search, state, c.arm())).ifPresent(o -> expected(o, series));
    return Optional.of(
        new Chart(
            (metric.higherIsBetter() ? "The hill: " : "The valley: ")
                + metric.name()
                + " over rate, after parts of the training",
            Axis.log("rate"),
            y,
            series,
            choice
                .filter(SearchCharts::bounded)
                .map(c -> new Band(c.low(), c.high(), "interval"))
                .stream()
                .toList(),
            choice
                .map(c -> new Mark(c.arm().rate(), "chosen " + Numbers.of(c.arm().rate(), 3)))
                .stream()
                .toList()));
  }

  private void expected(List<Outlook> outlook, List<Series> series) {
    if (outlook.size() > 1) {
      List<double[]> ring = new ArrayList<>();
      outlook.forEach(one -> ring.add(new double[] {one.rate(), shown(one.low())}));
      outlook.reversed().forEach(one -> ring.add(new double[] {one.rate(), shown(one.high())}));
      series.add(
          new Series(
              "expected",
              Points.of(outlook, Outlook::rate, one -> shown(one.value())),
              Style.DASHED));
      series.add(new Series("± a deviation", Points.of(ring, p -> p[0], p -> p[1]), Style.AREA));
    }
  }

  /** Where other things differ too, a line from rate to rate would mean nothing. */
  private Style style(int part) {
    boolean alone = search.space().size() == 1;
    return !alone ? Style.DOTS : part == Search.REPORTS ? Style.FRONT : Style.TRAIL;
  }

  /** The values at {@code step} by their rates. */
  private Map<Double, List<Double>> rung(long step) {
    Map<Double, List<Double>> rung = new TreeMap<>();
    for (Trial trial : state.trials()) {
      trial
          .at(step)
          .filter(Told::alive)
          .filter(_ -> trial.arm().has(Space.RATE))
          .ifPresent(
              told ->
                  rung.computeIfAbsent(trial.arm().rate(), _ -> new ArrayList<>())
                      .add(told.value()));
    }
    return rung;
  }

  private static String name(int part) {
    return part == Search.REPORTS ? "full trainings, median" : "after 1/" + Search.REPORTS / part;
  }

  /** What the search would have chosen, and between what bounds, over what it had paid. */
  private static Chart belief(List<Grown> grown) {
    List<Grown> sure = grown.stream().filter(g -> bounded(g.choice())).toList();
    var series = new ArrayList<Series>();
    series.add(
        new Series(
            "chosen", Points.of(grown, Grown::used, g -> g.choice().arm().rate()), Style.FRONT));
    if (sure.size() > 1) {
      List<double[]> ring = new ArrayList<>();
      sure.forEach(g -> ring.add(new double[] {g.used(), g.choice().low()}));
      sure.reversed().forEach(g -> ring.add(new double[] {g.used(), g.choice().high()}));
      series.add(new Series("may be as good", Points.of(ring, p -> p[0], p -> p[1]), Style.AREA));
    }
    return new Chart(
        "The belief: the rate it would choose, as it grows",
        Axis.linear("full trainings paid"),
        Axis.log("rate"),
        series,
        List.of(),
        List.of());
  }

  private static boolean bounded(Recommendation choice) {
    return choice.low() > 0 && choice.high() > choice.low() && Double.isFinite(choice.high());
  }

  /** What it expected of its choice, and the best it had seen, over what it had paid. */
  private Chart worth(List<Grown> grown) {
    double[] best = grown.stream().mapToDouble(g -> seen(g.used())).toArray();
    double[] expected = grown.stream().mapToDouble(g -> g.choice().value()).toArray();
    double[] used = grown.stream().mapToDouble(Grown::used).toArray();
    return new Chart(
        "The yield: what the choice is expected to reach, over the budget",
        Axis.linear("full trainings paid"),
        axis(DoubleStream.concat(Arrays.stream(best), Arrays.stream(expected)).toArray()),
        List.of(
            new Series("expected of the choice", Points.of(used, shown(expected)), Style.FRONT),
            new Series("best seen so far", Points.of(used, shown(best)), Style.DASHED)),
        List.of(),
        List.of());
  }

  /** The metric of what the search was told. */
  private double shown(double value) {
    return metric.higherIsBetter() ? -value : value;
  }

  private double[] shown(double[] values) {
    return Arrays.stream(values).map(this::shown).toArray();
  }

  /** The lowest value that had been reported when {@code used} full trainings were paid. */
  private double seen(double used) {
    long[] steps = new long[state.trials().size()];
    long sum = 0;
    double best = Double.NaN;
    for (Told told : state.told()) {
      sum += told.step() - steps[told.trial()];
      steps[told.trial()] = told.step();
      if (sum > used * search.horizon() * (1 + 1e-12)) {
        return best;
      }
      if (told.alive() && !(best <= told.value())) {
        best = told.value();
      }
    }
    return best;
  }

  /** Logarithmic where all are above 0 and far apart; up to the third quartile's neighbourhood. */
  private Axis axis(double[] values) {
    double[] finite = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    double low = finite[0];
    double top = finite[finite.length - 1];
    // A few trials that are nearly diverged must not press all others flat.
    double quarter = finite[(int) (0.75 * (finite.length - 1))];
    double high = Math.min(top, quarter + 3 * (quarter - low));
    if (!(high > low)) {
      high = low + Math.max(Math.abs(low), 1e-9);
    }
    if (low > 0 && high / low > 10 && !metric.higherIsBetter()) {
      return Axis.log(metric.name()).from(low / 1.15, high * 1.15);
    }
    double room = 0.05 * (high - low);
    double from = shown(low - room);
    double to = shown(high + room);
    return Axis.linear(metric.name()).from(Math.min(from, to), Math.max(from, to));
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
    int n = sorted.length;
    return 0.5 * sorted[(n - 1) / 2] + 0.5 * sorted[n / 2];
  }
}
