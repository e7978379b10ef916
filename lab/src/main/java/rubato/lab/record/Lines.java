package rubato.lab.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import rubato.lab.LabException;

/**
 * A file of lines that grows by whole lines: each is on the disk when {@link #add} returns, and
 * what a kill has left of a last one is taken away when the file is opened again.
 *
 * @param <T> what a line says
 */
final class Lines<T> implements AutoCloseable {

  /** What every line begins with: rows, sweeps and parts name their problem first. */
  private static final String OPENING = "{\"p\":\"";

  private final Path file;
  private final FileChannel channel;
  private final Function<T, String> write;
  private final List<T> all = new ArrayList<>();

  /**
   * Opens it, or makes it.
   *
   * @throws LabException when it cannot be written, another process writes it, or a line is broken
   */
  Lines(Path file, Function<String, T> read, Function<T, String> write) {
    this.file = file;
    this.write = write;
    FileChannel opened;
    try {
      opened =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new LabException(file + " cannot be written: " + reason(e), e);
    }
    this.channel = opened;
    try {
      if (channel.tryLock() == null) {
        throw busy();
      }
      load(read);
    } catch (OverlappingFileLockException e) {
      close();
      throw busy();
    } catch (IOException e) {
      close();
      throw new LabException(file + " cannot be read: " + reason(e), e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private LabException busy() {
    return new LabException(file + " is being written by another recording: wait, or use another");
  }

  private void load(Function<String, T> read) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(channel.size())];
    var buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
    int from = 0;
    int number = 1;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        String line = new String(bytes, from, i - from, StandardCharsets.UTF_8);
        if (!line.isBlank()) {
          try {
            all.add(read.apply(line));
          } catch (IllegalArgumentException e) {
            throw new LabException("line %d of %s: %s".formatted(number, file, e.getMessage()), e);
          }
        }
        number++;
        from = i + 1;
      }
    }
    requireTorn(new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8));
    channel.truncate(from);
    channel.position(from);
  }

  /** What follows the last line is taken away only where it is the beginning of one of ours. */
  private void requireTorn(String rest) {
    String torn = rest.replace("\0", ""); // what power loss may leave
    if (!torn.startsWith(OPENING) && !OPENING.startsWith(torn)) {
      throw new LabException(
          file + " must hold lines of a recording, got another text: choose another file");
    }
  }

  /** All lines, in order. */
  List<T> all() {
    return List.copyOf(all);
  }

  /** Adds a line. */
  void add(T item) {
    var bytes = ByteBuffer.wrap((write.apply(item) + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(false);
    } catch (IOException e) {
      throw new LabException(file + " cannot be written: " + reason(e), e);
    }
    all.add(item);
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException missing) {
      return "there is no folder for " + missing.getFile();
    }
    String name = e.getClass().getSimpleName().replaceAll("(?<=.)([A-Z])", " $1");
    return e.getMessage() == null ? name : name.replace(" Exception", "") + ": " + e.getMessage();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
