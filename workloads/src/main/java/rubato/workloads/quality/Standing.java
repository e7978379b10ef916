package rubato.workloads.quality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one entrant reached on one task.
 *
 * @param problem the task
 * @param entrant the entrant
 * @param start the median loss before the first update
 * @param usual at the default rate
 * @param best at the best of the 21 rates
 * @param good how many neighbouring rates around the best are as good, it included
 * @param curve at each of the 21 rates
 * @param evaluations an update, on average at the default
 */
public record Standing(
    Problem problem,
    Entrant entrant,
    double start,
    Score usual,
    Score best,
    int good,
    List<Score> curve,
    double evaluations) {

  /** What a loss may be above the best and still be as good. */
  private static final double MARGIN = 1.1;

  /** The share of the best one's decades that a function must have fallen by. */
  private static final double SHARE = 0.9;

  public Standing {
    curve = List.copyOf(curve);
  }

  /** The decades of rates that are as good. */
  public double decades() {
    return good * Rates.STEP;
  }

  /** Whether the best rate is the least or the greatest that was tried. */
  public boolean atEdge() {
    return best.rate() == Rates.ALL.getFirst() || best.rate() == Rates.ALL.getLast();
  }

  /**
   * The standings of all entrants on all tasks whose trainings are complete in {@code lines}, in
   * their order.
   */
  public static List<Standing> of(
      List<Problem> problems, List<Entrant> entrants, int seeds, List<Line> lines) {
    Map<String, List<Line>> places = new LinkedHashMap<>();
    for (Line line : lines) {
      if (line.seed() <= seeds) {
        String place = place(line.task(), line.rule());
        places.computeIfAbsent(place, _ -> new ArrayList<>()).add(line);
      }
    }
    List<Standing> standings = new ArrayList<>();
    for (Problem problem : problems) {
      for (Entrant entrant : entrants) {
        List<Line> here = places.getOrDefault(place(problem.name(), entrant.name()), List.of());
        of(problem, entrant, seeds, here).ifPresent(standings::add);
      }
    }
    return standings;
  }

  private static String place(String task, String rule) {
    return task + "|" + rule;
  }

  private static Optional<Standing> of(
      Problem problem, Entrant entrant, int seeds, List<Line> lines) {
    List<Score> curve = new ArrayList<>();
    for (double rate : Rates.ALL) {
      List<Line> here = at(lines, rate);
      if (!here.isEmpty()) {
        curve.add(Score.of(here));
      }
    }
    List<Line> usual = at(lines, entrant.rate());
    var best =
        curve.stream()
            .filter(score -> score.seeds() == seeds)
            .min(Comparator.comparingDouble(Score::median).thenComparingDouble(Score::rate));
    if (curve.size() < Rates.ALL.size() || usual.size() < seeds || best.isEmpty()) {
      return Optional.empty();
    }
    double start = Score.of(usual.stream().map(Standing::untrained).toList()).median();
    double updates = usual.stream().mapToLong(Line::updates).sum();
    double evaluations = usual.stream().mapToInt(Line::evaluations).sum() / Math.max(1, updates);
    List<Score> judged = problem.kind() == Problem.Kind.NETWORK ? first(lines) : List.copyOf(curve);
    return Optional.of(
        new Standing(
            problem,
            entrant,
            start,
            Score.of(usual),
            best.get(),
            good(problem, start, judged, Rates.ALL.indexOf(best.get().rate())),
            curve,
            evaluations));
  }

  private static List<Line> at(List<Line> lines, double rate) {
    return lines.stream().filter(line -> line.rate() == rate).toList();
  }

  private static List<Score> first(List<Line> lines) {
    List<Line> first = lines.stream().filter(line -> line.seed() == 1).toList();
    return Rates.ALL.stream().map(rate -> Score.of(at(first, rate))).toList();
  }

  private static Line untrained(Line line) {
    return new Line(
        line.task(),
        line.rule(),
        line.rate(),
        line.seed(),
        line.start(),
        line.start(),
        0,
        0,
        false);
  }

  private static int good(Problem problem, double start, List<Score> curve, int at) {
    double best = curve.get(at).median();
    double bound =
        problem.kind() == Problem.Kind.FUNCTION
            ? start * Math.pow(best / start, SHARE)
            : MARGIN * best;
    int from = at;
    int to = at;
    while (from > 0 && curve.get(from - 1).median() <= bound) {
      from--;
    }
    while (to < curve.size() - 1 && curve.get(to + 1).median() <= bound) {
      to++;
    }
    return to - from + 1;
  }
}
