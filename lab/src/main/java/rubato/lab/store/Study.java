package rubato.lab.store;

import java.util.OptionalLong;

/**
 * A study as the store knows it.
 *
 * @param id short and readable: {@code digits-7f3a}
 * @param told what it was begun with
 * @param begun when, in milliseconds since 1970
 * @param ended when it was last ended; empty while it is driven, or when nobody could say
 * @param status RUNNING while its lease is held; KILLED when the holder is gone and it had no end
 * @param reason how it ended, empty while it has not
 * @param holder who drives it, empty when nobody does
 */
public record Study(
    String id,
    NewStudy told,
    long begun,
    OptionalLong ended,
    Status status,
    String reason,
    String holder) {}
