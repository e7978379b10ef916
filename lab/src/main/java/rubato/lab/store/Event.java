package rubato.lab.store;

/**
 * One thing that happened in a study.
 *
 * @param seq its number in the study, from 0 on, without gaps
 * @param at when it was written, in milliseconds since 1970
 * @param json what happened
 */
public record Event(long seq, long at, String json) {}
