package rubato.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimekeeperTest {

  private final AtomicLong clock = new AtomicLong(100);

  private Timekeeper keeper(Times before) {
    return new Timekeeper(before, clock::getAndIncrement);
  }

  private static void steps(Timekeeper keeper, long from, long to) {
    for (long step = from; step < to; step++) {
      keeper.stepped(new Run.Step(step, 0.1, 1));
    }
  }

  private static Run.Evaluated evaluated(long step) {
    return new Run.Evaluated(step, new Evaluation(1, 1));
  }

  @Test
  void what_is_told_has_the_time_at_which_it_is_told() {
    Timekeeper keeper = keeper(Times.NONE);
    keeper.evaluated(evaluated(0));
    steps(keeper, 0, 2);
    keeper.evaluated(evaluated(2));
    assertThat(keeper.stop()).isFalse();
    assertThat(keeper.times())
        .isEqualTo(new Times(0, List.of(101L, 102L), Map.of(0L, 100L, 2L, 103L)));
    assertThat(keeper.times().step(1)).hasValue(102);
    assertThat(keeper.times().step(2)).isEqualTo(OptionalLong.empty());
    assertThat(keeper.times().evaluated(2)).hasValue(103);
    assertThat(keeper.times().evaluated(1)).isEqualTo(OptionalLong.empty());
  }

  @Test
  void a_run_that_goes_on_keeps_the_times_it_had() {
    Timekeeper keeper = keeper(new Times(0, List.of(1L, 2L), Map.of(2L, 3L)));
    steps(keeper, 2, 3);
    assertThat(keeper.times()).isEqualTo(new Times(0, List.of(1L, 2L, 100L), Map.of(2L, 3L)));
  }

  @Test
  void what_was_made_without_a_clock_has_no_time() {
    Timekeeper keeper = keeper(Times.NONE);
    steps(keeper, 5, 7);
    assertThat(keeper.times()).isEqualTo(new Times(5, List.of(100L, 101L), Map.of()));
    assertThat(keeper.times().step(4)).isEqualTo(OptionalLong.empty());
  }

  @Test
  void what_was_undone_and_made_again_has_the_later_time() {
    Timekeeper keeper = keeper(Times.NONE);
    steps(keeper, 2, 5);
    keeper.evaluated(evaluated(4));
    keeper.evaluated(evaluated(5));
    keeper.rescued(5, 4);
    assertThat(keeper.times()).isEqualTo(new Times(2, List.of(100L, 101L), Map.of(4L, 103L)));
    steps(keeper, 4, 5);
    assertThat(keeper.times().step(4)).hasValue(105);
    keeper.rescued(5, 1); // to before the first that has a time
    steps(keeper, 1, 2);
    assertThat(keeper.times()).isEqualTo(new Times(1, List.of(106L), Map.of()));
  }

  @Test
  void times_do_not_begin_before_the_run() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Times(-1, List.of(), Map.of()))
        .withMessage("from must be >= 0, got -1");
  }
}
