package rubato.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rubato.optim.kernel.Crew;
import rubato.optim.kernel.Kernels;

class SingleMatrixTest {

  private static final Machine PLAIN = new Machine(new Crew(1), Kernels.choose(false));

  private static final Machine TWO = new Machine(new Crew(2), Kernels.choose(true));

  /** Fewer than what is computed at a time, just that, more, and a rest of both. */
  @ParameterizedTest
  @CsvSource({"1,1,1", "5,3,31", "6,192,32", "7,193,33", "13,400,64", "20,7,130"})
  void a_product_is_that_of_the_reference(int rows, int inner, int columns) {
    SingleMatrix a = random(1, rows, inner);
    SingleMatrix b = random(2, inner, columns);
    SingleMatrix fast = a.times(TWO, b);
    SingleMatrix plain = a.times(PLAIN, b);
    Matrix exact = Matrix.of(a.values(), inner).times(Matrix.of(b.values(), columns));
    for (int i = 0; i < rows * columns; i++) {
      // As many roundings as terms, of sums that are below 1 a term.
      double error = inner * inner * Math.ulp(1f);
      assertThat(fast.values().at(i)).isCloseTo(exact.at(i), within(error));
      assertThat(plain.values().at(i)).isCloseTo(exact.at(i), within(error));
    }
    assertThat(numbers(a.times(Machine.ALONE, b))).isEqualTo(numbers(fast));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 31, 64, 65, 150})
  void half_of_a_symmetric_product_says_all(int size) {
    SingleMatrix a = random(3, size, 40);
    SingleMatrix whole = a.times(TWO, a.transposed());
    assertThat(numbers(a.symmetric(TWO, a.transposed()))).isEqualTo(numbers(whole));
    assertThat(numbers(a.symmetric(PLAIN, a.transposed())))
        .isEqualTo(numbers(a.times(PLAIN, a.transposed())));
  }

  @Test
  void what_is_not_a_number_comes_through() {
    SingleMatrix a = random(4, 8, 8);
    a.values().set(3, Double.NaN);
    double[] product = numbers(a.times(TWO, random(5, 8, 8)));
    for (int i = 0; i < product.length; i++) {
      assertThat(Double.isNaN(product[i])).isEqualTo(i < 8);
    }
  }

  @ParameterizedTest
  @CsvSource({"20,30", "30,20"})
  void muon_in_float32_is_muon_in_float64(int rows, int columns) {
    SingleMatrix start = random(6, rows, columns);
    double[] g = numbers(random(7, rows, columns));
    double[] x = numbers(start);
    float[] single = new float[x.length];
    float[] slope = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      single[i] = (float) x[i];
      slope[i] = (float) g[i];
    }
    Shape shape = Shape.of(rows, columns);
    var one = new Optimizer(new Muon(), 1);
    var other = new Optimizer(new Muon(), 2);
    for (int t = 0; t < 3; t++) {
      one.step(0.1, List.of(new Parameter("w", shape, x, g)), Gradients.KEEP);
      other.step(0.1, List.of(new Parameter("w", shape, single, slope)), Gradients.KEEP);
    }
    for (int i = 0; i < x.length; i++) {
      // The iteration grows an error at most by 3.4445 a step: five of them, thrice, times 0.1.
      assertThat((double) single[i]).isCloseTo(x[i], within(150.0 * Math.ulp(1f)));
    }
  }

  private static SingleMatrix random(int seed, int rows, int columns) {
    var random = new Random(seed);
    float[] numbers = new float[rows * columns];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = 2 * random.nextFloat() - 1;
    }
    return SingleMatrix.of(Values.of(MemorySegment.ofArray(numbers), Precision.FLOAT32), columns);
  }

  private static double[] numbers(SingleMatrix matrix) {
    double[] numbers = new double[matrix.rows * matrix.columns];
    matrix.values().read(0, numbers, numbers.length);
    return numbers;
  }
}
