package rubato.lab.work;

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
}
