package rubato.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rubato.lab.Trial;
import rubato.lab.Tried;
import rubato.lab.TuneResult;
import rubato.lab.chart.Axis;
import rubato.lab.chart.Bars;
import rubato.lab.chart.Chart;
import rubato.lab.chart.Points;
import rubato.lab.chart.Series;
import rubato.lab.chart.Style;
import rubato.lab.chart.Svg;

class StudyTest {

  private static Map<String, String> arm(String optimizer, String decay) {
    return Map.of("rate", "0.003162", "optimizer", optimizer, "weight-decay", decay);
  }

  /** The chosen rate was tried with two optimizers. */
  private static TuneResult several() {
    TuneResult r = Studies.clear();
    List<Tried> tried =
        r.trials().stream()
            .filter(trial -> trial.role() == Trial.Role.SEARCH)
            .map(
                trial ->
                    new Tried(
                        trial.id(),
                        arm(trial.id() % 2 == 0 ? "adamw:beta1=0.9" : "sgd", "3.1622776E-4"),
                        0,
                        List.of()))
            .toList();
    return new TuneResult(
        r.task(),
        r.metric(),
        r.judged(),
        r.optimizer(),
        r.method(),
        r.schedule(),
        r.rate(),
        r.low(),
        r.high(),
        r.chosen(),
        r.baseline(),
        r.budget(),
        r.used(),
        r.baselineUsed(),
        r.seed(),
        r.horizon(),
        r.range(),
        r.trials(),
        r.environment(),
        r.command(),
        r.next(),
        r.notes(),
        "",
        arm("adamw:beta1=0.9", "3.1622776E-4"),
        tried,
        List.of(),
        Map.of());
  }

  @Test
  void a_trial_of_the_chosen_rate_under_other_settings_is_not_the_chosen_one() {
    var one = new Study(Studies.clear());
    var more = new Study(several());
    assertThat(one.hasSettings()).isFalse();
    assertThat(more.hasSettings()).isTrue();
    for (Trial trial : several().trials()) {
      boolean search = trial.role() == Trial.Role.SEARCH;
      assertThat(more.isChosen(trial))
          .as("%s", trial.id())
          .isEqualTo(one.isChosen(trial) && (!search || trial.id() % 2 == 0));
      String adamw = "adamw, weight-decay 3.16e-4";
      switch (trial.role()) {
        case SEARCH ->
            assertThat(more.settings(trial))
                .isEqualTo(trial.id() % 2 == 0 ? adamw : "sgd, weight-decay 3.16e-4");
        case REPLICATE -> assertThat(more.settings(trial)).isEqualTo(adamw);
        case RANGE_TEST, BASELINE -> assertThat(more.settings(trial)).isEmpty();
      }
    }
    assertThat(TrialTable.html(more)).contains("settings</th>", "sgd, weight-decay 3.16e-4");
    assertThat(TrialTable.html(one)).doesNotContain("settings</th>");
  }

  @Test
  void a_dip_of_one_step_leaves_the_frame() {
    double[] losses = IntStream.range(0, 1000).mapToDouble(i -> 1 + i % 7).toArray();
    losses[500] = 1e-15;
    double[] steps = IntStream.range(0, 1000).asDoubleStream().toArray();
    Axis axis = Bounds.losses("loss", List.of(Points.of(steps, losses)));
    assertThat(axis.bounds().orElseThrow().low()).isGreaterThan(0.05);
    // Where all fall, all are seen.
    double[] falling = IntStream.range(0, 1000).mapToDouble(i -> Math.exp(-i / 20.0)).toArray();
    assertThat(
            Bounds.losses("loss", List.of(Points.of(steps, falling))).bounds().orElseThrow().low())
        .isLessThan(1e-20);
    assertThat(Bounds.losses("loss", List.of()).bounds()).isPresent();
  }

  @Test
  void the_longest_label_that_an_axis_may_get_has_room() {
    var points = Points.of(new double[] {0, 1}, new double[] {0.02, 1.02});
    var chart =
        Chart.of(
            "",
            Axis.linear("x"),
            Axis.linear("y").from(0.02, 1.02),
            new Series("s", points, Style.FRONT));
    // Ticks of two decimals fit; their text ends 8 left of the frame.
    String svg = Svg.inline(chart, 376, 215);
    var label = java.util.regex.Pattern.compile("x=\"([\\d.]+)\"[^>]*>0.25<").matcher(svg);
    assertThat(label.find()).as(svg).isTrue();
    assertThat(Double.parseDouble(label.group(1))).isGreaterThan(25);
  }

  @Test
  void bars_are_as_wide_as_they_are_asked_to_be() {
    var bars = new Bars("shares", List.of(new Bars.Bar("a", 0.5)));
    assertThat(bars.svg(376)).contains("viewBox=\"0 0 376 ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bars.svg(299))
        .withMessage("width must be >= 300, got 299");
  }
}
