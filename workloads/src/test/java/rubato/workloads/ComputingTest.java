package rubato.workloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rubato.optim.Sgd;
import rubato.search.Ladder;
import rubato.search.RangeSweep;
import rubato.search.RangeTest;
import rubato.train.Training;

class ComputingTest {

  private static double[] losses(String name, double rate, int count) {
    Workload workload = Workloads.named(name);
    Batch batch = Batch.of(32);
    try (Training training = workload.task(new Setup(new Sgd(), batch, 1)).start(4)) {
      double[] losses = new double[count];
      Arrays.setAll(losses, _ -> training.step(rate));
      return losses;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"digits", "digits:cnn", "line"})
  void pieces_give_the_update_of_the_whole_batch(String name) {
    double[] whole = losses(name, 0.1, 50); // past the short batch at the end of an epoch
    double[] pieces = losses(name + ":accumulate=5", 0.1, 50);
    for (int i = 0; i < whole.length; i++) {
      // float32 sums in another order, carried on for 50 updates
      assertThat(pieces[i]).isCloseTo(whole[i], within(1e-4 * Math.abs(whole[i]) + 1e-5));
    }
    if (!name.equals("line")) {
      assertThat(pieces).isNotEqualTo(whole);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"digits", "line"})
  void clipping_bounds_what_an_update_moves(String name) {
    double[] free = losses(name, 0.5, 20);
    double[] loose = losses(name + ":clip=1e6", 0.5, 20);
    double[] tight = losses(name + ":clip=1e-3", 0.5, 20);
    assertThat(loose).containsExactly(free);
    // Updates of at most 0.5 * 1e-3 in length: the weights hardly move, nor does the loss.
    assertThat(tight[10]).isGreaterThan(free[10]);
  }

  @Test
  void a_range_test_climbs_one_rung_an_update_whatever_its_pieces() {
    Workload workload = Workloads.named("digits:accumulate=4,clip=1");
    var ladder = new Ladder(1e-4, 10, 60);
    try (Training training = workload.task(workload.setup()).start(0)) {
      RangeTest test = RangeSweep.climb(training, 0, ladder, RangeSweep.Listener.none());
      for (int i = 0; i < test.points().size(); i++) {
        assertThat(test.points().get(i).rate()).isEqualTo(ladder.at(i));
      }
      assertThat(training.steps()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "digits:accumulate=4, digits:accumulate=4",
    "'cancer:clip=0.5,accumulate=2', 'cancer:accumulate=2,clip=0.5'",
    "digits:cnn:clip=1, digits:cnn:clip=1.0",
    "digits:accumulate=1, digits",
    "digits:clip=global:2, digits:clip=2.0",
    "'fashion:non-finite=skip,clip=norm:1', 'fashion:clip=norm:1.0,non-finite=skip'",
    "digits:clip=value:0.5@tensorflow, digits:clip=value:0.5@tensorflow",
    "'quadratic:clip=1,dim=10', 'quadratic:dim=10,clip=1.0'",
    "objective:rosenbrock:non-finite=fail, objective:rosenbrock:non-finite=fail",
    "'objective:beale:clip=norm:1,non-finite=zero', 'objective:beale:clip=norm:1.0,non-finite=zero'"
  })
  void the_name_says_it(String given, String name) {
    Workload workload = Workloads.named(given);
    assertThat(workload.name()).isEqualTo(name);
    assertThat(Workloads.named(name).name()).isEqualTo(name);
    if (!name.startsWith("fashion") && !name.endsWith("tensorflow")) { // no data, no engine here
      assertThat(workload.task(workload.setup()).name()).isEqualTo(name);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "digits, digits:clip=norm:1",
    "digits:cnn@tensorflow, digits:cnn:clip=norm:1@tensorflow",
    "'cancer:accumulate=2,clip=0.5', 'cancer:accumulate=2,clip=norm:1'",
    "quadratic:dim=10, 'quadratic:dim=10,clip=norm:1'"
  })
  void what_is_said_anew_replaces_what_was_said(String name, String then) {
    assertThat(Workloads.with(name, Map.of("clip", "norm:1"))).isEqualTo(then);
  }

  @Test
  void functions_are_clipped_too() {
    double[] free = losses("quadratic", 0.001, 3);
    double[] tight = losses("quadratic:clip=1e-6", 0.001, 3);
    assertThat(tight[2]).isGreaterThan(free[2]).isLessThan(tight[0]);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          digits:accumulate=0 | accumulate must be >= 1, got 0
          digits:clip=0 | clip must be global:L, norm:L or value:L with L finite and > 0, got 0
          digits:clip=norm:NaN | clip must be global:L, norm:L or value:L with L finite and > 0, got norm:NaN
          digits:clip=value:x | clip must be global:L, norm:L or value:L with L finite and > 0, got value:x
          digits:clip=all:1 | clip must be global:L, norm:L or value:L with L finite and > 0, got all:1
          digits:non-finite=drop | non-finite must be fail, skip, zero or pass, got drop
          digits:depth=2 | options of digits must be of the form accumulate=..., clip=..., non-finite=..., got depth=2
          quadratic:accumulate=2 | options of quadratic must be of the form dim=..., condition=..., turned=..., got accumulate=2
          objective:beale:dim=2 | options of objective:beale must be clip=... or non-finite=..., got dim=2
          """)
  void what_cannot_be_is_one_line(String name, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Workloads.named(name))
        .withMessage(message);
  }

  @Test
  void tensorflow_takes_batches_whole() {
    Workload workload = Workloads.named("digits:accumulate=2@tensorflow");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> workload.task(workload.setup()))
        .withMessageContaining("must be left out on engine tensorflow");
  }
}
