package rubato.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rubato.schedule.Horizon;
import rubato.text.Spec;

/** What frameworks write is read, and becomes a spec. */
class ReadingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          pytorch | StepLR(optimizer, 30) | pytorch.StepLR(step_size=30, lr=rate)
          pytorch | torch.optim.lr_scheduler.StepLR(torch.optim.SGD(model.parameters(), lr=1e-1, momentum=0.9), step_size=3_0, gamma=1/2) | pytorch.StepLR(step_size=30, gamma=0.5, lr=0.1)
          pytorch | LambdaLR(optimizer, lr_lambda=lambda epoch: 0.95 ** epoch) | pytorch.LambdaLR(lr_lambda=lambda epoch: (0.95 ** epoch), lr=rate)
          pytorch | {"T_max": 50, "eta_min": 0, "base_lrs": [0.1], "last_epoch": 3, "_step_count": 4} | pytorch.CosineAnnealingLR(T_max=50, eta_min=0, lr=0.1)
          pytorch | {"milestones": {"30": 1, "80": 2}, "gamma": 0.1, "base_lrs": [0.1]} | pytorch.MultiStepLR(milestones=[30, 80, 80], gamma=0.1, lr=0.1)
          keras | {"class_name": "CosineDecay", "config": {"initial_learning_rate": 0.1, "decay_steps": 100, "name": "c"}} | keras.CosineDecay(initial_learning_rate=0.1, decay_steps=100)
          keras | keras.optimizers.Adam(learning_rate=keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.9)) | keras.ExponentialDecay(initial_learning_rate=0.1, decay_steps=10, decay_rate=0.9)
          optax | optax.warmup_cosine_decay_schedule(0.0, 0.1, 10, 100) | optax.warmup_cosine_decay_schedule(init_value=0.0, peak_value=0.1, warmup_steps=10, decay_steps=100)
          huggingface | get_scheduler("cosine_with_restarts", optimizer, 10, 100, scheduler_specific_kwargs={"num_cycles": 2}) | huggingface.cosine_with_restarts(num_warmup_steps=10, num_training_steps=100, num_cycles=2, lr=rate)
          huggingface | {"lr_scheduler_type": "linear", "warmup_steps": 5, "max_steps": 50} | huggingface.linear(num_warmup_steps=5, num_training_steps=50, lr=rate)
          timm | CosineLRScheduler(optimizer, t_initial=80) | timm.CosineLRScheduler(t_initial=80, lr=rate)
          timm | create_scheduler_v2(optimizer, sched='step', decay_epochs=30, warmup_epochs=5) | timm.StepLRScheduler(decay_t=30, decay_rate=0.1, warmup_t=5, warmup_lr_init=1.0E-5, warmup_prefix=False, lr=rate)
          timm | scheduler, epochs = timm.scheduler.create_scheduler_v2(SGD(p, 0.5), 'multistep', 90, step_on_epochs=False, updates_per_epoch=2) | timm.MultiStepLRScheduler(decay_t=[180, 360, 540], decay_rate=0.1, warmup_t=0, warmup_lr_init=1.0E-5, warmup_prefix=False, lr=0.5)
          djl | Tracker.cosine().setBaseValue(0.5f).optFinalValue(1e-2f).setMaxUpdates(80).build() | djl.CosineTracker(baseValue=0.5, maxUpdates=80, finalValue=0.01)
          djl | MultiFactorTracker.builder().setBaseValue(1f).setSteps(new int[] {20, 50}).optFactor(.5f).build() | djl.MultiFactorTracker(baseValue=1.0, steps=[20, 50], factor=0.5)
          dl4j | new StepSchedule(ScheduleType.ITERATION, 0.8, 0.9, 20) | deeplearning4j.StepSchedule(initialValue=0.8, decayRate=0.9, step=20)
          dl4j | new RampSchedule(new FixedSchedule(0.1), 10) | deeplearning4j.RampSchedule(baseSchedule=FixedSchedule(value=0.1), numIter=10)
          pytorch | StepLR(optimizer, 0x1E) | pytorch.StepLR(step_size=30, lr=rate)
          pytorch | StepLR(optimizer, 0b11 + 0O17) | pytorch.StepLR(step_size=18, lr=rate)
          optax | optax.piecewise_constant_schedule(0.1, {30 * i: 0.5 ** i for i in range(1, 3)}) | optax.piecewise_constant_schedule(init_value=0.1, boundaries_and_scales={30: 0.5, 60: 0.25})
          fastai | SchedCos(0.1, 0.01) | fastai.SchedCos(start=0.1, end=0.01)
          """)
  void a_source_text_becomes_a_spec(String from, String text, String spec) {
    Written written = Written.read(Framework.named(from), text);
    assertThat(written).hasToString(spec);
    assertThat(Spec.parse(spec)).hasToString(spec);
    assertThat(Spec.of(Spec.parse(spec).withRate(0.2).resolve(new Horizon(1, 1))).toString())
        .isEqualTo(spec.replace("lr=rate", "lr=0.2"));
  }

  @Test
  void assignments_are_followed() {
    String text =
        """
        from torch.optim.lr_scheduler import SequentialLR, LinearLR  # two of them
        optimizer = torch.optim.SGD(model.parameters(), lr=0.2)
        first = LinearLR(optimizer, start_factor=0.1)
        then = CosineAnnealingLR(
            optimizer, T_max=100 - 5,
        )
        scheduler = SequentialLR(optimizer, [first, then], milestones=[5])
        """;
    assertThat(Written.read(Framework.PYTORCH, text))
        .hasToString(
            "pytorch.SequentialLR(schedulers=[LinearLR(start_factor=0.1),"
                + " CosineAnnealingLR(T_max=95)], milestones=[5], lr=0.2)");
  }

  @Test
  void a_feedback_multiplies_a_rate() {
    Written written =
        Written.read(Framework.PYTORCH, "ReduceLROnPlateau(optimizer, patience=2)").withRate(0.1);
    assertThat(written.spec()).isEqualTo("0.1 * pytorch.ReduceLROnPlateau(patience=2, lr=0.1)");
    Spec spec = Spec.parse(written.spec());
    assertThat(spec).hasToString(written.spec());
    assertThat(Spec.of(spec.resolve(new Horizon(10, 1)))).isEqualTo(spec);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          pytorch | StepLR(optimizer, step_sise=30) | StepLR has no `step_sise`, did you mean `step_size`?
          pytorch | StepLR(optimizer, 0xz) | a number ends oddly at character 20: 0x
          pytorch | StepLR(optimizer, **{k: 1 for k in names}) | ```for`` needs a list or a range, got names`
          timm | create_scheduler_v2(optimizer, shed='step') | create_scheduler_v2 has no `shed`, did you mean `sched`?
          timm | create_scheduler_v2(optimizer, sched='steps') | ValueError: sched of create_scheduler_v2 must be one of cosine, tanh, step, multistep, plateau, poly, got 'steps'
          timm | create_scheduler_v2(optimizer, num_epochs=args.epochs) | num_epochs of create_scheduler_v2 must be a number, got args.epochs
          timm | create_scheduler(args, optimizer) | create_scheduler reads its options from elsewhere: write create_scheduler_v2(optimizer, sched='cosine', num_epochs=300)
          pytorch | StepLR(optimizer) | StepLR needs `step_size`
          pytorch | StopLR(optimizer, 30) | pytorch has no scheduler `StopLR`, did you mean `StepLR`?
          pytorch | StepLR(optimizer, 30 | expected `)`, got the end at character 21
          pytorch | LambdaLR(optimizer, f) | lr_lambda of LambdaLR must be a lambda of arithmetic, got f
          pytorch | OneCycleLR(optimizer, 0.1, 10, pct_start=0.1) | ZeroDivisionError: division by zero
          keras | {"class_name": "CosineDecay", "config": {"initial_learning_rate": 0.1}} | CosineDecay needs `decay_steps`
          keras | {"class_name": "CosineDecay" | JSON: expected `}`, got the end at character 29
          """)
  void what_is_wrong_is_said_in_a_line(String from, String text, String message) {
    assertThatThrownBy(() -> Written.read(Framework.named(from), text).withRate(0.1).scheduler())
        .isInstanceOf(ExchangeException.class)
        .hasMessage(message);
  }
}
