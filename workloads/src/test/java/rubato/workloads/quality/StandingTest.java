package rubato.workloads.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class StandingTest {

  private static final Problem FUNCTION = Problem.all().getFirst();
  private static final Problem MODEL = Problem.all().get(2);

  private static Entrant entrant(String name) {
    return Entrant.all().stream().filter(e -> e.name().equals(name)).findFirst().orElseThrow();
  }

  /** Three seeds at each rate: a tenth below {@code loss}, there, and a tenth above. */
  private static List<Line> lines(Problem problem, Entrant entrant, DoubleUnaryOperator loss) {
    var rates = new ArrayList<>(Rates.ALL);
    rates.add(entrant.rate());
    var lines = new ArrayList<Line>();
    for (double rate : rates) {
      for (int seed = 1; seed <= 3; seed++) {
        double value = loss.applyAsDouble(rate) * (0.8 + 0.1 * seed);
        lines.add(
            new Line(problem.name(), entrant.name(), rate, seed, value, 10, 100, 50, rate > 5));
      }
    }
    return lines;
  }

  private static Standing standing(Problem problem, String name, DoubleUnaryOperator loss) {
    Entrant entrant = entrant(name);
    var found = Standing.of(List.of(problem), List.of(entrant), 3, lines(problem, entrant, loss));
    return found.getFirst();
  }

  @Test
  void the_best_rate_has_the_lowest_median() {
    var standing = standing(MODEL, "adam", rate -> 1 + Math.abs(Math.log10(rate) + 2));
    assertThat(standing.best().rate()).isEqualTo(0.01, within(1e-9));
    assertThat(standing.best().median()).isEqualTo(1, within(1e-9));
    assertThat(standing.good()).isEqualTo(1);
    assertThat(standing.usual().rate()).isEqualTo(0.001);
    assertThat(standing.usual().median()).isEqualTo(2);
    assertThat(standing.evaluations()).isEqualTo(2);
    assertThat(standing.atEdge()).isFalse();
    assertThat(standing.curve().getLast().diverged()).isEqualTo(3);
  }

  @Test
  void of_equal_rates_the_lowest_is_best_and_its_neighbours_are_good() {
    var standing = standing(MODEL, "adam", rate -> rate < 0.1 ? 1.05 : 2);
    assertThat(standing.best().rate()).isEqualTo(1e-5);
    assertThat(standing.atEdge()).isTrue();
    assertThat(standing.good()).isEqualTo(14);
    assertThat(standing.decades()).isEqualTo(14 * 0.3);
  }

  @Test
  void functions_are_compared_by_decades() {
    // From 10 to 1e-9 are ten decades: 1e-8 has fallen by nine of them, 2e-8 by less.
    var standing =
        standing(FUNCTION, "adam", rate -> rate < 0.001 ? 2e-8 : rate < 0.1 ? 0.9e-8 : 1e-9);
    assertThat(standing.good()).isEqualTo(14);
  }

  @Test
  void what_is_not_complete_does_not_stand() {
    Entrant adam = entrant("adam");
    List<Line> lines = lines(MODEL, adam, rate -> rate);
    assertThat(Standing.of(List.of(MODEL), List.of(adam), 3, lines)).hasSize(1);
    assertThat(Standing.of(List.of(MODEL), List.of(adam), 4, lines)).isEmpty();
    assertThat(Standing.of(List.of(MODEL), List.of(adam), 3, lines.subList(3, 60))).isEmpty();
    assertThat(Standing.of(List.of(MODEL), List.of(adam), 3, List.of())).isEmpty();
  }

  @Test
  void the_page_tells_winners_and_losers() {
    var standings =
        List.of(
            standing(MODEL, "adamw", rate -> 2),
            standing(MODEL, "prodigy", rate -> 1),
            standing(MODEL, "dog", rate -> 4),
            standing(MODEL, "cocob", rate -> 1.9));
    String page = QualityPage.of(standings);
    assertThat(page)
        .contains("## cancer")
        .contains(
            "| `dog` | 2 | 1 | 4 (3.6 … 4.4) | 1.0e-05, the end | 4 (3.6 … 4.4) | 6.3, all | 10 %"
                + " |")
        .contains("| `prodigy` | **1** |")
        .contains("| `dog` | ~~4~~ |")
        .contains("| `cocob` | 1.9 |");
    assertThat(page.indexOf("| `prodigy` |")).isLessThan(page.indexOf("| `cocob` |"));
  }

  @Test
  void numbers_have_three_digits() {
    assertThat(QualityPage.brief(0.100)).isEqualTo("0.1");
    assertThat(QualityPage.brief(27.04)).isEqualTo("27");
    assertThat(QualityPage.brief(120.4)).isEqualTo("120");
    assertThat(QualityPage.brief(0.012345)).isEqualTo("0.0123");
    assertThat(QualityPage.brief(1.26e-5)).isEqualTo("1.3e-05");
  }
}
