package rubato.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rubato.schedule.Horizon;
import rubato.text.Spec;

/** The traps of other frameworks, in their own words; and what is no trap. */
class ForeignTest {

  private static Set<String> found(String text, Horizon horizon) {
    return Lint.of(Spec.parse(text), horizon).stream()
        .map(finding -> finding.rule().name())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          pytorch.CosineAnnealingLR(T_max=50, lr=0.1)                             | 50  | RISES_PAST_THE_END
          pytorch.CosineAnnealingLR(T_max=50, lr=0.1)                             | 100 | CLIMBS_AGAIN
          pytorch.CosineAnnealingLR(T_max=50, lr=0.1)                             | 200 | CLIMBS_AGAIN
          huggingface.cosine(num_warmup_steps=5, num_training_steps=50, lr=0.1)   | 90  | CLIMBS_AGAIN RISES_PAST_THE_END STARTS_AT_ZERO
          huggingface.cosine(num_warmup_steps=5, num_training_steps=50, num_cycles=1, lr=0.1) | 50 | STARTS_AT_ZERO
          huggingface.cosine(num_warmup_steps=0, num_training_steps=50, lr=0.1)   | 50  | RISES_PAST_THE_END
          pytorch.OneCycleLR(max_lr=0.1, total_steps=61, lr=0.01)                 | 61  | NOT_A_RATE PEAK_MISSED
          pytorch.OneCycleLR(max_lr=0.1, total_steps=60, lr=0.01)                 | 60  | NOT_A_RATE
          pytorch.OneCycleLR(max_lr=0.1, total_steps=60, anneal_strategy='linear', lr=0.01) | 60 | NOT_A_RATE
          pytorch.CosineAnnealingWarmRestarts(T_0=10, eta_min=0.01, lr=0.1)       | 100 | FLOOR_MISSED
          pytorch.ConstantLR(factor=0.25, total_iters=0, lr=0.1)                  | 60  | NEVER_CHANGES PEAK_MISSED
          pytorch.ConstantLR(factor=0, total_iters=5, lr=0.1)                     | 60  | NOT_A_RATE
          pytorch.LinearLR(start_factor=0.5, total_iters=0, lr=0.1)               | 60  | NEVER_CHANGES PEAK_MISSED
          pytorch.CyclicLR(base_lr=0.01, max_lr=0.1, step_size_up=10, lr=0.5)     | 60  | RISES_PAST_THE_END
          pytorch.ChainedScheduler([CosineAnnealingLR(T_max=10, eta_min=0.01), StepLR(step_size=10, gamma=0.5)], lr=0.1) | 60 | NOT_A_RATE
          pytorch.StepLR(step_size=30, lr=0.1)                                    | 90  |
          pytorch.LambdaLR(lr_lambda=lambda e: 0.5 ** (e / 10), lr=0.1)           | 60  |
          optax.warmup_constant_schedule(init_value=0, peak_value=0.1, warmup_steps=0) | 60 | ENDS_EARLY NEVER_CHANGES PEAK_MISSED STARTS_AT_ZERO
          optax.exponential_decay(init_value=0.1, transition_steps=0, decay_rate=0.5) | 60 | NEVER_CHANGES
          optax.constant_schedule(value=0.1)                                      | 60  |
          huggingface.linear(num_warmup_steps=5, num_training_steps=60, lr=0.1)   | 60  | STARTS_AT_ZERO
          huggingface.constant(lr=0.1)                                            | 60  |
          timm.CosineLRScheduler(t_initial=60, warmup_t=20, warmup_lr_init=0.01, lr=0.1) | 60 | JUMP PEAK_MISSED
          djl.FactorTracker(baseValue=1, factor=0.8, minValue=0.01)               | 60  | FLOOR_MISSED
          deeplearning4j.FixedSchedule(value=0.1)                                 | 60  |
          fastai.fit_one_cycle(lr_max=0.1, n_batches=100)                         | 100 | FLOOR_MISSED RISES_PAST_THE_END
          """)
  void is_found_and_nothing_else(String text, long steps, String rules) {
    Set<String> expected =
        rules == null ? Set.of() : Arrays.stream(rules.split(" ")).collect(Collectors.toSet());
    assertThat(found(text, new Horizon(steps, 1))).as(text).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          0.1 * pytorch.ReduceLROnPlateau(patience=5, lr=0.1)                    | 500 | BELOW_ZERO
          0.1 * pytorch.ReduceLROnPlateau(patience=5, threshold_mode='abs', lr=0.1) | 500 |
          0.1 * pytorch.ReduceLROnPlateau(patience=60, lr=0.1)                   | 500 | NEVER_ACTS
          1e-4 * huggingface.greedy(lr=1e-4)                                     | 500 | NEVER_ACTS
          0.1 * plateau(patience 5)                                              | 500 |
          0.1 * plateau(patience 5, margin 1e-4 signed, convention pytorch)      | 500 | BELOW_ZERO
          0.1 * plateau(patience 5, convention pytorch)                          | 500 |
          0.1 * plateau(patience 5, convention keras)                            | 500 |
          0.1 * plateau(lowest loss, patience 400)                               | 500 |
          0.1 * plateau(patience 50)                                             | 500 | NEVER_ACTS
          0.1 * inertia(0.9, mean(4, plateau(patience 50)))                      | 500 | NEVER_ACTS
          0.1 * plateau() after 50ep                                             | 500 | NEVER_ACTS
          0.1 * plateau(patience 3) after 40ep                                   | 500 |
          0.1 * dynamic-period(period 60)                                        | 500 | NEVER_ACTS
          0.1 * guard() * bold-driver()                                          | 500 |
          0.1 * greedy(patience 3)                                               | 500 |
          """)
  void a_feedback_that_cannot_act_is_found(String text, long steps, String rules) {
    Set<String> expected = rules == null ? Set.of() : Set.of(rules);
    assertThat(found(text, new Horizon(steps, 10))).as(text).isEqualTo(expected);
  }
}
