package rubato.workloads.quality;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The file with a line for each training that was made. What a kill has left of a last line is
 * taken away when it is opened again.
 */
public final class Ledger implements AutoCloseable {

  private final Path file;
  private final FileChannel channel;
  private final List<Line> lines = new ArrayList<>();
  private final Set<Line.Key> keys = new HashSet<>();

  /**
   * Opens it, or makes it.
   *
   * @throws IllegalArgumentException when a line is not one of these rules, with its number, or
   *     another process writes the file
   * @throws IOException when it cannot be read and written
   */
  public Ledger(Path file) throws IOException {
    this.file = file;
    this.channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      lock();
      load();
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private void lock() throws IOException {
    boolean mine;
    try {
      mine = channel.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      mine = false;
    }
    if (!mine) {
      throw new IllegalArgumentException(file + " must be written by one only, got another one");
    }
  }

  private void load() throws IOException {
    byte[] bytes = new byte[Math.toIntExact(channel.size())];
    var buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        String text = new String(bytes, from, i - from, StandardCharsets.UTF_8);
        try {
          keep(Line.parse(text));
        } catch (IllegalArgumentException e) {
          int number = lines.size() + 1;
          throw new IllegalArgumentException(
              "line " + number + " of " + file + ": " + e.getMessage(), e);
        }
        from = i + 1;
      }
    }
    channel.truncate(from);
    channel.position(from);
  }

  private void keep(Line line) {
    lines.add(line);
    keys.add(line.key());
  }

  /** All lines so far. */
  public synchronized List<Line> lines() {
    return List.copyOf(lines);
  }

  synchronized boolean has(Line.Key key) {
    return keys.contains(key);
  }

  void add(Line line) {
    write(line, ByteBuffer.wrap((line.text() + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  private synchronized void write(Line line, ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
    keep(line);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
