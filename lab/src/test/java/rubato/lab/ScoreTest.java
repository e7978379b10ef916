package rubato.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreTest {

  @Test
  void mean_and_sample_deviation() {
    Score score = Score.of(List.of(1.0, 2.0, 4.0, 5.0));
    assertThat(score.mean()).isEqualTo(3);
    // Squares 4 + 1 + 1 + 4, over n - 1 = 3.
    double spread = Math.sqrt(10.0 / 3);
    assertThat(score.spread()).isCloseTo(spread, within(Math.ulp(spread)));
  }

  @Test
  void equal_values_have_no_spread() {
    Score score = Score.of(List.of(0.1, 0.1, 0.1));
    assertThat(score.mean()).isEqualTo(0.1);
    assertThat(score.spread()).isZero();
  }

  @Test
  void one_value_has_no_known_spread_and_nan_is_not_hidden() {
    assertThat(Score.of(List.of(0.5)).spread()).isNaN();
    assertThat(Score.of(List.of()).mean()).isNaN();
    assertThat(Score.of(List.of(0.5, Double.NaN)).mean()).isNaN();
  }
}
