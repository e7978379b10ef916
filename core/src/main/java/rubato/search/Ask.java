package rubato.search;

import rubato.internal.Check;

/**
 * A wish of a search: start trial number {@code trial} or continue it from where it is, until
 * {@code until} updates are done in all.
 *
 * @param trial its number; trials are numbered from 0 in the order in which they are first asked
 * @param arm what it tries; the same for every ask of a trial
 * @param seed which of the study's seeds it is trained with, from 0; the same for every ask of a
 *     trial
 * @param until the updates to be done in all; at least 1
 */
public record Ask(int trial, Arm arm, int seed, long until) {

  public Ask {
    Check.atLeast("trial", trial, 0);
    Check.atLeast("seed", seed, 0);
    Check.atLeast("until", until, 1);
  }
}
