package rubato.lab.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import rubato.schedule.Horizon;
import rubato.testkit.Cluster;

/** Empty places for stores of both kinds, and what is put into them. */
final class Databases {

  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static @Nullable Path folder;
  private static @Nullable Cluster cluster;

  private Databases() {}

  /** A file, and a schema of a server where there is one. */
  static Stream<Named<Place>> all() throws IOException, InterruptedException {
    int number = NUMBER.incrementAndGet();
    var file = Named.<Place>of("SQLite", file("all-" + number));
    return Cluster.available()
        ? Stream.of(file, Named.of("PostgreSQL", place(server(), "s" + number)))
        : Stream.of(file);
  }

  static Place.Local file(String name) throws IOException {
    return (Place.Local) Place.of(home().resolve(name).toString(), java.util.Map.of());
  }

  private static synchronized Path home() throws IOException {
    Path home = folder;
    if (home == null) {
      home = Files.createTempDirectory("stores");
      folder = home;
      Runtime.getRuntime().addShutdownHook(new Thread(Databases::clear));
    }
    return home;
  }

  static Place place(Cluster cluster, String schema) {
    String url = cluster.url() + "&currentSchema=" + schema;
    return new Place.Server(url, cluster.folder().resolve("studies"));
  }

  static synchronized Cluster server() throws IOException, InterruptedException {
    Cluster server = cluster;
    if (server == null) {
      server = Cluster.started(home().resolve("server"));
      cluster = server;
    }
    return server;
  }

  private static void clear() {
    try {
      if (cluster != null) {
        cluster.close();
      }
      Thread.sleep(200);
      try (Stream<Path> files = Files.walk(home())) {
        files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      // What is left lies in the temporary folder.
    }
  }

  static Store open(Place place) {
    return Store.open(place, Mode.WRITE, Patience.NONE);
  }

  static NewStudy study() {
    return new NewStudy("digits:cnn", "{\"budget\":3}", "{}", "");
  }

  static NewRun trial(String study, int trial) {
    return run("search", Optional.of(study), OptionalInt.of(trial));
  }

  static NewRun run() {
    return run("train", Optional.empty(), OptionalInt.empty());
  }

  private static NewRun run(String role, Optional<String> study, OptionalInt trial) {
    return new NewRun(
        study,
        trial,
        role,
        "digits:cnn",
        "cosine(0.1 -> 0, 100)",
        "adam",
        "32",
        -7,
        new Horizon(100, 10),
        "accuracy",
        true,
        "{\"cores\":2}",
        "sha256:00",
        "abc");
  }

  /** What the program of version 1 of the tables packed {@link #beforeTimes} to. */
  static final String PACKED_BEFORE_TIMES =
      "01780163606060666060606260c9c92f2e66e0cd48cd49d1cd2f2d51007319181918"
          + "9980d2c400963f0c0ef60db3181866a2a29d023fec19ea01c1d20ef4";

  static List<Observed> beforeTimes() {
    return List.of(
        new Observed(0, "loss", 2.5, 0.1),
        new Observed(1, "loss", Double.NaN, 0.05),
        Observed.of(2, "held-out loss", -0.0));
  }

  /** Losses of the updates from {@code from} on. */
  static List<Observed> losses(long from, double... losses) {
    var observed = new java.util.ArrayList<Observed>();
    for (int i = 0; i < losses.length; i++) {
      observed.add(new Observed(from + i, "loss", losses[i], 0.1 / (from + i + 1)));
    }
    return observed;
  }
}
