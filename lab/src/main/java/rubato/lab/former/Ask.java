package rubato.lab.former;

/**
 * A wish of a search: start trial number {@code trial} or continue it from where it is, until
 * {@code until} updates are done in all.
 */
public record Ask(int trial, Arm arm, long until) {}
