package rubato.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import rubato.optim.kernel.Kernels;

class MachineTest {

  /** Some ranges of every kind, and a rest. */
  private static final int ROWS = 301;

  private static final int COLUMNS = 173;

  static List<Rule> rules() {
    List<Rule> rules = new ArrayList<>(WholeExamples.all());
    rules.addAll(FreeExamples.all());
    rules.add(new Adam8bit());
    rules.add(new Adam8bit(0.9, 0.99, 1e-8, 0.1, Decay.COUPLED, 100, 0));
    rules.add(new Noisy());
    // The basis of a larger matrix takes long at first.
    rules.removeIf(rule -> rule instanceof Soap || rule.evaluatesAgain());
    rules.add(new Soap(0.9, 0.9, 0.9, 1e-8, 0.1, 2, 200, new AdamW()));
    return rules;
  }

  @ParameterizedTest
  @MethodSource("rules")
  void every_bit_is_the_same_for_any_number_of_threads(Rule rule) {
    assertThat(path(rule, 3)).isEqualTo(path(rule, 1));
  }

  private static float[] path(Rule rule, int threads) {
    var random = new Random(1);
    float[] x = random(random);
    float[] g = random(random);
    var optimizer = new Optimizer(rule, threads);
    var matrix = new Parameter("w", Shape.of(ROWS, COLUMNS), x, g);
    var vector = new Parameter("b", new float[] {1, 2, 3}, new float[] {3, 1, -2});
    for (int t = 0; t < 3; t++) {
      optimizer.step(Step.at(0.01).loss(2 - t), List.of(matrix, vector));
    }
    return x;
  }

  private static float[] random(Random random) {
    float[] numbers = new float[ROWS * COLUMNS];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  @Test
  void memory_of_one_thread_stays_with_it() {
    try (Arena arena = Arena.ofConfined()) {
      long size = 100_000;
      MemorySegment x = arena.allocate(size * Float.BYTES, 64);
      MemorySegment g = arena.allocate(size * Float.BYTES, 64);
      g.setAtIndex(ValueLayout.JAVA_FLOAT, size - 1, 1);
      var optimizer = new Optimizer(new NovoGrad(), 2);
      optimizer.step(0.1, List.of(new Parameter("x", x, g)), Gradients.KEEP);
      assertThat(x.getAtIndex(ValueLayout.JAVA_FLOAT, size - 1)).isNegative();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 7, 8, 9, 15, 16, 17, 513})
  void floats_become_doubles_and_come_back_alike_in_both_kernels(int size) {
    var fast = Kernels.choose(true);
    var plain = Kernels.choose(false);
    float[] numbers = new float[size + 1];
    for (int i = 0; i < numbers.length; i++) {
      float[] odd = {Float.NaN, Float.POSITIVE_INFINITY, Float.MIN_VALUE, -0f, i, 1f / (i + 1)};
      numbers[i] = odd[i % odd.length];
    }
    MemorySegment memory = MemorySegment.ofArray(numbers);
    double[] read = new double[size];
    double[] expected = new double[size];
    fast.widen(memory, 1, read, size);
    plain.widen(memory, 1, expected, size);
    assertThat(read).isEqualTo(expected);
    for (int i = 0; i < size; i++) {
      read[i] /= 3;
      expected[i] /= 3;
    }
    float[] kept = new float[size + 1];
    float[] wanted = new float[size + 1];
    fast.narrow(read, MemorySegment.ofArray(kept), 1, size);
    plain.narrow(expected, MemorySegment.ofArray(wanted), 1, size);
    assertThat(kept).isEqualTo(wanted);
    assertThat(read).isEqualTo(expected);
  }
}
