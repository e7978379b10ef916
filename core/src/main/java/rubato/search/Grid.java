package rubato.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import rubato.internal.Check;

/**
 * Exhaustive search: every combination of {@code points} evenly spaced values of each dimension of
 * numbers, both ends among them, and of all words of each choice; each trained to the end, once.
 *
 * @param points how many values; at least 1 (1 is the middle)
 * @param shuffled true when they come in random order, so that the search is of use before its end
 */
public record Grid(int points, boolean shuffled, Space space, long horizon, long seed)
    implements Search {

  /** More combinations than this are a mistake. */
  private static final double MOST = 1e6;

  public Grid {
    Check.within("points", points, 1, MOST);
    Check.atLeast("horizon", horizon, 1);
    double arms = 1;
    for (Dimension dimension : space.dimensions()) {
      arms *= dimension instanceof Dimension.Choice choice ? choice.words().size() : points;
    }
    Check.that(arms <= MOST, "combinations", "at most " + MOST, arms);
  }

  @Override
  public List<Ask> ask(State state, int most) {
    List<Arm> arms = arms();
    var asks = new ArrayList<Ask>();
    for (Trial trial : state.trials()) {
      if (trial.alive() && !trial.running() && trial.step() < horizon) {
        asks.add(new Ask(trial.number(), trial.arm(), trial.seed(), horizon));
      }
    }
    for (int trial = state.trials().size(); trial < arms.size() && asks.size() < most; trial++) {
      asks.add(new Ask(trial, arms.get(trial), trial, horizon));
    }
    return asks.subList(0, Math.min(most, asks.size()));
  }

  private List<Arm> arms() {
    List<double[]> units = List.of(new double[0]);
    for (Dimension dimension : space.dimensions()) {
      var longer = new ArrayList<double[]>();
      for (double[] unit : units) {
        for (double value : values(dimension)) {
          double[] more = Arrays.copyOf(unit, unit.length + 1);
          more[unit.length] = value;
          longer.add(more);
        }
      }
      units = longer;
    }
    var arms = new LinkedHashSet<Arm>();
    units.forEach(unit -> arms.add(space.arm(unit)));
    var all = new ArrayList<>(arms);
    if (shuffled) {
      Collections.shuffle(all, Dice.of(seed, 0));
    }
    return all;
  }

  private double[] values(Dimension dimension) {
    int count = dimension instanceof Dimension.Choice choice ? choice.words().size() : points;
    var values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] =
          dimension instanceof Dimension.Choice
              ? (i + 0.5) / count
              : count == 1 ? 0.5 : (double) i / (count - 1);
    }
    return values;
  }

  @Override
  public Search over(Space other) {
    return new Grid(points, shuffled, other, horizon, seed);
  }

  @Override
  public String toString() {
    return Options.print("grid", "points", points, "shuffled", shuffled);
  }
}
