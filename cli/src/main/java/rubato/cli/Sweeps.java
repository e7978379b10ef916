package rubato.cli;

import rubato.lab.store.Status;
import rubato.schedule.Horizon;
import rubato.search.Ladder;
import rubato.search.RangeSweep;
import rubato.search.RangeTest;
import rubato.text.PlanSpec;
import rubato.train.Run;
import rubato.train.Task;
import rubato.workloads.Setup;
import rubato.workloads.Workload;

/** Range tests as runs: each sweep is one. */
final class Sweeps {

  private Sweeps() {}

  /**
   * Records the sweeps.
   *
   * @param first the seed of the first; the others follow
   */
  static void record(
      Recorder.Tape tape,
      Workload workload,
      Setup setup,
      Task task,
      PlanSpec plan,
      RangeSweep.Outcome outcome,
      long first,
      boolean interrupted) {
    if (outcome.tests().isEmpty()) {
      return;
    }
    var job =
        new Recorder.Job(
            workload.name(),
            setup.rule().toString(),
            setup.batch().toString(),
            task.metric(),
            workload.engine());
    long seed = first;
    for (RangeTest test : outcome.tests()) {
      Ladder ladder = test.ladder();
      String schedule =
          "%s, rate %s..%s:%s".formatted(plan, ladder.low(), ladder.high(), ladder.rungs());
      var horizon = new Horizon(ladder.rungs(), task.stepsPerEpoch());
      var listener = tape.begin(job.run("range test", schedule, seed++, horizon), task.metric());
      long step = 0;
      for (RangeTest.Point point : test.points()) {
        listener.stepped(new Run.Step(step++, point.rate(), point.loss()));
      }
      tape.finish(end(test, interrupted), "");
    }
  }

  private static Status end(RangeTest test, boolean interrupted) {
    if (interrupted && !test.done()) {
      return Status.INTERRUPTED;
    }
    return test.blownUp() ? Status.DIVERGED : Status.COMPLETED;
  }
}
