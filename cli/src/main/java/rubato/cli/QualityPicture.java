package rubato.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import rubato.lab.chart.Dumbbells;
import rubato.lab.chart.Extent;
import rubato.lab.chart.Scale;
import rubato.workloads.quality.Entrant;
import rubato.workloads.quality.Problem;
import rubato.workloads.quality.Standing;

/** The quality of rules as a picture: on each task, from the default rate to the best of 21. */
final class QualityPicture {

  /** Those that the others are compared with. */
  private static final Set<String> YARDSTICKS =
      Set.of("adamw", "adamw under cosine", "sgd:momentum=0.9", "sgd:momentum=0.9 under cosine");

  private QualityPicture() {}

  static Dumbbells of(List<Standing> standings) {
    List<Problem> problems = standings.stream().map(Standing::problem).distinct().toList();
    List<String> rules =
        standings.stream().map(Standing::entrant).map(Entrant::name).distinct().toList();
    List<Dumbbells.Row> rows = new ArrayList<>();
    rules.stream()
        .sorted(Comparator.comparingDouble(rule -> place(standings, rule)))
        .forEach(
            rule ->
                rows.add(
                    new Dumbbells.Row(
                        rule,
                        YARDSTICKS.contains(rule),
                        problems.stream()
                            .map(problem -> span(standings, problem, rule))
                            .toList())));
    return new Dumbbells(
        "Loss at the default rate and at the best of 21, by the mean of places",
        "at the default rate",
        "at the best of 21 rates",
        problems.stream().map(problem -> column(standings, problem)).toList(),
        rows);
  }

  /** The mean of the places of {@code rule} by its best losses. */
  private static double place(List<Standing> standings, String rule) {
    return standings.stream()
        .filter(standing -> standing.entrant().name().equals(rule))
        .mapToLong(
            mine ->
                at(standings, mine.problem()).stream()
                    .filter(other -> other.best().median() < mine.best().median())
                    .count())
        .average()
        .orElse(0);
  }

  private static List<Standing> at(List<Standing> standings, Problem problem) {
    return standings.stream().filter(standing -> standing.problem().equals(problem)).toList();
  }

  private static Dumbbells.Span span(List<Standing> standings, Problem problem, String rule) {
    return at(standings, problem).stream()
        .filter(standing -> standing.entrant().name().equals(rule))
        .findFirst()
        .map(found -> new Dumbbells.Span(found.usual().median(), found.best().median()))
        .orElse(new Dumbbells.Span(Double.NaN, Double.NaN));
  }

  private static Dumbbells.Column column(List<Standing> standings, Problem problem) {
    List<Standing> here = at(standings, problem);
    double low =
        here.stream()
            .mapToDouble(s -> Math.min(s.best().median(), s.usual().median()))
            .min()
            .orElseThrow();
    double high = here.stream().mapToDouble(s -> 2 * s.start()).max().orElseThrow();
    return new Dumbbells.Column(problem.name(), Scale.LOG, new Extent(low, high));
  }
}
