package rubato.lab.store;

import java.util.Optional;
import java.util.OptionalInt;
import rubato.schedule.Horizon;

/**
 * A run that is about to begin.
 *
 * @param study the study it is a trial of
 * @param trial its number in the study; present when {@code study} is
 * @param role what it is for: {@code train}, {@code range test}, {@code search}, {@code replicate},
 *     {@code baseline}
 * @param task the task's name
 * @param schedule the plan, resolved: no free word
 * @param optimizer the rule with every option
 * @param batch the batch size as the user writes it
 * @param seed the seed it starts with
 * @param horizon how long it is meant to last
 * @param metric the name of the task's metric, and {@code higherIsBetter} its direction
 * @param environment where it runs, as JSON
 * @param data checksums of the data, empty when unknown
 * @param revision the revision of the user's sources, empty when unknown
 */
public record NewRun(
    Optional<String> study,
    OptionalInt trial,
    String role,
    String task,
    String schedule,
    String optimizer,
    String batch,
    long seed,
    Horizon horizon,
    String metric,
    boolean higherIsBetter,
    String environment,
    String data,
    String revision) {

  public NewRun {
    if (study.isPresent() != trial.isPresent() || trial.orElse(0) < 0) {
      throw new IllegalArgumentException(
          "trial must be >= 0 with a study and absent without one, got "
              + trial
              + " with "
              + study);
    }
  }
}
