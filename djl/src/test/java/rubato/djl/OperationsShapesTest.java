package rubato.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rubato.optim.Optimizer;
import rubato.optim.Parameter;
import rubato.optim.Rule;
import rubato.optim.Shape;
import rubato.optim.Slot;
import rubato.optim.Step;
import rubato.text.Rules;

/** Rules that look at axes or blocks, on tensors large enough to have several of them. */
class OperationsShapesTest {

  private static final int UPDATES = 4;

  private final NDManager manager = Torch.memory();

  @AfterEach
  void free() {
    manager.close();
  }

  /** The same parameter updated by the kernels, and by operations whose state went home. */
  private static final class Both {

    final double[] kernels;
    final double[] operations;
    final Optimizer here;
    final Optimizer there;

    Both(double[] kernels, double[] operations, Optimizer here, Optimizer there) {
      this.kernels = kernels;
      this.operations = operations;
      this.here = here;
      this.there = there;
    }
  }

  private Both both(Rule rule, Shape shape) {
    var random = new Random(3);
    int size = (int) shape.size();
    double[] x = random.doubles(size, -1, 1).toArray();
    var here = new Optimizer(rule, 1);
    var there = new Optimizer(rule, 1);
    var device = new OnDevice(there);
    NDArray weight = array(x, shape);
    for (int t = 0; t < UPDATES; t++) {
      double[] g = random.doubles(size, -1, 1).toArray();
      g[0] = 0;
      Step step = Step.at(0.01).loss(1);
      here.step(step, List.of(new Parameter("x", shape, x, g)));
      try (NDArray gradient = array(g, shape)) {
        device.step(step, List.of(new Arrival("x", weight, gradient)));
      }
      device.tell();
      if (t % 2 == 0) {
        device.forget(); // the next begins with the state that went home
      }
    }
    return new Both(x, weight.toDoubleArray(), here, there);
  }

  /** The largest difference: AssertJ compares a million numbers with each other. */
  private static double apart(double[] some, double[] others) {
    assertThat(some).hasSameSizeAs(others);
    double largest = 0;
    for (int i = 0; i < some.length; i++) {
      largest = Math.max(largest, Math.abs(some[i] - others[i]));
    }
    return largest;
  }

  private NDArray array(double[] numbers, Shape shape) {
    long[] axes = shape.axes().stream().mapToLong(Long::longValue).toArray();
    return manager.create(numbers, new ai.djl.ndarray.types.Shape(axes));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "adafactor",
        "adafactor:convention=keras,momentum=0.9,weight-decay=0.1",
        "adafactor:convention=optax,momentum=0.9,weight-decay=0.1",
        "adafactor:smallest=35",
        "sm3",
        "soap:every=1",
        "soap:every=2,largest=40",
        "muon:rounding=each",
        "muon:rounding=fused,start=spectral",
        "muon:single=true,start=frobenius",
        "prodigy:slice=7",
        "adam8bit:minimum=0,block=32",
      })
  void weights_and_state_are_those_of_the_kernels(String text) {
    Rule rule = Rules.parse(text);
    for (Shape shape : List.of(Shape.of(40, 3, 37), Shape.of(36, 45), Shape.of(2, 2, 2, 100))) {
      Both both = both(rule, shape);
      // Sums of some thousand numbers in another order, each update divided by one of them.
      assertThat(apart(both.operations, both.kernels)).as("%s", shape).isLessThan(1e-9);
      for (Slot slot : rule.layout(shape)) {
        double[] state = both.there.state("x", slot.name());
        assertThat(apart(state, both.here.state("x", slot.name())))
            .as("%s of %s", slot.name(), shape)
            .isLessThan(1e-9);
      }
    }
  }

  @Test
  void parts_of_coded_state_meet_between_blocks() {
    Rule rule = Rules.parse("adam8bit:block=1000");
    Both both = both(rule, Shape.of((1 << 20) + 12_345));
    assertThat(apart(both.operations, both.kernels)).isLessThan(1e-12);
    for (String codes : List.of("mean", "square")) {
      assertThat(both.there.state("x", codes)).isEqualTo(both.here.state("x", codes));
    }
  }

  @Test
  void codes_of_float32_are_those_of_the_kernels() {
    Rule rule = Rules.parse("adam8bit");
    var random = new Random(5);
    float[] x = new float[5000];
    float[] g = new float[x.length];
    var here = new Optimizer(rule, 1);
    var there = new Optimizer(rule, 1);
    var device = new OnDevice(there);
    NDArray weight = manager.create(x);
    for (int t = 0; t < UPDATES; t++) {
      for (int i = 0; i < g.length; i++) {
        g[i] = (float) random.nextGaussian();
      }
      here.step(Step.at(0.01), List.of(new Parameter("x", x, g)));
      device.step(Step.at(0.01), List.of(new Arrival("x", weight, manager.create(g))));
    }
    device.tell();
    for (Slot slot : rule.layout(Shape.of(x.length))) {
      assertThat(there.state("x", slot.name())).isEqualTo(here.state("x", slot.name()));
    }
    // Each update rounds once in the kernels, and three times in the engine.
    assertThat(weight.toFloatArray()).containsExactly(x, within(4 * UPDATES * Math.ulp(0.05f)));
  }
}
