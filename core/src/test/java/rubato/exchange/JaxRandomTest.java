package rubato.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys from {@code jax.random} 0.10.2, the inverse error function from SciPy 1.17.1. */
class JaxRandomTest {

  @Test
  void a_key_is_split_as_jax_splits_it() {
    JaxRandom key = JaxRandom.key(7);
    assertThat(key.split(0)).isEqualTo(new JaxRandom((int) 3625411723L, 1954958720));
    assertThat(key.split(1)).isEqualTo(new JaxRandom(195045567, (int) 4062205631L));
  }

  @Test
  void a_seed_has_64_bits() {
    assertThat(JaxRandom.key(-3)).isEqualTo(new JaxRandom(-1, -3));
    assertThat(JaxRandom.key((1L << 40) + 5)).isEqualTo(new JaxRandom(256, 5));
  }

  @Test
  void the_same_key_gives_the_same_numbers_in_both_precisions() {
    JaxRandom key = JaxRandom.key(0);
    assertThat(key.normal(3, true))
        .isEqualTo(key.normal(3, true))
        .isNotEqualTo(key.normal(4, true));
    assertThat(key.normal(3, false)).isEqualTo(key.normal(3, false)).isBetween(-9.0, 9.0);
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0.4769362762044699",
    "0.9, 1.1630871536766743",
    "1e-10, 8.862269254527581e-11",
    "-0.2, -0.1791434546212917",
    "-0.999999, -3.458910737275499",
    "0.9999999999999999, 5.863584748755167",
    "0, 0"
  })
  void the_inverse_of_the_error_function_is_that_of_scipy(double u, double x) {
    // Near 1 a unit in the last place of u moves the result by more than one of its own.
    assertThat(InverseErf.of(u)).isCloseTo(x, within(4e-15 * Math.abs(x)));
  }
}
