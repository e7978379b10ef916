package rubato.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rubato.optim.AdamW;
import rubato.optim.Rule;
import rubato.optim.Sgd;
import rubato.pace.Pacer;
import rubato.pace.Plan;
import rubato.schedule.Horizon;
import rubato.text.PlanSpec;
import rubato.text.Rules;
import rubato.text.Spec;
import rubato.train.Loop;
import rubato.train.Planned;
import rubato.train.Probe;
import rubato.train.Probing;
import rubato.train.Run;
import rubato.train.Training;

/** Plans, and looks at gradients, on networks. */
class TensorFlowPlannedTest {

  private static final Horizon HORIZON = new Horizon(40, 7);

  private static TensorFlowTask mlp(int batch, Rule rule) {
    return Examples.mlp(batch, rule, Updates.FETCHED);
  }

  private static Plan plan(String text) {
    return PlanSpec.parse(text).resolve(HORIZON);
  }

  private static Training start(TensorFlowTask task, String plan) {
    return Planned.start(task, 3, plan(plan), HORIZON);
  }

  private static List<Double> losses(Training training, int steps) {
    var losses = new ArrayList<Double>();
    for (int i = 0; i < steps; i++) {
      losses.add(training.step(0.01));
    }
    return losses;
  }

  private static List<Double> curve(Rule rule, String plan) {
    try (Training training = start(mlp(8, rule), plan)) {
      return losses(training, 20);
    }
  }

  @Test
  void the_options_of_a_constant_plan_are_those_of_the_rule() {
    Rule rule = Rules.parse("adamw:beta1=0.8,weight-decay=0.1");
    try (Training training = mlp(8, rule).start(3)) {
      assertThat(curve(new AdamW(), "1; beta1 0.8; weight-decay 0.1"))
          .isEqualTo(losses(training, 20));
    }
    assertThat(curve(new AdamW(), "1; beta1 0.8 for 10 then 0.9"))
        .isNotEqualTo(curve(new AdamW(), "1; beta1 0.8"));
  }

  @Test
  void a_frozen_layer_is_as_if_it_were_not_there_until_it_is_unfrozen() {
    Rule rule = Rules.parse("adamw:weight-decay=0.1");
    List<Double> late = curve(rule, "1; layers \"linear0*\" times 0 for 10 then 1");
    List<Double> never = curve(rule, "1; layers \"linear0*\" times 0");
    assertThat(late.subList(0, 11)).isEqualTo(never.subList(0, 11));
    assertThat(late.subList(11, 20)).doesNotContainAnyElementsOf(never.subList(11, 20));
    assertThat(never.get(1)).isNotEqualTo(curve(rule, "1").get(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1; momentum cosine(0.95 -> 0.85, 30%) then cosine(0.85 -> 0.95)",
        "1; momentum linear(0 -> 0.9); weight-decay linear(0 -> 0.1)",
        "1; layers \"linear0*\" times 0 for 25 then 1; layers \"*\" times 0.1",
        "1; batch-size piecewise(0: 3, 10: 7, 15: 50)",
      })
  void forty_steps_are_twenty_saved_restored_and_twenty(String text) {
    var task = mlp(8, new Sgd());
    try (Training whole = start(task, text);
        Training first = start(task, text);
        Training second = start(task, text)) {
      List<Double> expected = losses(whole, 40);
      losses(first, 20);
      second.restore(first.save());
      assertThat(losses(second, 20)).isEqualTo(expected.subList(20, 40));
      assertThat(second.save().state()).isEqualTo(whole.save().state());
      assertThat(new HashSet<>(expected)).hasSizeGreaterThan(20);
    }
  }

  @Test
  void a_batch_is_as_large_as_the_plan_says() {
    try (Training plain = mlp(10, new Sgd()).start(3);
        Training planned = start(mlp(8, new Sgd()), "1; batch-size 10")) {
      assertThat(losses(planned, 20)).isEqualTo(losses(plain, 20));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          momentum 0.9           | plan of adam must be of batch-size, beta1, beta2, epsilon, weight-decay, got momentum
          batch-size 51          | batch-size must be between 1.0 and 50.0, got 51.0
          beta1 1                | beta1 must be >= 0 and < 1, got 1.0
          layers "head" times 2  | layers must be a pattern for some of linear0.weight, linear0.bias, linear1.weight, linear1.bias, got "head"
          """)
  void what_cannot_be_followed_is_said_at_the_start(String sentence, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> start(Examples.mlp(8), "1; " + sentence))
        .withMessage(message);
  }

  @Test
  void updates_in_the_graph_follow_the_batch_size_alone() {
    var task = Examples.mlp(8, new Sgd(), Updates.IN_GRAPH);
    try (Training plain = Examples.mlp(10, new Sgd(), Updates.IN_GRAPH).start(3);
        Training planned = start(task, "1; batch-size 10")) {
      assertThat(losses(planned, 9)).isEqualTo(losses(plain, 9));
      assertThatThrownBy(((Probing) planned)::probe)
          .hasMessageContaining("need updates FETCHED, got IN_GRAPH");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> start(task, "1; weight-decay 0.1"))
        .withMessageStartingWith(
            "plan for updates in the graph must be of the rate and batch-size alone, got ");
  }

  @Test
  void looking_changes_nothing() {
    for (var task : List.of(Examples.mlp(8), Examples.cnn(16), mlp(0, new Sgd(0.9)))) {
      try (Training plain = task.start(3);
          var probed = (Probing) task.start(3)) {
        for (int i = 0; i < 9; i++) {
          probed.decrease(0.1);
          Probe probe = probed.probe();
          double loss = plain.step(0.01);
          assertThat(probe.loss()).isEqualTo(loss);
          assertThat(probed.step(0.01)).isEqualTo(loss);
          assertThat(probed.evaluate()).isEqualTo(plain.evaluate());
        }
      }
    }
  }

  @Test
  void a_small_step_brings_what_it_promises() {
    try (var training = (Probing) mlp(0, new Sgd()).start(3)) {
      Probe first = training.probe();
      assertThat(first.squared()).isPositive();
      assertThat(first.alignment()).isNaN();
      assertThat(first.cosine()).isNaN();
      // The weights move by roundings of float32: 1e-3 of gradients of about 0.1 to 1e-3 of that.
      assertThat(training.decrease(1e-3)).isCloseTo(1, within(0.01));
      assertThat(training.decrease(1e4)).isNegative();
      assertThat(training.decrease(0)).isNaN();
      training.step(1e-3);
      // Without noise, gradients of neighbouring steps are the same but for the step.
      assertThat(training.probe().cosine()).isCloseTo(1, within(0.01));
      assertThat(training.probe().alignment()).isCloseTo(first.squared(), within(0.01));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.01 * hypergradient()",
        "0.1 * noise-scale()",
        "1 * polyak()",
        "1 * armijo()",
      })
  void feedbacks_that_look_at_gradients_resume_exactly(String text) {
    var task = mlp(8, new Sgd(0.9));
    var pace = Spec.parse(text).resolve(HORIZON);
    try (Training whole = task.start(3);
        Training first = task.start(3);
        Training second = task.start(3)) {
      var all = new Loop(task, 3, whole, new Pacer(pace), HORIZON, Loop.Listener.none());
      all.until(40);
      List<Run.Step> expected = all.run().steps();
      var pacer = new Pacer(pace);
      new Loop(task, 3, first, pacer, HORIZON, Loop.Listener.none()).until(20);
      second.restore(first.save());
      var rest =
          new Loop(
              task, 3, second, Pacer.restore(pace, pacer.save()), HORIZON, Loop.Listener.none());
      rest.until(40);
      assertThat(rest.run().steps()).isEqualTo(expected.subList(20, 40));
      assertThat(expected.stream().map(Run.Step::rate).distinct()).hasSizeGreaterThan(1);
    }
  }
}
