package rubato.lab.record;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import rubato.lab.Json;
import rubato.search.Ladder;
import rubato.search.RangeSweep;
import rubato.search.RangeTest;
import rubato.train.Task;
import rubato.train.Training;

/**
 * Records range tests of a task: for each seed one as {@code rubato find} makes it, and one on each
 * of the ladders that other finders climb when nothing else is asked of them. Those go on to the
 * top of the ladder or to the first loss that is not finite: where a finder would have stopped is
 * its own rule's business.
 */
public final class Sweeps {

  private static final int RUNGS = 100;

  private final Task task;
  private final Recorder.Request request;
  private final BooleanSupplier stop;

  public Sweeps(Task task, Recorder.Request request, BooleanSupplier stop) {
    this.task = task;
    this.request = request;
    this.stop = stop;
  }

  /**
   * Adds to {@code file} what is not there yet.
   *
   * @return how many were made
   */
  public int into(Path file) {
    int made = 0;
    try (var lines = new Lines<>(file, line -> Json.parse(line, Sweep.class), Sweep::line)) {
      for (int i = 0; i < request.seeds(); i++) {
        long seed = request.seed() + i;
        for (String ladder : List.of("rubato", "fastai", "lightning")) {
          boolean known =
              lines.all().stream()
                  .anyMatch(
                      sweep ->
                          sweep.p().equals(request.problem())
                              && sweep.ladder().equals(ladder)
                              && sweep.seed() == seed);
          if (!known && !stop.getAsBoolean()) {
            lines.add(swept(ladder, seed));
            made++;
          }
        }
      }
    }
    return made;
  }

  private Sweep swept(String ladder, long seed) {
    return switch (ladder) {
      case "fastai" -> climbed(ladder, seed, fastai());
      case "lightning" -> climbed(ladder, seed, lightning());
      default -> ours(seed);
    };
  }

  /** From 1e-7 to 10: {@code low * (high / low)^(i / N)}. */
  private static double[] fastai() {
    return IntStream.range(0, RUNGS).mapToDouble(i -> Math.pow(10, -7 + 8.0 * i / RUNGS)).toArray();
  }

  /** From 1e-8 to 1; the second rung is left out, as there. */
  private static double[] lightning() {
    return IntStream.range(0, RUNGS)
        .mapToDouble(i -> Math.pow(10, -8 + 8.0 * (i == 0 ? 0 : i + 1) / RUNGS))
        .toArray();
  }

  private Sweep climbed(String ladder, long seed, double[] ladderRates) {
    var losses = new ArrayList<@Nullable Double>();
    try (Training training = task.start(seed)) {
      for (double rate : ladderRates) {
        losses.add(Row.brief(training.step(rate)));
        if (losses.getLast() == null) {
          break;
        }
      }
    }
    return sweep(ladder, seed, losses.size(), ladderRates, losses);
  }

  private Sweep ours(long seed) {
    var sweep = new RangeSweep(Ladder.DEFAULT, 1, 2, Long.MAX_VALUE / 4);
    RangeSweep.Outcome outcome = sweep.over(task, seed, RangeSweep.Listener.none());
    RangeTest test = outcome.tests().getFirst();
    var losses = new ArrayList<@Nullable Double>();
    test.points().forEach(point -> losses.add(Row.brief(point.loss())));
    double[] rates =
        IntStream.range(0, test.ladder().rungs()).mapToDouble(test.ladder()::at).toArray();
    return sweep("rubato", seed, outcome.updates(), rates, losses);
  }

  private Sweep sweep(
      String ladder, long seed, long updates, double[] rates, List<@Nullable Double> losses) {
    List<Double> boxed = DoubleStream.of(rates).boxed().toList();
    long horizon = request.horizon().steps();
    return new Sweep(request.problem(), ladder, seed, horizon, updates, boxed, losses);
  }

  /**
   * The sweeps of a text, one a line.
   *
   * @throws IllegalArgumentException when a line is none, with its number
   */
  public static List<Sweep> parse(String text) {
    var sweeps = new ArrayList<Sweep>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (!line.isBlank()) {
        try {
          sweeps.add(Json.parse(line, Sweep.class));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
        }
      }
    }
    return sweeps;
  }
}
