package rubato.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rubato.pace.Pace;
import rubato.schedule.Horizon;
import rubato.text.Spec;

/** A scheduler of a framework is written in that framework's words, and read again is the same. */
class DialectTest {

  private static final int STEPS = 50;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          pytorch.StepLR(step_size=30, lr=0.1) | StepLR(optimizer, step_size=30)
          pytorch.LambdaLR(lr_lambda=lambda e: 0.9 ** e, lr=0.1) | LambdaLR(optimizer, lr_lambda=lambda e: (0.9 ** e))
          pytorch.SequentialLR(schedulers=[LinearLR(start_factor=0.1, total_iters=5), StepLR(step_size=9)], milestones=[5], lr=0.1) | SequentialLR(optimizer, schedulers=[LinearLR(optimizer, start_factor=0.1, total_iters=5), StepLR(optimizer, step_size=9)], milestones=[5])
          pytorch.ChainedScheduler([ExponentialLR(gamma=0.9), StepLR(step_size=9)], lr=0.1) | ChainedScheduler(schedulers=[ExponentialLR(optimizer, gamma=0.9), StepLR(optimizer, step_size=9)])
          pytorch.SWALR(swa_lr=0.05, lr=0.1) | from torch.optim.swa_utils import SWALR
          pytorch.CyclicLR(base_lr=0.1, max_lr=1, step_size_up=4, mode='exp_range', gamma=0.9, lr=0.1) | CyclicLR(optimizer, base_lr=0.1, max_lr=1, step_size_up=4, mode='exp_range', gamma=0.9)
          keras.CosineDecay(0.1, 30, alpha=0.1) | keras.optimizers.schedules.CosineDecay(initial_learning_rate=0.1, decay_steps=30, alpha=0.1)
          keras.PiecewiseConstantDecay([3, 9], [0.3, 0.2, 0.1]) | schedules.PiecewiseConstantDecay(boundaries=[3, 9], values=[0.3, 0.2, 0.1])
          optax.join_schedules([linear_schedule(0, 1, 5), constant_schedule(1)], [5]) | schedules=[optax.linear_schedule(init_value=0, end_value=1, transition_steps=5), optax.constant_schedule(value=1)]
          optax.piecewise_constant_schedule(1, {3: 0.5, 9: 0.5}) | optax.piecewise_constant_schedule(init_value=1, boundaries_and_scales={3: 0.5, 9: 0.5})
          huggingface.constant(lr=0.1) | get_scheduler('constant', optimizer)
          huggingface.cosine_with_restarts(num_warmup_steps=2, num_training_steps=40, num_cycles=3, lr=0.1) | get_scheduler('cosine_with_restarts', optimizer, num_warmup_steps=2, num_training_steps=40, scheduler_specific_kwargs={'num_cycles': 3})
          huggingface.polynomial(num_warmup_steps=2, num_training_steps=40, lr_end=0.01, power=2, lr=0.1) | scheduler_specific_kwargs={'lr_end': 0.01, 'power': 2}
          timm.CosineLRScheduler(t_initial=40, warmup_t=4, lr=0.1) | scheduler = CosineLRScheduler(optimizer, t_initial=40, warmup_t=4)
          timm.WSDLRScheduler(t_initial=40, decay_t=10, lr=0.1) | from timm.scheduler import WSDLRScheduler
          djl.FixedTracker(0.5) | Tracker tracker = Tracker.fixed(0.5f);
          djl.FactorTracker(1, 0.5, maxUpdates=3) | .setBaseValue(1.0f) .setFactor(0.5f) .optMaxUpdates(3) .build()
          djl.MultiFactorTracker(1, [5, 9], 0.5) | .setSteps(new int[] {5, 9}) .optFactor(0.5f)
          djl.CosineTracker(1, 40) | .setMaxUpdates(40)
          djl.LinearTracker(1, 0.5, maxValue=3) | .setBaseValue(1.0f) .optSlope(0.5f) .optMaxValue(3.0f)
          djl.PolynomialDecayTracker(1, 0.1, 20, 2) | .setEndLearningRate(0.1f) .setDecaySteps(20) .optPower(2.0f)
          djl.CyclicalTracker(1, 2, 4, mode='TRIANGULAR2', scaleModeCycle=True) | .optMode(CyclicalTracker.CyclicalMode.TRIANGULAR2) .optScaleModeCycle(true)
          djl.WarmUpTracker(CosineTracker(1, 30), 5, 0.5, 'CONSTANT') | .optWarmUpMode(WarmUpTracker.Mode.CONSTANT)
          deeplearning4j.FixedSchedule(0.5) | ISchedule schedule = new FixedSchedule(0.5);
          deeplearning4j.RampSchedule(FixedSchedule(0.5), 10) | new RampSchedule(new FixedSchedule(0.5), 10);
          deeplearning4j.MapSchedule(values={0: 1.0, 9: 0.5}) | new MapSchedule(ScheduleType.ITERATION, Map.of(0, 1.0, 9, 0.5));
          deeplearning4j.MapSchedule(values={'0': 1.0, '9': 0.5}) | new MapSchedule(ScheduleType.ITERATION, Map.of(0, 1.0, 9, 0.5));
          deeplearning4j.StepSchedule(initialValue=0.8, decayRate=0.9, step=20) | new StepSchedule(ScheduleType.ITERATION, 0.8, 0.9, 20.0);
          deeplearning4j.ExponentialSchedule(initialValue=0.8, gamma=0.9) | new ExponentialSchedule(ScheduleType.ITERATION, 0.8, 0.9);
          fastai.SchedCos(0.1, 0.01) | schedule = SchedCos(start=0.1, end=0.01)
          fastai.combine_scheds([0.5, 0.5], [SchedNo(1, 1), SchedLin(1, 0)]) | combine_scheds(pcts=[0.5, 0.5], scheds=[SchedNo(start=1, end=1), SchedLin(start=1, end=0)])
          pytorch_optimizer.REXScheduler(total_steps=40) | scheduler = REXScheduler(optimizer, total_steps=40)
          """)
  void its_own_words_give_its_own_rates(String spec, String words) {
    Pace pace = Spec.parse(spec).resolve(new Horizon(STEPS, 1));
    Framework own = Framework.named(spec.substring(0, spec.indexOf('.')));
    String source = Export.write(own, pace, STEPS);
    assertThat(source.replaceAll("\\s+", " ")).contains(words);
    Written again = Written.read(own, source);
    assertThat(again.free()).as("free in %s", source).isFalse();
    for (int step = 0; step < STEPS; step++) {
      assertThat(again.scheduler().at(step))
          .as("step %d of %s", step, source)
          .isEqualTo(pace.schedule().at(step));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          0.1 * pytorch.ReduceLROnPlateau(patience=2, lr=0.1) | ReduceLROnPlateau(optimizer, patience=2)
          0.1 * keras.ReduceLROnPlateau(patience=2, lr=0.1) | keras.callbacks.ReduceLROnPlateau(patience=2)
          0.1 * optax.reduce_on_plateau(patience=2, lr=0.1) | optax.contrib.reduce_on_plateau(patience=2)
          0.1 * timm.PlateauLRScheduler(patience_t=2, lr=0.1) | PlateauLRScheduler(optimizer, patience_t=2)
          0.1 * huggingface.greedy(patience=2, lr=0.1) | get_scheduler('greedy', optimizer, scheduler_specific_kwargs={'patience': 2})
          0.1 * fastai.ReduceLROnPlateau(patience=2, lr=0.1) | ReduceLROnPlateau(patience=2)
          """)
  void a_feedback_is_written_for_its_own_framework_only(String spec, String words) {
    Pace pace = Spec.parse(spec).resolve(new Horizon(STEPS, 1));
    Framework own = Framework.named(spec.substring(6, spec.indexOf('.', 6)));
    for (Framework to : Framework.values()) {
      if (to == own) {
        assertThat(Export.write(to, pace, STEPS)).contains(words);
      } else {
        assertThatThrownBy(() -> Export.write(to, pace, STEPS))
            .isInstanceOf(ExchangeException.class)
            .hasMessageStartingWith(to.word() + " cannot express the feedback ");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          cosine(0.1 -> 0.001)                | keras          | CosineDecay(
          polynomial(0.1 -> 0.001, power 2)   | keras          | PolynomialDecay(
          exponential(0.1, gamma 0.9 per 5)   | keras          | ExponentialDecay(
          step(0.1, factor 0.5 every 9)       | keras          | staircase=True
          inverse-time(0.1, decay 0.01)       | keras          | InverseTimeDecay(
          piecewise(0: 0.1, 9: 0.01)          | keras          | PiecewiseConstantDecay(boundaries=[8]
          warmup(9, from 0) then cosine(0.1 -> 0) | keras      | warmup_target=0.1, warmup_steps=9
          polynomial(0.1 -> 0.001, power 2)   | optax          | polynomial_schedule(
          milestones(0.1, factor 0.5 at 9, 20) | optax         | {9: 0.5, 20: 0.5}
          0.1 for 9 then cosine(0.1 -> 0)     | optax          | boundaries=[9]
          exponential(0.1, gamma 0.9)         | pytorch        | ExponentialLR(
          milestones(0.1, factor 0.5 at 9, 20) | pytorch       | milestones=[9, 20]
          polynomial(0.1 -> 0, power 2)       | pytorch        | PolynomialLR(
          polynomial(0.1 -> 0.001, power 2)   | pytorch        | LambdaLR(
          linear(0.1 -> 0.02)                 | pytorch        | LinearLR(
          exponential(0.1, gamma 0.9)         | dl4j           | ExponentialSchedule(
          inverse-time(0.1, decay 0.01)       | dl4j           | InverseSchedule(
          piecewise(0: 0.1, 9: 0.01)          | dl4j           | MapSchedule(
          cosine(0.1 -> 0.001)                | huggingface    | CosineAnnealingLR(
          cosine(0.1 -> 0)                    | huggingface    | get_scheduler('cosine'
          polynomial(0.1 -> 0.001, power 2)   | huggingface    | get_scheduler('polynomial'
          cosine(0.1 -> 0.001)                | timm           | CosineLRScheduler(
          linear(0.1 -> 0.02)                 | timm           | PolyLRScheduler(
          step(0.1, factor 0.5 every 9)       | timm           | StepLRScheduler(
          milestones(0.1, factor 0.5 at 9, 20) | timm          | MultiStepLRScheduler(
          milestones(0.1, factor 0.5 at 9, 20) | djl           | new int[] {8, 19}
          exponential(0.1, gamma 0.9)         | djl            | FactorTracker
          linear(0.1 -> 0.02)                 | djl            | LinearTracker
          polynomial(0.1 -> 0.001, power 2)   | djl            | PolynomialDecayTracker
          """)
  void where_a_framework_has_the_schedule_it_is_named(String spec, String to, String words) {
    Pace pace = Spec.parse(spec).resolve(new Horizon(STEPS, 1));
    assertThat(Export.write(Framework.named(to), pace, STEPS)).contains(words);
  }
}
