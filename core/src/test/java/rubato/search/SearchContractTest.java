package rubato.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every search promises. */
class SearchContractTest {

  static final Space RATE = Space.rate(1e-5, 10);

  static final Space SIX =
      Space.parse(
          "optimizer \"sgd\" | \"adam\" | \"lion\"; rate log 1e-5..10;"
              + " momentum linear 0..0.99 if optimizer is \"sgd\"; batch whole 8..256;"
              + " weight-decay log 1e-6..0.1 if optimizer is \"adam\" or \"lion\";"
              + " schedule \"rate\" | \"linear(rate -> 0)\"");

  /** Every method, and options that take other paths. */
  static List<String> methods() {
    return List.of(
        "grid:points=5",
        "grid:points=5,shuffled=false",
        "coarse-to-fine:points=3,rounds=3",
        "halving",
        "halving:arms=5,eta=2,rungs=3,sampling=sobol",
        "hyperband",
        "asha:sampling=halton",
        "population",
        "random",
        "halton",
        "sobol",
        "tpe:startup=3",
        "tpe:startup=0,candidates=4,joint=false,liar=false,parallel=3",
        "tpe:parallel=4",
        "gp:candidates=32",
        "gp:startup=4,candidates=32,parallel=2",
        "quadratic",
        "quadratic:parallel=2",
        "golden-section",
        "golden-section:width=0.2,parallel=2",
        "random+median:startup=2",
        "random+median:startup=2,rule=vizier,warmup=2",
        "sobol+halving:eta=3",
        "random+halving:eta=2,least=2,early=1",
        "tpe:startup=3+hyperband",
        "random+asha:eta=3,grace=2",
        "pilot",
        "pilot:parallel=3",
        "widening+sobol",
        "widening:most=1+tpe:startup=3+median:startup=2");
  }

  static List<String> single() {
    return List.of("population", "quadratic", "golden-section");
  }

  /** Each method on one dimension, and on six where it can. */
  static Stream<Search> searches() {
    var searches = new ArrayList<Search>();
    for (String method : methods()) {
      for (long horizon : new long[] {27, 10, 1000}) {
        searches.add(Searches.parse(method, RATE, horizon, horizon));
      }
      if (single().stream().noneMatch(method::startsWith)) {
        searches.add(Searches.parse(method, SIX, 27, 4));
      }
    }
    return searches.stream();
  }

  /** Searches under way with several workers, made once. */
  private static final Map<Search, State> BUSY = new HashMap<>();

  /** Searches with one worker, made once. */
  private static final Map<Search, State> ALONE = new HashMap<>();

  private static State busy(Search search) {
    return BUSY.computeIfAbsent(search, one -> new Driven(one, Driven::valley, 4, 2).until(200));
  }

  private static State alone(Search search) {
    int reports = findable(search) ? 27 * 26 : many(search, 700);
    return ALONE.computeIfAbsent(
        search, one -> new Driven(one, Driven::valley, 1, 1).until(reports));
  }

  /** Whether it is long enough and alone on its axis, so that it must find the valley. */
  private static boolean findable(Search search) {
    return search.space().equals(RATE) && search.horizon() == 27;
  }

  @Test
  void every_search_sampler_and_pruner_is_here() {
    var types = new HashSet<Class<?>>();
    searches()
        .forEach(
            search -> {
              types.add(search.getClass());
              if (search instanceof Sampled sampled) {
                types.add(sampled.sampler().getClass());
                types.add(sampled.pruner().getClass());
              }
            });
    for (Class<?> sealed : List.of(Search.class, Sampler.class, Pruner.class)) {
      assertThat(types).contains(sealed.getPermittedSubclasses());
    }
    Set<String> known = new HashSet<>(Searches.names());
    known.removeIf(name -> methods().stream().anyMatch(method -> method.startsWith(name)));
    assertThat(known).as("names without an example").isEmpty();
  }

  @ParameterizedTest
  @MethodSource("searches")
  void the_text_says_all(Search search) {
    Search again =
        Searches.parse(search.toString(), search.space(), search.horizon(), search.seed());
    assertThat(again).isEqualTo(search).hasToString(search.toString());
    assertThat(search.over(search.space())).isEqualTo(search);
  }

  @ParameterizedTest
  @MethodSource("searches")
  void asks_are_a_function_of_the_state(Search search) {
    State state = busy(search);
    List<Ask> asks = search.ask(state, 6);
    assertThat(search.ask(state, 6)).isEqualTo(asks);
    for (int most = 0; most < 6; most++) {
      assertThat(search.ask(state, most)).isEqualTo(asks.subList(0, Math.min(most, asks.size())));
    }
    assertThat(search.recommend(state)).isEqualTo(search.recommend(state));
  }

  @ParameterizedTest
  @MethodSource("searches")
  void asks_go_on_with_what_lives_or_begin_the_next(Search search) {
    State state = busy(search);
    int next = state.trials().size();
    for (Ask ask : search.ask(state, 8)) {
      assertThat(ask.until()).isBetween(1L, search.horizon());
      if (ask.trial() >= state.trials().size()) {
        assertThat(ask.trial()).isEqualTo(next++);
      } else {
        Trial trial = state.trials().get(ask.trial());
        assertThat(trial.alive() && !trial.running()).isTrue();
        assertThat(ask.until()).isGreaterThan(trial.step());
        assertThat(ask.arm()).isEqualTo(trial.arm());
      }
    }
    // What is running is not asked again, and everything can be taken on at once.
    for (Ask ask : search.ask(state, 8)) {
      state = state.asked(ask);
    }
    State all = state;
    assertThat(search.ask(all, 8))
        .allSatisfy(
            ask ->
                assertThat(all.trial(ask.trial()).filter(Trial::running)).as("%s", ask).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("searches")
  void the_order_of_answers_does_not_matter_where_that_is_promised(Search search) {
    assumeThat(search.orderly()).isTrue();
    int reports = many(search, 700);
    List<Arm> alone = Driven.arms(alone(search));
    for (int workers : new int[] {2, 5}) {
      List<Arm> arms = Driven.arms(new Driven(search, Driven::valley, workers, 7).until(reports));
      int both = Math.min(arms.size(), alone.size());
      assertThat(arms.subList(0, both)).isEqualTo(alone.subList(0, both));
      assertThat(both).isGreaterThan(3);
    }
  }

  /* Pilot thinks longer than the others. */
  private static int many(Search search, int reports) {
    return search instanceof Pilot ? reports / 4 : reports;
  }

  @ParameterizedTest
  @MethodSource("searches")
  void any_value_can_be_told(Search search) {
    double[] odd = {
      -1, 0, 1e300, -1e300, Double.MIN_VALUE, Double.POSITIVE_INFINITY, Double.NaN, 3
    };
    Driven.Loss loss = (arm, seed, step, _) -> odd[(int) ((seed * 7L + step) % odd.length)];
    State state = new Driven(search, loss, 2, 3).until(120);
    search
        .recommend(state)
        .ifPresent(
            said -> {
              assertThat(said.value()).isFinite();
              // A pilot chooses between the rates that were tried, too.
              if (!(search instanceof Pilot)) {
                assertThat(state.trials().stream().filter(Trial::alive).map(Trial::arm))
                    .contains(said.arm());
              }
            });
    Driven.Loss dead = (_, _, _, _) -> Double.NaN;
    State nothing = new Driven(search, dead, 2, 3).until(120);
    assertThat(search.recommend(nothing)).isEmpty();
    Driven.Loss equal = (_, _, _, _) -> 1;
    assertThat(search.recommend(new Driven(search, equal, 2, 3).until(many(search, 300))))
        .isPresent();
  }

  @ParameterizedTest
  @MethodSource("searches")
  void trials_that_crash_stop_nobody(Search search) {
    State state = State.INITIAL;
    for (int i = 0; i < 40; i++) {
      List<Ask> asks = search.ask(state, 1);
      if (asks.isEmpty()) {
        break;
      }
      Ask ask = asks.getFirst();
      state = state.asked(ask);
      state =
          i % 3 == 0
              ? state.crashed(ask.trial())
              : state.told(new Told(ask.trial(), ask.until(), 1.0 + i));
    }
    assertThat(state.told().size()).isGreaterThan(2);
    State after = state;
    assertThat(search.ask(state, 5))
        .noneMatch(ask -> after.trial(ask.trial()).filter(Trial::crashed).isPresent());
  }

  @ParameterizedTest
  @MethodSource("searches")
  void the_valley_is_found(Search search) {
    assumeThat(findable(search)).isTrue();
    State state = alone(search);
    Recommendation said = search.recommend(state).orElseThrow();
    assertThat(Math.abs(Math.log10(said.arm().rate() / 0.03))).isLessThan(1);
    assertThat(said.low()).isLessThanOrEqualTo(said.arm().rate());
    assertThat(said.high()).isGreaterThanOrEqualTo(said.arm().rate());
    assertThat(said.reason()).doesNotContain("\n").isNotBlank();
  }

  @Test
  void what_is_exhausted_asks_no_more() {
    for (String method : List.of("grid:points=5", "coarse-to-fine:points=3", "population")) {
      Search search = Searches.parse(method, RATE, 27, 1);
      State state = new Driven(search, Driven::valley, 2, 1).until(100_000);
      assertThat(state.running()).isEmpty();
      assertThat(search.ask(state, 3)).isEmpty();
    }
  }
}
