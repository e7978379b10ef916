package rubato.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rubato.optim.Rule;
import rubato.schedule.Horizon;
import rubato.text.Rules;
import rubato.train.Task;
import rubato.workloads.Batch;
import rubato.workloads.Setup;
import rubato.workloads.Workload;
import rubato.workloads.Workloads;

/** What can be chosen about a training besides its rate; what is not said is the task's default. */
final class TaskOptions {

  @Option(
      names = "--optimizer",
      paramLabel = "NAME[:OPTIONS]",
      description = "The update rule, for example adamw:weight-decay=0.01.")
  @Nullable String optimizer;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description = "What computes the gradients of a network: pytorch or tensorflow.")
  @Nullable String engine;

  @Option(
      names = "--accumulate",
      paramLabel = "N",
      description = "Add the gradient of an update up over its batch in so many pieces (1).")
  @Nullable String accumulate;

  @Option(
      names = "--clip",
      paramLabel = "BY:LIMIT",
      description =
          "Make large gradients smaller: global:1 (norm of all), norm:1 (of each), value:0.5.")
  @Nullable String clip;

  @Option(
      names = "--non-finite",
      paramLabel = "WORD",
      description = "What NaN and infinite gradients do: fail, skip the update, or count as zero.")
  @Nullable String nonFinite;

  @Option(names = "--batch", paramLabel = "all|N", description = "Examples in one update.")
  @Nullable String batch;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that compute; results repeat at the same number.")
  @Nullable String threads;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Starts every generator (0): same seed, same result.")
  @Nullable String seed;

  /** The workload called {@code name}, treated and on the engine as was asked for, if at all. */
  Workload workload(String name) {
    var said = new LinkedHashMap<String, String>();
    if (accumulate != null) {
      said.put("accumulate", accumulate);
    }
    if (clip != null) {
      said.put("clip", clip);
    }
    if (nonFinite != null) {
      said.put("non-finite", nonFinite);
    }
    Workload named = Workloads.named(Workloads.with(name, said));
    return engine == null ? named : named.on(engine);
  }

  Setup setup(Workload workload) {
    return setup(workload, optimizer == null ? workload.setup().rule() : Rules.parse(optimizer));
  }

  Setup setup(Workload workload, Rule rule) {
    Setup usual = workload.setup();
    return new Setup(
        rule,
        batch == null ? usual.batch() : Batch.parse(batch),
        threads == null ? usual.threads() : (int) Numbers.whole("--threads", threads, 1, 1024));
  }

  long seed() {
    return seed == null ? 0 : Numbers.whole("--seed", seed, Long.MIN_VALUE);
  }

  /** How long a full training is, when {@code epochs} is what was said of it. */
  static Horizon horizon(@Nullable String epochs, Workload workload, Task task) {
    long perEpoch = task.stepsPerEpoch();
    // A run keeps every step it made in a list.
    long most = Integer.MAX_VALUE / perEpoch;
    return Horizon.epochs(
        epochs == null ? workload.epochs() : Numbers.whole("--epochs", epochs, 1, most), perEpoch);
  }

  /** The options that were given, as words; the rest is in the name of the task. */
  List<String> words() {
    var words = new ArrayList<String>();
    add(words, "--optimizer", optimizer);
    add(words, "--batch", batch);
    add(words, "--threads", threads);
    add(words, "--seed", seed);
    return words;
  }

  static void add(List<String> words, String name, @Nullable String value) {
    if (value != null) {
      words.add(name);
      words.add(value);
    }
  }
}
