package rubato.cli;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Files the user asked for: written completely or not at all. */
final class TargetFile {

  private TargetFile() {}

  /** What fills a file. */
  @FunctionalInterface
  interface Content {
    void write(OutputStream out) throws IOException;
  }

  /** Rejects, before the work that will fill it, a file that cannot be there. */
  static void expected(@Nullable Path target) {
    if (target == null || (Files.exists(target) && !Files.isDirectory(target))) {
      return;
    }
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw failed(target, new NoSuchFileException(String.valueOf(folder)));
    }
    if (Files.isDirectory(target)) {
      throw failed(target, new FileSystemException(target.toString(), null, "it is a folder"));
    }
    if (!Files.isWritable(folder)) {
      throw failed(target, new AccessDeniedException(folder.toString()));
    }
  }

  static void write(Path target, String text) {
    write(target, text.getBytes(StandardCharsets.UTF_8));
  }

  static void write(Path target, byte[] bytes) {
    write(target, out -> out.write(bytes));
  }

  static void write(Path target, Content content) {
    try {
      if (Files.exists(target) && !Files.isRegularFile(target)) {
        // A device or a pipe is written to, never replaced.
        try (var out = Files.newOutputStream(target, WRITE)) {
          content.write(out);
        }
        return;
      }
      Path real = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
      Path folder = real.getParent();
      if (folder == null || !Files.isDirectory(folder)) {
        throw new NoSuchFileException(String.valueOf(folder));
      }
      // Always the same name, so that a process killed while writing leaves one file, not many.
      Path temporary = folder.resolve("." + real.getFileName() + ".tmp");
      try {
        synced(temporary, content);
        Files.move(temporary, real, ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw failed(target, e);
    }
  }

  private static void synced(Path file, Content content) throws IOException {
    try (var channel = FileChannel.open(file, CREATE, TRUNCATE_EXISTING, WRITE);
        var out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
      content.write(out);
      out.flush();
      channel.force(true);
    }
  }

  /** Why {@code path} could not be written, in one line. */
  static Failure failed(Path path, IOException e) {
    return new Failure(Exit.USAGE, path + " cannot be written: " + reason(e), e);
  }

  /** The reason in words: the classes of java.nio often say no more than the path. */
  static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> "there is no " + missing.getFile();
      case AccessDeniedException denied -> "no permission for " + denied.getFile();
      case FileAlreadyExistsException exists -> exists.getFile() + " is a file, not a folder";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }
}
