package rubato.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What rules do for an engine that makes the rest of an update by itself, and in an update. */
class RulesElsewhereTest {

  private static final Shape SHAPE = Shape.of(3, 4);

  private static double[] random(int seed) {
    return new Random(seed).doubles(SHAPE.size(), -1, 1).toArray();
  }

  private static Values values(double[] numbers) {
    return new Values.Doubles(MemorySegment.ofArray(numbers.clone()));
  }

  private static void step(Optimizer optimizer, double[] x, double[] g) {
    optimizer.step(1, List.of(new Parameter("x", SHAPE, x, g)), Gradients.KEEP);
  }

  @Test
  void adafactor_names_the_axes_of_its_matrix() {
    var optax = new Adafactor().with(Map.of("convention", "optax", "smallest", "3"));
    assertThat(new Adafactor().axes(Shape.of(2, 3, 4))).containsExactly(2, 1);
    assertThat(new Adafactor().axes(Shape.of(5))).isEmpty();
    assertThat(((Adafactor) optax).axes(Shape.of(4, 2, 3))).containsExactly(0, 2);
    assertThat(((Adafactor) optax).axes(Shape.of(4, 2, 2))).isEmpty();
    assertThat(new Adafactor().epsilon(Precision.FLOAT32)).isEqualTo(Math.ulp(1f));
  }

  @Test
  void noise_is_what_an_update_adds_to_the_gradient() {
    var rule = new Noisy(0.3, 0.55, 7, new Sgd());
    var optimizer = new Optimizer(rule, 1);
    for (int t = 1; t <= 2; t++) {
      double[] x = new double[(int) SHAPE.size()];
      step(optimizer, x, new double[x.length]);
      double[] noise = rule.noise("x", t, x.length);
      for (int i = 0; i < x.length; i++) {
        assertThat(x[i]).isEqualTo(-noise[i]);
      }
    }
  }

  @Test
  void muon_gives_the_step_of_a_rounded_matrix() {
    Map<String, String> plain = Map.of("momentum", "0", "nesterov", "false", "weight-decay", "0");
    for (String rounding : List.of("each", "fused")) {
      for (String adaptive : List.of("false", "true")) {
        Rule rule = new Muon().with(plain).with(Map.of("rounding", rounding, "adaptive", adaptive));
        double[] x = new double[(int) SHAPE.size()];
        step(new Optimizer(rule, 1), x, random(1));
        Values expected = ((Muon) rule).step(values(random(1)), 4);
        for (int i = 0; i < x.length; i++) {
          assertThat(x[i]).isEqualTo(-expected.at(i));
        }
      }
    }
  }

  @Test
  void muon_gives_the_factors_of_the_rows() {
    Muon spectral = (Muon) new Muon().with(Map.of("start", "spectral", "epsilon", "0"));
    double[] square = {4, 0, 0, 1};
    assertThat(spectral.factors(values(square), 2)).containsExactly(0.5, 0.5);
    Muon aol = (Muon) new Muon().with(Map.of("start", "aol"));
    assertThat(aol.factors(values(square), 2)).containsExactly(0.5, 1);
  }

  @Test
  void soap_makes_and_follows_its_bases() {
    Soap rule = new Soap(0.9, 0.95, 0.9, 1e-8, 0, 2, 64, new AdamW());
    var optimizer = new Optimizer(rule, 1);
    double[] x = random(2);
    step(optimizer, x, random(3));
    List<Values> state =
        rule.layout(SHAPE).stream().map(slot -> Values.zeros((int) slot.size())).toList();
    rule.begin(values(random(3)), 4, state);
    assertThat(numbers(state.get(3))).containsExactly(optimizer.state("x", "basis 0"));
    assertThat(numbers(state.get(4))).containsExactly(optimizer.state("x", "moment 1"));
    assertThat(rule.due(1) || rule.due(2)).isFalse();
    step(optimizer, x, random(4));
    step(optimizer, x, random(5));
    assertThat(rule.due(3)).isTrue();
    rule.follow(values(optimizer.state("x", "moment 1")), state.get(5));
    assertThat(numbers(state.get(5))).containsExactly(optimizer.state("x", "basis 1"));
  }

  private static double[] numbers(Values values) {
    double[] numbers = new double[(int) values.size()];
    values.read(0, numbers, numbers.length);
    return numbers;
  }
}
