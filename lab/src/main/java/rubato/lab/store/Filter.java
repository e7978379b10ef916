package rubato.lab.store;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which runs are meant; what is absent is not asked for.
 *
 * @param task the task's name, or its part before the colon
 * @param tag a tag it has
 * @param study the study it is a trial of
 * @param status where it is
 * @param since begun at or after this, in milliseconds since 1970
 */
public record Filter(
    Optional<String> task,
    Optional<String> tag,
    Optional<String> study,
    Optional<Status> status,
    OptionalLong since) {

  public static final Filter ALL =
      new Filter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalLong.empty());

  /** The runs of one study. */
  public static Filter study(String id) {
    return new Filter(
        Optional.empty(),
        Optional.empty(),
        Optional.of(id),
        Optional.empty(),
        OptionalLong.empty());
  }
}
