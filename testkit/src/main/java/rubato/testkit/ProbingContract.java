package rubato.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import rubato.testkit.TrainingContract.Clause;
import rubato.testkit.TrainingContract.Subject;

/**
 * What a training must hold that can look at its next update, as functions, so that testkit depends
 * on nothing of ours.
 *
 * @param each starts trainings, the same at each call
 * @param whole starts one without noise: every example in every batch, plain SGD
 */
public record ProbingContract(List<Supplier<Probing>> each, Supplier<Probing> whole) {

  private static final double RATE = 0.01;

  /**
   * A started training that can look ahead.
   *
   * @param training what it does
   * @param probe looks at the next update
   * @param decrease the share of the promised decrease that an update at a rate would bring
   */
  public record Probing(Subject<?> training, Supplier<Probe> probe, DoubleUnaryOperator decrease)
      implements AutoCloseable {

    @Override
    public void close() {
      training.close();
    }
  }

  /**
   * What was seen.
   *
   * @param loss the loss of the next batch
   * @param squared the square of the gradient's length
   * @param alignment the product of gradient and last direction
   * @param cosine of the angle between them
   */
  public record Probe(double loss, double squared, double alignment, double cosine) {}

  /** All of it, each to be run as a test. */
  public List<Clause> clauses() {
    return List.of(
        new Clause("looking changes nothing", this::looking_changes_nothing),
        new Clause("a small step brings what it promises", this::a_small_step));
  }

  private void looking_changes_nothing() {
    for (Supplier<Probing> start : each) {
      try (Probing plain = start.get();
          Probing probed = start.get()) {
        for (int i = 0; i < 9; i++) {
          double _ = probed.decrease.applyAsDouble(0.1);
          Probe probe = probed.probe.get();
          double loss = plain.training.step().applyAsDouble(RATE);
          assertThat(probe.loss).isEqualTo(loss);
          assertThat(probed.training.step().applyAsDouble(RATE)).isEqualTo(loss);
          assertThat(probed.training.evaluate().get()).isEqualTo(plain.training.evaluate().get());
        }
      }
    }
  }

  private void a_small_step() {
    try (Probing training = whole.get()) {
      Probe first = training.probe.get();
      assertThat(first.squared).isPositive();
      assertThat(first.alignment).isNaN();
      assertThat(first.cosine).isNaN();
      // The weights move by roundings of float32: 1e-3 of gradients of about 0.1 to 1e-3 of that.
      assertThat(training.decrease.applyAsDouble(1e-3)).isCloseTo(1, within(0.01));
      assertThat(training.decrease.applyAsDouble(1e4)).isNegative();
      assertThat(training.decrease.applyAsDouble(0)).isNaN();
      double _ = training.training.step().applyAsDouble(1e-3);
      // Without noise, gradients of neighbouring steps are the same but for the step.
      Probe next = training.probe.get();
      assertThat(next.cosine).isCloseTo(1, within(0.01));
      assertThat(next.alignment).isCloseTo(first.squared, within(0.01));
    }
  }
}
