package rubato.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line as a process of its own, its streams in files. */
final class Spawned implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 120;

  private final Process process;
  private final Path out;
  private final Path err;

  private Spawned(Path folder, List<String> command) throws IOException {
    out = Files.createTempFile(folder, "out", ".txt");
    err = Files.createTempFile(folder, "err", ".txt");
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().remove("RUBATO_STORE");
    builder.environment().put("XDG_DATA_HOME", folder.resolve("data").toString());
    process = builder.start();
  }

  /** {@code rubato} with these words, started in {@code folder}, on the classes under test. */
  static Spawned rubato(Path folder, String... words) throws IOException {
    var command = new ArrayList<>(List.of(java(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("--add-modules=jdk.incubator.vector"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("--sun-misc-unsafe-memory-access=allow"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "rubato.cli.Main"));
    command.addAll(List.of(words));
    return new Spawned(folder, command);
  }

  static Spawned command(Path folder, String... words) throws IOException {
    return new Spawned(folder, List.of(words));
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Waits until {@code file} exists or the process ends; whether it exists. */
  boolean made(Path file) {
    while (process.isAlive() && !Files.exists(file)) {
      pause(5);
    }
    return Files.exists(file);
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** What the terminal does on Ctrl-C. */
  void interrupt() throws IOException, InterruptedException {
    signal("INT", process.pid());
  }

  static void signal(String name, long process) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process)).start().waitFor();
  }

  int exit() throws InterruptedException {
    return exit(PATIENCE_SECONDS);
  }

  int exit(long seconds) throws InterruptedException {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running after " + seconds + " s: " + err());
    }
    return process.exitValue();
  }

  /** The processes it has begun. */
  List<ProcessHandle> workers() {
    return process.children().toList();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String out() {
    return read(out);
  }

  /** Standard error without the JVM's own warnings, which the launcher keeps away. */
  String err() {
    return read(err).lines().filter(line -> !line.startsWith("WARNING: ")).toList().stream()
        .reduce("", (a, b) -> a + b + "\n");
  }

  static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
