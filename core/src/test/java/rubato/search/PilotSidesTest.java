package rubato.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Pilot over more than a rate. */
class PilotSidesTest {

  private static double off(double x, double y) {
    return (x - y) * (x - y);
  }

  @Test
  void choices_and_their_own_rates_are_found() {
    Space space =
        Space.parse(
            "optimizer \"sgd\" | \"adam\" | \"lion\"; rate log 1e-5..10;"
                + " momentum linear 0..0.99 if optimizer is \"sgd\"");
    Driven.Loss loss =
        (arm, _, step, horizon) -> {
          double best =
              switch (arm.word("optimizer")) {
                case "sgd" -> -1 - (arm.has("momentum") ? arm.number("momentum") : 0);
                case "adam" -> -3;
                default -> -4;
              };
          double floor = arm.word("optimizer").equals("adam") ? 0.1 : 0.3;
          return floor
              + 0.3 * Math.min(3, off(Math.log10(arm.rate()), best))
              + 0.5 * (horizon - step) / horizon;
        };
    Search pilot = Searches.parse("pilot", space, 27, 3);
    State state = new Driven(pilot, loss, 1, 1).until(27 * 6);
    Arm arm = pilot.recommend(state).orElseThrow().arm();
    assertThat(arm.word("optimizer")).isEqualTo("adam");
    assertThat(Math.log10(arm.rate())).isBetween(-3.7, -2.3);
  }

  @Test
  void numbers_beside_the_rate_are_found() {
    Space space = Space.parse("rate log 1e-5..10; decay log 1e-6..0.1; warmup linear 0..0.3");
    Driven.Loss loss =
        (arm, _, step, horizon) ->
            0.1
                + 0.2 * Math.min(4, off(Math.log10(arm.rate()), -2))
                + 0.05 * off(Math.log10(arm.number("decay")), -4)
                + 2 * off(arm.number("warmup"), 0.1)
                + 0.5 * (horizon - step) / horizon;
    double pilots = 0;
    double randoms = 0;
    for (int seed = 0; seed < 3; seed++) {
      pilots += regret("pilot", space, loss, seed);
      randoms += regret("random", space, loss, seed);
    }
    assertThat(pilots).isLessThan(randoms);
  }

  private static double regret(String method, Space space, Driven.Loss loss, int seed) {
    Search search = Searches.parse(method, space, 27, seed);
    State state = new Driven(search, loss, 1, 1).until(27 * 8);
    return loss.at(search.recommend(state).orElseThrow().arm(), 0, 27, 27);
  }

  @Test
  void a_space_without_a_rate_can_be_searched() {
    for (String text : List.of("a linear 0..1; b whole 1..64", "rate linear 0..1")) {
      Space space = Space.parse(text);
      String name = space.dimensions().getFirst().name();
      Driven.Loss loss =
          (arm, _, step, horizon) ->
              1 + off(arm.number(name), 0.7) + 0.2 * (horizon - step) / horizon;
      Search pilot = Searches.parse("pilot", space, 27, 1);
      State state = new Driven(pilot, loss, 1, 1).until(27 * 8);
      Recommendation said = pilot.recommend(state).orElseThrow();
      assertThat(said.arm().number(name)).isBetween(0.45, 0.95);
      assertThat(said.low()).isNaN();
    }
  }

  @Test
  void sides_are_equal_by_value() {
    Space space = Space.parse("rate log 1e-5..10; a linear 0..1");
    Sides sides = Sides.of(space);
    Sides same = Sides.of(space);
    assertThat(sides).isEqualTo(same).hasSameHashCodeAs(same);
    assertThat(sides.side(new double[] {0.1, 0.5})).isZero();
    assertThat(sides.side(new double[] {0.9, 0.5})).isZero();
    assertThat(sides).isNotEqualTo(same);
    assertThat(sides.side(new double[] {0.9, 0.6})).isEqualTo(1);
    double[][] alike = sides.alike();
    assertThat(alike[0][0]).isEqualTo(1);
    assertThat(alike[0][1]).isBetween(0.9, 1.0);
  }
}
