package rubato.search;

import java.util.List;
import java.util.Optional;

/**
 * All that is known of one trial.
 *
 * @param number its number
 * @param arm what it tries
 * @param seed which of the study's seeds it is trained with
 * @param until the updates it was asked to do in all
 * @param told its reports, steps rising; only the last can say that it diverged
 * @param crashed true when it cannot be trained: nothing is known of it, good or bad
 */
public record Trial(int number, Arm arm, int seed, long until, List<Told> told, boolean crashed) {

  public Trial {
    told = List.copyOf(told);
  }

  /** The updates that were reported. */
  public long step() {
    return told.isEmpty() ? 0 : told.getLast().step();
  }

  /** True when it has diverged. */
  public boolean dead() {
    return !told.isEmpty() && !told.getLast().alive();
  }

  /** True when it can go on. */
  public boolean alive() {
    return !crashed && !dead();
  }

  /** True when it was asked for more than it has reported. */
  public boolean running() {
    return alive() && step() < until;
  }

  /** What it reported at {@code step}, exactly. */
  public Optional<Told> at(long step) {
    // From the end: what is asked for is mostly recent.
    for (int i = told.size() - 1; i >= 0 && told.get(i).step() >= step; i--) {
      if (told.get(i).step() == step) {
        return Optional.of(told.get(i));
      }
    }
    return Optional.empty();
  }

  /** Its last report; empty before the first. */
  public Optional<Told> last() {
    return told.isEmpty() ? Optional.empty() : Optional.of(told.getLast());
  }
}
