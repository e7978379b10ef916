package rubato.lab.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** The revision of the user's sources: what git has checked out in a folder. Runs no program. */
public final class Revision {

  private Revision() {}

  /** The commit that is checked out where {@code folder} lies; empty when it is not in a tree. */
  public static String of(Path folder) {
    try {
      for (Path at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
        Path git = at.resolve(".git");
        if (Files.isDirectory(git)) {
          return head(git);
        }
        if (Files.isRegularFile(git)) { // a second working tree
          return head(at.resolve(Files.readString(git).replaceFirst("^gitdir:", "").strip()));
        }
      }
    } catch (IOException | InvalidPathException _) {
      // What cannot be read is not known.
    }
    return "";
  }

  private static String head(Path git) throws IOException {
    String head = Files.readString(git.resolve("HEAD")).strip();
    if (!head.startsWith("ref:")) {
      return commit(head);
    }
    String ref = head.substring("ref:".length()).strip();
    Path shared = git.resolve("commondir");
    Path common =
        Files.exists(shared) ? git.resolve(Files.readString(shared).strip()).normalize() : git;
    for (Path base : List.of(git, common)) {
      if (Files.isRegularFile(base.resolve(ref))) {
        return commit(Files.readString(base.resolve(ref)).strip());
      }
    }
    Path packed = common.resolve("packed-refs");
    if (!Files.exists(packed)) {
      return "";
    }
    return Files.readAllLines(packed).stream()
        .filter(line -> line.endsWith(" " + ref))
        .map(line -> commit(line.substring(0, line.indexOf(' '))))
        .findFirst()
        .orElse("");
  }

  private static String commit(String text) {
    return text.matches("[0-9a-f]{40}|[0-9a-f]{64}") ? text : "";
  }
}
