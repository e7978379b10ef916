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

  /** So many trials are enough to see what good ones have in common. */
  private static final int ENOUGH = 12;

  /**
   * The trials after the longest part of the training that enough of them came to, or half of all;
   * diverged ones left out; their values by rank.
   */
  static Parallel of(Search search, State state, Metric metric) {
    long[] steps =
        state.trials().stream()
            .filter(t -> t.alive() && !t.told().isEmpty())
            .mapToLong(Trial::step)
            .sorted()
            .toArray();
    int wanted = Math.min(ENOUGH, Math.ceilDiv(steps.length, 2));
    long common = steps.length == 0 ? 0 : steps[steps.length - wanted];
    List<Trial> trials =
        state.trials().stream()
            .filter(t -> t.alive() && t.at(common).isPresent())
            .sorted(Comparator.comparing(t -> t.at(common).orElseThrow()))
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
    axes.add(new Parallel.Upright("rank", ranks(trials, common, metric)));
    String part = common < search.horizon() ? " after " + part(search, common) : "";
    return new Parallel("Trials by " + metric.name() + part + ", the best in front", axes, lines);
  }

  private static List<Parallel.Label> ranks(List<Trial> trials, long step, Metric metric) {
    if (trials.isEmpty()) {
      return List.of();
    }
    return List.of(
        new Parallel.Label("best " + shown(trials.getFirst(), step, metric), 1),
        new Parallel.Label("worst " + shown(trials.getLast(), step, metric), 0));
  }

  private static String shown(Trial trial, long step, Metric metric) {
    double value = trial.at(step).map(Told::value).orElse(Double.NaN);
    return Numbers.of(metric.higherIsBetter() ? -value : value, 3);
  }

  private static String part(Search search, long step) {
    long part = Math.max(1, step * Search.REPORTS / search.horizon());
    long of = Search.REPORTS;
    while (part % 3 == 0) {
      part /= 3;
      of /= 3;
    }
    return "%d/%d of the training".formatted(part, of);
  }

  /** Without its options, where that tells it from the others. */
  private static String label(List<String> words, int i) {
    String brief = Study.brief(words.get(i));
    boolean own = words.stream().map(Study::brief).filter(brief::equals).count() == 1;
    return own ? brief : words.get(i);
  }

  private static List<Parallel.Label> labels(Dimension dimension) {
    List<Parallel.Label> labels = new ArrayList<>();
    switch (dimension) {
      case Dimension.Choice choice -> {
        int words = choice.words().size();
        for (int i = 0; i < words; i++) {
          labels.add(new Parallel.Label(label(choice.words(), i), (i + 0.5) / words));
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
