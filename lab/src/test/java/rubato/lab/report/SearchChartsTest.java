package rubato.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.ToDoubleFunction;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import rubato.lab.chart.Bars;
import rubato.lab.chart.Chart;
import rubato.lab.chart.Series;
import rubato.lab.chart.Terminal;
import rubato.search.Arm;
import rubato.search.Ask;
import rubato.search.Search;
import rubato.search.Searches;
import rubato.search.Space;
import rubato.search.State;
import rubato.search.Told;
import rubato.search.Trial;
import rubato.train.Metric;

class SearchChartsTest {

  private static final long HORIZON = 270;
  private static final Metric LOSS = new Metric("held-out loss", false);

  /** Runs a search for {@code trials} asks; a trial tells {@code value} plus what is left to do. */
  private static State run(Search search, int asks, ToDoubleFunction<Arm> value) {
    State state = State.INITIAL;
    for (int i = 0; i < asks; i++) {
      List<Ask> wishes = search.ask(state, 1);
      if (wishes.isEmpty()) {
        break;
      }
      Ask ask = wishes.getFirst();
      long from = state.trial(ask.trial()).map(Trial::step).orElse(0L);
      state = state.asked(ask);
      for (int part = 1; part <= Search.REPORTS; part++) {
        long step = Search.report(HORIZON, part);
        if (step > from && step <= ask.until()) {
          double seen = value.applyAsDouble(ask.arm()) + (1 - part / 27.0) + 0.01 * ask.seed();
          state = state.told(new Told(ask.trial(), step, seen));
          if (!Double.isFinite(seen)) {
            break;
          }
        }
      }
    }
    return state;
  }

  private static double valley(Arm arm) {
    double off = Math.log10(arm.rate()) + 2;
    return off > 1.5 ? Double.NaN : 0.1 + off * off;
  }

  private static final Search ONE = Searches.parse("grid", Space.rate(1e-4, 1), HORIZON, 1);

  private static final Search MANY =
      Searches.parse(
          "random",
          Space.parse("optimizer \"sgd\" | \"adamw\"; rate log 1.0E-4..0.1; batch whole 8..256"),
          HORIZON,
          1);

  @Test
  void one_dimension_has_a_valley_a_belief_and_a_yield() {
    State state = run(ONE, 30, SearchChartsTest::valley);
    List<Chart> charts = new SearchCharts(ONE, state, LOSS).all();
    assertThat(charts)
        .extracting(chart -> chart.title().split(":", 2)[0])
        .containsExactly("The valley", "The belief", "The yield");
    assertThat(charts.getFirst().series())
        .extracting(Series::group)
        .contains("full trainings, median", "each seed", "diverged");
    assertThat(charts.getFirst().marks().getFirst().x())
        .isEqualTo(ONE.recommend(state).orElseThrow().arm().rate());
    // The terminal draws the same charts.
    assertThat(Terminal.of(charts.getFirst(), 60, 12, false, true)).contains("The valley");
  }

  @Test
  void what_is_expected_is_the_search_s_own_belief_or_what_the_reports_allow() {
    for (String method : List.of("pilot", "random")) {
      Search search = Searches.parse(method, Space.rate(1e-4, 1), HORIZON, 1);
      State state = run(search, 30, SearchChartsTest::valley);
      Chart chart = new SearchCharts(search, state, LOSS).valley().orElseThrow();
      Series expected = named(chart, "expected");
      Series area = named(chart, "± a deviation");
      assertThat(area.points().size()).isEqualTo(2 * expected.points().size());
      int n = expected.points().size();
      for (int i = 0; i < n; i++) {
        double low = area.points().y(i);
        double high = area.points().y(2 * n - 1 - i);
        assertThat(expected.points().y(i)).isPositive().isBetween(low, high);
      }
    }
    // Two trials are no valley.
    Search random = Searches.parse("random", Space.rate(1e-4, 1), HORIZON, 1);
    Chart early = new SearchCharts(random, run(random, 2, _ -> 1), LOSS).valley().orElseThrow();
    assertThat(early.series()).extracting(Series::group).doesNotContain("expected");
  }

  @Test
  void where_higher_is_better_the_valley_is_a_hill() {
    State state = run(ONE, 30, arm -> valley(arm) - 7);
    var accuracy = new Metric("accuracy", true);
    List<Chart> hill = new SearchCharts(ONE, state, accuracy).all();
    List<Chart> valley = new SearchCharts(ONE, state, LOSS).all();
    assertThat(hill.getFirst().title()).startsWith("The hill: accuracy over rate");
    for (int chart = 0; chart < 3; chart += 2) { // the belief is of rates
      for (int i = 0; i < hill.get(chart).series().size(); i++) {
        double[] down = valley.get(chart).series().get(i).points().ys().map(y -> -y).toArray();
        assertThat(hill.get(chart).series().get(i).points().ys().toArray()).containsExactly(down);
      }
    }
    assertThat(SearchSection.html(MANY, run(MANY, 60, arm -> valley(arm) - 7), accuracy))
        .contains("Trials by accuracy", "best 6", "worst ");
  }

  private static Series named(Chart chart, String name) {
    return chart.series().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void what_was_chosen_on_the_way_is_what_the_search_would_have_said() {
    State state = run(ONE, 10, SearchChartsTest::valley);
    List<Grown> grown = Grown.of(ONE, state);
    assertThat(grown.getLast().choice()).isEqualTo(ONE.recommend(state).orElseThrow());
    assertThat(grown.getLast().used()).isEqualTo(Grown.used(ONE, state));
    assertThat(grown).extracting(Grown::used).isSorted();
    assertThat(Grown.before(state, 3).told()).hasSize(3);
    assertThat(Grown.of(ONE, State.INITIAL)).isEmpty();
  }

  @Test
  void several_dimensions_are_shown_side_by_side() throws Exception {
    ToDoubleFunction<Arm> value =
        arm -> valley(arm) + (arm.word("optimizer").equals("sgd") ? 0.3 : 0);
    State state = run(MANY, 60, value);
    String html = SearchSection.html(MANY, state, new Metric("loss <held out>", false));
    assertThat(html).contains("the best in front", "What explains the differences");
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(
                new ByteArrayInputStream(
                    ("<section>" + html + "</section>").getBytes(StandardCharsets.UTF_8)));
    assertThat(document.getElementsByTagName("svg").getLength()).isGreaterThanOrEqualTo(4);
    List<Importance> shares = Importance.of(MANY, state);
    assertThat(shares.stream().mapToDouble(Importance::share).sum()).isCloseTo(1, within(1e-12));
    assertThat(shares.getFirst().name()).isEqualTo("rate");
    assertThat(share(shares, "optimizer")).isGreaterThan(share(shares, "batch"));
    assertThat(share(shares, "batch")).isLessThan(0.05);
  }

  private static double share(List<Importance> shares, String name) {
    return shares.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow().share();
  }

  @Test
  void a_search_that_has_not_begun_draws_nothing() {
    assertThat(SearchSection.html(ONE, State.INITIAL, LOSS)).contains("Nothing was reported");
    assertThat(Importance.of(ONE, State.INITIAL)).isEmpty();
    State dead = run(ONE, 3, _ -> Double.NaN);
    assertThat(new SearchCharts(ONE, dead, LOSS).all()).isEmpty();
    State early = run(MANY, 3, _ -> 1);
    assertThat(Importance.of(MANY, early)).isEmpty();
    assertThat(SearchSection.html(MANY, early, LOSS)).contains("the best in front");
  }

  @Test
  void bars_are_text_too() {
    var bars = new Bars("shares", List.of(new Bars.Bar("a", 0.75), new Bars.Bar("b", 0.25)));
    assertThat(bars.text(40, false))
        .isEqualTo("shares\na  " + "#".repeat(23) + " 75 %\nb  " + "#".repeat(8) + " 25 %\n");
    assertThat(bars.svg()).contains("75 %").contains("shares");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Bars.Bar("c", 1.5))
        .withMessage("share must be within 0..1, got 1.5");
  }
}
