package rubato.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rubato.lab.work.Executor;
import rubato.lab.work.Here;
import rubato.lab.work.Limits;
import rubato.lab.work.Tasks;
import rubato.lab.work.Workers;

/** Who trains; the answer does not depend on it. */
final class WorkOptions {

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Train in so many processes at once (in this one).")
  @Nullable String workers;

  @Option(
      names = "--worker-memory",
      paramLabel = "SIZE",
      description = "The Java heap of each worker at most: 512m, 2g.")
  @Nullable String memory;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long a trial may take to its next rung before it is begun again.")
  @Nullable String timeout;

  private static final Set<String> ONE_BY_ONE =
      Set.of("pilot", "tpe", "gp", "quadratic", "golden-section");

  /** Refuses what cannot be, before anything is loaded. */
  void check() {
    count();
    limits();
    if (memory != null && !memory.matches("[1-9][0-9]*[kKmMgG]?")) {
      throw Failure.usage("--worker-memory must be a size like 512m or 2g, got " + memory);
    }
    if (memory != null && workers == null) {
      throw Failure.usage("--worker-memory needs --workers; for this process RUBATO_OPTS=-Xmx2g");
    }
  }

  private int count() {
    return workers == null ? 0 : (int) Numbers.whole("--workers", workers, 1, 1024);
  }

  private Limits limits() {
    if (timeout == null) {
      return Limits.DEFAULT;
    }
    double seconds = Numbers.above("--timeout", timeout, 0);
    return new Limits(
        Limits.DEFAULT.attempts(),
        Duration.ofMillis((long) Math.min(Math.ceil(seconds * 1000), 1e14)));
  }

  Executor executor(Tasks tasks, int threads) {
    return workers == null
        ? new Here(tasks, limits(), System::nanoTime)
        : new Workers(WorkerCommand.command(memory, threads), count(), limits(), System::nanoTime);
  }

  /** What was given, as words. */
  List<String> words() {
    var words = new ArrayList<String>();
    TaskOptions.add(words, "--workers", workers);
    TaskOptions.add(words, "--worker-memory", memory);
    TaskOptions.add(words, "--timeout", timeout);
    return words;
  }

  /** What to know: workers without work, threads that wait for each other. */
  @Nullable String note(String method, int threads) {
    if (count() > 1
        && ONE_BY_ONE.contains(method.replaceFirst(":.*", ""))
        && !method.contains("parallel=")) {
      return "%s asks for one trial at a time: %s%sparallel=%d would keep %d workers at work, and is another search"
          .formatted(method, method, method.contains(":") ? "," : ":", count(), count());
    }
    int cores = Runtime.getRuntime().availableProcessors();
    return (long) count() * threads > cores && count() > 1
        ? "%d workers of %d thread%s on %d processors wait for each other"
            .formatted(count(), threads, threads == 1 ? "" : "s", cores)
        : null;
  }
}
