package rubato.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rubato.testkit.Trials;

class SpaceTest {

  private static final Space SPACE =
      Space.parse(
          "optimizer \"sgd\" | \"a \\\"d\\\\am\\\"\"; rate log 1e-5..10; batch whole 1..7;"
              + " momentum linear -1..1 if optimizer is \"sgd\"");

  @Test
  void ends_are_exact() {
    Space space = Space.parse("rate log 0.1..0.7; x linear -3..11; n whole 2..9");
    assertThat(space.arm(0, 0, 0)).hasToString("rate=0.1, x=-3.0, n=2.0");
    assertThat(space.arm(1, 1, 1)).hasToString("rate=0.7, x=11.0, n=9.0");
  }

  @Test
  void texts_lose_nothing() {
    Trials.check(
        in -> {
          Arm arm = SPACE.arm(in.share(), in.share(), in.share(), in.share());
          assertThat(Arm.parse(arm.toString())).isEqualTo(arm);
          assertThat(SPACE.arm(filled(SPACE.unit(arm))).settings())
              .as("%s", arm)
              .hasSize(arm.settings().size());
        });
    assertThat(Space.parse(SPACE.toString())).isEqualTo(SPACE);
    assertThat(Space.parse("rate log 1..10")).isEqualTo(Space.rate(1, 10));
  }

  private static double[] filled(double[] unit) {
    var filled = unit.clone();
    for (int i = 0; i < unit.length; i++) {
      filled[i] = Double.isNaN(unit[i]) ? 0 : unit[i];
    }
    return filled;
  }

  @Test
  void a_unit_is_where_the_value_lies() {
    Trials.check(
        in -> {
          double share = in.share();
          Arm arm = SPACE.arm(0.2, share, share, share);
          // Logarithms of 12 decades in 2^-53: a few ulps of the unit interval.
          assertThat(SPACE.unit(arm)[1]).isBetween(share - 1e-14, share + 1e-14);
          assertThat(SPACE.arm(0.2, share, SPACE.unit(arm)[2], share).number("batch"))
              .isEqualTo(arm.number("batch"));
          assertThat(SPACE.unit(arm)[3]).isBetween(share - 1e-14, share + 1e-14);
        });
  }

  @Test
  void conditions_decide_what_an_arm_has() {
    Arm sgd = SPACE.arm(0.1, 0.5, 0.5, 0.5);
    Arm adam = SPACE.arm(0.9, 0.5, 0.5, 0.5);
    assertThat(sgd.has("momentum")).isTrue();
    assertThat(adam.has("momentum")).isFalse();
    assertThat(adam.word("optimizer")).isEqualTo("a \"d\\am\"");
    assertThat(SPACE.unit(adam)[3]).isNaN();
    assertThat(SPACE.index("momentum")).isEqualTo(3);
    assertThat(SPACE.index("nothing")).isEqualTo(-1);
    assertThatIllegalArgumentException().isThrownBy(() -> adam.number("momentum"));
    assertThatIllegalArgumentException().isThrownBy(() -> adam.word("rate"));
    assertThatIllegalArgumentException().isThrownBy(() -> Arm.of(0.1).word("rate"));
  }

  @Test
  void every_word_and_whole_number_has_its_part() {
    Space space = Space.parse("c \"a\" | \"b\" | \"c\"; n whole 1..3");
    assertThat(List.of(0.0, 0.34, 1.0))
        .map(u -> space.arm(u, 0).word("c"))
        .containsExactly("a", "b", "c");
    assertThat(space.arm(0, 0.999).number("n")).isEqualTo(3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> space.unit(Arm.parse("c=\"z\", n=1")))
        .withMessage("c must be one of [a, b, c], got c=\"z\"");
    assertThatIllegalArgumentException().isThrownBy(() -> space.unit(Arm.parse("c=1")));
    assertThatIllegalArgumentException().isThrownBy(() -> space.unit(Arm.parse("n=\"x\"")));
    assertThatIllegalArgumentException().isThrownBy(() -> space.arm(0.5));
    assertThatIllegalArgumentException().isThrownBy(() -> space.arm(0.5, Double.NaN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "rate",
        "rate log 1",
        "rate log 0..1",
        "rate log 2..1",
        "rate log 1..2 more",
        "rate log 1..2; rate log 1..2",
        "rate log 1..1e400",
        "x linear 1..1",
        "x linear -1e308..1e308",
        "x cubic 0..1",
        "n whole 0..3",
        "n whole 1.5..3",
        "n whole 1..1e17",
        "c \"a\" | \"a\"",
        "c \"a",
        "c \"a\"; x linear 0..1 if d is \"a\"",
        "c \"a\"; x linear 0..1 if c is \"b\"",
        "x linear 0..1; y linear 0..1 if x is \"b\"",
        "1a log 1..2",
        "a log 1..2; b log 1..2; c log 1..2; d log 1..2; e log 1..2; f log 1..2; g log 1..2"
      })
  void impossible_spaces_are_refused_in_one_line(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Space.parse(text))
        .satisfies(e -> assertThat(e.getMessage()).contains(" must be ").doesNotContain("\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          rate; column 5 must be `=`, got `rate`
          rate=x; column 6 must be a number, got `rate=x`
          rate=1 2; column 8 must be the end, got `rate=1 2`
          rate=1, rate=2; settings must be of different names, got [rate=1.0, rate=2.0]
          rate=1e999; rate must be finite, got Infinity
          """)
  void broken_arms_are_refused(String text, String message) {
    assertThatIllegalArgumentException().isThrownBy(() -> Arm.parse(text)).withMessage(message);
  }

  @Test
  void parsers_survive_any_text() {
    String signs = "rate log..\"\\|;ifis0159e-+= \0\n";
    Trials.check(
        in -> {
          var text = new StringBuilder();
          for (int i = 0; i < 12; i++) {
            text.append(signs.charAt((int) (in.share() * signs.length()) % signs.length()));
          }
          for (Runnable parse :
              List.<Runnable>of(
                  () -> Arm.parse(text.toString()), () -> Space.parse(text.toString()))) {
            try {
              parse.run();
            } catch (IllegalArgumentException refused) {
              assertThat(refused.getMessage()).doesNotContain("\n");
            }
          }
        });
  }
}
