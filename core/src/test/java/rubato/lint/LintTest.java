package rubato.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rubato.schedule.Custom;
import rubato.schedule.Horizon;
import rubato.text.PlanSpec;
import rubato.text.Spec;

class LintTest {

  private static final Horizon HORIZON = Horizon.epochs(20, 50);

  private static List<Finding> lint(String text) {
    return Lint.of(Spec.parse(text), HORIZON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.1",
        "cosine(0.1 -> 0)",
        "linear(0.1 -> 0)",
        "warmup(5%) then cosine(0.1 -> 0)",
        "warmup(10%) then 0.1 then linear(0.1 -> 0, 20%)",
        "warmup(5%) then cosine(0.1 -> 0) * plateau(patience 3) * guard()",
        "step(0.1, factor 0.5 every 5ep)",
        "milestones(0.1, factor 0.1 at 50%, 75%)",
        "piecewise(0: 0.1, 500: 0.01)",
        "exponential(0.1, gamma 0.95 per 1ep)",
        "inverse-time(0.1, decay 0.01)",
        "0.5 * cosine(0.1 -> 0)",
        "clamp(exponential(0.1, gamma 0.9 per 1ep), 0.02..0.1)"
      })
  void what_is_well_said_is_not_criticised(String text) {
    assertThat(lint(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0.1 for 500 then cosine(0.05 -> 0)   | R001 at step 500: the rate jumps from 0.1 to 0.05 where `cosine(0.05 -> 0.0, 500)` begins
          0.1 for 5ep then 0.01                | R001 at step 250: the rate jumps from 0.1 to 0.01 where `0.01` begins (piecewise says that it is meant)
          cosine(0.1 -> 0.01, 500)             | R002 at step 500: it ends here and holds 0.01 for the other 500 of the 1000 steps
          linear(0.1 -> 0, 2000)               | R003 at step 999: the training ends here at 0.05005; the schedule goes on to 0.0 at step 2000
          cosine(0.1 -> 0, 60ep)               | R003 at step 999: the training ends here at 0.0750453312680355; the schedule goes on to 0.0 at step 3000
          warmup(50, from 0) then 0.1          | R004 at step 0: the rate is 0.0: the first update changes nothing
          repeat(cosine(0.1 -> 0.01), every 10)| R005 at step 999: the floor 0.01 is never reached: the lowest rate is 0.01220245676671809
          clamp(cosine(0.1 -> 0), 0..0.5)      | R006 at step 999: the peak 0.5 is never used: the highest rate is 0.1
          warmup(20%) then cosine(0.1 -> 0)    | R009 at step 200: the warm-up takes 200 of 1000 steps, more than 10%
          linear(0.01 -> 0.1, 20%) then 0.1    | R009 at step 200: the warm-up takes 200 of 1000 steps, more than 10%
          step(0.1, factor 0.5 every 10)       | R010 at step 10: `10` is 10 steps, less than one of the 20 epochs of 50 steps: write `10ep` if epochs are meant
          warmup(5) then cosine(0.1 -> 0)      | R010 at step 5: `5` is 5 steps, less than one of the 20 epochs of 50 steps: write `5ep` if epochs are meant
          step(0.1, factor 0.5 every 30ep)     | R011 at step 999: the rate is 0.1 at every one of the 1000 steps
          """)
  void what_is_odd_is_said_with_step_and_values(String text, String finding) {
    assertThat(lint(text)).extracting(Finding::toString).contains(finding);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "restarts(cosine(0.1 -> 0, 100), growth 2)",
        "pytorch.CosineAnnealingWarmRestarts(T_0=100, T_mult=2, lr=0.1)",
        "huggingface.polynomial(num_warmup_steps=0, num_training_steps=1000, power=2, lr=1)",
        "timm.CosineLRScheduler(t_initial=500, cycle_limit=2, cycle_mul=2, lr=0.1)"
      })
  void numbers_that_are_no_lengths_are_not_taken_for_epochs(String text) {
    assertThat(lint(text)).extracting(Finding::rule).doesNotContain(Rule.EPOCHS_MEANT);
  }

  @Test
  void a_piece_that_is_cut_off_is_said() {
    assertThat(lint("cosine(1 -> 0, 500) for 250 then 0.5"))
        .extracting(Finding::toString)
        .contains(
            "R003 at step 250: `cosine(1.0 -> 0.0, 500)` is cut off after 250 of its 500 steps, at"
                + " 0.5; it would have ended at 0.0");
  }

  @Test
  void what_goes_on_past_the_end_is_said() {
    assertThat(lint("repeat(cosine(0.1 -> 0), every 400)"))
        .extracting(Finding::rule)
        .contains(Rule.RISES_PAST_THE_END);
  }

  @Test
  void one_training_of_one_step_is_looked_at_too() {
    assertThat(Lint.of(Spec.parse("cosine(0.1 -> 0)"), new Horizon(1, 1))).isEmpty();
    assertThat(Lint.of(Spec.parse("cosine(0.1 -> 0)"), new Horizon(Long.MAX_VALUE, 1))).isEmpty();
  }

  @Test
  void codes_are_unique_and_in_order() {
    assertThat(Stream.of(Rule.values()).map(Rule::code))
        .isSorted()
        .doesNotHaveDuplicates()
        .allMatch(code -> code.matches("R\\d{3}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0.5 * (0.1 for 500 then cosine(0.05 -> 0))          | R001 at step 500
          clamp(0.1 for 500 then 0.05, 0..0.1)                | R001 at step 500
          shift(0.1 for 500 then linear(0.05 -> 0), 100)      | R001 at step 600
          warmup(20) then 0.1 for 480 then linear(0.05 -> 0)  | R001 at step 500
          (0.1 for 9 then 0.2) for 500 then 0.1               | R001 at step 9
          0.1 for 500 then linear(0 -> 0, 100) then 0         | R002 at step 500
          0.5 * clamp(warmup(200) then 0.1, 0..1)             | R009 at step 200
          """)
  void parts_are_found_within_others(String text, String finding) {
    assertThat(lint(text)).extracting(Finding::toString).anyMatch(f -> f.startsWith(finding));
  }

  @Test
  void what_begins_after_the_end_is_left_alone() {
    assertThat(lint("cosine(0.1 -> 0, 1000) then 0.5 for 9 then 0.1"))
        .extracting(Finding::rule)
        .contains(Rule.PEAK_MISSED)
        .doesNotContain(Rule.JUMP);
  }

  @Test
  void a_schedule_that_refuses_is_said() {
    Custom refuses =
        step -> {
          if (step > 5) {
            throw new IllegalStateException("no more");
          }
          return 0.1;
        };
    assertThat(Lint.of(refuses, new Horizon(9, 1), List.of()))
        .extracting(Finding::toString)
        .containsExactly("R008 at step 6: there is no rate: no more");
    Custom negative = step -> step == 12 ? -0.5 : 0.1;
    assertThat(Lint.of(negative, new Horizon(9, 1), List.of()))
        .extracting(Finding::toString)
        .contains("R008 at step 12: the rate is -0.5");
  }

  @Test
  void stairs_past_the_end_are_said() {
    assertThat(lint("milestones(0.1, factor 0.1 at 500, 1500)"))
        .extracting(Finding::toString)
        .containsExactly(
            "R003 at step 999: the training ends here, before the last change of the rate, at step"
                + " 1500");
    assertThat(lint("piecewise(0: 0.1, 500: 0.01, 100%: 0.001)"))
        .extracting(Finding::rule)
        .doesNotContain(Rule.ENDS_LATE);
    assertThat(lint("shift(piecewise(0: 0.1, 500: 0.05, 900: 0.01), 200)"))
        .extracting(Finding::rule)
        .contains(Rule.ENDS_LATE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          0.1; momentum 0.9 for 50% then 0.5        | R001 at step 500: momentum: the value jumps from 0.9 to 0.5 where `0.5` begins (piecewise says that it is meant)
          0.1; weight-decay linear(0.1 -> 0, 2000)  | R003 at step 999: weight-decay: the training ends here at 0.05005; the schedule goes on to 0.0 at step 2000
          0.1; momentum 1.5                         | R012 at step 0: momentum: it must be at least 0 and below 1, and is 1.5
          0.1; epsilon linear(1e-8 -> 0, 500)       | R012 at step 500: epsilon: it must be above 0, and is 0.0
          0.1; batch-size linear(1 -> 0)            | R012 at step 1: batch-size: it must be at least 1, and is 0.999
          0.1; layers "a" times cosine(1 -> 0.1, 2000) | R003 at step 999: layers "a": the training ends here at 0.5507068580563739; the schedule goes on to 0.1 at step 2000
          """)
  void the_rest_of_a_plan_is_looked_at_by_name(String plan, String finding) {
    assertThat(Lint.of(PlanSpec.parse(plan), HORIZON))
        .extracting(Finding::toString)
        .contains(finding);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.1; momentum 0; weight-decay 0; dropout linear(0 -> 0.5); batch-size 32; epsilon 1e-8",
        "0.1; layers \"a\" times 0 for 5ep then 1; layers \"b\" at 0.01",
        "warmup(5%) then cosine(0.1 -> 0); momentum cosine(0.95 -> 0.85, 30%) then 0.85"
      })
  void what_is_usual_in_a_plan_is_not_criticised(String plan) {
    assertThat(Lint.of(PlanSpec.parse(plan), HORIZON)).isEmpty();
  }
}
