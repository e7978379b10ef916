package rubato.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrunerTest {

  private static final long HORIZON = 27;

  /** A trial that reports these values from the first part on. */
  private static State with(State state, double... values) {
    int number = state.trials().size();
    State next = state.asked(new Ask(number, Arm.of(0.1 + number), number, HORIZON));
    for (int i = 0; i < values.length; i++) {
      next = next.told(new Told(number, i + 1L, values[i]));
    }
    return next;
  }

  private static double[] flat(double value, int count) {
    return IntStream.range(0, count).mapToDouble(_ -> value).toArray();
  }

  private static State complete(double... values) {
    State state = State.INITIAL;
    for (double value : values) {
      state = with(state, flat(value, 27));
    }
    return state;
  }

  private static Set<Integer> stopped(Pruner pruner, State state) {
    return pruner.stopped(state, HORIZON, 1);
  }

  @Test
  void nothing_stops_where_nothing_prunes() {
    assertThat(stopped(new Pruner.None(), with(complete(1), 99))).isEmpty();
  }

  @Test
  void what_is_worse_than_the_median_of_complete_trials_ends() {
    State four = complete(1, 2, 3, 4);
    var optuna = new Percentile(50, 4, 0);
    assertThat(stopped(optuna, with(four, 2.4))).isEmpty();
    assertThat(stopped(optuna, with(four, 2.6))).containsExactly(4);
    // Its best counts, not its last.
    assertThat(stopped(optuna, with(four, 2.4, 9))).isEmpty();
    assertThat(stopped(new Percentile(25, 4, 0), with(four, 1.8))).containsExactly(4);
    assertThat(stopped(new Percentile(50, 5, 0), with(four, 9))).isEmpty();
    assertThat(stopped(new Percentile(50, 4, 2), with(four, 9, 9))).isEmpty();
    assertThat(stopped(new Percentile(50, 4, 2), with(four, 9, 9, 9))).containsExactly(4);
  }

  @Test
  void vizier_compares_with_means_up_to_the_step() {
    // Means 5 and 7 at the second report, 6 in the median; Optuna's rule would see 0 and 4.
    State two = State.INITIAL;
    for (double start : new double[] {10, 10}) {
      double[] values = flat(two.trials().isEmpty() ? 0 : 4, 27);
      values[0] = start;
      two = with(two, values);
    }
    var vizier = new Median(2, 0);
    assertThat(stopped(vizier, with(two, 12, 5.9))).isEmpty();
    assertThat(stopped(vizier, with(two, 12, 6.1))).containsExactly(2);
    assertThat(stopped(new Percentile(50, 2, 0), with(two, 12, 5.9))).containsExactly(2);
    assertThat(stopped(new Median(3, 0), with(two, 12, 99))).isEmpty();
    assertThat(stopped(new Median(2, 2), with(two, 12, 99))).isEmpty();
  }

  @Test
  void a_verdict_holds_whatever_comes_later() {
    State pruned = with(complete(1, 1), 2);
    var rule = new Percentile(50, 2, 0);
    assertThat(stopped(rule, pruned)).containsExactly(2);
    State later = with(with(with(pruned, flat(9, 27)), flat(9, 27)), flat(9, 27));
    assertThat(stopped(rule, later)).contains(2);
  }

  @Test
  void rungs_let_the_best_part_go_on() {
    var rule = new Rungs(3, 1, 0);
    // The first is the best so far, the second is not; of six two may go on.
    State state = with(with(State.INITIAL, 5), 6);
    assertThat(stopped(rule, state)).containsExactly(1);
    state = with(with(with(state, 4), 7), 8);
    assertThat(stopped(rule, state)).containsExactlyInAnyOrder(1, 3, 4);
    assertThat(stopped(rule, with(state, 4.5))).containsExactlyInAnyOrder(1, 3, 4);
    assertThat(stopped(rule, with(state, 4.5, 9, 9))).containsExactlyInAnyOrder(1, 3, 4);
    assertThat(stopped(rule, with(with(state, 4.5, 9, 9), 3, 9, 9.5)))
        .containsExactlyInAnyOrder(1, 3, 4, 6);
  }

  @Test
  void auto_rungs_open_with_the_first_complete_trial() {
    var rule = new Rungs(4, 0, 0);
    assertThat(stopped(rule, with(with(State.INITIAL, 1), 2))).isEmpty();
    State open = complete(1);
    assertThat(stopped(rule, with(with(open, 3), 4))).containsExactly(2);
    assertThat(stopped(new Rungs(4, 0, 1), with(with(open, 3), 4))).isEmpty();
  }

  @Test
  void brackets_judge_each_group_alone() {
    var rule = new Brackets(3, 1);
    int[] counts = new int[4];
    for (int trial = 0; trial < 4900; trial++) {
      counts[rule.group(trial, 7)]++;
    }
    // 27, 12, 6 and 4 of 49, within five deviations.
    assertThat(counts[0]).isBetween(2525, 2875);
    assertThat(counts[1]).isBetween(1049, 1351);
    assertThat(counts[2]).isBetween(486, 714);
    assertThat(counts[3]).isBetween(305, 495);
    State state = State.INITIAL;
    for (int i = 0; i < 20; i++) {
      state = with(state, 1 + i);
    }
    int first = IntStream.range(0, 20).filter(i -> rule.group(i, 1) == 0).findFirst().orElseThrow();
    for (int trial : stopped(rule, state)) {
      assertThat(rule.group(trial, 1)).isZero();
      assertThat(trial).isGreaterThan(first);
    }
    assertThat(stopped(rule, state)).isNotEmpty();
  }

  @Test
  void ray_compares_with_those_that_were_there_before() {
    var rule = new Stopping(4, 1);
    State state = with(State.INITIAL, 5);
    assertThat(stopped(rule, state)).isEmpty();
    // The lower quartile of 5 and 1 is 2.
    state = with(state, 1);
    assertThat(stopped(rule, with(state, 1.9))).isEmpty();
    assertThat(stopped(rule, with(state, 2.1))).containsExactly(2);
    // Between rungs nobody is judged; at the second, nobody was before.
    assertThat(stopped(rule, with(state, 1.9, 99, 99))).isEmpty();
    assertThat(stopped(rule, with(state, 1.9, 99, 99, 99))).isEmpty();
    assertThat(stopped(new Stopping(3, 2), with(with(State.INITIAL, 1, 1), 2, 2)))
        .containsExactly(1);
    assertThat(stopped(rule, with(state, Double.NaN))).isEmpty();
  }

  @Test
  void parts_of_short_and_long_horizons() {
    for (long horizon : new long[] {1, 10, 27, 100, 1000}) {
      for (int part = 1; part <= 27; part++) {
        long step = Search.report(horizon, part);
        assertThat(Pruner.parts(step, horizon)).isGreaterThanOrEqualTo(part);
        assertThat(Search.report(horizon, Pruner.parts(step, horizon))).isEqualTo(step);
      }
      assertThat(Pruner.parts(0, horizon)).isZero();
    }
  }

  @Test
  void impossible_options_are_refused() {
    for (Runnable made :
        List.<Runnable>of(
            () -> new Percentile(101, 1, 0),
            () -> new Percentile(50, 0, 0),
            () -> new Median(0, 0),
            () -> new Median(1, -1),
            () -> new Rungs(1, 1, 0),
            () -> new Rungs(2, -1, 0),
            () -> new Brackets(3, 28),
            () -> new Stopping(3, 0))) {
      assertThatIllegalArgumentException().isThrownBy(made::run);
    }
  }
}
