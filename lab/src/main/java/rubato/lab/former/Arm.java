package rubato.lab.former;

/**
 * One thing a search can try.
 *
 * @param schedule the text of a pace with {@code rate} free; a search only compares it
 * @param rate the value of {@code rate}; finite, above 0
 */
public record Arm(String schedule, double rate) {}
