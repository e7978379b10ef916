package rubato.lab.descend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import rubato.objective.Booth;
import rubato.objective.Quadratic;
import rubato.objective.Rosenbrock;
import rubato.schedule.Horizon;

class TheoryTest {

  private static final Horizon STEPS = new Horizon(80, 100);

  @Test
  void curvatures_are_those_the_function_says() {
    for (var quadratic : List.of(new Quadratic(2, 10, true), new Quadratic(7, 1000, true))) {
      Curvature curvature = Curvature.at(quadratic, quadratic.start());
      // The differences carry the roundings of gradients of size 1000, divided by 2^-16.
      double near = quadratic.condition() * Math.ulp(1.0) * 0x1p20;
      assertThat(curvature.low()).isCloseTo(1, within(near));
      assertThat(curvature.high()).isCloseTo(quadratic.condition(), within(near));
    }
    Curvature booth = Curvature.at(new Booth(), new double[] {5, -3});
    assertThat(booth.low()).isCloseTo(2, within(Math.ulp(1.0) * 0x1p24));
    assertThat(booth.high()).isCloseTo(18, within(Math.ulp(1.0) * 0x1p24));
    // Rosenbrock at its minimum: ((802, -400), (-400, 200)).
    Curvature valley = Curvature.at(new Rosenbrock(2), new double[] {1, 1});
    double root = Math.sqrt(1002 * 1002 / 4.0 - 400);
    // Differences of a cubic: 200 h^2 off, and roundings as above.
    assertThat(valley.low()).isCloseTo(501 - root, within(400 * 0x1p-34 + 1000 * 0x1p-32));
    assertThat(valley.high()).isCloseTo(501 + root, within(400 * 0x1p-34 + 1000 * 0x1p-32));
  }

  @Test
  void the_four_cases_go_as_their_names_say() {
    var objective = new Quadratic(2, 10, true);
    Theory theory = Theory.of(objective, objective.start(), STEPS, 0);
    assertThat(theory.bound()).isCloseTo(0.2, within(1e-9 * 0.2));
    assertThat(theory.fastest()).isCloseTo(2 / 11.0, within(1e-9));
    var verdicts = theory.trails().stream().map(trail -> Verdict.of(trail, objective)).toList();
    assertThat(verdicts)
        .extracting(Verdict::kind)
        .containsExactly(
            Verdict.Kind.ON_THE_WAY,
            Verdict.Kind.CONVERGED,
            Verdict.Kind.CONVERGED,
            Verdict.Kind.DIVERGED);
    assertThat(verdicts).extracting(Verdict::swinging).containsExactly(false, false, true, true);
  }

  @Test
  void the_losses_over_the_rate_are_lowest_near_the_fastest_and_grow_from_the_bound_on() {
    var objective = new Quadratic(2, 10, true);
    Theory theory = Theory.of(objective, objective.start(), STEPS, 0);
    var chart = theory.sweep("sweep");
    var curve = chart.series().getLast().points();
    int lowest = 0;
    for (int i = 0; i < curve.size(); i++) {
      lowest = curve.y(i) < curve.y(lowest) ? i : lowest;
      if (curve.x(i) > theory.bound() * 1.01) {
        assertThat(curve.y(i)).isGreaterThan(objective.value(objective.start()));
      }
    }
    // The rates are a hundredth of the bound and some apart.
    assertThat(curve.x(lowest)).isCloseTo(theory.fastest(), within(0.02 * theory.bound()));
    assertThat(chart.marks().getFirst().x()).isEqualTo(theory.bound());
    assertThat(theory.sheet("t").svg())
        .contains("2/λmax = 0.2", ">too small, 0.1/λmax<", ">oscillating, 1.9/λmax<")
        .doesNotContain("…<");
  }

  @Test
  void only_one_curvature_has_a_theory() {
    var valley = new Rosenbrock(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Theory.of(valley, valley.start(), STEPS, 0))
        .withMessageStartingWith("the curvature must be the same everywhere and positive");
    var large = new Quadratic(201, 10, false);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Curvature.at(large, large.start()))
        .withMessage("variables must be <= 200 for the curvature, got 201");
  }
}
