package rubato.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
  private static final double MOST = 1e5;

  public Grid {
    Check.atLeast("points", points, 1);
    Check.atLeast("horizon", horizon, 1);
    check(space, points);
  }

  static void check(Space space, int points) {
    double arms = 1;
    for (Dimension dimension : space.dimensions()) {
      arms *= dimension instanceof Dimension.Choice choice ? choice.words().size() : points;
    }
    Check.that(arms <= MOST, "combinations", "at most 100000", arms);
  }

  @Override
  public List<Ask> ask(State state, int most) {
    // Not by number: the space may have grown since trials were asked.
    Set<Arm> tried = state.trials().stream().map(Trial::arm).collect(Collectors.toSet());
    List<Arm> arms = arms().stream().filter(arm -> !tried.contains(arm)).toList();
    var asks = new ArrayList<Ask>();
    for (Trial trial : state.trials()) {
      if (trial.alive() && !trial.running() && trial.step() < horizon) {
        asks.add(new Ask(trial.number(), trial.arm(), trial.seed(), horizon));
      }
    }
    for (int i = 0; i < arms.size() && asks.size() < most; i++) {
      int trial = state.trials().size() + i;
      asks.add(new Ask(trial, arms.get(i), trial, horizon));
    }
    return List.copyOf(asks.subList(0, Math.min(most, asks.size())));
  }

  private List<Arm> arms() {
    return shuffled ? shuffled(all(space, points)) : all(space, points);
  }

  static List<Arm> all(Space space, int points) {
    List<double[]> units = List.of(new double[0]);
    for (Dimension dimension : space.dimensions()) {
      var longer = new ArrayList<double[]>();
      for (double[] unit : units) {
        for (double value : values(dimension, points)) {
          double[] more = Arrays.copyOf(unit, unit.length + 1);
          more[unit.length] = value;
          longer.add(more);
        }
      }
      units = longer;
    }
    var arms = new LinkedHashSet<Arm>();
    units.forEach(unit -> arms.add(space.arm(unit)));
    return List.copyOf(arms);
  }

  private List<Arm> shuffled(List<Arm> arms) {
    var all = new ArrayList<>(arms);
    Collections.shuffle(all, Dice.of(seed, 0));
    return all;
  }

  private static double[] values(Dimension dimension, int points) {
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
  public boolean orderly() {
    return true;
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
