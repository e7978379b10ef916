package rubato.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import rubato.lab.store.Batch;
import rubato.lab.store.Mode;
import rubato.lab.store.NewRun;
import rubato.lab.store.NewStudy;
import rubato.lab.store.Observed;
import rubato.lab.store.Patience;
import rubato.lab.store.Place;
import rubato.lab.store.Status;
import rubato.lab.store.Store;
import rubato.schedule.Horizon;

/**
 * What recording costs: trials of a study, their observations in batches, each with the event that
 * it belongs to, in one transaction. A round for warmth goes first.
 *
 * <p>Arguments: an empty place, the number of trials, of observations each, of batches each.
 */
public final class StoreFigures {

  private StoreFigures() {}

  /** Runs the rounds and prints the figures. */
  public static void main(String[] arguments) throws IOException {
    int trials = Integer.parseInt(arguments[1]);
    int observations = Integer.parseInt(arguments[2]);
    int batches = Integer.parseInt(arguments[3]);
    Place place = Place.of(arguments[0], Map.of());
    try (Store store = Store.open(place, Mode.WRITE, Patience.NONE)) {
      round(store, Math.max(1, trials / 10), observations, batches);
      long before = place instanceof Place.Local ? size(place) : 0;
      double cpu = cpu();
      long began = System.nanoTime();
      long beginning = round(store, trials, observations, batches);
      cpu = cpu() - cpu;
      double seconds = (System.nanoTime() - began) / 1e9;
      double all = (double) trials * observations;
      System.out.printf(
          Locale.ROOT,
          "%d trials x %d observations in %d batches: %.1f s, %.0f observations/s,"
              + " %.2f us an observation, %.2f ms a trial of which %.2f ms to begin and finish;"
              + " processor %.1f s, %.2f us an observation%n",
          trials,
          observations,
          batches,
          seconds,
          all / seconds,
          1e6 * seconds / all,
          1e3 * seconds / trials,
          beginning / 1e6 / trials,
          cpu,
          1e6 * cpu / all);
      if (place instanceof Place.Local) {
        System.out.printf(
            Locale.ROOT,
            "%.1f MB, %.1f bytes an observation%n",
            (size(place) - before) / 1e6,
            (size(place) - before) / all);
      }
    }
  }

  /** What the process has computed, which says more than the clock on a machine with others. */
  private static double cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
  }

  /** Records a study; the nanoseconds that beginning and finishing runs took. */
  private static long round(Store store, int trials, int observations, int batches) {
    String study = store.begin(new NewStudy("bench", "{}", "{}", ""));
    long beginning = 0;
    long seq = 0;
    for (int trial = 0; trial < trials; trial++) {
      List<Observed> all = observed(trial, observations);
      long began = System.nanoTime();
      String run = store.begin(run(study, trial, observations));
      beginning += System.nanoTime() - began;
      for (int i = 0; i < batches; i++) {
        int from = (int) ((long) observations * i / batches);
        int to = (int) ((long) observations * (i + 1) / batches);
        store.append(
            study,
            seq,
            "{\"told\": {\"trial\": %d, \"step\": %d, \"value\": 0.123456}}".formatted(trial, to),
            List.of(new Batch(run, all.subList(from, to))));
        seq++;
      }
      began = System.nanoTime();
      store.finish(run, Status.COMPLETED, "");
      beginning += System.nanoTime() - began;
    }
    return beginning;
  }

  private static NewRun run(String study, int trial, int observations) {
    return new NewRun(
        Optional.of(study),
        OptionalInt.of(trial),
        "search",
        "bench",
        "cosine(0.1 -> 0, 1000)",
        "adam",
        "32",
        trial,
        new Horizon(observations, 100),
        "accuracy",
        true,
        "{}",
        "",
        "");
  }

  /** Losses as networks have them, in single precision, under a cosine, each some 13 ms later. */
  private static List<Observed> observed(int trial, int count) {
    var random = new SplittableRandom(trial);
    var observed = new ArrayList<Observed>(count);
    double now = 1.7e12;
    for (int step = 0; step < count; step++) {
      double rate = 0.05 * (1 + Math.cos(Math.PI * step / count));
      float loss = (float) (2 * Math.exp(-3.0 * step / count) + 0.1 * random.nextDouble());
      now += 12 + 3 * random.nextDouble(); // milliseconds an update
      observed.add(new Observed(step, "loss", loss, rate, OptionalLong.of((long) now)));
    }
    return observed;
  }

  private static long size(Place place) throws IOException {
    Path folder = ((Place.Local) place).database().toAbsolutePath().getParent();
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .mapToLong(
              file -> {
                try {
                  return Files.size(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              })
          .sum();
    }
  }
}
