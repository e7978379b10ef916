package rubato.lab;

import java.util.Optional;
import rubato.search.Recommendation;
import rubato.search.Search;
import rubato.search.State;

/**
 * Who is told how a study goes. All methods are called from the thread that runs the study; none
 * may throw.
 */
public interface Progress {

  /**
   * A stage begins.
   *
   * @param name {@code range test}, {@code search}, {@code replicates} or {@code baseline}
   * @param total the optimizer updates the stage will do, as far as known when it begins
   */
  void stage(String name, int total);

  /** A trial begins or goes on; {@code what} is its schedule with its rate. */
  void trial(int id, String what);

  /**
   * A running trial has come to an update.
   *
   * @param id its number
   * @param step the updates this trial has done
   * @param steps the updates it is meant to do before the search looks at it again
   * @param rate the rate of the update
   * @param loss its training loss
   */
  void at(int id, long step, long steps, double rate, double loss);

  /** What the search would choose now, and what was used so far, in full trainings. */
  default void best(Believed belief) {}

  /**
   * The search has been told of a trial.
   *
   * @param choice what it would choose now
   */
  default void searching(Search search, State state, Optional<Recommendation> choice) {}

  /** The search is over; {@code state} is all that it asked and was told. */
  default void searched(Search search, State state) {}

  /** Something to know: a worker died and was replaced, the store is waited for. */
  default void said(String line) {}

  /** A trial has come to where it was to come; it may go on later. */
  default void rests(int id) {}

  /** A trial has ended for good; {@code outcome} says how in a few words. */
  void finished(int id, String outcome);

  /** True when the user wants to stop; polled after every update. */
  boolean cancelled();

  /** Tells nobody and never stops. */
  static Progress none() {
    return new Progress() {
      @Override
      public void stage(String name, int total) {}

      @Override
      public void trial(int id, String what) {}

      @Override
      public void at(int id, long step, long steps, double rate, double loss) {}

      @Override
      public void finished(int id, String outcome) {}

      @Override
      public boolean cancelled() {
        return false;
      }
    };
  }
}
