package rubato.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rubato.pace.Pace;
import rubato.schedule.Horizon;
import rubato.text.Spec;

/** Values at the edges of what is read: odd kinds, old versions, steps far away. */
class ExchangeEdgeTest {

  private static Args args(String value) {
    return new Args("Some", Map.of("a", Source.read(value)), Set.of("a"));
  }

  private static Scheduler scheduler(String text) {
    return Written.parse(text).scheduler();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          list(3)               | list(3)
          list([1], [2])        | list([1], [2])
          list()                | list()
          tuple((1, 2))         | [1, 2]
          List.of(1, 2)         | [1, 2]
          List.of([1, 2])       | [[1, 2]]
          Arrays.asList(1)      | [1]
          float()               | float()
          float(3, base=2)      | float(3, base=2)
          float(3)              | 3.0
          float('x')            | float('x')
          float('Infinity')     | float('inf')
          float('-Infinity')    | -float('inf')
          float('NaN')          | float('nan')
          float(model)          | float(model)
          int(-2.5)             | -2
          int(2.5)              | 2
          int('x')              | int('x')
          dict(a=1, b=2)        | {'a': 1, 'b': 2}
          dict(3)               | dict(3)
          Map.of(0, 1, 5, 2)    | {0: 1, 5: 2}
          Map.of(0, 1, 5)       | Map.of(0, 1, 5)
          len([1, 2, 3])        | 3
          len(3)                | len(3)
          len([1], [2])         | len([1], [2])
          range(3)              | [0, 1, 2]
          range(1, 4)           | [1, 2, 3]
          range(9, 0, -4)       | [9, 5, 1]
          range(3, 0)           | []
          range()               | range()
          range(1, 2, 3, 4)     | range(1, 2, 3, 4)
          range(0, 5, 0)        | range(0, 5, 0)
          range(2.5)            | range(2.5)
          range('a')            | range('a')
          range(100001)         | range(100001)
          """)
  void functions_of_plain_values_are_plain(String text, String value) {
    assertThat(Source.read(text)).hasToString(value);
  }

  @Test
  void an_argument_is_read_as_what_is_expected() {
    assertThat(args("True").number("a")).isEqualTo(1);
    assertThat(args("False").number("a")).isEqualTo(0);
    assertThat(args("[3]").number("a")).isEqualTo(3);
    assertThat(args("'-Infinity'").number("a")).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(args("None").number("a", 7)).isEqualTo(7);
    assertThat(args("2").truth("a")).isTrue();
    assertThat(args("0").truth("a")).isFalse();
    assertThat(args("None").truth("a")).isFalse();
    assertThat(args("'x'").isWhole("a")).isFalse();
    assertThat(args("2.0").isWhole("a")).isFalse();
    assertThat(args("2").isWhole("a")).isTrue();
    assertThat(args("optim.Mode.MAX").text("a")).isEqualTo("MAX");
    assertThat(args("{'9': 1, 3: 2}").table("a"))
        .containsExactly(Map.entry(3.0, 2.0), Map.entry(9.0, 1.0));
    assertThat(args("[{3: 1, 'b': 2}]").keywords("a", "f")).hasToString("[f(3=1, b=2)]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [lambda e: e / 2]       | 2.5
          'lambda e: e / 4'       | 1.25
          0.5                     | 0.5
          step / 10 + math.pi * 0 | 0.5
          min(step, 3) * 2 + [1, 2][0] * 0 | 6
          1 + model.depth * 0     | refused
          [1, 2]                  | refused
          {'a': 1}                | refused
          """)
  void a_function_may_be_said_in_many_ways(String text, String atFive) {
    if (atFive.equals("refused")) {
      assertThatThrownBy(() -> args(text).function("a", "x")).isInstanceOf(ExchangeException.class);
    } else {
      assertThat(Formula.at(args(text).function("a", "x"), 5))
          .isEqualTo(Double.parseDouble(atFive));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', false",
    "2, false",
    "x.1, false",
    "1.13, true",
    "2.0, true",
    "2.1, false",
    "2.10.1+cu118, false",
    "2.x, true",
    "2.123456, true",
    "3.0, false"
  })
  void a_version_is_compared_by_its_first_two_numbers(String version, boolean before) {
    Setting none = Setting.of(1);
    assertThat(new Setting(1, Double.NaN, "", 1, version, none.epochs()).before(2, 1))
        .isEqualTo(before);
  }

  @Test
  void steps_far_away_are_played_and_played_again() {
    Scheduler step = scheduler("pytorch.StepLR(step_size=1080000, gamma=0.5, lr=1)");
    assertThat(step.at(1_100_000)).isEqualTo(0.5);
    assertThat(step.at(1_060_000)).isEqualTo(1);
    assertThat(step.at(1_100_000)).isEqualTo(0.5);
    assertThatThrownBy(() -> step.at(50_000_001))
        .hasMessage(
            "step must be <= 50000000 where rates are computed one from the other, got 50000001");
    Scheduler cycle = scheduler("pytorch.CyclicLR(base_lr=1, max_lr=2, step_size_up=2, lr=1)");
    assertThat(cycle.momentum(1_100_002)).hasValue(0.8);
    assertThat(cycle.momentum(1_100_000)).hasValue(0.9);
  }

  @Test
  void past_its_refusal_it_refuses_again() {
    Scheduler once = scheduler("pytorch.OneCycleLR(max_lr=1.0, total_steps=10, lr=1)");
    for (long step : new long[] {11, 12, 11}) {
      assertThatThrownBy(() -> once.at(step)).hasMessageStartingWith("ValueError");
      assertThatThrownBy(() -> once.momentum(step)).hasMessageStartingWith("ValueError");
    }
    // 1 / 25, by a cosine down from 1: off by an ulp of 1.
    assertThat(once.at(0)).isCloseTo(0.04, within(Math.ulp(1.0)));
  }

  @Test
  void what_watches_stays_until_it_sees() {
    Scheduler plateau = scheduler("pytorch.ReduceLROnPlateau(lr=0.5)");
    assertThat(plateau.at(99)).isEqualTo(0.5);
    assertThat(plateau.momentum(9)).isEmpty();
    assertThat(plateau.pace().feedbacks()).hasSize(1);
    assertThat(plateau.pace().schedule().at(3)).isEqualTo(0.5);
    Scheduler step = scheduler("pytorch.StepLR(step_size=3, lr=0.5)");
    assertThat(step.pace()).isEqualTo(Pace.of(step));
    assertThat(step)
        .isEqualTo(scheduler("torch.StepLR(lr=0.5, step_size=3)"))
        .isNotEqualTo(plateau);
    assertThatThrownBy(step::policy).hasMessage("StepLR watches nothing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          exponential(0.1, gamma 0.9 per 5)           | pytorch     | LambdaLR(
          0.1 for 9 then exponential(0.1, gamma 0.9 per 5) | pytorch | LambdaLR(
          0.1 for 9 then cosine(0.2 -> 0)             | pytorch     | LambdaLR(
          exponential(0.1, gamma 0.9 per 5)           | djl         | Math.pow(0.9, (step / 5.0))
          exponential(0.1, gamma 0.9 per 5)           | dl4j        | ExponentialSchedule(ScheduleType.ITERATION, 0.1, 0.979
          inverse-time(0.1, decay 0.01 per 5)         | dl4j        | InverseSchedule(ScheduleType.ITERATION, 0.1, 0.002, 1.0)
          0.1 for 9 then piecewise(0: 0.1, 9: 0.01)   | optax       | jnp.where(
          warmup(9) then step(0.1, factor 0.5 every 9) | keras      | ops.where(
          warmup(9) then step(0.1, factor 0.5 every 9) | huggingface | SequentialLR(
          warmup(9) then step(0.1, factor 0.5 every 9) | timm       | SequentialLR(
          warmup(9, from 0) then linear(0.1 -> 0)     | huggingface | get_scheduler('linear', optimizer, num_warmup_steps=9, num_training_steps=50)
          warmup(9, from 0) then cosine(0.1 -> 0)     | huggingface | get_scheduler('cosine', optimizer, num_warmup_steps=9, num_training_steps=50)
          warmup(9, from 0) then cosine(0.1 -> 0)     | timm        | warmup_t=9, warmup_lr_init=0.0, warmup_prefix=True
          """)
  void the_nearest_way_of_a_framework_is_found(String spec, String to, String words) {
    Pace pace = Spec.parse(spec).resolve(new Horizon(50, 1));
    assertThat(Export.write(Framework.named(to), pace, 50)).contains(words);
  }

  @Test
  void a_chain_may_only_come_first() {
    String chain = "ChainedScheduler(schedulers=[StepLR(step_size=3)])";
    String second =
        "pytorch.SequentialLR(schedulers=[StepLR(step_size=3), %s], milestones=[3], lr=1";
    Scheduler late = scheduler(second.formatted(chain) + ")");
    assertThat(late.at(2)).isEqualTo(1);
    assertThatThrownBy(() -> late.at(3)).hasMessageStartingWith("NotImplementedError");
    assertThatThrownBy(() -> scheduler(second.formatted(chain) + ", version='1.13')"))
        .hasMessageStartingWith("AttributeError");
  }
}
