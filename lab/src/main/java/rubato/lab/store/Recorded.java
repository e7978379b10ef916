package rubato.lab.store;

import java.util.OptionalLong;
import java.util.SortedSet;

/**
 * A run as the store knows it, without its observations.
 *
 * @param id {@code digits-7f3a}, or {@code digits-7f3a.12} for trial 12 of a study
 * @param told what it was begun with
 * @param begun when, in milliseconds since 1970
 * @param ended when, if it has
 * @param status where it is
 * @param reason how it ended, in words; empty when the status says it all
 * @param updates how many updates were observed
 * @param loss the last training loss, NaN when none
 * @param heldOut the last held-out loss, NaN when none
 * @param value the last value of the metric, NaN when none
 * @param tags words the user gave it
 */
public record Recorded(
    String id,
    NewRun told,
    long begun,
    OptionalLong ended,
    Status status,
    String reason,
    long updates,
    double loss,
    double heldOut,
    double value,
    SortedSet<String> tags) {}
