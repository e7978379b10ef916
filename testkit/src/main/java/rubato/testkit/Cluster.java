package rubato.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL server of the test's own, that can be killed and started again. The binaries
 * and the driver are the test's, on its class path.
 */
public final class Cluster implements AutoCloseable {

  private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

  private final Path binaries;
  private final Path folder;
  private final int port;
  private final String password;
  private @Nullable Process server;

  private Cluster(Path binaries, Path folder, int port, String password) {
    this.binaries = binaries;
    this.folder = folder;
    this.port = port;
    this.password = password;
  }

  /** Whether there are binaries for this machine. */
  public static boolean available() {
    return System.getProperty("os.name").equals("Linux")
        && System.getProperty("os.arch").equals("amd64")
        && Cluster.class.getResource(ARCHIVE) != null;
  }

  /** A server with its data in {@code folder} that lets everybody in. */
  public static Cluster started(Path folder) throws IOException, InterruptedException {
    return started(folder, "", "-A", "trust");
  }

  /** A server that asks for {@code password}. */
  public static Cluster guarded(Path folder, String password)
      throws IOException, InterruptedException {
    Path file = Files.writeString(Files.createDirectories(folder).resolve("password"), password);
    return started(folder, password, "-A", "scram-sha-256", "--pwfile", file.toString());
  }

  private static Cluster started(Path folder, String password, String... entry)
      throws IOException, InterruptedException {
    int port;
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    var cluster = new Cluster(unpacked(), Files.createDirectories(folder), port, password);
    var words = new ArrayList<>(List.of("-D", cluster.data(), "-U", "rubato", "-E", "UTF8"));
    words.addAll(List.of(entry));
    cluster.run("initdb", words.toArray(String[]::new));
    cluster.start();
    return cluster;
  }

  /** Once for all tests of the module. */
  private static synchronized Path unpacked() throws IOException, InterruptedException {
    Path target = Path.of("target", "postgres").toAbsolutePath();
    if (!Files.exists(target.resolve("unpacked"))) {
      Files.createDirectories(target);
      Path archive = target.resolve("postgres.txz");
      try (@Nullable InputStream in = Cluster.class.getResourceAsStream(ARCHIVE)) {
        Files.write(archive, Objects.requireNonNull(in).readAllBytes());
      }
      finished(new ProcessBuilder("tar", "-xJf", archive.toString(), "-C", target.toString()));
      Files.createFile(target.resolve("unpacked"));
    }
    return target.resolve("bin");
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  /** Where it answers, to one who may do everything. */
  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=rubato";
  }

  /** The port that it listens at. */
  public int port() {
    return port;
  }

  /** The folder that it was started in. */
  public Path folder() {
    return folder;
  }

  /** Starts it again; it answers when this returns. */
  public void start() throws IOException, InterruptedException {
    // A killed server's children hold its memory for a moment.
    for (int attempt = 0; attempt < 100; attempt++) {
      Process started =
          new ProcessBuilder(
                  command(
                      "postgres",
                      "-D",
                      data(),
                      "-p",
                      Integer.toString(port),
                      "-k",
                      folder.toString(),
                      "-c",
                      "listen_addresses=127.0.0.1",
                      "-c",
                      "shared_buffers=16MB"))
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log.txt").toFile())
              .start();
      server = started;
      while (started.isAlive()) {
        try {
          DriverManager.getConnection(url(), "rubato", password).close();
          return;
        } catch (SQLException e) {
          Thread.sleep(50);
        }
      }
      Thread.sleep(100);
    }
    throw new IOException(Files.readString(folder.resolve("log.txt")));
  }

  /** As kill -9 does, its children too: a busy one would answer once more. */
  public void kill() {
    if (server != null) {
      List<ProcessHandle> children = server.descendants().toList();
      server.destroyForcibly().onExit().join();
      children.forEach(ProcessHandle::destroyForcibly);
      children.forEach(child -> child.onExit().join());
    }
  }

  private void run(String program, String... words) throws IOException, InterruptedException {
    finished(new ProcessBuilder(command(program, words)));
  }

  private List<String> command(String program, String... words) {
    var command = new ArrayList<String>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("unshare", "-U")); // it refuses to run as root
    }
    command.add(binaries.resolve(program).toString());
    command.addAll(List.of(words));
    return command;
  }

  private static void finished(ProcessBuilder builder) throws IOException, InterruptedException {
    Path log = Files.createTempFile("postgres", ".txt");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    boolean ended = process.waitFor(120, TimeUnit.SECONDS);
    String said = Files.readString(log);
    Files.delete(log);
    if (!ended || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(said);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
