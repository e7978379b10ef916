package rubato.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folder with report and result of a study, and a file that says which study of which store it
 * is: so that the same command with the same folder goes on.
 *
 * @param path the folder
 * @param task the task of its studies; empty when it has none yet
 * @param store where they are recorded
 * @param studies their names, the last one last
 */
record StudyFolder(Path path, String task, String store, List<String> studies) {

  static final String FILE = "study.json";

  StudyFolder {
    studies = List.copyOf(studies);
  }

  /**
   * The folder, made if missing.
   *
   * @throws Failure when it cannot be written, or its file is something else
   */
  static StudyFolder open(Path path) {
    try {
      Files.createDirectories(path);
      Files.delete(Files.createTempFile(path, ".writable", ""));
      Path file = path.resolve(FILE);
      if (!Files.exists(file)) {
        return new StudyFolder(path, "", "", List.of());
      }
      JsonNode node = new JsonMapper().readTree(Files.readAllBytes(file));
      var studies = new ArrayList<String>();
      node.path("studies").forEach(one -> studies.add(one.asString()));
      if (studies.isEmpty() || !node.path("task").isString() || !node.path("store").isString()) {
        throw foreign(file);
      }
      return new StudyFolder(
          path, node.path("task").asString(), node.path("store").asString(), studies);
    } catch (JacksonException e) {
      throw foreign(path.resolve(FILE));
    } catch (IOException e) {
      throw TargetFile.failed(path, e);
    }
  }

  private static Failure foreign(Path file) {
    return Failure.usage(file + " must name a study, got something else: choose another folder");
  }

  /** {@code runs/digits-cnn-3}: the first number that is free, taken at once. */
  static Path free(String task) {
    String name = task.replaceAll("[^A-Za-z0-9.]+", "-");
    try {
      Files.createDirectories(Path.of("runs"));
      for (int n = 1; ; n++) {
        Path folder = Path.of("runs", name + "-" + n);
        try {
          return Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
          // Another study's.
        }
      }
    } catch (IOException e) {
      throw TargetFile.failed(Path.of("runs"), e);
    }
  }

  /** The last study, when the folder has one. */
  Optional<String> last() {
    return studies.isEmpty() ? Optional.empty() : Optional.of(studies.getLast());
  }

  /** The folder with one study more, written down. */
  StudyFolder with(String itsTask, String itsStore, String study) {
    var all = new ArrayList<>(studies);
    all.remove(study);
    all.add(study);
    var object = new java.util.LinkedHashMap<String, Object>();
    object.put("task", itsTask);
    object.put("store", itsStore);
    object.put("studies", all);
    TargetFile.write(path.resolve(FILE), Json.of(object) + "\n");
    return new StudyFolder(path, itsTask, itsStore, all);
  }
}
