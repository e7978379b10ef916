package rubato.lab.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import rubato.lab.chart.Numbers;
import rubato.lab.chart.Parallel;
import rubato.search.Dimension;
import rubato.search.Search;
import rubato.search.Setting;
import rubato.search.State;
import rubato.search.Told;
import rubato.search.Trial;
import rubato.train.Metric;

/** The trials of a search over several dimensions as parallel coordinates. */
final class Coordinates {

  private Coordinates() {}

  /** The trials that were trained furthest, diverged ones left out; their values by rank. */
  static Parallel of(Search search, State state, Metric metric) {
    long furthest =
        state.trials().stream().filter(Trial::alive).mapToLong(Trial::step).max().orElse(0);
    List<Trial> trials =
        state.trials().stream()
            .filter(t -> t.alive() && !t.told().isEmpty() && t.step() == furthest)
            .sorted(Comparator.comparing(Coordinates::last))
            .toList();
    List<Parallel.Upright> axes = new ArrayList<>();
    for (Dimension dimension : search.space().dimensions()) {
      axes.add(new Parallel.Upright(dimension.name(), labels(dimension)));
    }
    List<Parallel.Line> lines = new ArrayList<>();
    for (int i = 0; i < trials.size(); i++) {
      Trial trial = trials.get(i);
      List<Double> at = new ArrayList<>();
      Arrays.stream(search.space().unit(trial.arm())).forEach(at::add);
      at.add(1 - i / Math.max(1, trials.size() - 1.0));
      lines.add(new Parallel.Line("trial %d: %s".formatted(trial.number(), trial.arm()), at));
    }
    axes.add(new Parallel.Upright("rank", ranks(trials, metric)));
    return new Parallel("Trials by " + metric.name() + ", the best in front", axes, lines);
  }

  private static Told last(Trial trial) {
    return trial.told().getLast();
  }

  private static List<Parallel.Label> ranks(List<Trial> trials, Metric metric) {
    if (trials.isEmpty()) {
      return List.of();
    }
    return List.of(
        new Parallel.Label("best " + shown(trials.getFirst(), metric), 1),
        new Parallel.Label("worst " + shown(trials.getLast(), metric), 0));
  }

  private static String shown(Trial trial, Metric metric) {
    double value = last(trial).value();
    return Numbers.of(metric.higherIsBetter() ? -value : value, 3);
  }

  private static List<Parallel.Label> labels(Dimension dimension) {
    List<Parallel.Label> labels = new ArrayList<>();
    switch (dimension) {
      case Dimension.Choice choice -> {
        int words = choice.words().size();
        for (int i = 0; i < words; i++) {
          labels.add(new Parallel.Label(choice.words().get(i), (i + 0.5) / words));
        }
      }
      case Dimension.Log _, Dimension.Linear _, Dimension.Whole _ -> {
        for (double at : new double[] {0, 0.5, 1}) {
          if (dimension.at(at) instanceof Setting.Numeral(var _, var number)) {
            labels.add(new Parallel.Label(Numbers.of(number, 3), at));
          }
        }
      }
    }
    return labels;
  }
}
