package rubato.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is Pilot's own; the rest is in {@link SearchContractTest}. */
class PilotTest {

  private static final Space RATE = Space.rate(1e-5, 10);

  /* A loss that falls as rate times steps, has a floor that rises with the rate, and blows up. */
  private static double loss(double rate, double done, double best, double noise) {
    double flow = Math.exp(-30 * rate / best * done);
    double floor = 0.1 + 0.05 * Math.pow(rate / best, 1.5);
    return rate > 30 * best ? Double.NaN : (2 * flow + floor) * (1 + noise);
  }

  private static Driven.Loss around(double best, double spread) {
    return (arm, seed, step, horizon) ->
        loss(
            arm.rate(),
            step / (double) horizon,
            best,
            spread * new SplittableRandom(seed * 97L + Double.hashCode(arm.rate())).nextGaussian());
  }

  private static double best(double best) {
    double lowest = Double.POSITIVE_INFINITY;
    double at = 0;
    for (double log = -5; log <= 1; log += 0.01) {
      double value = loss(Math.pow(10, log), 1, best, 0);
      if (value < lowest) {
        lowest = value;
        at = log;
      }
    }
    return at;
  }

  @Test
  void three_full_trainings_are_enough_for_a_valley_wherever_it_lies() {
    for (double best : new double[] {1e-3, 0.03, 0.5}) {
      Search pilot = Searches.parse("pilot", RATE, 270, 1);
      State state = new Driven(pilot, around(best, 0.02), 1, 1).until(81);
      Recommendation said = pilot.recommend(state).orElseThrow();
      assertThat(loss(said.arm().rate(), 1, best, 0))
          .as("%s", said)
          .isLessThan(1.1 * loss(Math.pow(10, best(best)), 1, best, 0));
      assertThat(said.low()).isLessThanOrEqualTo(said.arm().rate());
      assertThat(said.high()).isGreaterThanOrEqualTo(said.arm().rate());
      assertThat(said.value()).isBetween(0.05, 0.4);
      assertThat(said.reason()).contains("trials").contains("diverged");
    }
  }

  @Test
  void the_outlook_is_lowest_at_the_choice_and_surest_where_most_was_seen() {
    for (String method : List.of("pilot", "widening+pilot")) {
      Search pilot = Searches.parse(method, RATE, 270, 1);
      State state = new Driven(pilot, around(0.03, 0.02), 1, 1).until(81);
      List<Outlook> outlook = pilot.outlook(state);
      Recommendation said = pilot.recommend(state).orElseThrow();
      assertThat(outlook).extracting(Outlook::rate).isSorted().contains(said.arm().rate());
      assertThat(outlook)
          .allMatch(one -> one.low() <= one.value() && one.value() <= one.high())
          // Or lower by so little that the choice was not changed for it.
          .allMatch(one -> one.value() * 1.05 >= said.value());
      Outlook chosen =
          outlook.stream().filter(one -> one.rate() == said.arm().rate()).findFirst().orElseThrow();
      assertThat(chosen.value()).isEqualTo(said.value());
      Outlook far = outlook.getFirst();
      assertThat(Math.log(chosen.high() / chosen.low()))
          .isLessThan(Math.log(far.high() / far.low()));
      assertThat(pilot.outlook(State.INITIAL)).isEmpty();
    }
    assertThat(Searches.parse("random", RATE, 27, 1).outlook(State.INITIAL)).isEmpty();
    Search words = Searches.parse("pilot", Space.parse("kind \"a\" | \"b\""), 27, 1);
    State state = State.INITIAL.asked(words.ask(State.INITIAL, 1).getFirst());
    assertThat(words.outlook(state.told(new Told(0, 1, 1)))).isEmpty();
  }

  @Test
  void the_scale_and_the_sign_of_values_do_not_matter() {
    Driven.Loss base = around(0.01, 0.01);
    Driven.Loss shifted = (arm, seed, step, h) -> base.at(arm, seed, step, h) - 7;
    Driven.Loss offset = (arm, seed, step, h) -> 1e6 + base.at(arm, seed, step, h);
    for (Driven.Loss loss : List.of(shifted, offset)) {
      Search pilot = Searches.parse("pilot", RATE, 27, 1);
      State state = new Driven(pilot, loss, 1, 1).until(27 * 5);
      double rate = pilot.recommend(state).orElseThrow().arm().rate();
      assertThat(Math.log10(rate)).isBetween(-3.2, -1.2);
    }
  }

  @Test
  void the_ladder_comes_first_and_is_short() {
    Search pilot = Searches.parse("pilot", RATE, 2700, 1);
    List<Ask> ladder = pilot.ask(State.INITIAL, 100);
    assertThat(ladder).hasSize(7).allMatch(ask -> ask.until() == 100 && ask.seed() == 0);
    assertThat(ladder).extracting(ask -> ask.arm().rate()).isSorted();
    assertThat(Searches.parse("pilot", Space.rate(1e-10, 1e10), 27, 1).ask(State.INITIAL, 100))
        .hasSize(14);
    assertThat(Searches.parse("pilot", Space.rate(1, 2), 27, 1).ask(State.INITIAL, 100)).hasSize(5);
  }

  @Test
  void seeds_are_repeated_where_noise_is_larger_than_the_difference() {
    Search pilot = Searches.parse("pilot", RATE, 27, 1);
    State state = new Driven(pilot, around(0.01, 0.2), 1, 1).until(27 * 10);
    assertThat(state.trials()).anyMatch(trial -> trial.seed() > 0);
  }

  @Test
  void what_a_trial_tells_between_two_looks_does_not_move_the_choice() {
    Search pilot = Searches.parse("pilot", RATE, 27, 1);
    State known = new Driven(pilot, around(0.01, 0.2), 1, 1).until(27 * 3);
    State going = known.asked(new Ask(known.trials().size(), Arm.of(0.02), 5, 27));
    int number = going.trials().getLast().number();
    for (int part = 1; part < 6; part++) {
      going = going.told(new Told(number, part, 5));
    }
    // The last look was after 3 parts.
    Recommendation looked = pilot.recommend(going).orElseThrow();
    assertThat(looked).isNotEqualTo(pilot.recommend(known).orElseThrow());
    for (double value : new double[] {0.3, 5, 20}) {
      State between = going.told(new Told(number, 8, value));
      assertThat(pilot.recommend(between)).contains(looked);
    }
    State dead = going.told(new Told(number, 8, Double.NaN));
    assertThat(pilot.recommend(dead).orElseThrow()).isNotEqualTo(looked);
  }

  @Test
  void nothing_is_asked_beyond_the_budget() {
    for (double budget : new double[] {0.04, 0.1, 1, 3.5}) {
      Search pilot = new Pilot(1, budget, RATE, 270, 1);
      State state = new Driven(pilot, around(0.01, 0.02), 1, 1).until(100_000);
      long spent = state.trials().stream().mapToLong(Trial::step).sum();
      assertThat(spent / 270.0).isLessThanOrEqualTo(budget).isGreaterThan(budget - 0.04);
      assertThat(pilot.ask(state, 5)).isEmpty();
      assertThat(Searches.parse(pilot.toString(), RATE, 270, 1)).isEqualTo(pilot);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Pilot(1, 0.01, RATE, 27, 1))
        .withMessage("budget must be at least one update of 27, got 0.01");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Pilot(1, Double.NaN, RATE, 27, 1))
        .withMessageStartingWith("budget");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Pilot(0, 1, RATE, 27, 1))
        .withMessageStartingWith("parallel");
  }

  @Test
  void where_all_diverges_the_lowest_rates_are_tried_and_nothing_is_recommended() {
    Search pilot = Searches.parse("pilot", RATE, 27, 1);
    State state = new Driven(pilot, (_, _, _, _) -> Double.NaN, 1, 1).until(12);
    assertThat(pilot.recommend(state)).isEmpty();
    assertThat(state.trials().get(7).arm().rate()).isEqualTo(1e-5);
    assertThat(state.trials()).extracting(Trial::arm).doesNotHaveDuplicates();
  }

  @Test
  void a_best_rate_at_the_border_is_said_to_be_there() {
    Search pilot = Searches.parse("pilot", Space.rate(1e-5, 1e-3), 27, 1);
    State state = new Driven(pilot, around(0.05, 0.01), 1, 1).until(27 * 4);
    assertThat(pilot.recommend(state).orElseThrow().border())
        .contains(new Recommendation.Border("rate", true));
    Search widening = Searches.parse("widening+pilot", Space.rate(1e-5, 1e-3), 27, 1);
    State wider = new Driven(widening, around(0.05, 0.01), 1, 1).until(27 * 6);
    assertThat(widening.recommend(wider).orElseThrow().arm().rate()).isGreaterThan(2e-3);
  }

  @Test
  void a_long_search_is_answered_still() {
    Search pilot = Searches.parse("pilot", RATE, 27, 1);
    State state = State.INITIAL;
    for (int i = 0; i < 300; i++) {
      double rate = Math.pow(10, -5 + i % 37 / 6.0);
      state = state.asked(new Ask(i, Arm.of(rate), i / 37, 27));
      for (int part : new int[] {1, 9, 27}) {
        state = state.told(new Told(i, part, loss(Math.min(rate, 0.2), part / 27.0, 0.01, 0)));
      }
    }
    assertThat(pilot.ask(state, 1)).hasSize(1);
    assertThat(pilot.recommend(state).orElseThrow().arm().rate()).isBetween(1e-3, 0.1);
  }
}
