package rubato.lab;

import rubato.train.Run;

/**
 * A run made by a study.
 *
 * @param id its number, from 0 in the order the trials were started
 * @param role what it was made for
 * @param schedule the pace or plan with {@code rate} still free
 * @param rate the value of {@code rate}; for a range test the highest it reached
 * @param run the run as far as it went
 * @param crash why it was given up, empty when it was not: such a trial is not a bad one, nothing
 *     is known of it
 */
public record Trial(int id, Role role, String schedule, double rate, Run run, String crash) {

  /** A trial that did not crash. */
  public Trial(int id, Role role, String schedule, double rate, Run run) {
    this(id, role, schedule, rate, run, "");
  }

  /** What a trial is made for. */
  public enum Role {
    /** A ramp of the rate, to bracket it. */
    RANGE_TEST,
    /** A candidate of the search. */
    SEARCH,
    /** The search's choice on a seed of its own. */
    REPLICATE,
    /** The naive default that the answer is compared with. */
    BASELINE
  }
}
