package rubato.lab.store;

import java.time.Duration;

/** Whether to wait for a store that has gone away, as a server that is started again does. */
@FunctionalInterface
public interface Patience {

  /** Gives up at once. */
  Patience NONE = (what, waited) -> false;

  /**
   * Asked about five times a second while the store is away.
   *
   * @param what which store, and what is wrong with it, in one line
   * @param waited for how long
   * @return false to give up
   */
  boolean wait(String what, Duration waited);

  /** The store that was waited for is back. */
  default void back(Duration waited) {}
}
