package rubato.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import rubato.search.Sampler.Seen;

class SamplerTest {

  private static final Space UNIT = Space.parse("u linear 0..1");

  /** scipy 1.17.1: qmc.Sobol(6, scramble=False, bits=31), the first 16 points, in 16ths. */
  private static final int[][] SOBOL = {
    {0, 0, 0, 0, 0, 0}, {8, 8, 8, 8, 8, 8}, {12, 4, 4, 4, 12, 12}, {4, 12, 12, 12, 4, 4},
    {6, 6, 10, 14, 6, 2}, {14, 14, 2, 6, 14, 10}, {10, 2, 14, 10, 10, 14}, {2, 10, 6, 2, 2, 6},
    {3, 5, 15, 7, 9, 5}, {11, 13, 7, 15, 1, 13}, {15, 1, 11, 3, 5, 9}, {7, 9, 3, 11, 13, 1},
    {5, 3, 5, 9, 15, 7}, {13, 11, 13, 1, 7, 15}, {9, 7, 1, 13, 3, 11}, {1, 15, 9, 5, 11, 3}
  };

  @Test
  void sobol_points_are_those_of_joe_and_kuo() {
    for (int i = 0; i < 16; i++) {
      for (int dimension = 0; dimension < 6; dimension++) {
        // scipy takes them in the order of the Gray code.
        assertThat(Sobol.point(i ^ i >> 1, dimension) >>> 27).isEqualTo(SOBOL[i][dimension]);
      }
    }
  }

  @Test
  void every_run_of_a_power_of_two_sobol_points_has_one_in_each_part() {
    Space space = Space.parse("a linear 0..1; b linear 0..1; c linear 0..1; d linear 0..1");
    for (int dimension = 0; dimension < 4; dimension++) {
      int place = dimension;
      assertThat(
              IntStream.range(32, 48)
                  .map(
                      i ->
                          (int)
                              (16
                                  * space
                                      .unit(
                                          new Sobol()
                                              .propose(space, 1, 5, i, List.of(), List.of()))[
                                      place]))
                  .boxed())
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 16).boxed().toList());
    }
  }

  @Test
  void halton_points_are_mirrored_digits() {
    // scipy 1.17.1: qmc.Halton(6, scramble=False), points 5 and 99.
    assertThat(Halton.inverse(5, 3)).isCloseTo(0.7777777777777777, within(1e-15));
    assertThat(Halton.inverse(5, 13)).isCloseTo(0.38461538461538464, within(1e-15));
    assertThat(Halton.inverse(99, 2)).isEqualTo(0.7734375);
    assertThat(Halton.inverse(99, 7)).isCloseTo(0.14868804664723032, within(1e-15));
  }

  @Test
  void normal_shares() {
    // scipy 1.17.1: stats.norm.cdf
    assertThat(Normal.below(-6)).isCloseTo(9.865876450376946e-10, within(1e-15));
    assertThat(Normal.below(-1)).isCloseTo(0.15865525393145707, within(1e-15));
    assertThat(Normal.below(0)).isEqualTo(0.5);
    assertThat(Normal.below(2)).isCloseTo(0.9772498680518208, within(1e-15));
    assertThat(Normal.below(9)).isEqualTo(1);
    assertThat(Normal.below(-9)).isZero();
  }

  private static double[] logs(Space space, double[][] observed, double[]... points) {
    List<Integer> group = IntStream.range(0, space.size()).boxed().toList();
    var parzen = new Parzen(space, group, List.of(observed));
    return Arrays.stream(points).mapToDouble(parzen::log).toArray();
  }

  private static double[][] column(double... values) {
    return Arrays.stream(values).mapToObj(v -> new double[] {v}).toArray(double[][]::new);
  }

  /** Optuna 5.0.0: _ParzenEstimator.log_pdf with the default weights and prior. */
  @Test
  void densities_are_those_of_optuna() {
    double[][] at = column(0.1, 0.5, 0.99);
    assertThat(logs(UNIT, column(0.3), at))
        .containsExactly(
            new double[] {0.01999180747705631, 0.05849793014331295, -0.213686813999295},
            within(1e-13));
    assertThat(logs(UNIT, column(0.3, 0.35, 0.1, 0.9, 0.32), at))
        .containsExactly(
            new double[] {0.22940054676712518, 0.033549177340888914, -0.7277022003460997},
            within(1e-13));
    double[] thirty = IntStream.range(0, 30).mapToDouble(i -> (i * 37 % 101 + 0.5) / 101).toArray();
    assertThat(logs(UNIT, column(thirty), at))
        .containsExactly(
            new double[] {-0.03355524804899823, 0.16197046613280874, -0.550651728022437},
            within(1e-13));
    Space words = Space.parse("c \"a\" | \"b\" | \"c\"");
    double sixth = 1.0 / 6;
    assertThat(logs(words, column(sixth, sixth, 5 * sixth), column(sixth, 0.5, 5 * sixth)))
        .containsExactly(
            new double[] {-0.7419373447293773, -1.6582280766035324, -1.0986122886681098},
            within(1e-13));
    Space both = Space.parse("c \"a\" | \"b\" | \"c\"; u linear 0..1");
    assertThat(
            logs(
                both,
                new double[][] {{sixth, 0.2}, {sixth, 0.3}, {5 * sixth, 0.8}},
                new double[] {sixth, 0.25},
                new double[] {0.5, 0.5},
                new double[] {5 * sixth, 0.8}))
        .containsExactly(
            new double[] {-0.30081658928145294, -1.6361840478780365, -1.055679915798807},
            within(1e-13));
  }

  private static List<Seen> seen(int count, double best) {
    var seen = new ArrayList<Seen>();
    for (int i = 0; i < count; i++) {
      double at = (i * 0.618034) % 1;
      seen.add(new Seen(UNIT.arm(at), 27, 1 + (at - best) * (at - best)));
    }
    return seen;
  }

  private static double mean(Sampler sampler, List<Seen> seen) {
    return IntStream.range(0, 40)
        .mapToDouble(i -> sampler.propose(UNIT, 27, i, seen.size(), seen, List.of()).number("u"))
        .average()
        .orElseThrow();
  }

  @Test
  void samplers_that_learn_go_where_it_is_good() {
    assertThat(mean(new Tpe(5, 24, true, true), seen(30, 0.2))).isBetween(0.1, 0.35);
    assertThat(mean(new GaussianProcess(3, 128), seen(8, 0.7))).isBetween(0.6, 0.8);
    assertThat(mean(new Quadratic(4, 5), seen(6, 0.7))).isCloseTo(0.7, within(0.05));
  }

  @Test
  void a_parabola_is_known_after_three_points() {
    // Of exp(parabola), whose logarithm is fitted.
    var seen = new ArrayList<Seen>();
    for (double at : new double[] {0.1, 0.5, 0.9}) {
      seen.add(new Seen(UNIT.arm(at), 27, Math.exp(3 * (at - 0.62) * (at - 0.62))));
    }
    Arm next = new Quadratic(3, 3).propose(UNIT, 27, 1, 3, seen, List.of());
    assertThat(next.number("u")).isCloseTo(0.62, within(1e-12));
    // What is there already sends it into the wider gap beside the best.
    seen.add(new Seen(next, 27, 1));
    Arm other = new Quadratic(3, 3).propose(UNIT, 27, 1, 4, seen, List.of());
    assertThat(other.number("u")).isCloseTo((0.62 + 0.9) / 2, within(1e-12));
  }

  @Test
  void a_hill_has_no_lowest_point() {
    var seen = new ArrayList<Seen>();
    for (double at : new double[] {0.2, 0.5, 0.8}) {
      seen.add(new Seen(UNIT.arm(at), 27, -3 * (at - 0.6) * (at - 0.6)));
    }
    assertThat(new Quadratic(3, 3).propose(UNIT, 27, 1, 3, seen, List.of()).number("u"))
        .isCloseTo(0.35, within(1e-12));
  }

  @Test
  void the_golden_interval_shrinks_to_the_best() {
    Search search = Searches.parse("golden-section:width=0.001", UNIT, 27, 1);
    Driven.Loss loss = (arm, _, _, _) -> Math.abs(arm.number("u") - 0.3);
    State state = new Driven(search, loss, 1, 1).until(27 * 30);
    assertThat(search.recommend(state).orElseThrow().arm().number("u"))
        .isCloseTo(0.3, within(0.001));
    // Then the middle again and again, with other seeds.
    assertThat(state.trials().getLast().arm()).isEqualTo(state.trials().get(28).arm());
    assertThat(state.trials().getLast().seed()).isNotEqualTo(state.trials().get(28).seed());
  }

  @Test
  void a_diverged_trial_is_worse_than_any() {
    Search search = Searches.parse("golden-section:width=0.1", UNIT, 27, 1);
    Driven.Loss loss = (arm, _, _, _) -> arm.number("u") > 0.2 ? Double.NaN : 1;
    State state = new Driven(search, loss, 1, 1).until(60);
    assertThat(state.trials().getLast().arm().number("u")).isLessThan(0.2);
  }

  @Test
  void liars_keep_parallel_trials_apart() {
    var seen = seen(12, 0.5);
    var arms = new ArrayList<Arm>();
    var process = new GaussianProcess(3, 128);
    for (int i = 0; i < 4; i++) {
      arms.add(process.propose(UNIT, 27, 1, 12 + i, seen, arms));
    }
    assertThat(arms).doesNotHaveDuplicates();
    var tpe = new Tpe(5, 24, true, true);
    assertThat(tpe.propose(UNIT, 27, 1, 16, seen, arms))
        .isNotEqualTo(tpe.propose(UNIT, 27, 1, 16, seen, List.of()));
    var honest = new Tpe(5, 24, true, false);
    assertThat(honest.propose(UNIT, 27, 1, 16, seen, arms))
        .isEqualTo(honest.propose(UNIT, 27, 1, 16, seen, List.of()));
  }
}
