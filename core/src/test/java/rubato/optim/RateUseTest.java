package rubato.optim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rubato.text.Rules;

class RateUseTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prodigy",
        "d-adapt-sgd",
        "d-adapt-adam",
        "d-adapt-adagrad",
        "d-adapt-lion",
        "dog",
        "dowg",
        "mechanic of adamw",
        "polyak-sgd",
        "sls",
        "salsa",
        "cocob",
        "lookahead of prodigy"
      })
  void some_rules_find_the_length_of_their_steps(String rule) {
    assertThat(Rules.parse(rule).rateUse()).isEqualTo(RateUse.FACTOR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgd", "adamw", "lion", "muon", "momo", "sam of sgd", "lbfgs"})
  void most_are_told_it(String rule) {
    assertThat(Rules.parse(rule).rateUse()).isEqualTo(RateUse.LENGTH);
  }

  @Test
  void rprop_is_told_it_once() {
    assertThat(Rules.parse("rprop").rateUse()).isEqualTo(RateUse.FIRST);
  }
}
