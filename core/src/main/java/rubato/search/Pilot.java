package rubato.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import rubato.internal.Check;

/**
 * Rubato's own search, which knows what a learning rate is: that the loss over the logarithm of the
 * rate is smooth and has one valley, that the valley moves to lower rates as training goes on, that
 * a short training at a high rate tells of a long one at a low rate, that what blows up at one rate
 * does so at higher ones, and that seeds differ.
 *
 * <p>All this is in the covariance of a {@link Belief}. A ladder of short trainings comes first,
 * all with one seed; then always that trial is begun, continued or repeated with another seed which
 * is expected to improve the choice most for what it costs ({@link Gain}), to the rung (1, 3, 9 or
 * 27 parts of the horizon) where it does. Where several are asked at once, each runs to its next
 * rung, and whether it goes on is decided anew. The choice is the rate of the lowest expected final
 * loss, not the best that was seen.
 *
 * <p>Other settings are sides of the same belief: what was learned of one holds for others as far
 * as they are alike.
 *
 * <p>Answers depend on what it is asked about alone. What was worked out for the last one is kept,
 * since the next state mostly begins with the same reports; so a search that is told one report
 * after another is answered much sooner.
 */
public final class Pilot implements Search {

  private static final int[] RUNGS = {1, 3, 9, REPORTS};

  private final int parallel;
  private final double budget;
  private final Space space;
  private final long horizon;
  private final long seed;
  private final AtomicReference<Belief> last = new AtomicReference<>(Belief.EMPTY);

  /**
   * @param parallel how many asks are chosen at once; at least 1. It is part of the search: the
   *     same trials are asked whatever the number of workers
   * @param budget the full trainings that may be spent; infinite when unknown. Nothing is asked
   *     that does not fit
   * @param space where arms are chosen
   * @param horizon the updates of a full training
   * @param seed decides what other settings are drawn
   */
  public Pilot(int parallel, double budget, Space space, long horizon, long seed) {
    Check.atLeast("parallel", parallel, 1);
    Check.atLeast("horizon", horizon, 1);
    Check.that(budget > 0, "budget", "above 0", budget);
    Check.that(budget * horizon >= 1, "budget", "at least one update of " + horizon, budget);
    this.parallel = parallel;
    this.budget = budget;
    this.space = space;
    this.horizon = horizon;
    this.seed = seed;
  }

  static Pilot of(Options in, Space space, long horizon, long seed) {
    return new Pilot(
        in.whole("parallel", 1),
        in.number("budget", Double.POSITIVE_INFINITY),
        space,
        horizon,
        seed);
  }

  private List<Long> steps() {
    var steps = new ArrayList<Long>();
    for (int rung : RUNGS) {
      long step = Search.report(horizon, rung);
      if (!steps.contains(step)) {
        steps.add(step);
      }
    }
    return steps;
  }

  @Override
  public List<Ask> ask(State state, int most) {
    if (most <= 0) {
      return List.of();
    }
    List<Long> rungs = steps();
    List<Ask> ladder = ladder();
    if (Batch.busy(state, rungs, ladder.size(), parallel)) {
      return List.of();
    }
    State known = Batch.before(ordered(state), rungs, ladder.size(), parallel);
    List<Ask> asks = untaken(state, plan(known, ladder));
    if (asks.isEmpty() && state.running().isEmpty()) {
      // Trials have crashed, so that the batch is not what it was.
      asks = untaken(state, plan(ordered(state), ladder));
    }
    return asks.subList(0, Math.min(most, asks.size()));
  }

  private State ordered(State state) {
    return Batch.ordered(state, steps(), ladder().size(), parallel);
  }

  private static List<Ask> untaken(State state, List<Ask> plan) {
    return plan.stream()
        .filter(
            ask ->
                state
                    .trial(ask.trial())
                    .map(trial -> trial.alive() && !trial.running() && trial.until() < ask.until())
                    .orElse(true))
        .toList();
  }

  /* One rate in each of equal parts of the range, as short as can be. */
  private List<Ask> ladder() {
    Sides sides = Sides.of(space);
    double[] lattice = Survey.lattice(sides, 6);
    int count = Math.clamp(Math.round((lattice.length - 1) / 5.2), 5, 14);
    var asks = new ArrayList<Ask>();
    for (int i = 0; i < count; i++) {
      double[] unit = new double[space.size()];
      Arrays.fill(unit, 0.5);
      int at = sides.side(space.unit(space.arm(sides.axis() < 0 ? sobol(i) : unit)));
      double rate = lattice[(int) Math.round((i + 0.5) * (lattice.length - 1) / count)];
      asks.add(new Ask(i, sides.arm(at, rate), 0, steps().getFirst()));
    }
    long afford = (long) Math.floor(budget * horizon / steps().getFirst());
    return asks.subList(0, Math.clamp(afford, 1, count));
  }

  private double[] sobol(int number) {
    return Dice.of(seed, ~number).doubles(space.size()).toArray();
  }

  private List<Ask> plan(State known, List<Ask> ladder) {
    if (known.trials().isEmpty()) {
      return ladder;
    }
    var planner = new Planner(this, known, steps(), last.get());
    last.set(planner.belief());
    var asks = new ArrayList<Ask>();
    while (asks.size() < parallel) {
      Optional<Ask> next = planner.next();
      if (next.isEmpty()) {
        break;
      }
      asks.add(next.get());
    }
    return asks;
  }

  @Override
  public Optional<Recommendation> recommend(State state) {
    var survey = new Survey(space, horizon, ordered(state));
    return survey.good() ? Optional.of(Choice.of(survey, state, belief(survey))) : Optional.empty();
  }

  @Override
  public List<Outlook> outlook(State state) {
    var survey = new Survey(space, horizon, ordered(state));
    return survey.good() ? Outlook.of(survey, belief(survey)) : List.of();
  }

  private Belief belief(Survey survey) {
    List<Sight> sights = survey.sights();
    Belief belief = survey.belief(last.get(), sights, survey.spots(survey.leading(sights)));
    last.set(belief);
    return belief;
  }

  /** How many asks are chosen at once. */
  public int parallel() {
    return parallel;
  }

  /** The full trainings that may be spent. */
  public double budget() {
    return budget;
  }

  @Override
  public Space space() {
    return space;
  }

  @Override
  public long horizon() {
    return horizon;
  }

  @Override
  public long seed() {
    return seed;
  }

  @Override
  public boolean orderly() {
    return true;
  }

  @Override
  public Search over(Space other) {
    return new Pilot(parallel, budget, other, horizon, seed);
  }

  @Override
  public String toString() {
    return Double.isInfinite(budget)
        ? Options.print("pilot", "parallel", parallel)
        : Options.print("pilot", "parallel", parallel, "budget", budget);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Pilot pilot
        && toString().equals(pilot.toString())
        && space.equals(pilot.space)
        && horizon == pilot.horizon
        && seed == pilot.seed;
  }

  @Override
  public int hashCode() {
    return Objects.hash(toString(), space, horizon, seed);
  }
}
