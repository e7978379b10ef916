package rubato.lab.work;

import java.util.LinkedHashMap;
import rubato.schedule.Horizon;
import rubato.train.CheckpointFile;
import rubato.train.Task;

/** Makes tasks of their settings. */
@FunctionalInterface
public interface Tasks {

  /**
   * The task that {@code settings} name.
   *
   * @throws IllegalArgumentException when there is none
   */
  Task task(CheckpointFile.Settings settings);

  /** The same tasks, the last few made once: for the data of one are loaded when it is made. */
  default Tasks kept() {
    var made = new LinkedHashMap<CheckpointFile.Settings, Task>();
    return settings -> {
      CheckpointFile.Settings key = essential(settings);
      Task task = made.remove(key);
      task = task == null ? task(settings) : task;
      made.putLast(key, task);
      if (made.size() > 4) {
        made.pollFirstEntry();
      }
      return task;
    };
  }

  private static CheckpointFile.Settings essential(CheckpointFile.Settings settings) {
    return new CheckpointFile.Settings(
        settings.task(),
        settings.optimizer(),
        settings.batch(),
        settings.threads(),
        "",
        new Horizon(1, 1),
        0);
  }
}
