package rubato.cli;

import java.util.function.IntFunction;
import rubato.lab.record.Recorder;
import rubato.schedule.Horizon;

/**
 * Shows each update of trainings that are being recorded, on the progress line.
 *
 * @param verb what is going on
 * @param which says which training it is, by its number from 0
 */
record TrainingLine(
    ProgressLine progress,
    Interrupt interrupt,
    String verb,
    Horizon horizon,
    IntFunction<String> which)
    implements Recorder.Listener {

  @Override
  public void stepped(int training, double rate, long seed, long step, double loss) {
    progress.show(
        verb,
        () ->
            "%s  seed %d  lr %s  step %s/%s  loss %s"
                .formatted(
                    which.apply(training),
                    seed,
                    Numbers.rate(rate),
                    Numbers.grouped(step + 1),
                    Numbers.grouped(horizon.steps()),
                    Numbers.brief(loss)));
  }

  @Override
  public boolean stop() {
    return interrupt.asked();
  }
}
