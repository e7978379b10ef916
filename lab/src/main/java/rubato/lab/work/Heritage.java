package rubato.lab.work;

import rubato.pace.Plan;
import rubato.text.PlanSpec;
import rubato.train.CheckpointFile;
import rubato.train.Run;

/**
 * A trial may begin with another's checkpoint, as a copy in a population does: when the two differ
 * in their schedules alone, and not in what these said up to then.
 */
final class Heritage {

  private Heritage() {}

  /** Whether {@code saved} is what a training of {@code settings} would be at that update. */
  static boolean serves(CheckpointFile saved, CheckpointFile.Settings settings) {
    return saved.settings().equals(settings)
        || (with(saved.settings(), settings.schedule()).equals(settings) && same(saved, settings));
  }

  private static CheckpointFile.Settings with(CheckpointFile.Settings settings, String schedule) {
    return new CheckpointFile.Settings(
        settings.task(),
        settings.optimizer(),
        settings.batch(),
        settings.threads(),
        schedule,
        settings.horizon(),
        settings.seed());
  }

  /** What a feedback or a schedule beside the rate would have done is not looked into. */
  private static boolean same(CheckpointFile saved, CheckpointFile.Settings settings) {
    Plan plan = plan(settings);
    return ofRateAlone(plan)
        && ofRateAlone(plan(saved.settings()))
        && saved.steps().stream().allMatch(step -> agrees(plan, step));
  }

  private static boolean agrees(Plan plan, Run.Step step) {
    return plan.rate().schedule().at(step.step()) == step.rate();
  }

  private static boolean ofRateAlone(Plan plan) {
    return plan.rate().feedbacks().isEmpty() && plan.others().isEmpty() && plan.layers().isEmpty();
  }

  private static Plan plan(CheckpointFile.Settings settings) {
    return PlanSpec.parse(settings.schedule()).resolve(settings.horizon());
  }
}
