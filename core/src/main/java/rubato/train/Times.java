package rubato.train;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import rubato.internal.Check;

/**
 * When the updates and the evaluations of a run were made, in milliseconds since 1970, by the clock
 * of whoever drove it. What was made before somebody looked at a clock has no time.
 *
 * @param from the number of the first update that has a time
 * @param steps the times of that update and of all after it
 * @param evaluations the times of evaluations, by the updates done before each
 */
public record Times(long from, List<Long> steps, Map<Long, Long> evaluations) {

  /** Of a run that nobody timed. */
  public static final Times NONE = new Times(0, List.of(), Map.of());

  /**
   * Times.
   *
   * @throws IllegalArgumentException when {@code from} is below 0
   */
  public Times {
    Check.that(from >= 0, "from", ">= 0", from);
    steps = List.copyOf(steps);
    evaluations = Collections.unmodifiableMap(new TreeMap<>(evaluations));
  }

  /** When update number {@code step} was made. */
  public OptionalLong step(long step) {
    return step >= from && step < from + steps.size()
        ? OptionalLong.of(steps.get((int) (step - from)))
        : OptionalLong.empty();
  }

  /** When the held-out data were looked at after {@code step} updates. */
  public OptionalLong evaluated(long step) {
    Long at = evaluations.get(step);
    return at == null ? OptionalLong.empty() : OptionalLong.of(at);
  }
}
