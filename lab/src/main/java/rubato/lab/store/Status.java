package rubato.lab.store;

/** Where a run or a study is. */
public enum Status {
  /** Somebody works on it. */
  RUNNING,
  /** It did all it was meant to do. */
  COMPLETED,
  /** The loss became NaN or infinite, or blew up. */
  DIVERGED,
  /** A search ended it before its horizon, because others were better. */
  STOPPED,
  /** The user interrupted it; it can go on. */
  INTERRUPTED,
  /** The program failed; the reason says how. */
  CRASHED,
  /**
   * Its process is gone without a word, as after {@code kill -9}. Not written: found by looking.
   */
  KILLED
}
