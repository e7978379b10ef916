package rubato.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Chooses the asks of one batch of a {@link Pilot}, one after another. */
final class Planner {

  /** So many trials are thought of as going on. */
  private static final int WAITING = 64;

  /**
   * The power of its updates that a move has to be worth. Less than 1: the gain of a move is that
   * of stopping after it, and what short moves tell must be made sure of by long ones later.
   */
  private static final double REGARD = 0.7;

  private final Pilot pilot;
  private final List<Trial> known;
  private final List<Long> rungs;
  private final Survey survey;
  private final List<Integer> sides;
  private final Set<Integer> taken = new HashSet<>();
  private final List<Sight> begun = new ArrayList<>();
  private Belief belief;
  private long left;
  private int number;

  /** What an ask leads to, and from where. */
  private record Move(Optional<Trial> trial, Sight sight, double rate, long from, long until) {}

  Planner(Pilot pilot, State state, List<Long> rungs, Belief before) {
    this.pilot = pilot;
    this.known = state.trials();
    this.rungs = rungs;
    this.number = known.getLast().number() + 1;
    this.survey = new Survey(pilot.space(), pilot.horizon(), state);
    List<Sight> sights = survey.sights();
    this.sides = survey.candidates(Dice.of(pilot.seed(), known.size()), sights);
    this.belief = survey.belief(before, sights, survey.spots(sides));
    long spent = known.stream().mapToLong(Trial::step).sum();
    double all = pilot.budget() * pilot.horizon();
    this.left = all < 0x1p62 ? (long) Math.floor(all) - spent : Long.MAX_VALUE;
  }

  Belief belief() {
    return belief;
  }

  /** The next ask; empty when nothing fits into the budget. */
  Optional<Ask> next() {
    List<Move> moves = moves();
    if (moves.isEmpty()) {
      return Optional.empty();
    }
    Move chosen = survey.good() ? best(moves) : lowest(moves);
    // Alone, a trial goes to where it is worth most; of several each is looked at on the way.
    long until =
        pilot.parallel() == 1
            ? chosen.until()
            : rungs.stream().filter(rung -> rung > chosen.from()).findFirst().orElseThrow();
    Ask ask =
        chosen
            .trial()
            .map(trial -> new Ask(trial.number(), trial.arm(), trial.seed(), until))
            .orElseGet(
                () ->
                    new Ask(
                        number,
                        survey.sides().arm(chosen.sight().side(), chosen.rate()),
                        chosen.sight().seed(),
                        until));
    if (chosen.trial().isEmpty()) {
      number++;
    }
    taken.add(ask.trial());
    left -= until - chosen.from();
    Sight coming = at(chosen.sight(), survey.part(until), ask.trial());
    begun.add(coming);
    belief = belief.with(coming);
    return Optional.of(ask);
  }

  private static Sight at(Sight sight, int part, int trial) {
    return new Sight(
        sight.fine(), sight.side(), part, sight.value(), sight.cut(), trial, sight.seed());
  }

  private Move best(List<Move> moves) {
    double[] mean = belief.mean();
    int best = belief.best();
    double[][] by = belief.moves(moves.stream().map(Move::sight).toList());
    double most = Double.NEGATIVE_INFINITY;
    Move chosen = moves.getFirst();
    for (int i = 0; i < by.length; i++) {
      Move move = moves.get(i);
      double cost = Math.pow((double) (move.until() - move.from()), REGARD);
      double worth = Gain.of(mean, by[i], best) / cost;
      if (worth > most) {
        most = worth;
        chosen = move;
      }
    }
    return chosen;
  }

  /* All have diverged: the lowest rate that was tried least. */
  private static Move lowest(List<Move> moves) {
    Move lowest = moves.getFirst();
    for (Move move : moves) {
      boolean newer = move.sight().seed() < lowest.sight().seed();
      boolean lower =
          move.sight().seed() == lowest.sight().seed()
              && move.sight().fine() < lowest.sight().fine();
      lowest = newer || lower ? move : lowest;
    }
    return lowest;
  }

  private List<Move> moves() {
    var moves = new ArrayList<Move>();
    for (Trial trial : waiting()) {
      long next = rungs.stream().filter(r -> r > trial.step()).findFirst().orElseThrow();
      for (long until :
          next == pilot.horizon() ? new long[] {next} : new long[] {next, pilot.horizon()}) {
        add(
            moves,
            Optional.of(trial),
            survey.fine(trial),
            survey.side(trial),
            0,
            trial.seed(),
            until);
      }
    }
    for (int side : sides) {
      for (double rate : survey.lattice()) {
        int fine = survey.fine(rate, side);
        int seed = seed(fine, side);
        for (long until : survey.sides().rateOnly() ? rungs : few()) {
          add(moves, Optional.empty(), fine, side, rate, seed, until);
        }
      }
    }
    return moves;
  }

  /* The trials that can go on; when there are too many, those with the best last reports. */
  private List<Trial> waiting() {
    return known.stream()
        .filter(
            trial ->
                trial.alive() && trial.step() < pilot.horizon() && !taken.contains(trial.number()))
        .sorted(Comparator.comparing(trial -> trial.last().orElseThrow()))
        .limit(WAITING)
        .sorted(Comparator.comparingInt(Trial::number))
        .toList();
  }

  private void add(
      List<Move> moves,
      Optional<Trial> trial,
      int fine,
      int side,
      double rate,
      int seed,
      long until) {
    long from = trial.map(Trial::step).orElse(0L);
    if (until - from <= left) {
      int own = trial.map(Trial::number).orElse(Integer.MIN_VALUE);
      moves.add(
          new Move(
              trial,
              new Sight(fine, side, survey.part(until), 0, false, own, seed),
              rate,
              from,
              until));
    }
  }

  /* Where there are many sides, a new trial is thought of as short or as long. */
  private List<Long> few() {
    return List.of(rungs.getFirst(), rungs.getLast());
  }

  /* The first seed that was not used there. */
  private int seed(int fine, int side) {
    var used = new HashSet<Integer>();
    for (Trial trial : known) {
      if (survey.fine(trial) == fine && survey.side(trial) == side) {
        used.add(trial.seed());
      }
    }
    for (Sight sight : begun) {
      if (sight.fine() == fine && sight.side() == side) {
        used.add(sight.seed());
      }
    }
    int seed = 0;
    while (used.contains(seed)) {
      seed++;
    }
    return seed;
  }
}
