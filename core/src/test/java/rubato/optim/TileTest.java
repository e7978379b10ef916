package rubato.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TileTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 7, 8, 9, 511, 512, 513, 1537})
  void sums_are_those_of_number_by_number(int size) {
    Values a = doubles(size, 1);
    Values b = doubles(size, 2);
    double product = 0;
    double sizes = 0;
    for (int i = 0; i < size; i++) {
      product += a.at(i) * b.at(i);
      sizes += Math.abs(a.at(i));
    }
    // Each of the two orders is off by at most as many rounding errors as there are numbers.
    double error = 4e-16 * size * (1 + sizes);
    assertThat(Sums.product(Machine.ALONE, a, b)).isCloseTo(product, within(error));
    assertThat(Sums.sizes(Machine.ALONE, a)).isCloseTo(sizes, within(error));
  }

  @Test
  void a_tile_goes_on_with_what_was_stored() {
    Values x = Values.of(MemorySegment.ofArray(new float[600]), Precision.FLOAT32);
    Machine.ALONE.each(
        List.of(x),
        tile -> {
          for (int i = 0; i < tile.size(); i++) {
            tile.of(0)[i] = 0.1;
          }
          assertThat(tile.store(0)[0]).isEqualTo((double) 0.1f);
        });
    assertThat(x.at(599)).isEqualTo((double) 0.1f);
  }

  @Test
  void means_in_float32_are_those_of_jax() {
    // jax.numpy.mean of float32 on a CPU, 0.10.2: 1 / k for k from 1 on.
    assertThat(Means.SINGLE.mean(3, i -> 1.0 / (i + 1))).isEqualTo((double) 0.61111116f);
    assertThat(Means.SINGLE.mean(40, i -> 1.0 / (i + 1))).isEqualTo((double) 0.106963575f);
    assertThat(Means.DOUBLE.mean(3, i -> 1.0 / (i + 1))).isEqualTo(11.0 / 18, within(2e-16));
  }

  private static Values doubles(int size, int seed) {
    double[] numbers = new double[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = Math.sin(seed * (i + 1.0));
    }
    return Values.of(MemorySegment.ofArray(numbers), Precision.FLOAT64);
  }
}
