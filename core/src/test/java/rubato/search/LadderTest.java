package rubato.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LadderTest {

  @Test
  void is_read_from_text() {
    assertThat(Ladder.parse("1e-5..10:37")).isEqualTo(new Ladder(1e-5, 10, 37));
    assertThat(Ladder.parse("0.5..2.5:3")).isEqualTo(new Ladder(0.5, 2.5, 3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1", "1..2", "..2:3", "1:2..3", "1..2:x", "a..2:3", "1..b:3", "1..2:"})
  void text_that_names_none_is_rejected(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Ladder.parse(text))
        .withMessage("rates must be of the form LOW..HIGH:COUNT, as 1e-5..10:37, got " + text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2..1:3", "0..1:3", "-1..1:3", "1..2:1", "NaN..1:3", "1..Infinity:3"})
  void a_ladder_that_cannot_be_climbed_is_rejected(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Ladder.parse(text));
  }
}
