package rubato.lab.record;

import rubato.objective.ObjectiveTask;
import rubato.objective.Quadratic;
import rubato.optim.Sgd;
import rubato.schedule.Horizon;
import rubato.search.Ladder;
import rubato.text.PlanSpec;

/** A small thing to record: a quadratic, whose largest stable rate is 2 / 100. */
final class Hill {

  static final ObjectiveTask TASK =
      new ObjectiveTask("hill", new Quadratic(2, 100, false), new Sgd());

  private Hill() {}

  static Recorder.Request request(String rates, int seeds) {
    return new Recorder.Request(
        "hill", PlanSpec.parse("rate"), Ladder.parse(rates), 0, seeds, new Horizon(100, 100));
  }

  /** Stops after so many updates. */
  static Recorder.Listener after(int updates) {
    return new Recorder.Listener() {
      private int left = updates;

      @Override
      public void stepped(int training, double rate, long seed, long step, double loss) {
        left--;
      }

      @Override
      public boolean stop() {
        return left <= 0;
      }
    };
  }
}
