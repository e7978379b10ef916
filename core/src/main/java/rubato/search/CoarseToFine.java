package rubato.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import rubato.internal.Check;

/**
 * A coarse grid, in random order; then again and again the neighbours of the best trial, in each
 * dimension of numbers at half the distance of the round before. Every trial is trained to the end;
 * a round begins when the one before is told whole.
 *
 * @param points of the grid, in each dimension of numbers, both ends among them; at least 2
 * @param rounds after the grid; at least 0
 */
public record CoarseToFine(int points, int rounds, Space space, long horizon, long seed)
    implements Search {

  public CoarseToFine {
    Check.atLeast("points", points, 2);
    Check.within("rounds", rounds, 0, 30);
    Check.atLeast("horizon", horizon, 1);
    Grid.check(space, points);
  }

  @Override
  public List<Ask> ask(State state, int most) {
    var asks = new ArrayList<Ask>();
    var grid = new ArrayList<>(Grid.all(space, points));
    Collections.shuffle(grid, Dice.of(seed, 0));
    List<Arm> round = grid;
    int first = 0;
    for (int number = 0; number <= rounds; number++) {
      boolean told = ask(state, first, round, most, asks);
      if (!told) {
        break;
      }
      first += round.size();
      Optional<Arm> best = best(state, first);
      if (best.isEmpty()) {
        break;
      }
      round = neighbours(state, first, best.get(), 1.0 / (points - 1) / (2L << number));
    }
    return asks;
  }

  /* True when every trial of the round was told. */
  private boolean ask(State state, int first, List<Arm> round, int most, List<Ask> asks) {
    boolean told = true;
    for (int i = 0; i < round.size(); i++) {
      int number = first + i;
      Optional<Trial> trial = state.trial(number);
      boolean over = trial.filter(one -> !one.alive() || one.step() >= horizon).isPresent();
      told &= over;
      if (asks.size() < most && !over && trial.filter(Trial::running).isEmpty()) {
        Arm arm = trial.map(Trial::arm).orElse(round.get(i));
        asks.add(new Ask(number, arm, number, horizon));
      }
    }
    return told;
  }

  private static Optional<Arm> best(State state, int before) {
    return state.trials().subList(0, before).stream()
        .filter(Trial::alive)
        .flatMap(trial -> trial.last().stream())
        .min(Incumbent.ORDER)
        .map(told -> state.trials().get(told.trial()).arm());
  }

  private List<Arm> neighbours(State state, int before, Arm best, double distance) {
    double[] centre = space.unit(best);
    var tried = state.trials().subList(0, before).stream().map(Trial::arm).toList();
    var around = new LinkedHashSet<Arm>();
    for (int i = 0; i < centre.length; i++) {
      if (Double.isNaN(centre[i]) || space.dimensions().get(i) instanceof Dimension.Choice) {
        continue;
      }
      for (double move : new double[] {-distance, distance}) {
        double[] unit = centre.clone();
        unit[i] += move;
        if (unit[i] >= 0 && unit[i] <= 1) {
          around.add(space.arm(unit));
        }
      }
    }
    around.removeAll(tried);
    return List.copyOf(around);
  }

  @Override
  public boolean orderly() {
    return true;
  }

  @Override
  public Search over(Space other) {
    return new CoarseToFine(points, rounds, other, horizon, seed);
  }

  @Override
  public String toString() {
    return Options.print("coarse-to-fine", "points", points, "rounds", rounds);
  }
}
