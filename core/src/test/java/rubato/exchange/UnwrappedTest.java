package rubato.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rubato.exchange.Value.Call;

/** Recorded paths of such calls are taken again by TrajectoryTest. */
class UnwrappedTest {

  private static String unwrapped(String call) {
    return Unwrapped.of((Call) Source.read(call)).toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          contrib.schedule_free(optax.sgd(0.1), 0.1, b1=0.8) | schedule_free_sgd(learning_rate=0.1, b1=0.8, weight_lr_power=2.0, state_dtype=None)
          schedule_free(optax.adam(0.1, b1=0.0), learning_rate=0.1) | schedule_free_adamw(learning_rate=0.1, b1=0.9, weight_lr_power=2.0, state_dtype=None, b2=0.999, eps=1e-08)
          optax.lookahead(optax.chain(optax.clip(1), optax.sgd(0.1)), 5, 0.5) | chain(optax.clip(1), lookahead(fast_optimizer=optax.sgd(0.1), sync_period=5, slow_step_size=0.5, reset_state=False))
          """)
  void what_is_an_optimizer_as_well_is_one(String call, String same) {
    assertThat(unwrapped(call).replace("1.0E-8", "1e-08")).isEqualTo(same);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "optax.adam(0.1)",
        "optax.schedule_free(optax.sgd(0.1), 0.2)",
        "optax.schedule_free(optax.sgd(0.1, momentum=0.9), 0.1)",
        "optax.schedule_free(optax.sgd(0.1, 0.9), 0.1)",
        "optax.schedule_free(optax.adam(0.1), 0.1)",
        "optax.schedule_free(optax.adam(0.1, b1=None), 0.1)",
        "optax.schedule_free(optax.lion(0.1), 0.1)",
        "optax.schedule_free(1, 0.1)",
        "optax.schedule_free(optax.sgd(0.1), optax.linear_schedule(0.1, 0.0, 9))",
        "optax.lookahead(optax.sgd(0.1), 5, 0.5)",
        "optax.lookahead(1, 5, 0.5)",
        "optax.lookahead(optax.chain(optax.sgd(0.1)), 5, 0.5)",
        "optax.lookahead(optax.chain(1, optax.sgd(0.1)), 5, 0.5)",
        "optax.lookahead(optax.chain(optax.trace(0.9), optax.sgd(0.1)), 5, 0.5)"
      })
  void all_else_stays(String call) {
    Call read = (Call) Source.read(call);
    assertThat(Unwrapped.of(read)).isSameAs(read);
  }
}
