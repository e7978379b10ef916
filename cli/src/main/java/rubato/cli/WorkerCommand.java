package rubato.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import rubato.lab.work.Worker;
import rubato.lab.work.Workers;

/** A process that trains for {@code rubato tune --workers}: orders come in, answers go out. */
@Command(name = "worker", hidden = true, description = "Train what standard input orders.")
final class WorkerCommand implements Callable<Integer> {

  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:+ExitOnOutOfMemoryError",
          "--add-modules=jdk.incubator.vector",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final Console console;

  WorkerCommand(Console console) {
    this.console = console;
  }

  /**
   * How a worker is begun: this JVM once more, on the same classes.
   *
   * @param memory its heap at most, as {@code -Xmx} takes it
   * @param threads how many threads its engine may use
   */
  static Workers.Command command(@Nullable String memory, int threads) {
    var words = new ArrayList<String>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(FLAGS);
    if (memory != null) {
      words.add("-Xmx" + memory);
    }
    words.add("-Dai.djl.offline=" + System.getProperty("ai.djl.offline", "true"));
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.addAll(List.of(Main.class.getName(), "worker"));
    return new Workers.Command(
        words, Map.of("OMP_NUM_THREADS", Integer.toString(threads), "OMP_WAIT_POLICY", "PASSIVE"));
  }

  @Override
  public Integer call() {
    Interrupt.ignore();
    Worker.serve(
        WorkloadTasks.TASKS.kept(),
        System.in,
        console.out(),
        () -> Runtime.getRuntime().halt(Exit.OK));
    return Exit.OK;
  }
}
