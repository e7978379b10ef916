package rubato.lab.work;

import rubato.train.Run;
import rubato.train.Times;

/** How an order ended. */
public sealed interface Answer {

  /** The trial's number. */
  int id();

  /**
   * It was carried out, or the trial diverged on the way.
   *
   * @param run the trial from its first update on, no further than was ordered
   * @param times when it was made, and perhaps more that was
   */
  record Done(int id, Run run, Times times) implements Answer {}

  /**
   * It could not be carried out: nothing is known of how good the trial is.
   *
   * @param reason in a line
   * @param refused true when the task does not allow these settings at all
   */
  record Crashed(int id, String reason, boolean refused) implements Answer {}

  /** It was interrupted; what was done is in the checkpoint. */
  record Halted(int id) implements Answer {}
}
