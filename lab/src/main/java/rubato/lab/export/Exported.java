package rubato.lab.export;

import java.util.List;
import rubato.lab.store.Observed;
import rubato.lab.store.Recorded;

/**
 * A run with its observations.
 *
 * @param run the run
 * @param observed what was seen
 */
public record Exported(Recorded run, List<Observed> observed) {

  /**
   * When something was seen, for those who must have a time: where unknown, the run's beginning.
   */
  long time(Observed seen) {
    return seen.at().orElse(run.begun());
  }
}
