package rubato.search;

import rubato.train.Task;
import rubato.train.Training;

/**
 * Whose rate climbs in a range test: that of all weights, or that of some while the others train as
 * always.
 */
public interface Ascent {

  /** A training that is to climb {@code ladder}, one rung an update. */
  Training start(long seed, Ladder ladder);

  /** What to tell it at update number {@code step}, when the rung's rate is {@code rate}. */
  double said(long step, double rate);

  /** All weights of {@code task}. */
  static Ascent of(Task task) {
    return new Ascent() {
      @Override
      public Training start(long seed, Ladder ladder) {
        return task.start(seed);
      }

      @Override
      public double said(long step, double rate) {
        return rate;
      }
    };
  }
}
