package rubato.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import rubato.optim.AdamW;
import rubato.optim.Average;
import rubato.optim.Clip;
import rubato.optim.Group;
import rubato.optim.Rule;
import rubato.optim.Sgd;
import rubato.optim.Treatment;
import rubato.pace.Plan;
import rubato.schedule.Horizon;
import rubato.text.PlanSpec;
import rubato.text.Rules;

/** The optimizer on the parameters of a network, as DJL's trainer hands them over. */
@SuppressWarnings("NullAway") // maps of a network's own names
class PacedNetworkTest {

  private static final Horizon HORIZON = new Horizon(10, 5);
  private static final String FIRST = "02Linear_weight";
  private static final String LAST = "04Linear_weight";

  private final NDManager manager = Torch.memory();

  @AfterEach
  void free() {
    manager.close();
  }

  /** A network whose tensors the optimizer sees as {@code seen} shows them. */
  private final class Net3 {
    final Block block = Net.Mlp.of(4).block(3);
    final Map<String, NDArray> arrays = new LinkedHashMap<>();
    final UnaryOperator<NDArray> seen;

    Net3(DataType type, UnaryOperator<NDArray> seen) {
      this.seen = seen;
      block.setInitializer(Initializer.ONES, Parameter.Type.WEIGHT);
      block.initialize(manager, type, new Shape(2, 5));
      block.getParameters().forEach(pair -> arrays.put(pair.getKey(), pair.getValue().getArray()));
      int i = 0;
      for (NDArray array : arrays.values()) {
        array.setRequiresGradient(false);
        float[] numbers = new float[(int) array.size()];
        for (int k = 0; k < numbers.length; k++) {
          numbers[k] = (float) Math.cos(k + i);
        }
        Loan.put(array, manager.create(numbers, array.getShape()));
        i++;
      }
    }

    /** As the trainer does it: one after the other, in any order. */
    void step(PacedOptimizer optimizer, int step) {
      for (var pair : block.getParameters()) {
        NDArray weight = arrays.get(pair.getKey());
        float[] numbers = new float[(int) weight.size()];
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = (float) Math.sin(i + 0.7 * step);
        }
        NDArray gradient = manager.create(numbers, weight.getShape());
        NDArray typed = gradient.toType(weight.getDataType(), true);
        optimizer.update(pair.getValue().getId(), seen.apply(weight), seen.apply(typed));
        assertThat(typed.toType(DataType.FLOAT32, true).toFloatArray()).containsOnly(0);
        typed.close();
        gradient.close();
      }
    }

    Map<String, List<Float>> weights() {
      var weights = new LinkedHashMap<String, List<Float>>();
      arrays.forEach(
          (name, array) -> {
            float[] numbers = array.toType(DataType.FLOAT32, true).toFloatArray();
            var list = new ArrayList<Float>();
            for (float number : numbers) {
              list.add(number);
            }
            weights.put(name, list);
          });
      return weights;
    }
  }

  private static PacedOptimizer optimizer(String plan, Treatment treatment, Group... groups) {
    return new PacedOptimizer(List.of(groups), treatment, PlanSpec.parse(plan).resolve(HORIZON), 1);
  }

  private static PacedOptimizer optimizer(String plan, Rule rule) {
    return optimizer(plan, Treatment.NONE, Group.all(rule));
  }

  private Map<String, List<Float>> trained(Net3 net, PacedOptimizer optimizer, int steps) {
    optimizer.learn(net.block);
    for (int step = 0; step < steps; step++) {
      optimizer.loss(1.0 / (1 + step));
      net.step(optimizer, step);
    }
    assertThat(optimizer.steps()).isEqualTo(steps);
    return net.weights();
  }

  private Net3 here() {
    return new Net3(DataType.FLOAT32, array -> array);
  }

  /** A tensor that says it is on a GPU. */
  static NDArray elsewhere(NDArray array, Device device) {
    return (NDArray)
        Proxy.newProxyInstance(
            NDArray.class.getClassLoader(),
            new Class<?>[] {NDArray.class},
            (_, method, arguments) -> {
              if (method.getName().equals("getDevice")) {
                return device;
              }
              if (method.getName().equals("toByteBuffer")) {
                throw new UnsupportedOperationException("memory of a GPU");
              }
              try {
                return method.invoke(array, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  static Stream<Rule> rules() {
    return Rules.names().stream()
        .map(name -> Rules.parse(Rules.parse(name).toString()))
        .filter(rule -> !rule.evaluatesAgain());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void every_rule_gives_the_same_numbers_on_a_gpu(Rule rule) {
    var expected = trained(here(), optimizer("0.01", rule), 4);
    var gpu = new Net3(DataType.FLOAT32, array -> elsewhere(array, Device.gpu(1)));
    assertClose(trained(gpu, optimizer("0.01", rule), 4), expected);
  }

  private static void assertClose(
      Map<String, List<Float>> weights, Map<String, List<Float>> expected) {
    expected.forEach(
        (name, numbers) -> {
          for (int i = 0; i < numbers.size(); i++) {
            // Four updates of some ten operations, after each of which the engine rounds.
            float size = Math.max(1, Math.abs(numbers.get(i)));
            assertThat(weights.get(name).get(i))
                .as("%s[%d]", name, i)
                .isCloseTo(numbers.get(i), within(16 * Math.ulp(size)));
          }
        });
  }

  @ParameterizedTest
  @MethodSource("rules")
  void every_rule_is_saved_by_name_and_restored_in_another_network(Rule rule) throws IOException {
    var expected = trained(here(), optimizer("linear(0.01 -> 0)", rule), 6);
    Net3 net = here();
    var before = optimizer("linear(0.01 -> 0)", rule);
    trained(net, before, 3);
    var bytes = new ByteArrayOutputStream();
    before.save(new DataOutputStream(bytes));
    // Its parameters have other ids, as in another process.
    Net3 other = here();
    net.arrays.forEach((name, array) -> Loan.put(other.arrays.get(name), array));
    var after = optimizer("linear(0.01 -> 0)", rule);
    after.learn(other.block);
    after.restore(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    for (int step = 3; step < 6; step++) {
      after.loss(1.0 / (1 + step));
      other.step(after, step);
    }
    assertThat(other.weights()).isEqualTo(expected);
  }

  @Test
  void float64_is_updated_in_place_and_float16_by_way_of_float32() {
    var expected = trained(here(), optimizer("0.01", new AdamW()), 4);
    var precise = trained(new Net3(DataType.FLOAT64, a -> a), optimizer("0.01", new AdamW()), 4);
    var half = trained(new Net3(DataType.FLOAT16, a -> a), optimizer("0.01", new AdamW()), 4);
    expected.forEach(
        (name, numbers) -> {
          for (int i = 0; i < numbers.size(); i++) {
            // Ten roundings of float32; four of float16, whose numbers near 1 are 2^-11 apart.
            assertThat(precise.get(name).get(i))
                .isCloseTo(numbers.get(i), within(10 * Math.ulp(1f)));
            assertThat(half.get(name).get(i)).isCloseTo(numbers.get(i), within(0x1p-9f));
          }
        });
  }

  @Test
  void on_several_devices_a_step_counts_once_and_the_weights_agree() {
    for (String rule : List.of("adamw", "fromage")) {
      var expected = trained(here(), optimizer("linear(0.01 -> 0)", Rules.parse(rule)), 4);
      Net3 first = here();
      Net3 second = here();
      var optimizer = optimizer("linear(0.01 -> 0)", Rules.parse(rule));
      optimizer.learn(first.block);
      for (int step = 0; step < 4; step++) {
        for (var pair : first.block.getParameters()) {
          for (int device = 0; device < 2; device++) {
            NDArray weight = (device == 0 ? first : second).arrays.get(pair.getKey());
            float[] numbers = new float[(int) weight.size()];
            for (int i = 0; i < numbers.length; i++) {
              numbers[i] = (float) Math.sin(i + 0.7 * step);
            }
            optimizer.update(
                pair.getValue().getId(),
                elsewhere(weight, Device.gpu(device)),
                manager.create(numbers, weight.getShape()));
          }
        }
      }
      assertThat(optimizer.steps()).isEqualTo(4);
      assertClose(first.weights(), expected);
      assertThat(second.weights()).isEqualTo(first.weights());
    }
  }

  @Test
  void groups_and_layers_go_by_names() {
    Net3 net = here();
    var before = net.weights();
    var optimizer =
        optimizer(
            "0.1; layers \"04*\" times 0 for 2 then 1",
            Treatment.NONE,
            new Group("*_bias", new Sgd(), 1, true),
            new Group("02*", new Sgd(), 0.5, false),
            Group.all(new AdamW()));
    trained(net, optimizer, 2);
    assertThat(net.weights().get("02Linear_bias")).isEqualTo(before.get("02Linear_bias"));
    assertThat(net.weights().get(LAST)).isEqualTo(before.get(LAST));
    float moved = before.get(FIRST).get(1) - net.weights().get(FIRST).get(1);
    // 0.1 * 0.5 times the gradients sin(1) and sin(1.7).
    assertThat((double) moved)
        .isCloseTo(0.05 * (Math.sin(1) + Math.sin(1.7)), within(4.0 * Math.ulp(1f)));
    net.step(optimizer, 2);
    assertThat(net.weights().get(LAST)).isNotEqualTo(before.get(LAST));
  }

  @Test
  void a_global_norm_is_of_all_parameters() {
    Net3 net = here();
    var before = net.weights();
    var clip = Treatment.NONE.clip(new Clip.ByGlobalNorm(1, 0));
    var after = trained(net, optimizer("1", clip, Group.all(new Sgd())), 1);
    double squares = 0;
    for (String name : before.keySet()) {
      for (int i = 0; i < before.get(name).size(); i++) {
        squares += Math.pow(before.get(name).get(i) - after.get(name).get(i), 2);
      }
    }
    assertThat(Math.sqrt(squares)).isCloseTo(1, within(1e-6)); // float32
  }

  @Test
  void the_weights_to_evaluate_stand_in_for_those_that_are_trained() {
    for (var optimizer :
        List.of(
            optimizer("0.1", Rules.parse("schedule-free-sgd")),
            optimizer("0.1", Treatment.NONE.average(Average.mean()), Group.all(new Sgd())))) {
      Net3 net = here();
      var trained = trained(net, optimizer, 4);
      try (var _ = optimizer.evaluating()) {
        assertThat(net.weights()).isNotEqualTo(trained);
      }
      assertThat(net.weights()).isEqualTo(trained);
    }
    assertThatIllegalStateException()
        .isThrownBy(() -> optimizer("0.1", new Sgd()).evaluating())
        .withMessage("the network must be known: call learn(block)");
  }

  @Test
  void what_cannot_work_is_said() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> optimizer("1", Rules.parse("lbfgs")))
        .withMessageStartingWith(
            "rule under DJL's trainer must be one that evaluates the loss once");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> optimizer("1; layers \"head\" times 1", new Sgd()).learn(here().block))
        .withMessageStartingWith("layers must be a pattern for some of 02Linear_weight, ");
    NDArray one = manager.create(1f);
    assertThatIllegalStateException()
        .isThrownBy(() -> optimizer("1", Rules.parse("fromage")).update("a", one, one.duplicate()))
        .withMessageStartingWith("the network must be known to an optimizer");
    Net3 net = here();
    var optimizer = optimizer("1", Rules.parse("fromage"));
    optimizer.learn(net.block);
    var pair = net.block.getParameters().get(0);
    NDArray weight = net.arrays.get(pair.getKey());
    optimizer.update(pair.getValue().getId(), weight, weight.duplicate());
    assertThatIllegalStateException()
        .isThrownBy(() -> optimizer.update(pair.getValue().getId(), weight, weight.duplicate()))
        .withMessageContaining("must all have a gradient in each step, got none for ");
    assertThatIllegalStateException()
        .isThrownBy(() -> optimizer.save(new DataOutputStream(new ByteArrayOutputStream())))
        .withMessage("an optimizer must be saved between two steps");
  }

  @Test
  void a_tracker_gives_each_parameter_its_rate() {
    Block block = here().block;
    Plan plan = PlanSpec.parse("linear(1 -> 0, 4); layers \"02*\" times 0.5").resolve(HORIZON);
    var tracker = new PlanTracker(plan, block);
    for (var pair : block.getParameters()) {
      float part = pair.getKey().startsWith("02") ? 0.5f : 1;
      assertThat(tracker.getNewValue(pair.getValue().getId(), 1)).isEqualTo(part);
      assertThat(tracker.getNewValue(pair.getValue().getId(), 3)).isEqualTo(part / 2);
    }
    assertThat(tracker.getNewValue("unknown", 1)).isEqualTo(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tracker.getNewValue("unknown", 0))
        .withMessage("numUpdate must be >= 1, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new PlanTracker(PlanSpec.parse("1; momentum 0.9").resolve(HORIZON), block))
        .withMessageStartingWith("plan of a tracker must be of rates alone, without feedback");
  }
}
