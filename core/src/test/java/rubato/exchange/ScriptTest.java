package rubato.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole programs are read as people paste them. */
class ScriptTest {

  private static String read(String text) {
    return Written.read(Framework.PYTORCH, text).toString();
  }

  private static Scheduler function(String text) {
    return Written.read(Framework.PYTORCH, text + "\nscheduler = LambdaLR(optimizer, f)\n")
        .withRate(1)
        .scheduler();
  }

  @Test
  void a_training_around_it_is_passed_over() {
    assertThat(
            read(
                """
                \"""A training.\"""
                import torch.optim as optim
                EPOCHS, batch = 100, 64
                model = torch.nn.Linear(2, 1)
                optimizer = optim.SGD(model.parameters(), lr=0.1 * batch / 256)
                scheduler: LRScheduler = StepLR(optimizer, step_size=EPOCHS // 3)
                for epoch in range(EPOCHS):
                    train(model)
                    scheduler.step()
                print(f"done {scheduler.get_last_lr()[0]}")
                """))
        .isEqualTo("pytorch.StepLR(step_size=33, lr=0.025)");
  }

  @Test
  void a_method_that_makes_one_is_read() {
    assertThat(
            read(
                """
                class Lit(pl.LightningModule):
                    def __init__(self):
                        super().__init__()
                        self.net = Net()

                    def configure_optimizers(self, lr=0.3):
                        optimizer = torch.optim.SGD(self.parameters(), lr)
                        self.sched = torch.optim.lr_scheduler.StepLR(optimizer, step_size=10)
                        return [optimizer], [self.sched]
                """))
        .isEqualTo("pytorch.StepLR(step_size=10, lr=0.3)");
  }

  @Test
  void an_example_of_the_documentation_is_read_with_its_prompts() {
    assertThat(
            read(
                """
                >>> # Assuming optimizer uses lr = 0.05 for all groups
                >>> scheduler = StepLR(
                ...     optimizer, step_size=30)
                >>> for epoch in range(100):
                >>>     scheduler.step()
                1
                """))
        .isEqualTo("pytorch.StepLR(step_size=30, lr=rate)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          StepLR(optimizer, 30 if True else 20)                          | step_size=30
          StepLR(optimizer, round(99.6 / 3))                             | step_size=33
          StepLR(optimizer, math.ceil(100 / 3))                          | step_size=34
          StepLR(optimizer, max(1, min(7, 30)), gamma=pow(0.5, 2))       | step_size=7, gamma=0.25
          StepLR(optimizer, sum([1, 2]), gamma=math.sqrt(0.25))          | step_size=3, gamma=0.5
          kw = dict(step_size=3); StepLR(optimizer, **kw)                | step_size=3
          args = [3, 0.5]; StepLR(optimizer, *args)                      | step_size=3, gamma=0.5
          n = 3; n *= 2; StepLR(optimizer, n)                            | step_size=6
          StepLR(optim.SGD([{'params': p, 'lr': 0.1}], lr=1), 3)         | step_size=3, lr=0.1
          StepLR(optim.Adam(p, 0.1), 3)                                  | step_size=3, lr=0.1
          if __name__ == '__main__': StepLR(optimizer, 3)                | none
          """)
  void constants_are_computed(String text, String arguments) {
    if (arguments.equals("none")) {
      assertThatThrownBy(() -> read(text)).hasMessage("there is nothing to read");
    } else {
      String rate = arguments.contains("lr=") ? "" : ", lr=rate";
      assertThat(read(text)).isEqualTo("pytorch.StepLR(" + arguments + rate + ")");
    }
  }

  @Test
  void a_function_of_several_lines_is_one_of_choices() {
    Scheduler read =
        function(
            """
            def f(epoch: int) -> float:
                \"""Up, flat and down.\"""
                if epoch < 4:
                    return epoch / 4
                elif 4 <= epoch < 8:
                    return 1.0
                x = 12 - epoch
                return max(0.0, x / 4)
            """);
    assertThat(read.at(1)).isEqualTo(0.25);
    assertThat(read.at(4)).isEqualTo(1);
    assertThat(read.at(7)).isEqualTo(1);
    assertThat(read.at(9)).isEqualTo(0.75);
    assertThat(read.at(20)).isZero();
  }

  @Test
  void a_name_may_be_another_after_a_branch() {
    Scheduler read =
        function(
            """
            def f(epoch):
                factor = 1.0
                if epoch >= 3:
                    factor *= 0.5
                else: pass
                if epoch >= 6: factor *= 0.5
                if not epoch < 9:
                    pass
                else:
                    return factor
                return 0.1
            """);
    assertThat(read.at(0)).isEqualTo(1);
    assertThat(read.at(3)).isEqualTo(0.5);
    assertThat(read.at(6)).isEqualTo(0.25);
    assertThat(read.at(9)).isEqualTo(0.1);
  }

  @Test
  void comparisons_are_chained_and_lists_searched() {
    Scheduler read = function("f = lambda e: 1.0 if 5 <= e < 20 else 0.5 if e in (0, 2) else 0.1");
    assertThat(read.at(4)).isEqualTo(0.1);
    assertThat(read.at(2)).isEqualTo(0.5);
    assertThat(read.at(5)).isEqualTo(1);
    assertThat(read.at(20)).isEqualTo(0.1);
    assertThat(function("f = lambda e: 1.0 if e not in [3] else 0.5").at(3)).isEqualTo(0.5);
  }

  @Test
  void a_class_that_is_a_schedule_is_a_function() {
    Scheduler read =
        Written.read(
                Framework.KERAS,
                """
                class Mine(keras.optimizers.schedules.LearningRateSchedule):
                    def __call__(self, step):
                        step = ops.cast(step, "float32")
                        return ops.where(step < 2, 1.0, 0.1 / (step + 1))

                    def get_config(self):
                        return {}

                schedule = Mine()
                """)
            .scheduler();
    assertThat(read.at(1)).isEqualTo(1);
    assertThat(read.at(3)).isEqualTo(0.025);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          f(*3)                                              | cannot read `*`3: write it out
          f(**3)                                             | cannot read `**`3: write it out
          def f(x): y = 1                                    | expected `return` at the end of the function, got the end
          def f(x): return 1 if x else                       | expected a value, got the end
          s = StepLR(o, 3); t = StopLR(o, 3)                 | pytorch has no scheduler `StopLR`, did you mean `StepLR`?
          x = \"""never closed                               | the text begun at character 5 has no end
          """)
  void what_cannot_be_read_is_said(String text, String message) {
    assertThatThrownBy(() -> read(text.replace("\\\"", "\""))).hasMessageStartingWith(message);
  }

  @Test
  void a_function_that_grows_with_each_line_is_refused() {
    var text = new StringBuilder("def f(x):\n    y = x\n");
    for (int i = 0; i < 40; i++) {
      text.append("    y = y + y\n");
    }
    assertThatThrownBy(() -> function(text + "    return y\n"))
        .hasMessage("a function must come to at most 4000 parts");
  }
}
