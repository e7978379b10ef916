package rubato.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rubato.objective.ObjectiveTask;
import rubato.objective.Quadratic;
import rubato.search.Arm;
import rubato.search.Space;
import rubato.text.Rules;

class ScopeTest {

  private static final Optional<Scope.Range> NONE = Optional.empty();

  private static final Quadratic BOWL = new Quadratic(2, 10, false);

  @TempDir Path folder;

  private static Scope.Range range(double low, double high) {
    return new Scope.Range(low, high);
  }

  private static Scope all() {
    return new Scope(
        List.of("linear(rate -> 0)", "warmup(5%) then cosine(rate -> 0)"),
        List.of("sgd", "adamw"),
        NONE,
        Optional.of(range(16, 64)),
        Optional.of(range(1e-4, 0.1)),
        Optional.of(range(0, 0.2)));
  }

  @Test
  void six_dimensions_some_of_them_conditional() {
    assertThat(all().space(1e-3, 1))
        .hasToString(Space.parse(all().space(1e-3, 1).toString()).toString());
    assertThat(all().space(1e-3, 1).dimensions())
        .extracting(dimension -> dimension.name())
        .containsExactly("schedule", "optimizer", "rate", "batch", "weight-decay", "warm-up");
    Arm cold = all().space(1e-3, 1).arm(0.1, 0.9, 0.5, 0.5, 0.5, 0.5);
    assertThat(all().schedule(cold)).isEqualTo("warmup(10%) then linear(rate -> 0)");
    assertThat(all().optimizer(cold)).contains("adamw", "weight-decay=0.00316");
    assertThat(all().batch(cold)).contains("32");
    Arm warm = all().space(1e-3, 1).arm(0.9, 0.1, 0.5, 0.5, 0.5, 0.5);
    assertThat(all().schedule(warm)).isEqualTo("warmup(5%) then cosine(rate -> 0)");
    assertThat(warm.has("warm-up")).isFalse();
    assertThat(warm.has("weight-decay")).isEqualTo(all().optimizer(warm).contains("weight-decay"));
  }

  @Test
  void a_study_over_all_of_them_answers_within_its_budget() {
    var scope =
        new Scope(
            List.of("linear(rate -> 0)", "rate"),
            List.of("sgd", "adamw"),
            Optional.of(range(1e-3, 1)),
            NONE,
            Optional.of(range(1e-4, 0.1)),
            Optional.of(range(0, 0.2)));
    TuneResult result = Requests.run(Requests.request(folder, "random", 9, 3, scope));
    assertThat(result.used()).isLessThanOrEqualTo(9);
    assertThat(result.arm()).containsKeys("rate", "schedule", "optimizer");
    assertThat(result.importance().values())
        .allSatisfy(part -> assertThat(part).isBetween(0.0, 1.0));
    assertThat(result.range().reason()).isEqualTo("no range test was made: the rates were given");
  }

  @Test
  void a_best_at_the_border_widens_the_range_and_says_so() {
    var scope = Scope.of("linear(rate -> 0)", "sgd", Optional.of(range(1e-6, 1e-5)));
    TuneResult result =
        Requests.run(
            Requests.request(
                made -> new ObjectiveTask("bowl", BOWL, Rules.parse(made.optimizer())),
                folder,
                "grid:points=2",
                12,
                3,
                scope));
    // Of two points each is a border.
    assertThat(result.notes())
        .anyMatch(note -> note.matches("the best was at the (upper|lower) border between .*"));
    assertThat(result.trials())
        .filteredOn(trial -> trial.role() == Trial.Role.SEARCH)
        .anyMatch(trial -> trial.rate() < 1e-6 || trial.rate() > 1e-5);
  }

  @Test
  void rates_far_too_low_do_not_win_for_having_been_trained_longest() {
    var scope = Scope.of("linear(rate -> 0)", "sgd", Optional.of(range(1e-7, 1e-5)));
    TuneResult result =
        Requests.run(
            Requests.request(
                made -> new ObjectiveTask("bowl", BOWL, Rules.parse(made.optimizer())),
                folder,
                "pilot",
                8,
                3,
                scope));
    double highest =
        result.trials().stream()
            .filter(trial -> trial.role() == Trial.Role.SEARCH)
            .mapToDouble(Trial::rate)
            .max()
            .orElseThrow();
    // The bowl's best rate is above 0.01; each widening goes up by a factor of 30.
    assertThat(highest).isGreaterThan(1e-3);
    assertThat(Double.parseDouble(result.arm().get("rate"))).isGreaterThan(highest / 30);
  }

  @Test
  void rejects_what_cannot_be_searched() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> range(2, 1))
        .withMessage("range must be LOW..HIGH with 0 <= LOW < HIGH, got 2.0..1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Scope(List.of("rate"), List.of(), NONE, NONE, NONE, NONE))
        .withMessage("optimizers must be at least one, got none");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Scope(List.of("rate", "rate"), List.of("sgd"), NONE, NONE, NONE, NONE))
        .withMessage("schedules must differ, got rate; rate");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Scope(
                    List.of("warmup(5%) then rate"),
                    List.of("sgd"),
                    NONE,
                    NONE,
                    NONE,
                    Optional.of(range(0, 1))))
        .withMessageStartingWith("warm-up must have a schedule without one");
  }
}
