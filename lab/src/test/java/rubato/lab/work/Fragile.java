package rubato.lab.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import rubato.lab.Requests;
import rubato.schedule.Horizon;
import rubato.text.Rules;
import rubato.train.Checkpoint;
import rubato.train.CheckpointFile;
import rubato.train.Evaluation;
import rubato.train.Metric;
import rubato.train.Task;
import rubato.train.Training;

/**
 * Trainings that go wrong. A task is named {@code half-plane}, which goes right, or {@code
 * how@step@marker}: at that update it does {@code halt}, {@code hang}, {@code nap}, {@code throw}
 * or {@code exhaust}, each time where the marker is {@code -}, else only until the marker is a
 * file.
 */
final class Fragile implements Task {

  static final Horizon HORIZON = new Horizon(180, 10);

  private final Task task;
  private final String name;

  private Fragile(Task task, String name) {
    this.task = task;
    this.name = name;
  }

  /** Serves as a worker. */
  public static void main(String[] arguments) {
    Worker.serve(Fragile::task, System.in, System.out, () -> Runtime.getRuntime().halt(0));
  }

  /** How such a worker is begun. */
  static Workers.Command command(String... flags) {
    var words = new java.util.ArrayList<String>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    words.addAll(List.of("-XX:+ExitOnOutOfMemoryError"));
    words.addAll(List.of(flags));
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), Fragile.class.getName()));
    return new Workers.Command(words, Map.of());
  }

  static Task task(CheckpointFile.Settings settings) {
    if (settings.task().equals("unknown")) {
      throw new IllegalArgumentException("task must be known, got unknown");
    }
    return new Fragile(Requests.task(Rules.parse(settings.optimizer())), settings.task());
  }

  static Order order(int id, String task, double rate, long until, Path folder) {
    var settings =
        new CheckpointFile.Settings(
            task, "sgd:momentum=0.9", "20", 1, "linear(" + rate + " -> 0)", HORIZON, 3);
    var looks = new java.util.ArrayList<Long>();
    for (int part = 1; part <= 27; part++) {
      long look = Math.ceilDiv(HORIZON.steps() * part, 27L);
      if (look < until) {
        looks.add(look);
      }
    }
    looks.add(until);
    return new Order(id, settings, looks, folder.resolve(id + ".trial").toString());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Metric metric() {
    return task.metric();
  }

  @Override
  public long stepsPerEpoch() {
    return task.stepsPerEpoch();
  }

  @Override
  public Training start(long seed) {
    return new Steps(task.start(seed));
  }

  private void go(long step) {
    String[] parts = name.split("@", -1);
    if (parts.length < 3 || step != Long.parseLong(parts[1])) {
      return;
    }
    Path marker = Path.of(parts[2]);
    if (!parts[2].equals("-")) {
      if (Files.exists(marker)) {
        return;
      }
      try {
        Files.createFile(marker);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    switch (parts[0]) {
      case "halt" -> {
        System.err.println("about to halt");
        Runtime.getRuntime().halt(9);
      }
      case "nap" -> java.util.concurrent.locks.LockSupport.parkNanos(1_500_000_000);
      case "hang" -> java.util.concurrent.locks.LockSupport.parkNanos(Long.MAX_VALUE);
      case "exhaust" -> {
        var all = new java.util.ArrayList<long[]>();
        while (true) {
          all.add(new long[1 << 22]);
          System.out.println(all.size());
        }
      }
      default -> throw new IllegalStateException("thrown at " + step);
    }
  }

  private final class Steps implements Training {
    private final Training training;

    Steps(Training training) {
      this.training = training;
    }

    @Override
    public double step(double rate) {
      go(training.steps());
      return training.step(rate);
    }

    @Override
    public Evaluation evaluate() {
      return training.evaluate();
    }

    @Override
    public long steps() {
      return training.steps();
    }

    @Override
    public Checkpoint save() {
      return training.save();
    }

    @Override
    public void restore(Checkpoint checkpoint) {
      training.restore(checkpoint);
    }

    @Override
    public void close() {
      training.close();
    }
  }
}
