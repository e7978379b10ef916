package rubato.lab.former;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Arms drawn at random, each trained to the end.
 *
 * @param arms what was drawn; at least one
 * @param steps the updates of each; at least 1
 * @see <a href="https://jmlr.org/papers/v13/bergstra12a.html">Bergstra and Bengio, Random Search
 *     for Hyper-Parameter Optimization (2012)</a>
 */
public record Random(List<Arm> arms, long steps) implements Search {

  public Random {
    arms = List.copyOf(arms);
  }

  /**
   * {@code count} arms: the schedule uniform, the rate {@code low * (high / low)^u} with {@code u}
   * uniform in [0, 1).
   */
  public static Random draw(
      List<String> schedules,
      double low,
      double high,
      int count,
      long steps,
      RandomGenerator generator) {
    var arms = new ArrayList<Arm>();
    for (int i = 0; i < count; i++) {
      String schedule = schedules.get(generator.nextInt(schedules.size()));
      double log = Math.log(low) + generator.nextDouble() * (Math.log(high) - Math.log(low));
      arms.add(new Arm(schedule, Math.exp(log)));
    }
    return new Random(arms, steps);
  }

  @Override
  public List<Ask> ask(State state) {
    return Grid.once(arms, steps, state);
  }

  @Override
  public long cost() {
    return arms.size() * steps;
  }
}
