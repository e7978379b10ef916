package rubato.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import rubato.text.Rules;

/** Gradients that a rule asks for in the midst of an update are treated like the first. */
class EvaluatedAgainTest {

  private static final List<String> RULES =
      List.of(
          "sam",
          "sam:adaptive=true of adamw",
          "sam of schedule-free-sgd",
          "lookahead:k=1 of sam",
          "noisy of sam",
          "lbfgs",
          "lbfgs:search=strong-wolfe",
          "sls",
          "salsa",
          "sophia",
          "sophia:curvature=given");

  /** What SAM adds to a norm, lest it divide by 0, moves a weight of about 1 by no more. */
  private static final double NEARLY = 1e-11;

  static Stream<Arguments> rules() {
    return RULES.stream()
        .flatMap(
            rule ->
                Stream.of(Precision.FLOAT32, Precision.FLOAT64).map(p -> Arguments.of(rule, p)));
  }

  /** {@code sum x^2 / 2}, but for what one of its gradients shows in one place. */
  private static final class Bowl implements Update.Again {

    private final Parameter parameter;
    private final Values x;
    private final Values g;
    private int evaluations;

    /** The number of the evaluation that shows something else, and what; 0 none. */
    private int odd;

    private double shown = Double.NaN;
    private double loss = Double.NaN;

    Bowl(Precision precision, double... start) {
      int n = start.length;
      parameter =
          precision == Precision.FLOAT32
              ? new Parameter("x", new float[n], new float[n])
              : new Parameter("x", new double[n], new double[n]);
      x = Values.of(parameter.weights(), precision);
      g = Values.of(parameter.gradient(), precision);
      for (int i = 0; i < n; i++) {
        x.set(i, start[i]);
      }
    }

    Bowl odd(int number, double gradient) {
      odd = number;
      shown = gradient;
      return this;
    }

    @Override
    public double evaluate() {
      double sum = 0;
      for (long i = 0; i < x.size(); i++) {
        g.set(i, x.at(i));
        sum += x.at(i) * x.at(i) / 2;
      }
      boolean isOdd = ++evaluations == odd;
      if (isOdd) {
        g.set(1, shown);
      }
      return isOdd && !Double.isNaN(loss) ? loss : sum;
    }

    @Override
    public void curvature(List<Tensor> tensors, List<Values> into) {
      into.getFirst().fill(1);
      if (++evaluations == odd) {
        into.getFirst().set(1, shown);
      }
    }

    Bowl step(Optimizer optimizer) {
      double first = evaluate();
      optimizer.step(Step.at(0.1).loss(first).again(this), List.of(parameter));
      return this;
    }

    double[] numbers(Values of) {
      return of.copy().memory().toArray(ValueLayout.JAVA_DOUBLE);
    }
  }

  private static Optimizer optimizer(String rule, Treatment treatment) {
    return new Optimizer(List.of(Group.all(Rules.parse(rule))), treatment, 1);
  }

  private static Treatment policy(NonFinite policy) {
    return Treatment.NONE.nonFinite(policy);
  }

  private static byte[] state(Optimizer optimizer) throws IOException {
    var bytes = new ByteArrayOutputStream();
    optimizer.save(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void under_fail_nothing_has_changed(String rule, Precision precision) throws IOException {
    var failing = optimizer(rule, policy(NonFinite.FAIL));
    var bowl = new Bowl(precision, 1, -2, 3);
    // These evaluate nothing again in the second update: not due, or already at the bottom.
    if (!rule.startsWith("sophia") && !rule.startsWith("lbfgs:")) {
      bowl.step(failing);
    }
    double[] x = bowl.numbers(bowl.x);
    byte[] state = state(failing);
    bowl.odd(bowl.evaluations + 2, Double.NaN);
    String what = rule.endsWith("given") ? "curvature" : "gradient";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bowl.step(failing))
        .withMessage(what + " of x must be finite, got 1 NaN or infinite of 3");
    assertThat(bowl.numbers(bowl.x)).isEqualTo(x);
    assertThat(bowl.numbers(bowl.g)).isEqualTo(x);
    assertThat(state(failing)).isEqualTo(state);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void under_skip_the_update_was_never_asked_for(String rule, Precision precision)
      throws IOException {
    var skipping = optimizer(rule, policy(NonFinite.SKIP));
    var bowl = new Bowl(precision, 1, -2, 3).odd(2, Double.POSITIVE_INFINITY).step(skipping);
    assertThat(bowl.numbers(bowl.x)).containsExactly(1, -2, 3);
    assertThat(skipping.skipped()).isEqualTo(1);
    assertThat(skipping.steps()).isZero();
    var unaware = optimizer(rule, Treatment.NONE);
    var other = new Bowl(precision, 1, -2, 3).step(unaware).step(unaware);
    bowl.step(skipping).step(skipping);
    assertThat(bowl.numbers(bowl.x)).isEqualTo(other.numbers(other.x));
    assertThat(skipping.steps()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void under_zero_it_counts_as_0_and_is_counted(String rule, Precision precision) {
    var zeroing = optimizer(rule, policy(NonFinite.ZERO));
    var unaware = optimizer(rule, Treatment.NONE);
    var bowl = new Bowl(precision, 1, -2, 3).odd(2, Double.NEGATIVE_INFINITY).step(zeroing);
    var other = new Bowl(precision, 1, -2, 3).odd(2, 0).step(unaware);
    assertThat(bowl.numbers(bowl.x)).isEqualTo(other.numbers(other.x)).doesNotContain(Double.NaN);
    assertThat(zeroing.zeroed()).isEqualTo(1);
    assertThat(zeroing.skipped()).isZero();
  }

  @Test
  void under_pass_it_reaches_the_weights() {
    for (String rule : List.of("sam", "lbfgs")) {
      var bowl = new Bowl(Precision.FLOAT64, 1, -2, 3).odd(2, Double.NaN);
      bowl.step(optimizer(rule, Treatment.NONE));
      assertThat(bowl.numbers(bowl.x)).as(rule).contains(Double.NaN);
    }
  }

  @Test
  void a_line_search_rejects_a_loss_that_is_not_finite_by_itself() {
    for (String rule : List.of("sls", "salsa", "lbfgs:search=strong-wolfe")) {
      for (double loss : new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
        var failing = optimizer(rule, policy(NonFinite.FAIL));
        var bowl = new Bowl(Precision.FLOAT64, 1, -2, 3).odd(2, Double.NaN);
        bowl.loss = rule.startsWith("lbfgs") ? loss : Double.POSITIVE_INFINITY;
        bowl.step(failing);
        assertThat(bowl.evaluate()).as(rule).isLessThan(7);
        assertThat(failing.steps()).isEqualTo(1);
      }
    }
  }

  @Test
  void each_gradient_of_sam_is_clipped_by_its_own_norm() {
    for (Clip clip : List.of(new Clip.ByNorm(1, 0), new Clip.ByGlobalNorm(1, 0))) {
      var treatment = Treatment.NONE.clip(clip);
      var optimizer = optimizer("sam:rho=0.5 of sgd", treatment);
      var bowl = new Bowl(Precision.FLOAT64, 3, 4).step(optimizer);
      // At 5.5 of 5 along the same line the gradient is (3.3, 4.4), and 1 long when clipped.
      assertThat(bowl.numbers(bowl.x)).containsExactly(new double[] {2.94, 3.92}, within(NEARLY));
    }
  }

  @Test
  void a_step_scales_what_is_evaluated_again() {
    var optimizer = optimizer("sam:rho=0.5 of sgd", Treatment.NONE);
    var bowl = new Bowl(Precision.FLOAT64, 3, 4);
    Step step = Step.at(0.1).scale(0.5).loss(bowl.evaluate()).again(bowl);
    optimizer.step(step, List.of(bowl.parameter));
    assertThat(bowl.numbers(bowl.x)).containsExactly(new double[] {2.835, 3.78}, within(NEARLY));
  }

  @Test
  void the_two_gradients_of_a_difference_are_clipped_alike() {
    // The norm of the first is 5; so both are a tenth, and so is their difference, not 0.
    var optimizer = optimizer("sophia", Treatment.NONE.clip(new Clip.ByGlobalNorm(0.5, 0)));
    new Bowl(Precision.FLOAT64, 3, 4).step(optimizer);
    // The difference of gradients near 4 loses an ulp of 4 over a way of 0.001.
    assertThat(optimizer.state("x", "curvature"))
        .containsExactly(new double[] {0.001, 0.001}, within(1e-14));
  }

  @Test
  void every_group_begins_with_the_gradients_of_the_update() {
    var groups =
        List.of(
            new Group("a", new Sam(0.5, false, new Sgd()), 1, false),
            new Group("b", new Fromage(), 1, false),
            Group.all(new Sgd()));
    for (Gradients after : Gradients.values()) {
      double[][] x = {{1}, {2}, {3}, {4}};
      double[][] g = new double[4][1];
      List<Parameter> all =
          List.of(
              new Parameter("a", x[0], g[0]),
              new Parameter("b", x[1], g[1]),
              new Parameter("c", x[2], g[2]),
              new Parameter("still", x[3], g[3]));
      Update.Again coupled =
          () -> {
            // All gradients are the first weight: they show where they were evaluated.
            for (double[] each : g) {
              each[0] = x[0][0];
            }
            return 0;
          };
      coupled.evaluate();
      Step step = Step.at(0.5).again(coupled).freezing("still"::equals).leaving(after);
      new Optimizer(groups, Treatment.NONE, 1).step(step, all);
      assertThat(x[0][0]).isCloseTo(1 - 0.5 * 1.5, within(NEARLY));
      assertThat(x[1][0]).isCloseTo((2 - 0.5 * 2) / Math.sqrt(1.25), within(Math.ulp(2.0)));
      assertThat(x[2][0]).isEqualTo(3 - 0.5);
      assertThat(x[3][0]).isEqualTo(4);
      double left = after == Gradients.KEEP ? 1 : 0;
      assertThat(g).isEqualTo(new double[][] {{left}, {left}, {left}, {left}});
    }
  }

  @Test
  void noise_is_not_in_what_the_inner_rule_evaluates() {
    var quiet = new Bowl(Precision.FLOAT64, 1, -2, 3).step(optimizer("sam", Treatment.NONE));
    var silent = optimizer("noisy:eta=0 of sam", Treatment.NONE);
    var noisy = new Bowl(Precision.FLOAT64, 1, -2, 3).step(silent);
    assertThat(noisy.numbers(noisy.x)).isEqualTo(quiet.numbers(quiet.x));
  }

  @Test
  void a_loss_that_is_not_known_matters_only_to_updates_that_are_made() {
    var skipping = optimizer("sls", policy(NonFinite.SKIP));
    double[] x = {1};
    var wild = new Parameter("x", x, new double[] {Double.NaN});
    skipping.step(Step.at(1).again(() -> 0), List.of(wild));
    assertThat(skipping.skipped()).isEqualTo(1);
    var good = new Parameter("x", x, new double[] {1});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> skipping.step(Step.at(1).again(() -> 0), List.of(good)))
        .withMessageStartingWith("loss must be said at every update, which sls");
  }

  @Test
  void an_evaluation_that_fails_leaves_all_as_it_was_under_fail() {
    var failing = optimizer("sam", policy(NonFinite.FAIL));
    double[] x = {1};
    Update.Again broken =
        () -> {
          throw new IllegalStateException("no more data");
        };
    var parameter = new Parameter("x", x, new double[] {1});
    assertThatThrownBy(() -> failing.step(Step.at(1).again(broken), List.of(parameter)))
        .hasMessage("no more data");
    assertThat(x).containsExactly(1);
    assertThat(failing.steps()).isZero();
  }
}
