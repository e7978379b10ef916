package rubato.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalLong;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A case says how long it is, what it was shown, and why it stopped. */
class CaseRunTest {

  private static final String PLATEAU =
      "{'framework': 'pytorch', 'scheduler': 'ReduceLROnPlateau', 'base_lr': 1,"
          + " 'args': {'patience': 0, 'factor': 0.5}, 'metrics': [%s]}";

  private static Case.Outcome run(String json, OptionalLong steps) {
    return Case.read(json.replace('\'', '"')).getFirst().run(steps);
  }

  private static Case.Outcome run(String json) {
    return run(json, OptionalLong.empty());
  }

  @Test
  void a_plateau_is_shown_one_metric_a_step() {
    Case.Outcome outcome = run(PLATEAU.formatted("3, 2, 2, 1, 1"));
    assertThat(outcome.lrs()).containsExactly(1.0, 1.0, 1.0, 0.5, 0.5, 0.25);
    assertThat(outcome.momentums()).isEmpty();
    assertThat(outcome.error()).isEmpty();
  }

  @Test
  void a_rate_that_is_missing_is_said() {
    for (String scheduler : new String[] {"ReduceLROnPlateau", "PolynomialLR"}) {
      String said = "{'framework': 'pytorch', 'lrs': [1], 'scheduler': '" + scheduler + "'}";
      assertThat(run(said).error()).hasValue("a case of " + scheduler + " needs `base_lr`");
    }
  }

  @Test
  void after_the_last_metric_it_stays() {
    assertThat(run(PLATEAU.formatted("1, 1"), OptionalLong.of(5)).lrs())
        .containsExactly(1.0, 1.0, 0.5, 0.5, 0.5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'NaN', 1        | 0.5
          'nan', 1, 2     | 0.25
          1, 'NaN'        | 0.5
          1, null         | 0.5
          'Infinity'      | 0.5
          'inf', 1, 'inf' | 0.25
          1, '-Infinity'  | 1
          '-inf', '-inf'  | 0.5
          """)
  void numbers_that_json_lacks_are_words(String metrics, double last) {
    // NaN is no progress, and neither is the first value again.
    assertThat(run(PLATEAU.formatted(metrics)).lrs().getLast()).isEqualTo(last);
  }

  @Test
  void without_a_length_it_has_a_hundred_rates() {
    Case.Outcome outcome =
        run("{'framework': 'dl4j', 'scheduler': 'FixedSchedule', 'args': {'value': 0.5}}");
    assertThat(outcome.name()).isEqualTo("case 1");
    assertThat(outcome.lrs()).hasSize(100).containsOnly(0.5);
  }

  @Test
  void the_rates_that_are_written_say_its_length() {
    String step =
        "{'name': 'a', 'framework': 'pytorch', 'scheduler': 'StepLR', 'base_lr': 1,"
            + " 'args': {'step_size': 2, 'gamma': 0.5}, 'lrs': [0, 0, 0]%s}";
    assertThat(run(step.formatted("")).lrs()).containsExactly(1.0, 1.0, 0.5);
    assertThat(run(step.formatted(", 'error': {'type': 'x'}")).lrs())
        .containsExactly(1.0, 1.0, 0.5, 0.5);
    assertThat(run(step.formatted(""), OptionalLong.of(0)).lrs()).isEmpty();
  }

  @Test
  void momenta_go_against_the_rates_of_one_cycle() {
    Case.Outcome outcome =
        run(
            "{'framework': 'pytorch', 'scheduler': 'OneCycleLR', 'base_lr': 1, 'optimizer': 'SGD',"
                + " 'optimizer_momentum': 0.9, 'args': {'max_lr': 1.0, 'total_steps': 11,"
                + " 'pct_start': 0.5454545454545454, 'anneal_strategy': 'linear',"
                + " 'base_momentum': 0.5, 'max_momentum': 1.0, 'div_factor': 2.0,"
                + " 'final_div_factor': 1.0}}",
            OptionalLong.of(11));
    for (int step = 0; step < 11; step++) {
      double up = 1 - Math.abs(step - 5) / 5.0;
      assertThat(outcome.lrs().get(step)).isCloseTo(0.5 + 0.5 * up, byUlps());
      assertThat(outcome.momentums().get(step)).isCloseTo(1 - 0.5 * up, byUlps());
    }
  }

  private static Offset<Double> byUlps() {
    return within(16 * Math.ulp(1.0));
  }

  @Test
  void the_rates_before_a_refusal_are_kept() {
    Case.Outcome outcome =
        run(
            "{'framework': 'pytorch', 'scheduler': 'OneCycleLR', 'base_lr': 1,"
                + " 'args': {'max_lr': 1.0, 'total_steps': 3}, 'lrs': [0, 0, 0, 0], 'error': {}}");
    // Stepped once more than total_steps it still answers; twice, it raises.
    assertThat(outcome.lrs()).hasSize(4);
    assertThat(outcome.error()).hasValueSatisfying(e -> assertThat(e).startsWith("ValueError"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'scheduler': 'StepLR'} | a case needs `framework`, a text
          {'framework': 'pytorch'} | a case needs `scheduler`, a text
          {'framework': 'torchy', 'scheduler': 'StepLR'} | unknown framework `torchy`
          {'framework': 'pytorch', 'scheduler': 'StepRL'} | pytorch has no scheduler `StepRL`, did you mean `StepLR`?
          {'framework': 'pytorch', 'scheduler': 'StepLR', 'args': 3} | args must be an object, got 3
          {'framework': 'pytorch', 'scheduler': 'StepLR', 'args': {'step_size': 3}, 'base_lr': 'x'} | base_lr must be a number
          {'framework': 'pytorch', 'scheduler': 'StepLR', 'args': {'step_size': 'x'}, 'base_lr': 1} | step_size of StepLR must be a number, got 'x'
          {'framework': 'pytorch', 'scheduler': 'StepLR', 'args': {'step_sise': 3}, 'base_lr': 1} | StepLR has no `step_sise`, did you mean `step_size`?
          {'framework': 'pytorch', 'scheduler': 'StepLR', 'args': {'step_size': 3}, 'base_lr': 1, 'metrics': [true]} | metrics must be a number, got True
          {'framework': 'pytorch', 'scheduler': 'StepLR', 'args': {'step_size': 3}, 'base_lr': 1, 'step_args': ['a']} | step_args must be a number, got 'a'
          """)
  void what_is_wrong_with_it_is_its_outcome(String json, String error) {
    Case.Outcome outcome = run(json);
    assertThat(outcome.lrs()).isEmpty();
    assertThat(outcome.error())
        .hasValueSatisfying(message -> assertThat(message).startsWith(error));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          3                  | case 1 must be an object, got 3
          [{}, [], {}]       | case 2 must be an object, got []
          [{}, {}, 'x']      | case 3 must be an object, got 'x'
          """)
  void only_objects_are_cases(String json, String message) {
    assertThatThrownBy(() -> Case.read(json.replace('\'', '"')))
        .isInstanceOf(ExchangeException.class)
        .hasMessage(message);
  }

  @Test
  void cases_have_names_and_lengths_within_bounds() {
    List<Case> cases = Case.read("[{\"name\": \"a\"}, {\"name\": 3}]");
    assertThat(cases).extracting(Case::name).containsExactly("a", "case 2");
    for (long steps : new long[] {-1, 10_000_001}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> cases.getFirst().run(OptionalLong.of(steps)))
          .withMessage("steps must be from 0 to 10000000, got " + steps);
    }
  }
}
