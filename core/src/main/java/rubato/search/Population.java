package rubato.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import rubato.internal.Check;

/**
 * Population-based training: {@code population} trainings side by side; after each of {@code
 * rounds} equal parts of the horizon the worst {@code quantile} of them are replaced by copies of
 * random ones among the best, which go on with the rate times 1.2 or 0.8, or with a new one.
 *
 * <p>So it finds a schedule, not a rate: the arm of a trial holds its present rate as {@code rate}
 * and all its rates as {@code schedule}, a {@code piecewise} of the spec language. A copy is a new
 * trial, under its parent's schedule and seed up to then, with the parent's number as {@code from}
 * and the updates up to then as {@code at}: whoever runs it may begin with the parent's checkpoint,
 * or, with the same result, anew.
 *
 * @param population at least 2
 * @param rounds at least 2
 * @param quantile above 0, at most 0.5
 * @param resample how often a copy's rate is drawn anew; from 0 to 1
 * @see <a href="https://arxiv.org/abs/1711.09846">Jaderberg et al., Population Based Training of
 *     Neural Networks (2017), algorithm 1</a>
 */
public record Population(
    int population,
    int rounds,
    double quantile,
    double resample,
    Space space,
    long horizon,
    long seed)
    implements Search {

  /** The setting that holds the schedule. */
  public static final String SCHEDULE = "schedule";

  /** The setting that holds the number of the trial that was copied. */
  public static final String FROM = "from";

  /** The setting that holds how many updates it has from there. */
  public static final String AT = "at";

  public Population {
    Check.within("population", population, 2, 1000);
    Check.within("rounds", rounds, 2, 1000);
    Check.that(quantile > 0 && quantile <= 0.5, "quantile", "above 0, at most 0.5", quantile);
    Check.within("resample", resample, 0, 1);
    Check.atLeast("horizon", horizon, rounds);
    Axis.check("population", space);
    Check.that(space.index(Space.RATE) == 0, "space of population", "a rate", space);
  }

  @Override
  public List<Ask> ask(State state, int most) {
    var asks = new ArrayList<Ask>();
    var members = new ArrayList<Ask>();
    for (int i = 0; i < population; i++) {
      double rate = Uniform.draw(space, Dice.of(seed, i)).rate();
      members.add(new Ask(i, arm(rate, "piecewise(0: " + rate + ")"), i, end(1)));
    }
    int next = population;
    for (int round = 1; round <= rounds; round++) {
      if (!ready(state, members, most, asks) || round == rounds) {
        break;
      }
      List<Told> ranking = ranking(state, members, end(round));
      if (ranking.isEmpty()) {
        break;
      }
      next = turn(members, ranking, round, next);
    }
    return asks;
  }

  private long end(int round) {
    return Math.ceilDiv(Math.multiplyExact(horizon, (long) round), (long) rounds);
  }

  /* Asks for what is missing; true when nothing is. */
  private static boolean ready(State state, List<Ask> members, int most, List<Ask> asks) {
    boolean ready = true;
    for (Ask member : members) {
      Trial trial = state.trial(member.trial()).orElse(null);
      boolean over = trial != null && (!trial.alive() || trial.step() >= member.until());
      ready &= over;
      if (!over && (trial == null || !trial.running()) && asks.size() < most) {
        asks.add(member);
      }
    }
    return ready;
  }

  /* What is alive, best first. */
  private static List<Told> ranking(State state, List<Ask> members, long step) {
    return members.stream()
        .flatMap(member -> state.trials().get(member.trial()).at(step).stream())
        .filter(Told::alive)
        .sorted(Comparator.<Told>naturalOrder().thenComparingInt(Told::trial))
        .toList();
  }

  /* The members of the next round; the number of the next trial. */
  private int turn(List<Ask> members, List<Told> ranking, int round, int next) {
    int number = next;
    int share = Math.max(1, (int) (population * quantile));
    List<Integer> order = ranking.stream().map(Told::trial).toList();
    List<Ask> before = List.copyOf(members);
    for (int i = 0; i < before.size(); i++) {
      Ask member = before.get(i);
      int place = order.indexOf(member.trial());
      if (place >= 0 && (place < population - share || place == 0)) {
        members.set(i, new Ask(member.trial(), member.arm(), member.seed(), end(round + 1)));
        continue;
      }
      SplittableRandom dice = Dice.of(seed, (long) round * population + i);
      int parent = order.get(dice.nextInt(Math.min(share, order.size())));
      Ask copied = before.stream().filter(one -> one.trial() == parent).findFirst().orElseThrow();
      members.set(i, child(copied, number, round, dice));
      number++;
    }
    return number;
  }

  private Ask child(Ask parent, int number, int round, SplittableRandom dice) {
    Arm drawn = Uniform.draw(space, dice);
    double factor = dice.nextBoolean() ? 1.2 : 0.8;
    double moved = parent.arm().rate() * factor;
    // What leaves the range comes back to its end.
    double rate =
        dice.nextDouble() < resample ? drawn.rate() : space.arm(space.unit(Arm.of(moved))).rate();
    String before = parent.arm().word(SCHEDULE);
    String schedule =
        "%s, %d: %s)".formatted(before.substring(0, before.length() - 1), end(round), rate);
    var settings = new ArrayList<>(arm(rate, schedule).settings());
    settings.add(new Setting.Numeral(FROM, parent.trial()));
    settings.add(new Setting.Numeral(AT, end(round)));
    return new Ask(number, new Arm(settings), parent.seed(), end(round + 1));
  }

  private static Arm arm(double rate, String schedule) {
    return new Arm(
        List.of(new Setting.Numeral(Space.RATE, rate), new Setting.Word(SCHEDULE, schedule)));
  }

  @Override
  public boolean orderly() {
    return true;
  }

  @Override
  public Search over(Space other) {
    return new Population(population, rounds, quantile, resample, other, horizon, seed);
  }

  @Override
  public String toString() {
    return Options.print(
        "population",
        "population",
        population,
        "rounds",
        rounds,
        "quantile",
        quantile,
        "resample",
        resample);
  }
}
