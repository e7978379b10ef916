package rubato.cli;

import rubato.lab.work.Tasks;
import rubato.text.Rules;
import rubato.train.CheckpointFile;
import rubato.train.Task;
import rubato.workloads.Batch;
import rubato.workloads.Setup;
import rubato.workloads.Workloads;

/** Tasks of the catalog, as the settings of a run name them. */
final class WorkloadTasks {

  private WorkloadTasks() {}

  static final Tasks TASKS = WorkloadTasks::task;

  private static Task task(CheckpointFile.Settings settings) {
    return Workloads.named(settings.task())
        .task(
            new Setup(
                Rules.parse(settings.optimizer()),
                Batch.parse(settings.batch()),
                settings.threads()));
  }
}
