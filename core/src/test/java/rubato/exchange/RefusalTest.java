package rubato.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a framework does not construct is refused with its reason; what it does is not. */
class RefusalTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          djl | FactorTracker(1.0, 1.5) | factor should be no more than 1
          djl | FactorTracker(1.0, 0) | You must set a factor
          djl | FactorTracker(1.0, 0.5, 2.0) | The min must be smaller
          djl | FactorTracker(1.0, 0.5, 0.1, 5) | both maxUpdates and a min value
          djl | MultiFactorTracker(1.0, [3], 0.5) | at least two
          djl | MultiFactorTracker(1.0, [3, 3], 0.5) | increasing
          djl | MultiFactorTracker(1.0, [0, 3], 0.5) | larger or equal to 1
          djl | MultiFactorTracker(1.0, [1, 3], 1.5) | no more than 1
          djl | CosineTracker(0.0, 3) | starting learning rate
          djl | CosineTracker(0.1, 0) | maximum number of updates
          djl | CosineTracker(0.001, 5) | greater than final
          djl | CosineTracker(0.1, 2.5) | must be a whole number
          djl | LinearTracker(0.1, 0) | set a slope
          djl | LinearTracker(0.1, 0.1, 0.2, 0.3) | both a max value and a min value
          djl | LinearTracker(0.1, 0.1, maxValue=1, maxUpdates=3) | both maxUpdates and a max
          djl | LinearTracker(0.1, 0.1, minValue=1, maxUpdates=3) | both maxUpdates and a max
          djl | LinearTracker(0.1, -0.1, maxValue=1) | must be positive
          djl | LinearTracker(0.1, 0.1, maxValue=0.01) | greater than the base
          djl | LinearTracker(0.1, 0.1, minValue=0.01) | must be negative
          djl | LinearTracker(0.1, -0.1, minValue=1) | smaller than the base
          djl | PolynomialDecayTracker(0.1, float('nan'), 3) | End learning rate is not set
          djl | PolynomialDecayTracker(0.1, 0.01, 0) | Decay steps is not set
          djl | CyclicalTracker(0, 1) | baseValue has to be positive
          djl | CyclicalTracker(0.1, 0) | maxValue has to be positive
          djl | CyclicalTracker(0.1, 0.01) | lower than maxValue
          djl | CyclicalTracker(0.1, 1, 0) | stepSizeUp has to be positive
          djl | CyclicalTracker(0.1, 1, 3, -1) | cannot be negative
          djl | CyclicalTracker(0.1, 1, 3, gamma=2) | gamma has to be between 0 and 1
          djl | CyclicalTracker(0.1, 1, 3, mode='SAW') | must be one of
          djl | WarmUpTracker(mainTracker=3) | must be a scheduler
          dl4j | new MapSchedule(ScheduleType.ITERATION, Map.of(1, 0.5)) | initial value
          dl4j | new MapSchedule(ScheduleType.ITERATION, Map.of(1)) | dictionary of numbers
          dl4j | new MapSchedule(ScheduleType.ITERATION, {'a': 1}) | dictionary of numbers
          dl4j | new MapSchedule(ScheduleType.ITERATION, {0: 'a'}) | dictionary of numbers
          dl4j | new MapSchedule(ScheduleType.ITERATION, {0: 'a'}.x()) | cannot read
          dl4j | new CycleSchedule(ScheduleType.ITERATION, 0.1, 0) | cycleLength
          dl4j | new FixedSchedule(0.1).foo(3) | cannot read `.foo(...)`
          dl4j | new FixedSchedule(value='x') | must be a number
          fastai | combine_scheds([0.5, 0.6], [SchedNo(1, 1), SchedLin(1, 0)]) | sum to 1
          fastai | combine_scheds([1.0], [SchedNo(1, 1), SchedLin(1, 0)]) | as many pcts
          fastai | combine_scheds([1.5, -0.5], [SchedNo(1, 1), SchedLin(1, 0)]) | pcts must be >= 0
          fastai | combine_scheds([1.0], [fit_flat_cos(lr=0.1)]) | cannot combine
          fastai | combine_scheds([1.0], [3]) | list of schedulers
          fastai | combine_scheds([1.0], 3) | list of schedulers
          fastai | combine_scheds(['a'], [SchedNo(1, 1)]) | list of numbers
          fastai | combine_scheds(3, [SchedNo(1, 1)]) | list of numbers
          fastai | fit_sgdr(3, 1, 0.1, cycle_mult=1) | ZeroDivisionError
          fastai | fit_sgdr(0, 1, 0.1) | n_cycles
          fastai | fit_one_cycle(1, 0.1, moms=[0.9]) | three numbers
          fastai | SchedNo(1, 1, n_batches=0) | n_batches
          keras | ExponentialDecay(0.1, 0, 0.9) | must be > 0
          keras | PiecewiseConstantDecay([1, 2], [0.1]) | 1 less than
          keras | PiecewiseConstantDecay([], [0.1]) | IndexError
          keras | ReduceLROnPlateau(factor=1.0) | factor >= 1.0
          keras | ReduceLROnPlateau(monitor='val_speed') | automatically determine
          optax | cosine_decay_schedule(0.1, 0) | positive decay_steps
          optax | linear_onecycle_schedule(0, 0.1) | non-positive
          optax | piecewise_interpolate_schedule('cubic', 1.0) | must be one of
          optax | piecewise_constant_schedule(1.0, {3: -1}) | non-negative
          optax | sgdr_schedule([]) | IndexError
          optax | sgdr_schedule(3) | list of dictionaries
          optax | sgdr_schedule([3]) | list of dictionaries
          optax | join_schedules([], []) | IndexError
          optax | join_schedules([reduce_on_plateau()], []) | joins schedules
          optax | reduce_on_plateau(factor=1.0) | range (0, 1)
          optax | reduce_on_plateau(rtol=-1.0) | non-negative
          optax | reduce_on_plateau(rtol=0.0) | At least one
          optax | reduce_on_plateau(rtol=2.0) | less than or equal
          huggingface | polynomial(optimizer, 1, 9, lr_end=2.0) | smaller than initial
          huggingface | cosine_with_min_lr(optimizer, 1, 9) | One of min_lr
          huggingface | warmup_stable_decay(optimizer, 1, 9) | must be specified
          huggingface | greedy(optimizer, factor=1.0) | below 1
          huggingface | get_scheduler(3) | needs `name`
          huggingface | {"a": 3} | names its scheduler
          timm | WSDLRScheduler(optimizer, 0, 0) | Invalid t_initial
          timm | WSDLRScheduler(optimizer, 9, 0) | Invalid decay_t
          timm | WSDLRScheduler(optimizer, 9, 10) | Invalid decay_t
          timm | WSDLRScheduler(optimizer, 9, 3, -1) | Invalid lr_min
          timm | WSDLRScheduler(optimizer, 9, 3, decay_ratio=1.0) | Invalid decay_ratio
          timm | WSDLRScheduler(optimizer, 9, 3, decay_power=0) | Invalid decay_power
          timm | WSDLRScheduler(optimizer, 9, 3, stable_power=0) | Invalid stable_power
          timm | WSDLRScheduler(optimizer, 9, 3, stable_fn='rsqrt') | stable_timescale
          timm | CosineLRScheduler(optimizer, 0) | t_initial
          timm | TanhLRScheduler(optimizer, 9, lb=3.0) | lb must be
          timm | CosineLRScheduler(optimizer, 9, noise_range_t=[1]) | two values
          timm | CosineLRScheduler(optimizer, 9, noise_range_t=1, noise_pct=0) | no noise
          pytorch_optimizer | get_chebyshev_schedule(0) | num_epochs
          pytorch_optimizer | get_chebyshev_schedule(7) | power of two
          pytorch_optimizer | REXScheduler(optimizer, 0) | total_steps
          pytorch | StepLR(optimizer, step_size=[1, 2]) | 2 values
          pytorch | StepLR(optimizer, *a) | write it out
          pytorch | StepLR(optimizer, gamma=1, gamma=2) | given twice
          pytorch | StepLR(optimizer, 3, step_size=3) | given twice
          pytorch | StepLR(gamma=1, 3) | follows a keyword
          pytorch | StepLR(1, 2, 3, 4, 5, 6) | takes 5 arguments
          pytorch | StepLR(optimizer, 3, lr=x) | lr must be a number
          pytorch | 3 | expected a scheduler
          pytorch | [3] | expected a scheduler
          pytorch | OneCycleLR(optimizer, 0.1, cycle_momentum=3+'a', total_steps=3) | True or False
          pytorch | OneCycleLR(optimizer, 0.1, anneal_strategy=3, total_steps=3) | must be a text
          pytorch | SWALR(optimizer, 0.1, anneal_epochs=-1) | anneal_epochs
          pytorch | ChainedScheduler([]) | at least one
          pytorch | SequentialLR(optimizer, [StepLR(optimizer, 3)], [3]) | one scheduler more
          pytorch | ChainedScheduler([ReduceLROnPlateau(optimizer)]) | does not support
          pytorch | CyclicLR(optimizer, 0.1, 1, mode='saw') | mode is invalid
          """)
  void it_is_refused_with_the_reason(String from, String text, String reason) {
    assertThatThrownBy(() -> Written.read(Framework.named(from), text).withRate(1).scheduler())
        .isInstanceOf(ExchangeException.class)
        .hasMessageContaining(reason.equals("below 1") ? "< 1.0" : reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          djl | Tracker.fixed(0.5f) | 0.5
          djl | FixedPerVarTracker.builder().build() | 0.0010000000474974513
          djl | FactorTracker(1.0, 0.5, maxUpdates=2) | 0.25
          djl | LinearTracker(0, 1, maxValue=2) | 2
          djl | LinearTracker(4, -1, minValue=2) | 2
          djl | LinearTracker(4, -1) | 1
          djl | CyclicalTracker(1, 2, 1, mode=CyclicalMode.TRIANGULAR2) | 1.5
          djl | CyclicalTracker(1, 2, 1, mode='EXP_RANGE', gamma=0.5) | 1.125
          djl | WarmUpTracker(FixedTracker(1), 9, 0.5, 'CONSTANT') | 0.5
          dl4j | new CycleSchedule(ScheduleType.ITERATION, 1.0, 10) | 0.775
          dl4j | new MapSchedule(ScheduleType.ITERATION, Map.of(0, 0.5, 3, 0.25)) | 0.25
          fastai | SchedNo(1, 0) | 1
          fastai | SchedLin(0, 1, n_batches=6) | 0.5
          fastai | SchedCos(0, 1, n_batches=6) | 0.5
          fastai | SchedExp(1, 4, n_batches=6) | 2
          fastai | combine_scheds([0.5, 0.5], [SchedNo(1, 1), SchedLin(1, 0)], n_batches=4) | 0.5
          fastai | combined_cos(0.5, 0, 1, 0, n_batches=12) | 0.5
          fastai | fit_one_cycle(3, 1.0, pct_start=0.5, moms=(1, 0, 1), n_batches=6) | 1
          pytorch_optimizer | get_chebyshev_schedule(64, is_warmup=True) | 1
          optax | constant_schedule(dict(a=1)['a']) | x
          optax | piecewise_constant_schedule(1.0, dict()) | 1
          optax | piecewise_constant_schedule(1.0) | 1
          optax | join_schedules(list([constant_schedule(float('inf')), constant_schedule(2)]), tuple((2,))) | 2
          pytorch | MultiStepLR(optimizer, milestones=list(range(1, 4)), gamma=0.5) | 0.125
          pytorch | MultiStepLR(optimizer, milestones=range(4, 0, -2), gamma=0.5) | 0.5
          pytorch | MultiStepLR(optimizer, milestones=range(3), gamma=0.5) | 0.125
          """)
  void it_is_constructed(String from, String text, String third) {
    Written written;
    try {
      written = Written.read(Framework.named(from), text).withRate(1);
    } catch (ExchangeException unreadable) {
      assertThat(third).isEqualTo("x");
      return;
    }
    assertThat(written.scheduler().at(3)).isEqualTo(Double.parseDouble(third));
  }
}
