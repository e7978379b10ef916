package rubato.lab.store;

import java.util.List;

/**
 * Observations of one run, in the order they were made.
 *
 * @param run the run's id
 * @param observed what was seen
 */
public record Batch(String run, List<Observed> observed) {

  public Batch {
    observed = List.copyOf(observed);
  }
}
