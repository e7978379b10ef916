package rubato.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import rubato.testkit.TrainingContract.Clause;
import rubato.testkit.TrainingContract.Subject;

/**
 * What a training of a network must hold in which more than the rate follows a schedule, as
 * functions, so that testkit depends on nothing of ours. Rules and plans are texts; a plan is for
 * {@value #STEPS} updates. The network has two dense layers and 50 examples.
 *
 * @param <C> the checkpoint
 * @param plain starts the training without a plan
 * @param planned starts the same training, with the same seed, under one
 * @param first a pattern for the weights of the first layer
 * @param weights the names of all weights
 * @param state the bytes of a checkpoint
 */
public record PlannedContract<C>(
    Plain<C> plain,
    Planned<C> planned,
    String first,
    List<String> weights,
    Function<C, byte[]> state) {

  /** The updates of the horizon that plans are for. */
  public static final int STEPS = 40;

  private static final int HALF = STEPS / 2;
  private static final double RATE = 0.01;
  private static final String DECAYED = "adamw:weight-decay=0.1";

  /**
   * Starts a training without a plan.
   *
   * @param <C> the checkpoint
   */
  @FunctionalInterface
  public interface Plain<C> {
    /** With a rule, and so many examples in a batch. */
    Subject<C> start(String rule, int batch);
  }

  /**
   * Starts a training under a plan.
   *
   * @param <C> the checkpoint
   */
  @FunctionalInterface
  public interface Planned<C> {
    /** With a rule, and so many examples in a batch where the plan does not say. */
    Subject<C> start(String rule, int batch, String plan);
  }

  /** All of it, each to be run as a test. */
  public List<Clause> clauses() {
    var clauses = new ArrayList<Clause>();
    clauses.add(
        new Clause("the options of a constant plan are those of the rule", this::constant_plan));
    clauses.add(
        new Clause("a frozen layer is as if it were not there until it is unfrozen", this::frozen));
    clauses.add(new Clause("a batch is as large as the plan says", this::batches));
    clauses.add(
        new Clause("what cannot be followed is said at the start", this::what_cannot_be_followed));
    for (String plan :
        List.of(
            "1; momentum cosine(0.95 -> 0.85, 30%) then cosine(0.85 -> 0.95)",
            "1; momentum linear(0 -> 0.9); weight-decay linear(0 -> 0.1)",
            "1; layers \"" + first + "\" times 0 for 25 then 1; layers \"*\" times 0.1",
            "1; batch-size piecewise(0: 3, 10: 7, 15: 50)")) {
      clauses.add(new Clause("it goes on exactly: " + plan, () -> goes_on(plan)));
    }
    return clauses;
  }

  private void constant_plan() {
    assertThat(curve("adamw", "1; beta1 0.8; weight-decay 0.1"))
        .isEqualTo(curve(plain.start("adamw:beta1=0.8,weight-decay=0.1", 8)));
    assertThat(curve("adamw", "1; beta1 0.8 for 10 then 0.9"))
        .isNotEqualTo(curve("adamw", "1; beta1 0.8"));
  }

  private void frozen() {
    List<Double> late = curve(DECAYED, "1; layers \"" + first + "\" times 0 for 10 then 1");
    List<Double> never = curve(DECAYED, "1; layers \"" + first + "\" times 0");
    // A loss is that before its update: the one that unfreezes is seen by the next.
    assertThat(late.subList(0, 11)).isEqualTo(never.subList(0, 11));
    assertThat(late.subList(11, HALF)).doesNotContainAnyElementsOf(never.subList(11, HALF));
    assertThat(never.get(1)).isNotEqualTo(curve(DECAYED, "1").get(1));
  }

  private void batches() {
    assertThat(curve("sgd", "1; batch-size 10")).isEqualTo(curve(plain.start("sgd", 10)));
  }

  private void what_cannot_be_followed() {
    rejects(
        "momentum 0.9",
        "plan of adam must be of batch-size, beta1, beta2, epsilon, weight-decay, got momentum");
    rejects("batch-size 51", "batch-size must be between 1.0 and 50.0, got 51.0");
    rejects("beta1 1", "beta1 must be >= 0 and < 1, got 1.0");
    rejects(
        "layers \"head\" times 2",
        "layers must be a pattern for some of " + String.join(", ", weights) + ", got \"head\"");
  }

  private void rejects(String sentence, String message) {
    assertThatIllegalArgumentException()
        .as(sentence)
        .isThrownBy(() -> planned.start("adam", 8, "1; " + sentence))
        .withMessage(message);
  }

  private void goes_on(String plan) {
    try (var whole = planned.start("sgd", 8, plan);
        var begun = planned.start("sgd", 8, plan);
        var restored = planned.start("sgd", 8, plan)) {
      List<Double> expected = losses(whole, STEPS);
      losses(begun, HALF);
      restored.restore().accept(begun.save().get());
      assertThat(losses(restored, HALF)).isEqualTo(expected.subList(HALF, STEPS));
      assertThat(state.apply(restored.save().get())).isEqualTo(state.apply(whole.save().get()));
      assertThat(new HashSet<>(expected)).hasSizeGreaterThan(HALF);
    }
  }

  private List<Double> curve(String rule, String plan) {
    return curve(planned.start(rule, 8, plan));
  }

  private static <C> List<Double> curve(Subject<C> training) {
    try (training) {
      return losses(training, HALF);
    }
  }

  private static <C> List<Double> losses(Subject<C> training, int steps) {
    return Stream.generate(() -> training.step().applyAsDouble(RATE)).limit(steps).toList();
  }
}
