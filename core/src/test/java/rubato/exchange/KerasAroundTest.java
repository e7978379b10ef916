package rubato.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Keras does around a rule; the numbers are those of Keras 3.15.1 on JAX, in float64. */
class KerasAroundTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SGD(0.01, momentum=0.9, gradient_accumulation_steps=3)                                        | 2, 1.985, 1.9165685
          Adam(0.05, use_ema=True, ema_momentum=0.9, ema_overwrite_frequency=5)                         | 1.9000515345527362, 1.9049044406456341, 1.8397903480757403
          SGD(0.01, momentum=0.9, use_ema=True, ema_overwrite_frequency=2, gradient_accumulation_steps=2) | 1.985, 1.9847165, 1.9226990258739791
          """)
  void gradients_are_gathered_and_weights_overwritten(String make, String expected) {
    String[] recorded = expected.split(", ", -1);
    Trajectory.Outcome outcome =
        path(
            make,
            "\"2\": [%s], \"5\": [%s], \"10\": [%s]".formatted((Object[]) recorded),
            "\"2\": 1e-12, \"5\": 1e-12, \"10\": 1e-12");
    assertThat(outcome.error()).isEmpty();
    assertThat(outcome.agrees()).as("%s, expected %s", outcome.params(), expected).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SGD(0.1, gradient_accumulation_steps=1)             | SGD: gradient_accumulation_steps must be >= 2, got 1
          SGD(0.1, use_ema=True, ema_overwrite_frequency=-1)  | SGD: ema_overwrite_frequency must be >= 1, got -1
          """)
  void too_few_are_refused(String make, String error) {
    assertThat(path(make, "\"1\": [1]", "\"1\": 1").error()).hasValue(error);
  }

  private static Trajectory.Outcome path(String make, String expected, String tolerance) {
    return Trajectory.read(
            """
            {"format": "lr-golden-1",
             "objectives": {"bowl": {"lambda": [1], "center": [0.5], "start": [2]}},
             "cases": [{"id": "one", "objective": "bowl", "dtype": "float64",
                        "make": "keras.optimizers.%s",
                        "expected": {%s}, "tolerance": {%s}}]}
            """
                .formatted(make, expected, tolerance))
        .getFirst()
        .run();
  }
}
