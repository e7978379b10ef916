package rubato.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import rubato.schedule.Horizon;
import rubato.text.Spec;

class BracketTest {

  private static final Space RATE = Space.rate(1e-5, 10);

  private static Search search(String method) {
    return Searches.parse(method, RATE, 27, 3);
  }

  private static List<Long> reached(State state, int from, int to) {
    return state.trials().subList(from, to).stream().map(Trial::step).sorted().toList();
  }

  private static List<Long> steps(long... counted) {
    // How many trials end at 1, 3, 9 and 27.
    long[] ends = {1, 3, 9, 27};
    return LongStream.range(0, 4)
        .flatMap(i -> LongStream.generate(() -> ends[(int) i]).limit(counted[(int) i]))
        .boxed()
        .toList();
  }

  @Test
  void halving_keeps_a_third_at_each_rung() {
    Driven.Loss loss = (arm, _, _, _) -> Math.abs(Math.log(arm.rate()));
    State state = new Driven(search("halving"), loss, 1, 1).until(81);
    assertThat(reached(state, 0, 27)).isEqualTo(steps(18, 6, 2, 1));
    double best = search("halving").recommend(state).orElseThrow().arm().rate();
    assertThat(state.trials().subList(0, 27))
        .noneMatch(trial -> Math.abs(Math.log(trial.arm().rate())) < Math.abs(Math.log(best)));
    // And begins anew with other arms.
    Ask next = search("halving").ask(state, 1).getFirst();
    assertThat(next.trial()).isEqualTo(27);
    assertThat(Driven.arms(state)).doesNotContain(next.arm());
  }

  @Test
  void hyperband_has_the_brackets_of_the_paper() {
    Driven.Loss loss = (arm, _, _, _) -> Math.abs(Math.log(arm.rate()));
    State state = new Driven(search("hyperband"), loss, 1, 1).until(357);
    assertThat(reached(state, 0, 27)).isEqualTo(steps(18, 6, 2, 1));
    assertThat(reached(state, 27, 39)).isEqualTo(steps(0, 8, 3, 1));
    assertThat(reached(state, 39, 45)).isEqualTo(steps(0, 0, 4, 2));
    assertThat(reached(state, 45, 49)).isEqualTo(steps(0, 0, 0, 4));
    assertThat(search("hyperband").ask(state, 1).getFirst().until()).isEqualTo(1);
  }

  @Test
  void who_died_is_not_promoted() {
    Driven.Loss loss = (arm, _, _, _) -> arm.rate() > 1e-4 ? Double.NaN : 1;
    State state = new Driven(search("halving"), loss, 3, 1).until(60);
    assertThat(state.trials().subList(0, 27))
        .allSatisfy(trial -> assertThat(trial.dead()).isEqualTo(trial.arm().rate() > 1e-4));
  }

  @Test
  void asha_promotes_the_best_third_and_waits_for_nobody() {
    Driven.Loss loss = (arm, _, _, _) -> Math.abs(Math.log(arm.rate()));
    State state = new Driven(search("asha"), loss, 1, 1).until(2);
    // Two are not three: a third begins. Of three the best goes on.
    assertThat(search("asha").ask(state, 1).getFirst().trial()).isEqualTo(2);
    state = new Driven(search("asha"), loss, 1, 1).until(3);
    Ask next = search("asha").ask(state, 1).getFirst();
    assertThat(next.until()).isEqualTo(3);
    assertThat(Driven.arms(state))
        .allMatch(arm -> Math.abs(Math.log(arm.rate())) >= Math.abs(Math.log(next.arm().rate())));
    // One that died counts among those who have been there.
    Driven.Loss dying = (arm, seed, _, _) -> seed == 1 ? Double.NaN : seed;
    State three = new Driven(search("asha"), dying, 1, 1).until(3);
    assertThat(search("asha").ask(three, 1).getFirst().trial()).isZero();
  }

  @Test
  void a_trial_cut_short_goes_on() {
    for (String method : List.of("asha", "halving", "hyperband", "random", "grid", "tpe")) {
      Search search = Searches.parse(method, RATE, 270, 3);
      Ask first = search.ask(State.INITIAL, 1).getFirst();
      // As after a crash of the machine: asked for 1, and then for more.
      State cut =
          State.INITIAL.asked(new Ask(0, first.arm(), first.seed(), 1)).told(new Told(0, 1, 1.0));
      assertThat(search.ask(cut, 1).getFirst()).as(method).isEqualTo(first);
    }
  }

  @Test
  void a_population_tells_its_schedules_in_the_language() {
    Driven.Loss loss = (arm, _, _, _) -> Math.abs(Math.log10(arm.rate() / 0.03));
    Search search = Searches.parse("population", RATE, 900, 2);
    State state = new Driven(search, loss, 3, 1).until(100_000);
    assertThat(state.trials()).hasSize(8 + 2 * 8);
    for (Trial trial : state.trials()) {
      var pace = Spec.parse(trial.arm().word(Population.SCHEDULE)).resolve(new Horizon(900, 100));
      assertThat(pace.schedule().at(899)).isEqualTo(trial.arm().rate());
      if (trial.arm().has(Population.FROM)) {
        Trial parent = state.trials().get((int) trial.arm().number(Population.FROM));
        assertThat(trial.seed()).isEqualTo(parent.seed());
        assertThat(parent.arm().number("rate") * 1.2).isNotNaN();
      }
    }
    Arm best = search.recommend(state).orElseThrow().arm();
    assertThat(Math.abs(Math.log10(best.rate() / 0.03))).isLessThan(0.5);
  }

  @Test
  void a_population_that_died_is_over() {
    Search search = search("population:population=4,rounds=3");
    State state = new Driven(search, (_, _, _, _) -> Double.NaN, 2, 1).until(99);
    assertThat(state.trials()).hasSize(4);
    assertThat(search.ask(state, 4)).isEmpty();
  }

  @Test
  void a_best_rate_at_the_border_widens_the_range() {
    Space narrow = Space.rate(0.01, 0.1);
    Driven.Loss loss = (arm, _, _, _) -> Math.abs(Math.log10(arm.rate() / 3));
    Search search = Searches.parse("widening:most=2+sobol", narrow, 27, 1);
    State state = new Driven(search, loss, 1, 1).until(27 * 60);
    Recommendation said = search.recommend(state).orElseThrow();
    assertThat(said.arm().rate()).isCloseTo(3, within(1.0));
    assertThat(said.reason())
        .contains("the best lay at the border, so the rates were widened from 0.01..0.1 to 0.01..");
    // Never further than it may.
    Driven.Loss down = (arm, _, _, _) -> arm.rate();
    State low = new Driven(search, down, 1, 1).until(27 * 60);
    assertThat(Driven.arms(low)).allMatch(arm -> arm.rate() >= 1e-4);
    assertThat(search.recommend(low).orElseThrow().border())
        .contains(new Recommendation.Border("rate", false));
    // The plain method says it and stays.
    Search plain = Searches.parse("sobol", narrow, 27, 1);
    State stays = new Driven(plain, down, 1, 1).until(27 * 60);
    assertThat(plain.recommend(stays).orElseThrow().border())
        .contains(new Recommendation.Border("rate", false));
    Driven.Loss middle = (arm, _, _, _) -> Math.abs(Math.log10(arm.rate() / 0.03));
    State in = new Driven(search, middle, 1, 1).until(27 * 20);
    assertThat(search.recommend(in).orElseThrow().border()).isEmpty();
    assertThat(search.recommend(in).orElseThrow().reason()).doesNotContain("widened");
  }

  @Test
  void a_space_without_a_rate_is_recommended_too() {
    Space space = Space.parse("momentum linear 0..1; optimizer \"sgd\" | \"adam\"");
    Search search = Searches.parse("sobol", space, 27, 1);
    Driven.Loss loss = (arm, _, _, _) -> arm.number("momentum");
    Recommendation said =
        search.recommend(new Driven(search, loss, 1, 1).until(27 * 64)).orElseThrow();
    assertThat(said.low()).isNaN();
    assertThat(said.border()).contains(new Recommendation.Border("momentum", false));
  }
}
