package rubato.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferenceTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 | 1 | 0 | 0
          1.5 | 1 | 0.5 | 5
          "inf" | Infinity | 0 | 0
          "Infinity" | Infinity | Infinity | Infinity
          "-inf" | -Infinity | 0 | 0
          "-inf" | Infinity | Infinity | Infinity
          "nan" | NaN | 0 | 0
          "nan" | 1 | Infinity | Infinity
          1 | NaN | Infinity | Infinity
          null | 1 | Infinity | Infinity
          """)
  void weights_that_are_not_finite_compare_too(
      String recorded, double ours, double largest, double relative) {
    var difference = of("{\"expected\": {\"1\": [%s]}, \"tolerance\": {\"1\": 0.1}}", recorded);
    difference.compare("expected", 1, List.of(ours));
    assertThat(difference.largest()).isEqualTo(largest);
    assertThat(difference.relative()).isEqualTo(relative);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"expected": {"2": [1]}}
          {"expected": 1}
          {"expected": {"1": 1}}
          {"expected": {"1": [1]}, "chaotic": [2, 1]}
          """)
  void what_is_not_recorded_or_chaotic_is_not_compared(String said) {
    var difference = of(said, "");
    difference.compare("expected", 1, List.of(5.0));
    assertThat(difference.largest()).isNaN();
    assertThat(difference.relative()).isNaN();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"expected": {"1": [1]}, "chaotic": ["x", 2]}
          {"expected": {"1": [1]}, "chaotic": 1}
          {"expected": {"1": [1]}, "tolerance": {"1": "x"}}
          """)
  void without_a_tolerance_only_equal_weights_agree(String said) {
    var difference = of(said, "");
    difference.compare("expected", 1, List.of(5.0));
    assertThat(difference.largest()).isEqualTo(4);
    assertThat(difference.relative()).isInfinite();
    var equal = of(said, "");
    equal.compare("expected", 1, List.of(1.0));
    assertThat(equal.relative()).isZero();
  }

  private static Difference of(String json, String value) {
    Map<String, Value> said =
        Trajectory.object(JsonText.read(json.replace("%s", value)), "the case");
    return new Difference(said);
  }
}
