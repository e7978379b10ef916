package rubato.workloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import rubato.optim.AdamW;
import rubato.train.Task;

class WorkloadsTest {

  /** Those whose data are shipped or made. */
  static Stream<Workload> atHand() {
    return Workloads.all().stream().filter(workload -> !workload.data().contains(" package "));
  }

  @Test
  void the_catalog_knows_the_tasks_of_the_guide() {
    assertThat(Workloads.all())
        .extracting(Workload::name)
        .containsExactly(
            "quadratic",
            "objective:rosenbrock",
            "objective:beale",
            "objective:rastrigin",
            "line",
            "plane",
            "cancer",
            "diabetes",
            "diabetes:mlp",
            "digits",
            "digits:cnn",
            "fashion",
            "mnist");
  }

  @ParameterizedTest
  @MethodSource("atHand")
  void a_task_has_the_name_and_the_sizes_its_entry_says(Workload workload) {
    Task task = workload.task(workload.setup());
    assertThat(task.name()).isEqualTo(workload.name());
    assertThat(Workloads.named(workload.name()).name()).isEqualTo(workload.name());
    assertThat(workload.summary()).isNotBlank();
    assertThat(workload.data()).isNotBlank();
    assertThat(workload.epochs()).isPositive();
  }

  @ParameterizedTest
  @CsvSource({
    "quadratic, 2, 100.0",
    "quadratic:dim=10, 10, 100.0",
    "'quadratic:dim=10,condition=1000', 10, 1000.0",
    "quadratic:condition=2.5, 2, 2.5",
    "quadratic:turned=true, 2, 100.0",
    "'quadratic:condition=7,turned=true', 2, 7.0",
  })
  void options_are_part_of_the_name(String name, int dimension, double condition) {
    Workload workload = Workloads.named(name);
    assertThat(workload.name()).isEqualTo(name);
    assertThat(workload.task(workload.setup()).toString())
        .contains("dimension=" + dimension + ", condition=" + condition);
  }

  @ParameterizedTest
  @CsvSource({
    "'quadratic:condition=1e3,dim=3', 'quadratic:dim=3,condition=1000'",
    "'quadratic:dim=2,turned=false', quadratic",
    "'digits:mlp:accumulate=2', 'digits:accumulate=2'",
    "digits:mlp@tensorflow, digits@tensorflow",
    "objective:rosenbrock:dim=2, objective:rosenbrock",
    "objective:rastrigin:dim=5, objective:rastrigin:dim=5",
  })
  void a_name_is_written_in_one_way(String said, String name) {
    assertThat(Workloads.named(said).name()).isEqualTo(name);
    assertThat(Workloads.named(name).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          digts             | digits
          digits:cn         | digits:cnn
          Fashion           | fashion
          objective:rastrig | objective:rastrigin
          quadratic:        | quadratic
          """)
  void an_unknown_name_is_answered_with_the_nearest(String name, String nearest) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Workloads.named(name))
        .withMessageStartingWith("task must be one of quadratic, objective:rosenbrock, ")
        .withMessageEndingWith(", got " + name + ": did you mean " + nearest + "?")
        .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          quadratic:dim=x           | dim of quadratic must be a whole number, got x
          quadratic:condition=      | condition of quadratic must be a number, got ''
          quadratic:condition=0.5   | condition must be finite and >= 1.0, got 0.5
          quadratic:turned=yes      | turned of quadratic must be true or false, got yes
          quadratic:dim=2,dim=3     | dim of quadratic must be given once, got dim=3
          quadratic:size=2          | options of quadratic must be of the form dim=..., condition=..., turned=..., got size=2
          objective:rosenbrock:dim=1 | dimension must be >= 2, got 1
          line:dim=2                | options of line must be of the form accumulate=..., clip=..., non-finite=..., got dim=2
          """)
  void an_option_that_cannot_be_is_one_line(String name, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Workloads.named(name))
        .withMessage(message.replace("''", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"line", "plane", "cancer", "diabetes", "digits"})
  void the_seed_does_not_change_the_data(String name) {
    // Records of different arrays differ, so their curves from one seed are what is compared.
    Workload workload = Workloads.named(name);
    try (var one = workload.task(workload.setup()).start(5);
        var other = workload.task(workload.setup()).start(5)) {
      for (int i = 0; i < 10; i++) {
        assertThat(one.step(0.01)).isEqualTo(other.step(0.01));
      }
      assertThat(one.evaluate()).isEqualTo(other.evaluate());
    }
  }

  @ParameterizedTest
  @CsvSource({
    // The noise that is left: 0.3 squared is 0.09, 0.1 squared is 0.01, over few held-out rows.
    "line, 0.1, 0, 0.15",
    "plane, 0.1, 0, 0.02",
    // scikit-learn's own linear regression explains about half of the variance.
    "diabetes, 0.05, 0, 0.65",
    "diabetes:mlp, 0.003, 0, 0.75",
    "cancer, 0.02, 0.95, 1",
    "quadratic, 0.0198, 0, 1e-4",
  })
  void a_sensible_rate_trains_it(String name, double rate, double low, double high) {
    Workload workload = Workloads.named(name);
    Task task = workload.task(workload.setup());
    try (var training = task.start(1)) {
      for (long i = 0; i < workload.epochs() * task.stepsPerEpoch(); i++) {
        training.step(rate);
      }
      assertThat(training.evaluate().metric()).isBetween(low, high);
    }
  }

  @ParameterizedTest
  @CsvSource({"digits, 0.003, 6", "digits:cnn, 0.003, 3"})
  void networks_learn_the_digits_in_a_few_epochs(String name, double rate, int epochs) {
    Workload workload = Workloads.named(name);
    Task task = workload.task(workload.setup());
    try (var training = task.start(1)) {
      for (long i = 0; i < epochs * task.stepsPerEpoch(); i++) {
        training.step(rate);
      }
      assertThat(training.evaluate().metric()).isGreaterThan(0.9);
    }
  }

  @Test
  void batches_of_all_and_of_one_are_honoured() {
    for (String name : new String[] {"line", "digits"}) {
      Workload workload = Workloads.named(name);
      long examples = workload.task(new Setup(new AdamW(), Batch.of(1), 1)).stepsPerEpoch();
      assertThat(examples).isEqualTo(name.equals("line") ? 160 : 1438);
      assertThat(workload.task(new Setup(new AdamW(), Batch.ALL, 1)).stepsPerEpoch()).isOne();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> workload.task(new Setup(new AdamW(), Batch.of(2000), 1)))
          .withMessage("batch must be all or 1 to " + examples + ", got 2000");
    }
  }
}
