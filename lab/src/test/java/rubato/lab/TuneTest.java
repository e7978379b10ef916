package rubato.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rubato.train.Checkpoint;
import rubato.train.Evaluation;
import rubato.train.Metric;
import rubato.train.Run;
import rubato.train.Task;
import rubato.train.Training;

class TuneTest {

  @TempDir Path folder;

  private static TuneResult run(Tune.Request request) {
    return Requests.run(request);
  }

  @ParameterizedTest
  @ValueSource(strings = {"grid:points=3", "random"})
  void every_method_answers(String method) {
    TuneResult result = run(Requests.request(folder, method, 12, 1));
    assertThat(result.rate()).isBetween(result.low(), result.high());
    assertThat(result.low()).isPositive();
    assertThat(result.chosen().values()).hasSize(3);
    assertThat(result.chosen().mean()).isGreaterThan(0.85);
    assertThat(result.baseline().values()).hasSize(3);
    assertThat(result.baselineUsed()).isEqualTo(3);
    assertThat(result.beliefs()).isNotEmpty();
    assertThat(result.tried()).hasSizeGreaterThan(3);
    assertThat(result.importance()).containsOnlyKeys("rate", "schedule");
    assertThat(result.range().suggestion()).isPresent();
    assertThat(Tune.DEFAULT_SCHEDULES).contains(result.schedule());
    assertThat(result.next()).contains(result.rate() + "");
    assertThat(result.trials()).extracting(Trial::id).doesNotHaveDuplicates();
  }

  @Test
  void the_search_judges_by_the_loss_or_the_metric_and_the_answer_is_stated_in_the_metric() {
    Tune.Request asked = Requests.request(folder.resolve("metric"), "grid:points=3", 12, 1);
    TuneResult metric = run(asked);
    TuneResult loss = run(Requests.judged(asked.in(folder.resolve("loss")), Judge.LOSS));
    assertThat(metric.judged()).isEqualTo(metric.metric());
    assertThat(loss.judged()).isEqualTo(new Metric("held-out loss", false));
    assertThat(loss.metric()).isEqualTo(metric.metric());
    assertThat(loss.chosen().mean()).isBetween(0.85, 1.0);
    // The same trainings, seen in two ways.
    for (int i = 0; i < 3; i++) {
      Run run = loss.trials().get(loss.tried().get(i).trial()).run();
      Evaluation last = run.evaluations().getLast().evaluation();
      assertThat(loss.tried().get(i).rungs().getLast().value()).isEqualTo(last.loss());
      assertThat(metric.tried().get(i).rungs().getLast().value()).isEqualTo(-last.metric());
    }
  }

  @Test
  void the_same_seed_gives_the_same_result() throws IOException {
    TuneResult one = run(Requests.request(folder.resolve("a"), "random", 9, 7));
    TuneResult two = run(Requests.request(folder.resolve("b"), "random", 9, 7));
    assertThat(two).isEqualTo(one);
    assertThat(Files.readString(folder.resolve("b").resolve(Tune.RESULT)))
        .isEqualTo(Files.readString(folder.resolve("a").resolve(Tune.RESULT)));
  }

  @Test
  void the_result_on_disk_is_the_result() throws IOException {
    TuneResult result = run(Requests.request(folder, "random", 4, 1));
    String text = Files.readString(folder.resolve(Tune.RESULT));
    assertThat(Json.parse(text, TuneResult.class)).isEqualTo(result);
    assertThat(folder).isDirectoryNotContaining(file -> file.toString().endsWith(".part"));
  }

  @Test
  void never_uses_more_than_the_budget() {
    var random = new SplittableRandom(3);
    for (int i = 0; i < 40; i++) {
      double budget = 1 + Math.pow(random.nextDouble(), 2) * 14;
      String method = List.of("random", "grid").get(random.nextInt(2));
      TuneResult result = run(Requests.request(folder.resolve("" + i), method, budget, i));
      assertThat(result.used()).as("%s, budget %s", method, budget).isLessThanOrEqualTo(budget);
      long steps =
          result.trials().stream()
              .filter(trial -> trial.role() != Trial.Role.BASELINE)
              .mapToLong(trial -> trial.run().steps().size())
              .sum();
      assertThat(result.used()).isEqualTo(steps / 180.0);
      assertThat(result.rate()).isBetween(result.low(), result.high());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 3})
  void a_small_budget_says_what_it_left_out(double budget) {
    TuneResult result = run(Requests.request(folder, "random", budget, 1));
    assertThat(result.used()).isLessThanOrEqualTo(budget);
    assertThat(result.notes()).anyMatch(note -> note.startsWith("the budget allows"));
  }

  @Test
  void a_larger_budget_uses_more_seeds_and_schedules() {
    TuneResult result = run(Requests.request(folder, "random", 12, 1));
    assertThat(result.trials().stream().map(trial -> trial.run().seed())).contains(1L, 2L, 3L);
  }

  @Test
  void a_task_that_diverges_at_every_rate_is_an_error_in_one_line() {
    var request = Requests.request(_ -> new Broken(), folder, "random", 6, 1, Requests.scope());
    assertThatExceptionOfType(LabException.class)
        .isThrownBy(() -> run(request))
        .withMessageStartingWith("every trial between the rates ")
        .withMessageContaining("diverged")
        .withMessageNotContaining("\n");
  }

  @Test
  void the_stages_are_told_in_order() {
    var log = new Requests.Log();
    TuneResult result =
        Requests.run(Requests.request(folder, "random", 9, 1), Ledger.of(folder), log);
    assertThat(log.lines).containsSubsequence("range test", "search", "replicates", "baseline");
    assertThat(log.updates).isEqualTo(Math.round((result.used() + result.baselineUsed()) * 180));
    long ended =
        log.lines.stream()
            .filter(line -> line.matches("\\d+ .*"))
            .map(line -> line.replaceFirst(" .*", ""))
            .distinct()
            .count();
    assertThat(ended).isEqualTo(result.trials().size());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void rejects_budgets_that_are_none(double budget) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Requests.request(folder, "random", budget, 1))
        .withMessage("budget must be >= 1.0, one full training of 180 updates, got " + budget);
  }

  @Test
  void rejects_what_it_cannot_honour() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Requests.request(folder, "annealing", 1, 1))
        .withMessageStartingWith("method must be one of ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(List.of("0.1")))
        .withMessage("schedule must mention the word rate, got 0.1");
    assertThatIllegalArgumentException().isThrownBy(() -> with(List.of("nonsense(rate)")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(List.of()))
        .withMessage("schedules must be at least one, got none");
  }

  private void with(List<String> schedules) {
    var none = Optional.<Scope.Range>empty();
    var scope = new Scope(schedules, List.of("sgd"), none, none, none, none);
    Requests.request(folder, "grid", 3, 1, scope);
  }

  /** Every loss is NaN. */
  private record Broken() implements Task, Training {
    @Override
    public String name() {
      return "broken";
    }

    @Override
    public Metric metric() {
      return new Metric("loss", false);
    }

    @Override
    public long stepsPerEpoch() {
      return 10;
    }

    @Override
    public Training start(long seed) {
      return this;
    }

    @Override
    public double step(double rate) {
      return Double.NaN;
    }

    @Override
    public Evaluation evaluate() {
      return new Evaluation(Double.NaN, Double.NaN);
    }

    @Override
    public long steps() {
      return 0;
    }

    @Override
    public Checkpoint save() {
      return new Checkpoint("broken", 0, new byte[0]);
    }

    @Override
    public void restore(Checkpoint checkpoint) {}

    @Override
    public void close() {}
  }

  @Test
  void runs_are_whole_or_say_why_not() {
    TuneResult result = run(Requests.request(folder, "random", 9, 2));
    for (Trial trial : result.trials()) {
      boolean whole = trial.run().steps().size() == 180;
      assertThat(trial.run().end() == Run.End.COMPLETED).isEqualTo(whole);
    }
  }
}
