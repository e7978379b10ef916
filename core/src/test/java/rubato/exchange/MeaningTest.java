package rubato.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rubato.pace.Pace;
import rubato.schedule.Horizon;
import rubato.schedule.Schedule;
import rubato.text.Spec;

/** The usual schedulers of other frameworks are schedules of ours, with the same rates. */
class MeaningTest {

  private static final int STEPS = 100;

  private static Scheduler scheduler(String call) {
    Schedule schedule = Spec.parse(call).resolve(new Horizon(STEPS, 10)).schedule();
    return (Scheduler) schedule;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pytorch.ConstantLR(factor=0.5, total_iters=7, lr=0.1)",
        "pytorch.LinearLR(start_factor=0.1, total_iters=20, lr=0.1)",
        "pytorch.StepLR(step_size=30, lr=0.1)",
        "pytorch.MultiStepLR(milestones=[80, 30], gamma=0.5, lr=0.1)",
        "pytorch.ExponentialLR(gamma=0.95, lr=0.1)",
        "pytorch.PolynomialLR(total_iters=90, power=2, lr=0.1)",
        "pytorch.CosineAnnealingLR(T_max=101, eta_min=0.01, lr=0.1)",
        "pytorch.CosineAnnealingWarmRestarts(T_0=10, T_mult=2, eta_min=0.01, lr=0.1)",
        "pytorch.SequentialLR(schedulers=[LinearLR(total_iters=5), StepLR(step_size=9)], milestones=[5], lr=0.1)",
        "keras.ExponentialDecay(initial_learning_rate=0.1, decay_steps=9, decay_rate=0.9)",
        "keras.ExponentialDecay(initial_learning_rate=0.1, decay_steps=9, decay_rate=0.9, staircase=True)",
        "keras.InverseTimeDecay(initial_learning_rate=0.1, decay_steps=9, decay_rate=0.9)",
        "keras.PolynomialDecay(initial_learning_rate=0.1, decay_steps=90, power=2)",
        "keras.CosineDecay(initial_learning_rate=0.1, decay_steps=90, alpha=0.1)",
        "keras.CosineDecay(initial_learning_rate=0.0, decay_steps=90, warmup_target=0.1, warmup_steps=9)",
        "keras.PiecewiseConstantDecay(boundaries=[9, 60], values=[0.1, 0.01, 0.001])",
        "optax.constant_schedule(value=0.1)",
        "optax.linear_schedule(init_value=0.1, end_value=0.01, transition_steps=50)",
        "optax.polynomial_schedule(init_value=0.1, end_value=0.01, power=2, transition_steps=50)",
        "optax.exponential_decay(init_value=0.1, transition_steps=9, decay_rate=0.9)",
        "optax.exponential_decay(init_value=0.1, transition_steps=9, decay_rate=0.9, staircase=True)",
        "optax.cosine_decay_schedule(init_value=0.1, decay_steps=90, alpha=0.1)",
        "optax.warmup_constant_schedule(init_value=0.0, peak_value=0.1, warmup_steps=9)",
        "optax.warmup_cosine_decay_schedule(init_value=0.0, peak_value=0.1, warmup_steps=9, decay_steps=90, end_value=0.01)",
        "optax.join_schedules(schedules=[constant_schedule(value=0.1), constant_schedule(value=0.01)], boundaries=[9])",
        "huggingface.constant(lr=0.1)",
        "huggingface.constant_with_warmup(num_warmup_steps=9, lr=0.1)",
        "huggingface.linear(num_warmup_steps=9, num_training_steps=90, lr=0.1)",
        "huggingface.cosine(num_warmup_steps=0, num_training_steps=100, lr=0.1)",
        "huggingface.cosine_with_min_lr(num_warmup_steps=9, num_training_steps=100, min_lr=0.01, lr=0.1)",
        "huggingface.cosine_with_min_lr(num_warmup_steps=9, num_training_steps=100, min_lr_rate=0.1, lr=0.1)",
        "huggingface.polynomial(num_warmup_steps=9, num_training_steps=90, power=2, lr=0.1)",
        "timm.CosineLRScheduler(t_initial=90, lr_min=0.01, lr=0.1)",
        "timm.CosineLRScheduler(t_initial=90, warmup_t=9, warmup_prefix=True, lr=0.1)",
        "timm.PolyLRScheduler(t_initial=90, power=2, lr=0.1)",
        "timm.StepLRScheduler(decay_t=9, decay_rate=0.5, lr=0.1)",
        "timm.MultiStepLRScheduler(decay_t=[9, 50], decay_rate=0.5, lr=0.1)",
        "djl.FixedTracker(value=0.1)",
        "djl.FactorTracker(baseValue=0.1, factor=0.5)",
        "djl.CosineTracker(baseValue=0.1, finalValue=0.01, maxUpdates=90)",
        "djl.MultiFactorTracker(baseValue=0.1, factor=0.5, steps=[9, 50])",
        "deeplearning4j.FixedSchedule(value=0.1)",
        "deeplearning4j.ExponentialSchedule(initialValue=0.1, gamma=0.9)",
        "deeplearning4j.StepSchedule(initialValue=0.1, decayRate=0.5, step=9)",
        "deeplearning4j.InverseSchedule(initialValue=0.1, gamma=0.5, power=2)",
        "deeplearning4j.CosineWarmupSchedule(maxLR=0.1, minLR=0.01, warmupSteps=9, totalSteps=90)",
        "deeplearning4j.MapSchedule(values={0: 0.1, 9: 0.01})"
      })
  void its_rates_are_those_of_the_scheduler(String call) {
    Scheduler scheduler = scheduler(call);
    Schedule ours = Meaning.of(scheduler).orElseThrow();
    double relative = call.startsWith("djl") ? 2e-6 : 1e-11; // DJL is in single precision
    for (int step = 0; step < STEPS; step++) {
      double right = scheduler.at(step);
      assertThat(ours.at(step)).as("%d", step).isCloseTo(right, within(relative * right + 1e-15));
    }
    assertThat(Export.write(Framework.PYTORCH, Pace.of(scheduler), STEPS))
        .doesNotContain("a table does");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pytorch.CyclicLR(base_lr=0.01, max_lr=0.1, lr=0.01)
          pytorch.StepLR(step_size=3, gamma=1.5, lr=0.1)
          pytorch.SequentialLR(schedulers=[LinearLR(), LambdaLR(lr_lambda=lambda e: 0.9)], milestones=[5], lr=1)
          keras.CosineDecayRestarts(initial_learning_rate=0.1, first_decay_steps=9)
          optax.cosine_onecycle_schedule(transition_steps=100, peak_value=0.1)
          huggingface.inverse_sqrt(num_warmup_steps=9, lr=0.1)
          timm.TanhLRScheduler(t_initial=90, lr=0.1)
          djl.LinearTracker(baseValue=0.1, slope=0.01)
          deeplearning4j.SigmoidSchedule(initialValue=0.1, gamma=0.5, stepSize=9)
          fastai.SchedCos(start=0.1, end=0.01)
          """)
  void others_have_none(String call) {
    assertThat(Meaning.of(scheduler(call))).isEmpty();
  }
}
