package rubato.lab.work;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import rubato.lab.Json;

/** One worker process, as its search sees it. */
final class WorkerProcess {

  private static final int WORDS = 5;
  private static final int OUT_OF_MEMORY = 3;
  private static final int SIGNALS = 128;

  private final Process process;
  private final Deque<String> errors = new ArrayDeque<>();
  private final Thread listening;

  private WorkerProcess(Process process, Queue<Workers.Event> events) {
    this.process = process;
    this.listening =
        Thread.ofVirtual().start(() -> lines(process.getErrorStream(), this::remember));
    Thread.ofVirtual()
        .start(
            () -> {
              lines(process.getInputStream(), line -> events.add(new Workers.Event(this, line)));
              events.add(new Workers.Event(this, null));
            });
  }

  static WorkerProcess begin(Workers.Command command, Queue<Workers.Event> events)
      throws IOException {
    var builder = new ProcessBuilder(command.command());
    builder.environment().putAll(command.environment());
    return new WorkerProcess(builder.start(), events);
  }

  private static void lines(InputStream stream, Consumer<String> consumer) {
    try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      lines.lines().forEach(consumer);
    } catch (IOException | java.io.UncheckedIOException _) {
      // The process was killed.
    }
  }

  private synchronized void remember(String line) {
    errors.addLast(line);
    if (errors.size() > WORDS) {
      errors.removeFirst();
    }
  }

  /** Tells it something; when it is dead, that is heard as its end. */
  void tell(Wire.Command command) {
    try {
      var out = process.getOutputStream();
      out.write((Json.line(command) + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException _) {
      process.destroyForcibly();
    }
  }

  long pid() {
    return process.pid();
  }

  void kill() {
    process.destroyForcibly();
  }

  /** How it died, once its output has ended. */
  String lastWords() {
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        kill();
        process.waitFor();
      }
      listening.join(1000);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    int exit = process.isAlive() ? -1 : process.exitValue();
    if (exit == OUT_OF_MEMORY) {
      return "out of memory: give more with --worker-memory";
    }
    String how = exit > SIGNALS ? "signal " + (exit - SIGNALS) : "exit code " + exit;
    synchronized (this) {
      return errors.stream()
          .filter(line -> !line.isBlank() && !line.startsWith("WARNING:"))
          .reduce((_, last) -> last)
          .map(last -> how + ", " + last.strip())
          .orElse(how);
    }
  }
}
