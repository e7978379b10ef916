package rubato.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class StateTest {

  private static final Ask FIRST = new Ask(0, Arm.of(0.1), 3, 9);

  private final State begun = State.INITIAL.asked(FIRST);

  @Test
  void a_trial_runs_until_it_has_told_what_it_was_asked_for() {
    assertThat(begun.running()).hasSize(1);
    State half = begun.told(new Told(0, 4, 1));
    assertThat(half.running()).hasSize(1);
    State done = half.told(new Told(0, 9, 0.5));
    Trial trial = done.trial(0).orElseThrow();
    assertThat(trial.running()).isFalse();
    assertThat(trial.alive()).isTrue();
    assertThat(trial.at(4)).contains(new Told(0, 4, 1));
    assertThat(trial.at(5)).isEmpty();
    assertThat(trial.at(9)).contains(new Told(0, 9, 0.5));
    State more = done.asked(new Ask(0, Arm.of(0.1), 3, 27));
    assertThat(more.trial(0).orElseThrow().running()).isTrue();
    assertThat(more.trial(1)).isEmpty();
  }

  @Test
  void a_value_that_is_not_finite_is_the_last_word() {
    State dead = begun.told(new Told(0, 2, Double.NaN));
    Trial trial = dead.trial(0).orElseThrow();
    assertThat(trial.dead()).isTrue();
    assertThat(trial.running()).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> dead.told(new Told(0, 3, 1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> dead.asked(new Ask(0, Arm.of(0.1), 3, 27)));
  }

  @Test
  void a_crash_says_nothing_good_or_bad() {
    State crashed = begun.crashed(0);
    Trial trial = crashed.trial(0).orElseThrow();
    assertThat(trial.alive()).isFalse();
    assertThat(trial.dead()).isFalse();
    assertThat(trial.last()).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> crashed.crashed(0));
    assertThatIllegalArgumentException().isThrownBy(() -> crashed.crashed(5));
  }

  @Test
  void what_was_not_asked_is_refused() {
    State done = begun.told(new Told(0, 9, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> begun.told(new Told(1, 4, 1)));
    assertThatIllegalArgumentException().isThrownBy(() -> begun.told(new Told(0, 10, 1)));
    assertThatIllegalArgumentException().isThrownBy(() -> begun.told(new Told(0, 0, 1)));
    assertThatIllegalArgumentException().isThrownBy(() -> begun.asked(FIRST));
    assertThatIllegalArgumentException().isThrownBy(() -> done.asked(FIRST));
    for (Ask wrong :
        new Ask[] {
          new Ask(0, Arm.of(0.2), 3, 27),
          new Ask(0, Arm.of(0.1), 4, 27),
          new Ask(2, Arm.of(1), 0, 9)
        }) {
      assertThatIllegalArgumentException().isThrownBy(() -> done.asked(wrong));
    }
  }

  @Test
  void reports_are_ordered_best_first() {
    var good = new Told(0, 1, 0.5, 1);
    assertThat(good).isLessThan(new Told(1, 1, 0.6, 0));
    assertThat(good).isLessThan(new Told(1, 1, 0.5, 2));
    assertThat(good).isLessThan(new Told(1, 1, Double.NaN, 0));
    assertThat(new Told(1, 1, Double.NaN, 0)).isLessThan(new Told(2, 1, Double.NaN, 1));
    assertThat(new Told(1, 1, Double.NEGATIVE_INFINITY, 0)).isGreaterThan(good);
  }

  @Test
  void bad_numbers_are_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Ask(-1, Arm.of(1), 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Ask(0, Arm.of(1), -1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Ask(0, Arm.of(1), 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Told(0, -1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Told(-1, 1, 1));
  }
}
