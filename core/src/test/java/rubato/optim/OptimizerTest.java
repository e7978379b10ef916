package rubato.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptimizerTest {

  /** More than one block of a saved state, and no whole number of them. */
  private static final int SIZE = 5003;

  @ParameterizedTest
  @MethodSource("rubato.optim.RuleExamples#all")
  void saved_and_restored_it_goes_on_bit_for_bit(Rule rule) throws IOException {
    var through = new Optimizer(rule, 1);
    float[] a = ramp(SIZE);
    float[] b = ramp(3);
    train(through, a, b, 3);
    byte[] saved = save(through);
    float[] a2 = a.clone();
    float[] b2 = b.clone();
    train(through, a, b, 3);

    var resumed = new Optimizer(rule, 2);
    resumed.restore(input(saved));
    assertThat(save(resumed)).isEqualTo(saved);
    assertThat(resumed.steps()).isEqualTo(3);
    train(resumed, a2, b2, 3);
    assertThat(a2).isEqualTo(a);
    assertThat(b2).isEqualTo(b);
    assertThat(save(resumed)).isEqualTo(save(through));
  }

  @Test
  void state_goes_by_name_not_by_order() {
    var optimizer = new Optimizer(new Adam(), 1);
    float[] a = ramp(20);
    float[] b = ramp(5);
    float[] aSorted = ramp(20);
    float[] bSorted = ramp(5);
    var sorted = new Optimizer(new Adam(), 1);
    for (int i = 0; i < 4; i++) {
      var parameters = List.of(parameter("a", a), parameter("b", b));
      optimizer.step(0.1, i % 2 == 0 ? parameters : parameters.reversed(), Gradients.KEEP);
      train(sorted, aSorted, bSorted, 1);
    }
    assertThat(a).isEqualTo(aSorted);
    assertThat(b).isEqualTo(bSorted);
  }

  @Test
  void a_parameter_that_comes_late_starts_at_its_own_first_update() {
    var optimizer = new Optimizer(new Adam(), 1);
    float[] early = ramp(4);
    for (int i = 0; i < 9; i++) {
      optimizer.step(0.1, List.of(parameter("early", early)), Gradients.KEEP);
    }
    float[] late = ramp(4);
    float[] first = ramp(4);
    optimizer.step(0.1, List.of(parameter("late", late)), Gradients.KEEP);
    new Optimizer(new Adam(), 1).step(0.1, List.of(parameter("x", first)), Gradients.KEEP);
    assertThat(late).isEqualTo(first);
    assertThat(optimizer.steps()).isEqualTo(10);
    assertThat(optimizer.rule()).isEqualTo(new Adam());
  }

  @ParameterizedTest
  @MethodSource("rubato.optim.RuleExamples#still")
  void a_rate_of_0_moves_nothing(Rule rule) {
    float[] x = ramp(33);
    var optimizer = new Optimizer(rule, 1);
    optimizer.step(RuleExamples.step(0), List.of(parameter("x", x)));
    optimizer.step(RuleExamples.step(0), List.of(parameter("x", x)));
    assertThat(x).isEqualTo(ramp(33));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void rejects_a_rate_and_moves_nothing(double rate) {
    float[] x = ramp(3);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Optimizer(new Sgd(), 1).step(rate, List.of(parameter("x", x)), Gradients.KEEP))
        .withMessage("rate must be finite and >= 0.0, got " + rate);
    assertThat(x).isEqualTo(ramp(3));
  }

  @Test
  void rejects_memory_that_does_not_fit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Parameter("w", new float[3], new float[2]))
        .withMessage("gradient of w must be as large as its weights, 12 bytes, got 8 bytes");
    MemorySegment bytes = MemorySegment.ofArray(new byte[8]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Parameter("w", bytes, bytes))
        .withMessage("weights of w must be aligned to 4 bytes, got 1");
    MemorySegment odd = MemorySegment.ofArray(new float[2]).asSlice(0, 6);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Parameter("w", odd, odd))
        .withMessage("weights of w must be whole floats, a multiple of 4 bytes, got 6 bytes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Optimizer(new Sgd(), 0))
        .withMessage("threads must be >= 1, got 0");
    var known = new Parameter("w", new float[3], new float[3]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Optimizer(new Sgd(), 1).evaluation(known, odd))
        .withMessage("memory for w must be as large as its weights, 12 bytes, got 6 bytes");
  }

  @Test
  void rejects_a_name_twice_and_a_size_that_changed_before_anything_moves() {
    var optimizer = new Optimizer(new Sgd(0.9), 1);
    float[] x = ramp(3);
    var twice = List.of(parameter("x", x), parameter("x", x));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> optimizer.step(0.1, twice, Gradients.KEEP))
        .withMessage("parameter names must be unique, got x twice");
    assertThat(x).isEqualTo(ramp(3));
    optimizer.step(0.1, List.of(parameter("x", x)), Gradients.KEEP);
    var grown = List.of(parameter("x", ramp(4)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> optimizer.step(0.1, grown, Gradients.KEEP))
        .withMessage("shape of x must be 3 as in its state, got 4");
  }

  @ParameterizedTest
  @CsvSource({
    "adam, 0.8, adam with beta1=0.8",
    "adamw, 0.9,"
        + " 'adamw:beta1=0.9,beta2=0.999,epsilon=1.0E-8,weight-decay=0.0,placement=outer,root=0.0,amsgrad=off,nesterov=false,correct-mean=true,correct-square=true'"
  })
  void rejects_the_state_of_another_rule(String name, double beta1, String bound)
      throws IOException {
    byte[] saved = save(new Optimizer(new Adam(), 1));
    Rule other =
        name.equals("adam") ? new Adam(beta1, 0.999, 1e-8, 0, Epsilon.OUTER) : new AdamW(0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Optimizer(other, 1).restore(input(saved)))
        .withMessage("saved optimizer must be " + bound + ", got " + new Adam());
  }

  @Test
  void truncated_anywhere_it_is_rejected_and_keeps_what_it_had() throws IOException {
    var optimizer = new Optimizer(new Adam(), 1);
    train(optimizer, ramp(5), ramp(3), 2);
    byte[] saved = save(optimizer);
    for (int length = 0; length < saved.length; length++) {
      byte[] cut = Arrays.copyOf(saved, length);
      assertThatThrownBy(() -> optimizer.restore(input(cut))).isInstanceOf(EOFException.class);
    }
    assertThat(save(optimizer)).isEqualTo(saved);
  }

  private static void train(Optimizer optimizer, float[] a, float[] b, int steps) {
    for (int i = 0; i < steps; i++) {
      optimizer.step(RuleExamples.step(0.1), List.of(parameter("a", a), parameter("b", b)));
    }
  }

  /** With the gradient of half the squares. */
  private static Parameter parameter(String name, float[] x) {
    return new Parameter(name, x, x.clone());
  }

  private static float[] ramp(int size) {
    float[] ramp = new float[size];
    for (int i = 0; i < size; i++) {
      ramp[i] = 1 + i / 7f;
    }
    return ramp;
  }

  private static byte[] save(Optimizer optimizer) throws IOException {
    var bytes = new ByteArrayOutputStream();
    optimizer.save(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static DataInputStream input(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}
