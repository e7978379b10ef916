package rubato.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules that evaluate the loss again: line searches and SAM. */
class EvaluatingRulesTest {

  /** What SAM adds to a norm, lest it divide by 0, moves a weight of about 1 by no more. */
  private static final double NEARLY = 1e-11;

  /** What Adam's epsilon makes of a step of 1, and some. */
  private static final double ONE = 2e-8;

  /** The loss {@code sum curvature * x^2 / 2}, and how often it was evaluated. */
  private static final class Bowl {

    private final double[] curvatures;
    private final double[] x;
    private final double[] g;
    private int evaluations;

    Bowl(double[] curvatures, double... start) {
      this.curvatures = curvatures;
      this.x = start;
      this.g = new double[start.length];
    }

    double evaluate() {
      evaluations++;
      double loss = 0;
      for (int i = 0; i < x.length; i++) {
        g[i] = curvatures[i] * x[i];
        loss += x[i] * g[i] / 2;
      }
      return loss;
    }

    Bowl train(Optimizer optimizer, double rate, int steps) {
      for (int t = 0; t < steps; t++) {
        var update = Step.at(rate).loss(evaluate()).again(this::evaluate);
        optimizer.step(update, List.of(new Parameter("x", x, g)));
      }
      return this;
    }
  }

  @Test
  void a_searched_step_makes_the_loss_fall_as_promised() {
    var bowl = new Bowl(new double[] {100}, 1);
    var optimizer = new Optimizer(new Sls(1, 0.5, 0.5, 1, 10, false, 100), 1);
    double before = bowl.evaluate();
    bowl.train(optimizer, 1, 1);
    // With c = 1/2 a step on a parabola holds up to 1 / curvature: 1, 1/2, ... 1/128.
    assertThat(optimizer.shared(0, "step")).isEqualTo(1 / 128.0);
    assertThat(bowl.evaluations).isEqualTo(2 + 8);
    assertThat(bowl.g).as("the gradient is that of before").containsExactly(100);
    assertThat(bowl.evaluate()).isLessThanOrEqualTo(before - 0.5 / 128 * 100 * 100);
  }

  @Test
  void the_next_search_begins_where_the_last_ended_or_at_the_beginning() {
    for (boolean restart : List.of(true, false)) {
      var optimizer = new Optimizer(new Sls(1, 0.5, 0.5, 2, 10, restart, 100), 1);
      var bowl = new Bowl(new double[] {100}, 1).train(optimizer, 1, 2);
      assertThat(bowl.evaluations).isEqualTo(2 + 8 + (restart ? 8 : 2));
    }
  }

  @Test
  void a_search_without_end_goes_a_little_way() {
    double[] x = {1};
    var optimizer = new Optimizer(new Sls().with(Map.of("tries", "3")), 1);
    var update = Step.at(1).loss(1).again(() -> Double.NaN);
    optimizer.step(update, List.of(new Parameter("x", x, new double[] {1})));
    assertThat(x[0]).isEqualTo(1 - 1e-6);
    assertThat(optimizer.shared(0, "step")).isCloseTo(0.9 * 0.9 * 0.9, within(Math.ulp(1.0)));
    var salsa = new Optimizer(new Salsa().with(Map.of("tries", "3")), 1);
    x[0] = 1;
    salsa.step(update, List.of(new Parameter("x", x, new double[] {1})));
    assertThat(x[0]).isCloseTo(1 - 1.1 * 0.8 * 0.8 * 0.8, within(ONE));
  }

  @Test
  void nothing_is_searched_at_rate_0_and_without_a_gradient() {
    for (Rule rule : List.of(new Sls(), new Salsa())) {
      var still = new Bowl(new double[] {1}, 1).train(new Optimizer(rule, 1), 0, 2);
      var flat = new Bowl(new double[] {0}, 1).train(new Optimizer(rule, 1), 1, 2);
      for (Bowl bowl : List.of(still, flat)) {
        assertThat(bowl.x).as("%s", rule).containsExactly(1);
        assertThat(bowl.evaluations).as("%s", rule).isEqualTo(2);
      }
    }
  }

  @Test
  void who_evaluates_again_must_be_told_how() {
    for (Rule rule : List.of(new Sls(), new Salsa(), new Sam())) {
      var update = Step.at(1).loss(1);
      assertThatThrownBy(
              () ->
                  new Optimizer(rule, 1)
                      .step(update, List.of(new Parameter("x", new double[1], new double[] {1}))))
          .as("%s", rule)
          .isInstanceOf(UnsupportedOperationException.class);
    }
  }

  @Test
  void a_loss_that_is_not_a_number_was_said() {
    List<Rule> rules = Usual.names().stream().map(Usual::named).filter(Rule::needsLoss).toList();
    assertThat(rules).contains(new PolyakSgd(), new Lbfgs(), new Sls());
    for (Rule rule : rules) {
      for (double loss : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
        double[] g = {1, Double.NaN};
        var optimizer = new Optimizer(rule, 1);
        Step step = Step.at(0.1).loss(loss).again(() -> loss);
        optimizer.step(step, List.of(new Parameter("x", new double[2], g)));
        assertThat(optimizer.steps()).as("%s", rule).isEqualTo(1);
      }
    }
  }

  @Test
  void smoothed_searches_find_the_minimum_too_and_spare_evaluations() {
    double[] curvatures = {1, 10};
    for (boolean momentum : List.of(true, false)) {
      Rule rule = new Salsa().with(Map.of("momentum", Boolean.toString(momentum)));
      var sparing = new Bowl(curvatures, 3, -2).train(new Optimizer(rule, 1), 1, 100);
      var eager =
          new Bowl(curvatures, 3, -2)
              .train(new Optimizer(rule.with(Map.of("sparing", "false")), 1), 1, 100);
      assertThat(eager.evaluate()).isLessThan(24.5 / 100);
      assertThat(sparing.evaluate()).isLessThan(24.5 / 10);
      assertThat(sparing.evaluations).isLessThan(eager.evaluations);
    }
  }

  @Test
  void sam_uses_the_gradient_of_the_worst_place_nearby() {
    var bowl = new Bowl(new double[] {2, 4}, 3, 1);
    bowl.train(new Optimizer(new Sam(0.5, false, new Sgd()), 1), 0.1, 1);
    double norm = Math.hypot(6, 4);
    assertThat(bowl.x[0]).isCloseTo(3 - 0.1 * 2 * (3 + 0.5 * 6 / norm), within(NEARLY));
    assertThat(bowl.x[1]).isCloseTo(1 - 0.1 * 4 * (1 + 0.5 * 4 / norm), within(NEARLY));
    assertThat(bowl.evaluations).isEqualTo(2);
  }

  @Test
  void adaptive_sam_goes_further_where_weights_are_larger() {
    var bowl = new Bowl(new double[] {2, 4}, 3, 1);
    bowl.train(new Optimizer(new Sam(0.5, true, new Sgd()), 1), 0.1, 1);
    double norm = Math.hypot(18, 4);
    assertThat(bowl.x[0]).isCloseTo(3 - 0.1 * 2 * (3 + 0.5 * 9 * 6 / norm), within(NEARLY));
    assertThat(bowl.x[1]).isCloseTo(1 - 0.1 * 4 * (1 + 0.5 * 4 / norm), within(NEARLY));
  }

  @Test
  void sam_around_a_rule_that_needs_the_loss_tells_it_that_of_there() {
    var rule = new Sam(1, false, new PolyakSgd());
    assertThat(rule.needsLoss()).isTrue();
    var bowl = new Bowl(new double[] {1}, 2).train(new Optimizer(rule, 1), 1, 1);
    // At 3 the loss is 4.5 and the gradient 3: half of 3 is the step.
    assertThat(bowl.x[0]).isCloseTo(2 - 0.5 * 3, within(NEARLY));
    assertThat(new Sam().around(new ScheduleFreeSgd()).evaluatesElsewhere()).isTrue();
  }
}
