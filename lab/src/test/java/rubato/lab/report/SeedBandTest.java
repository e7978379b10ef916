package rubato.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import rubato.lab.chart.Svg;
import rubato.lab.chart.Terminal;
import rubato.train.Run;

class SeedBandTest {

  /** Rates 1, 10, 100 ... with these losses; too few to be smoothed. */
  private static List<Run.Step> sweep(double first, double... losses) {
    var steps = new ArrayList<Run.Step>();
    for (double loss : losses) {
      steps.add(new Run.Step(steps.size(), first * Math.pow(10, steps.size()), loss));
    }
    return steps;
  }

  @Test
  void holds_the_lowest_the_middle_and_the_highest_of_each_rate() {
    var band = SeedBand.of(List.of(sweep(1, 5, 4, 1), sweep(1, 6, 2, 3), sweep(1, 9, 3, 2)));
    assertThat(band.rates()).containsExactly(1.0, 10.0, 100.0);
    assertThat(band.low()).containsExactly(5.0, 2.0, 1.0);
    assertThat(band.middle()).containsExactly(6.0, 3.0, 2.0);
    assertThat(band.high()).containsExactly(9.0, 4.0, 3.0);
  }

  @Test
  void ends_where_fewer_than_half_of_the_seeds_are_left() {
    var band =
        SeedBand.of(List.of(sweep(1, 1, 1, 1, 1), sweep(1, 3, 3, 3), sweep(1, 2, Double.NaN)));
    assertThat(band.rates()).containsExactly(1.0, 10.0, 100.0);
    assertThat(band.middle()).containsExactly(2.0, 2.0, 2.0);
  }

  @Test
  void a_sweep_on_other_rungs_is_read_between_its_own() {
    var band = SeedBand.of(List.of(sweep(1, 4, 4, 4), sweep(Math.sqrt(10), 1, 3)));
    // The other has no loss below its first rate; 10 is half way between its two.
    assertThat(band.low().get(0)).isEqualTo(4);
    assertThat(band.low().get(1)).isCloseTo(2, within(1e-12));
  }

  @Test
  void of_nothing_it_is_empty() {
    assertThat(SeedBand.of(List.of()).rates()).isEmpty();
    assertThat(SeedBand.of(List.of(List.of())).rates()).isEmpty();
  }

  @Test
  void a_chart_shows_it_as_an_area_with_the_median_in_front() {
    // A blow-up leaves the frame, and the area stays within it.
    var sweeps = List.of(sweep(1, 5, 4, 1, 1e30), sweep(1, 6, 2, 3, 2), sweep(1, 6, 2, 3, 0));
    var chart = RangeChart.of(sweeps, List.of(), List.of());
    String svg = Svg.of(chart, 600, 300);
    assertThat(svg).contains("median of 3 seeds", "from the lowest to the highest seed");
    assertThat(svg).contains("fill-opacity:.22").doesNotContain("NaN");
    assertThat(Terminal.of(chart, 60, 16, false, true)).contains("median of 3 seeds");
    assertThat(Terminal.of(chart, 60, 16, true, false)).contains("one seed");
  }

  @Test
  void one_sweep_is_drawn_as_it_was() {
    var chart = RangeChart.of(List.of(sweep(1, 5, 4, 1)), List.of(), List.of());
    assertThat(chart.series()).extracting("group").containsExactly("each step", "smoothed");
  }
}
