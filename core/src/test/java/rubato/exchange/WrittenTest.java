package rubato.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrittenTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          OneCycleLR(optimizer, max_lr=0.1, total_steps=61)       | 0.0040000000000000036
          CyclicLR(optimizer, base_lr=0.01, max_lr=0.1)           | 0.01
          """)
  void one_that_has_rates_of_its_own_asks_for_none(String text, double first) {
    Written written = Written.read(Framework.PYTORCH, text);
    assertThat(written.free()).isFalse();
    assertThat(written.scheduler().at(0)).isEqualTo(first);
    // Whatever rate the optimizer has, it is put aside.
    assertThat(written.withRate(7).scheduler().at(0)).isEqualTo(first);
    assertThat(Written.parse(written.toString())).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          StepLR(optimizer, step_size=30)
          OneCycleLR(optimizer, max_lr=0.1, total_steps=61, lr=rate)
          """)
  void another_does(String text) {
    assertThat(Written.read(Framework.PYTORCH, text).free()).isTrue();
  }
}
