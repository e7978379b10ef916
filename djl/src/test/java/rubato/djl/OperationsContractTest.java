package rubato.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rubato.optim.Adam;
import rubato.optim.Average;
import rubato.optim.Clip;
import rubato.optim.Elementwise;
import rubato.optim.Group;
import rubato.optim.Lamb;
import rubato.optim.NonFinite;
import rubato.optim.Optimizer;
import rubato.optim.Parameter;
import rubato.optim.Rule;
import rubato.optim.Shape;
import rubato.optim.Step;
import rubato.optim.Treatment;
import rubato.testkit.RuleContract;

/** Rules as operations of the engine are the rules of the kernels. */
class OperationsContractTest {

  private static final List<Shape> SHAPES = List.of(Shape.of(), Shape.of(3), Shape.of(2, 3));

  private final NDManager manager = Torch.memory();

  @AfterEach
  void free() {
    manager.close();
  }

  /** The same parameters updated by the kernels, and by operations. */
  private final class Pair {

    final Optimizer kernels;
    final Optimizer told;
    final OnDevice device;
    final double[][] here = new double[SHAPES.size()][];
    final double[][] gradients = new double[SHAPES.size()][];
    final NDArray[] there = new NDArray[SHAPES.size()];

    Pair(Treatment treatment, Group... groups) {
      kernels = new Optimizer(List.of(groups), treatment, 1);
      told = new Optimizer(List.of(groups), treatment, 1);
      device = new OnDevice(told);
      var random = new Random(7);
      for (int k = 0; k < SHAPES.size(); k++) {
        int size = (int) SHAPES.get(k).size();
        here[k] = random.doubles(size, -1, 1).toArray();
        gradients[k] = new double[size];
        there[k] = array(k, here[k]);
      }
    }

    NDArray array(int k, double[] numbers) {
      long[] axes = SHAPES.get(k).axes().stream().mapToLong(Long::longValue).toArray();
      return manager.create(numbers, new ai.djl.ndarray.types.Shape(axes));
    }

    void draw(int t) {
      var random = new Random(t);
      for (double[] g : gradients) {
        Arrays.setAll(g, i -> random.nextInt(6) == 0 || i == 2 ? 0 : 2 * random.nextDouble() - 1);
      }
    }

    void kernels(Step step, Optimizer optimizer, double[][] weights) {
      optimizer.step(
          step,
          List.of(0, 1, 2).stream()
              .map(k -> new Parameter("p" + k, SHAPES.get(k), weights[k], gradients[k]))
              .toList());
    }

    void operations(Step step) {
      List<Arrival> arrivals =
          List.of(0, 1, 2).stream()
              .map(k -> new Arrival("p" + k, there[k], array(k, gradients[k])))
              .toList();
      try {
        device.step(step, arrivals);
      } finally {
        arrivals.forEach(arrival -> arrival.gradient().close());
      }
    }

    /** The update of the operations' optimizer that the kernels make. */
    void home(Step step) {
      device.tell();
      device.forget();
      double[][] weights =
          Arrays.stream(there).map(NDArray::toDoubleArray).toArray(double[][]::new);
      kernels(step, told, weights);
      for (int k = 0; k < weights.length; k++) {
        try (NDArray moved = array(k, weights[k])) {
          Loan.put(there[k], moved);
        }
      }
    }

    /**
     * Both in float64: some thousand roundings of 1e-16, which a denominator or an iteration may
     * make a thousand times as large; a wrong term is a hundred thousand times that.
     */
    void agree(Object what) {
      for (int k = 0; k < here.length; k++) {
        double[] got = there[k].toDoubleArray();
        for (int i = 0; i < got.length; i++) {
          double expected = here[k][i];
          boolean close =
              Math.abs(got[i] - expected) <= 1e-9 * Math.max(1, Math.abs(expected))
                  || Double.compare(got[i], expected) == 0;
          assertThat(close)
              .as("%s: weight %d of %s is %s, not %s", what, i, SHAPES.get(k), got[i], expected)
              .isTrue();
        }
      }
    }
  }

  private static Step step(int t) {
    return Step.at(0.01 * (1 + t % 3)).loss(1);
  }

  @ParameterizedTest
  @MethodSource("rubato.djl.Variants#all")
  void they_agree_and_their_state_goes_home_and_comes_back(Rule rule) {
    var pair = new Pair(Treatment.NONE, Group.all(rule));
    for (int t = 0; t < 10; t++) {
      pair.draw(t);
      pair.kernels(step(t), pair.kernels, pair.here);
      if (t == 4 || t == 7) {
        pair.home(step(t));
      } else {
        pair.operations(step(t));
      }
      pair.agree(rule + " after update " + (t + 1));
    }
  }

  @ParameterizedTest
  @MethodSource("rubato.djl.Variants#usual")
  void an_update_leaves_no_arrays_behind(Rule rule) {
    var average = Treatment.NONE.average(Average.mean()).clip(new Clip.ByNorm(1, 0));
    var pair = new Pair(average, Group.all(rule));
    pair.draw(0);
    pair.operations(step(0));
    int arrays = manager.getManagedArrays().size();
    for (int t = 1; t < 7; t++) {
      pair.operations(step(t));
    }
    assertThat(manager.getManagedArrays()).hasSize(arrays);
    pair.device.forget();
    assertThat(manager.getManagedArrays()).hasSize(SHAPES.size());
  }

  /** An infinite weight is lost: the kernels make NaN of it by a decay of 0, left out here. */
  private static float[] lost(float[] weights) {
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Float.isInfinite(weights[i]) ? Float.NaN : weights[i];
    }
    return weights;
  }

  @ParameterizedTest
  @MethodSource("rubato.djl.Variants#usual")
  void in_float32_special_gradients_end_alike(Rule rule) {
    if (rule instanceof Elementwise) {
      RuleContract.same(
          rule.toString(),
          (x, gradients) -> {
            var optimizer = new Optimizer(rule, 1);
            for (float[] g : gradients) {
              optimizer.step(Step.at(RuleContract.RATE), List.of(new Parameter("x", x, g)));
            }
            return lost(x);
          },
          (x, gradients) -> {
            var device = new OnDevice(new Optimizer(rule, 1));
            NDArray weight = manager.create(x);
            for (float[] g : gradients) {
              var arrival = new Arrival("x", weight, manager.create(g));
              device.step(Step.at(RuleContract.RATE), List.of(arrival));
            }
            return lost(weight.toFloatArray());
          });
    }
  }

  @Test
  void treatments_scales_and_groups_are_the_same() {
    for (Clip clip :
        List.of(
            new Clip.None(),
            new Clip.ByValue(0.3),
            new Clip.ByNorm(0.5, 1e-6),
            new Clip.ByGlobalNorm(0.5, 0))) {
      for (NonFinite policy : List.of(NonFinite.PASS, NonFinite.SKIP, NonFinite.ZERO)) {
        for (Average average : List.of(Average.NONE, Average.tail(2), Average.exponential(0.9))) {
          var treatment = new Treatment(clip, policy, average);
          var pair =
              new Pair(
                  treatment,
                  new Group("p0", new Lamb(), 1, false),
                  new Group("p1", new Adam(), 0.5, false),
                  Group.all(new Adam()));
          for (int t = 0; t < 6; t++) {
            pair.draw(t);
            if (t == 3) {
              pair.gradients[2][1] = Double.NaN;
              pair.gradients[1][0] = Double.POSITIVE_INFINITY;
            }
            int rest = t;
            Step step = step(t).scale(-0.5).freezing(name -> rest == 1 && name.equals("p2"));
            pair.kernels(step, pair.kernels, pair.here);
            pair.operations(step);
          }
          pair.agree(treatment);
          assertThat(pair.told.steps()).isEqualTo(pair.kernels.steps());
          assertThat(pair.told.skipped()).isEqualTo(pair.kernels.skipped());
          assertThat(pair.told.zeroed()).isEqualTo(pair.kernels.zeroed());
          if (average.kept() && policy != NonFinite.PASS) {
            pair.device.tell();
            assertThat(pair.told.state("p2", "average")[0])
                .isCloseTo(pair.kernels.state("p2", "average")[0], within(1e-9));
          }
        }
      }
    }
  }

  @Test
  void what_is_rejected_is_rejected_before_anything_moves() {
    var fail = Treatment.NONE.nonFinite(NonFinite.FAIL);
    var pair = new Pair(fail, Group.all(new Adam()));
    pair.gradients[1][2] = Double.NaN;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pair.operations(step(0)))
        .withMessage("gradient of p1 must be finite, got 1 NaN or infinite of 3");
    pair.gradients[1][2] = 0;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pair.operations(step(0).rates(_ -> -1)))
        .withMessage("rate of p0 must be finite and >= 0, got -1.0");
    pair.agree("rejected");
    assertThat(pair.told.steps()).isZero();
  }
}
