package rubato.lab.former;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import rubato.search.Ladder;

/**
 * Every arm is trained to the end.
 *
 * @param arms what to try; at least one
 * @param steps the updates of each; at least 1
 */
public record Grid(List<Arm> arms, long steps) implements Search {

  public Grid {
    arms = List.copyOf(arms);
  }

  /** Every schedule at every rung of {@code ladder}. */
  public static List<Arm> cross(List<String> schedules, Ladder ladder) {
    var arms = new ArrayList<Arm>();
    for (String schedule : schedules) {
      for (int i = 0; i < ladder.rungs(); i++) {
        arms.add(new Arm(schedule, ladder.at(i)));
      }
    }
    return arms;
  }

  @Override
  public List<Ask> ask(State state) {
    return once(arms, steps, state);
  }

  @Override
  public long cost() {
    return arms.size() * steps;
  }

  static List<Ask> once(List<Arm> arms, long steps, State state) {
    var latest = state.latest();
    return IntStream.range(0, arms.size())
        .filter(trial -> !latest.containsKey(trial))
        .mapToObj(trial -> new Ask(trial, arms.get(trial), steps))
        .toList();
  }
}
