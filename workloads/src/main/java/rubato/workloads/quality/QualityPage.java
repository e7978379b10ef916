package rubato.workloads.quality;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The standings as Markdown: a table for each task, and the rules without a rate beside AdamW. */
public final class QualityPage {

  private final List<Standing> standings;
  private final StringBuilder text = new StringBuilder();

  private QualityPage(List<Standing> standings) {
    this.standings = standings;
  }

  /** The page, without a heading. */
  public static String of(List<Standing> standings) {
    var page = new QualityPage(standings);
    standings.stream().map(Standing::problem).map(Problem::name).distinct().forEach(page::task);
    page.free();
    return page.text.toString();
  }

  private void task(String name) {
    List<Standing> here =
        standings.stream()
            .filter(standing -> standing.problem().name().equals(name))
            .sorted(Comparator.comparingDouble(standing -> standing.best().median()))
            .toList();
    text.append(
        """
        ## %s

        Before the first update %s. From the lowest loss at the best rate to the highest.

        | rule | evaluations an update | default rate | loss there | best rate | loss there | decades of good rates | trainings at the 21 rates that diverged |
        |---|---|---|---|---|---|---|---|
        """
            .formatted(name, brief(here.getFirst().start())));
    for (Standing standing : here) {
      long all = standing.curve().stream().mapToLong(Score::seeds).sum();
      long diverged = standing.curve().stream().mapToLong(Score::diverged).sum();
      text.append(
          "| `%s` | %s | %s | %s | %s%s | %s | %s%s | %s |%n"
              .formatted(
                  standing.entrant().name(),
                  brief(standing.evaluations()),
                  brief(standing.entrant().rate()),
                  spread(standing.usual()),
                  brief(standing.best().rate()),
                  standing.atEdge() ? ", the end" : "",
                  spread(standing.best()),
                  String.format(Locale.ROOT, "%.1f", standing.decades()),
                  standing.good() == Rates.ALL.size() ? ", all" : "",
                  diverged == 0
                      ? ""
                      : String.format(Locale.ROOT, "%.0f %%", 100.0 * diverged / all)));
    }
    text.append('\n');
  }

  private void free() {
    text.append(
        """
        ## Rules without a rate

        The loss at rate 1, beside AdamW at its default, at the best of 21 rates, and at the best of 21 under a cosine. Bold: every seed is lower than every seed of AdamW at its default.
        Struck out: every seed is higher.

        """);
    List<Problem> problems = standings.stream().map(Standing::problem).distinct().toList();
    text.append("| rule |");
    problems.forEach(problem -> text.append(' ').append(problem.name()).append(" |"));
    text.append("\n|---|").append("---|".repeat(problems.size())).append('\n');
    row("adamw", "`adamw`, default", false, problems);
    row("adamw", "`adamw`, best of 21", true, problems);
    row("adamw under cosine", "`adamw` under cosine, best of 21", true, problems);
    standings.stream()
        .map(Standing::entrant)
        .filter(Entrant::free)
        .map(Entrant::name)
        .distinct()
        .forEach(name -> row(name, "`" + name + "`", false, problems));
    text.append('\n');
  }

  private void row(String name, String label, boolean best, List<Problem> problems) {
    text.append("| ").append(label).append(" |");
    for (Problem problem : problems) {
      Optional<Score> score =
          find(problem, name).map(standing -> best ? standing.best() : standing.usual());
      Optional<Score> adamw = find(problem, "adamw").map(Standing::usual);
      text.append(' ').append(score.map(some -> marked(some, adamw)).orElse("")).append(" |");
    }
    text.append('\n');
  }

  private Optional<Standing> find(Problem problem, String name) {
    return standings.stream()
        .filter(s -> s.problem().equals(problem) && s.entrant().name().equals(name))
        .findFirst();
  }

  private static String marked(Score score, Optional<Score> adamw) {
    String number = brief(score.median());
    if (adamw.filter(score::clearlyBelow).isPresent()) {
      return "**" + number + "**";
    }
    return adamw.filter(other -> other.clearlyBelow(score)).isPresent()
        ? "~~" + number + "~~"
        : number;
  }

  private static String spread(Score score) {
    String low = brief(score.low());
    String high = brief(score.high());
    String middle = brief(score.median());
    return low.equals(high) ? middle : "%s (%s … %s)".formatted(middle, low, high);
  }

  /** Three digits. */
  static String brief(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1000) {
      return Integer.toString((int) value);
    }
    if (value < 1e-4 || value >= 1000) {
      return String.format(Locale.ROOT, "%.1e", value);
    }
    return new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }
}
