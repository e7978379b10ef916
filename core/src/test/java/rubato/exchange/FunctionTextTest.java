package rubato.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions, lists made by a loop, and rates that stand where a schedule could. */
class FunctionTextTest {

  private static Scheduler read(Framework from, String text) {
    return Written.read(from, text).withRate(0.1).scheduler();
  }

  @Test
  void a_function_is_read_where_it_is_defined() {
    String text =
        """
        def half(epoch):
            return 0.5 ** epoch
        scheduler = LambdaLR(optimizer, lr_lambda=half)
        """;
    assertThat(read(Framework.PYTORCH, text).at(2)).isEqualTo(0.1 * 0.25);
  }

  @Test
  void its_parameter_hides_a_name_of_outside() {
    String text = "epoch = 7\nLambdaLR(optimizer, lambda epoch: 0.5 ** epoch)\n";
    assertThat(read(Framework.PYTORCH, text).at(1)).isEqualTo(0.05);
    assertThat(read(Framework.PYTORCH, "n = 4\nStepLR(optimizer, n)").at(4)).isEqualTo(0.1 * 0.1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          pytorch | MultiStepLR(optimizer, [i * 2 for i in range(1, 4)]) | pytorch.MultiStepLR(milestones=[2, 4, 6], lr=0.1)
          djl | Tracker t = update -> 0.5f / (1 + update); | djl.Tracker(function=lambda update: (0.5 / (1 + update)))
          djl | 0.1f | djl.FixedTracker(value=0.1)
          dl4j | 0.1 | deeplearning4j.FixedSchedule(value=0.1)
          optax | 0.1 | optax.constant_schedule(value=0.1)
          fastai | 0.1 | fastai.SchedNo(start=0.1, end=0.1)
          fastai | n_batches = 9; SchedLin(1, 0.1) | fastai.SchedLin(start=1, end=0.1, n_batches=9)
          fastai | ParamScheduler({'lr': SchedCos(1, 0.1)}) | fastai.SchedCos(start=1, end=0.1)
          keras | {"initial_learning_rate": 0.1, "first_decay_steps": 9, "name": "SGDRDecay"} | keras.CosineDecayRestarts(initial_learning_rate=0.1, first_decay_steps=9)
          dl4j | new CosineWarmupSchedule(0.1, 2, 10) | deeplearning4j.CosineWarmupSchedule(maxLR=0.1, minLR=0.0, warmupSteps=2, totalSteps=10)
          dl4j | CosineWarmupSchedule.fromRatio(0.1, 0.01, 0.25, 10) | deeplearning4j.CosineWarmupSchedule(maxLR=0.1, minLR=0.01, warmupSteps=2, totalSteps=10)
          timm | StepLR(optimizer, 3) | pytorch.StepLR(step_size=3, lr=0.1)
          huggingface | TrainingArguments("x", lr_scheduler_type=SchedulerType.COSINE, warmup_ratio=0.25, max_steps=10, bf16=True) | huggingface.cosine(num_warmup_steps=3, num_training_steps=10, lr=0.1)
          huggingface | TrainingArguments("x", learning_rate=0.1, lr_scheduler_type="constant", max_steps=3) | huggingface.constant(lr=0.1)
          huggingface | {"lr_scheduler_type": "cosine", "learning_rate": 0.1, "max_steps": 10} | huggingface.cosine(num_warmup_steps=0, num_training_steps=10, lr=0.1)
          """)
  void what_is_written_is_read(String from, String text, String call) {
    assertThat(read(Framework.named(from), text)).hasToString(call);
  }

  @Test
  void a_rate_is_a_constant_of_keras() {
    assertThat(read(Framework.KERAS, "0.1").at(0)).isEqualTo(0.1);
    assertThat(read(Framework.KERAS, "0.1").at(100)).isEqualTo(0.1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pytorch | MultiStepLR(optimizer, [i for i in 3]) | `for` needs a list or a range, got 3
          pytorch | MultiStepLR(optimizer, [x for i in [3]]) | a lambda may use its parameter, numbers and functions of math, got x
          pytorch | 0.1 | expected a scheduler of pytorch, got 0.1
          timm | lambda x: 1 | expected a scheduler of timm, got lambda x: 1
          pytorch | def f(x): 3 | expected `return`, got `3` at character 11
          dl4j | CosineWarmupSchedule.fromRatio(0.1, 0.01, x, 10) | warmupSteps of CosineWarmupSchedule must be a number, got x
          huggingface | NoamLR(optimizer) | huggingface has no scheduler `NoamLR`
          """)
  void what_cannot_be_read_is_said(String from, String text, String message) {
    assertThatThrownBy(() -> read(Framework.named(from), text)).hasMessage(message);
  }

  @Test
  void a_feedback_without_a_rate_multiplies_the_free_one() {
    Written written = Written.read(Framework.PYTORCH, "ReduceLROnPlateau(optimizer, patience=2)");
    assertThat(written.spec()).isEqualTo("rate * pytorch.ReduceLROnPlateau(patience=2, lr=rate)");
  }
}
