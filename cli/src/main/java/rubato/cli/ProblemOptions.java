package rubato.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rubato.schedule.Horizon;
import rubato.text.PlanSpec;
import rubato.text.Rules;
import rubato.train.Task;
import rubato.workloads.Setup;
import rubato.workloads.Workload;

/** What is trained at many rates, and by which name tables know it. */
final class ProblemOptions {

  @Parameters(paramLabel = "TASK", description = "See rubato tasks.")
  String task = "";

  @Option(
      names = "--schedule",
      paramLabel = "PLAN",
      defaultValue = "rate",
      description = "The schedule, with the word `rate` for the rate (${DEFAULT-VALUE}).")
  String schedule = "rate";

  @Option(names = "--epochs", paramLabel = "N", description = "How long a training is.")
  @Nullable String epochs;

  @Option(
      names = "--name",
      paramLabel = "TEXT",
      description = "The problem's name in the table, instead of one made of the settings.")
  @Nullable String name;

  @Mixin TaskOptions settings = new TaskOptions();

  /** What was asked for. */
  record Problem(
      String name, PlanSpec schedule, Horizon horizon, Task task, String engine, long seed) {}

  Problem problem() {
    Workload workload = settings.workload(task);
    Setup setup = settings.setup(workload);
    Task made = workload.task(setup);
    Horizon horizon = TaskOptions.horizon(epochs, workload, made);
    return new Problem(
        name == null ? described(workload, setup, horizon) : name,
        PlanSpec.parse(schedule),
        horizon,
        made,
        workload.engine(),
        settings.seed());
  }

  /** Task, optimizer with the options that are not the usual, batch and length. */
  private static String described(Workload workload, Setup setup, Horizon horizon) {
    return "%s %s batch=%s updates=%d"
        .formatted(workload.name(), Rules.brief(setup.rule()), setup.batch(), horizon.steps());
  }
}
