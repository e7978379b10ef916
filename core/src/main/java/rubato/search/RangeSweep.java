package rubato.search;

import java.util.ArrayList;
import java.util.List;
import rubato.internal.Check;
import rubato.train.Checkpoint;
import rubato.train.Task;
import rubato.train.Training;

/**
 * Drives range tests over a task: one per seed, the ladder extended when it began too high or ended
 * too low.
 *
 * @param ladder the ladder to begin with
 * @param seeds how many seeds; at least 1
 * @param extensions how often the ladder may be extended, by a factor of 100 each time; at least 0
 * @param limit the updates all of it may take; at least the rungs of {@code ladder}
 */
public record RangeSweep(Ladder ladder, int seeds, int extensions, long limit) {

  private static final double EXTENSION = 100;

  public RangeSweep {
    Check.atLeast("seeds", seeds, 1);
    Check.atLeast("extensions", extensions, 0);
    Check.atLeast("limit", limit, ladder.rungs());
  }

  /** Who is told of each update. */
  public interface Listener {

    /** Update {@code step} of {@code ladder.rungs()} was made, from 0. */
    void stepped(long seed, Ladder ladder, long step, RangeTest.Point point);

    /** True to stop; polled after each update. */
    boolean stop();

    /** Tells nobody and never stops. */
    static Listener none() {
      return new Listener() {
        @Override
        public void stepped(long seed, Ladder ladder, long step, RangeTest.Point point) {}

        @Override
        public boolean stop() {
          return false;
        }
      };
    }
  }

  /**
   * What was seen.
   *
   * @param tests the last test of each seed, in the order of the seeds
   * @param reading what they say together
   * @param spread the standard deviation of the seeds' suggestions, in decades; NaN for fewer than
   *     two
   * @param updates all updates made, those of abandoned ladders too
   */
  public record Outcome(List<RangeTest> tests, RangeReading reading, double spread, long updates) {
    public Outcome {
      tests = List.copyOf(tests);
    }
  }

  /** Sweeps trainings of {@code task} started with {@code seed}, {@code seed + 1} and so on. */
  public Outcome over(Task task, long seed, Listener listener) {
    return over(Ascent.of(task), seed, listener);
  }

  /** Sweeps trainings started with {@code seed}, {@code seed + 1} and so on. */
  public Outcome over(Ascent climb, long seed, Listener listener) {
    var tests = new ArrayList<RangeTest>();
    Ladder current = ladder;
    long updates = 0;
    int left = extensions;
    for (int i = 0; i < seeds && updates + current.rungs() <= limit; i++) {
      RangeTest test = climbed(climb, seed + i, current, listener);
      updates += test.points().size();
      while (left > 0 && !listener.stop()) {
        Ladder wider = wider(test);
        // An extended ladder must leave the other seeds their turn; a coarser one may.
        if (updates + (long) wider.rungs() * (seeds - i) > limit) {
          wider = wider.with(current.rungs());
        }
        if (wider.equals(current) || updates + (long) wider.rungs() * (seeds - i) > limit) {
          break;
        }
        left--;
        current = wider;
        test = climbed(climb, seed + i, current, listener);
        updates += test.points().size();
      }
      tests.add(test);
      if (listener.stop()) {
        break;
      }
    }
    return new Outcome(
        tests, reading(tests), Agreement.spread(Agreement.suggestions(tests)), updates);
  }

  private static RangeTest climbed(Ascent climb, long seed, Ladder ladder, Listener listener) {
    try (Training training = climb.start(seed, ladder)) {
      return climb(training, seed, ladder, climb::said, listener);
    }
  }

  /** What range tests of several seeds say together. */
  public static RangeReading reading(List<RangeTest> tests) {
    return Agreement.of(tests);
  }

  private static Ladder wider(RangeTest test) {
    return switch (test.reading()) {
      case RangeReading.Suggestion _ -> test.ladder();
      case RangeReading.Inconclusive missing ->
          switch (missing.cause()) {
            case STILL_FALLING -> test.ladder().up(EXTENSION);
            case NO_FLAT_HEAD, NOT_FINITE -> test.ladder().down(EXTENSION);
            // All of it too low, or all of it too high.
            case NO_DESCENT ->
                test.blownUp() ? test.ladder().down(EXTENSION) : test.ladder().up(EXTENSION);
            case TOO_FEW_POINTS, SEEDS_DISAGREE -> test.ladder();
          };
    };
  }

  /**
   * One range test on a training that goes on afterwards as if it had not been made: model,
   * optimizer, data order and generators are restored, whatever happens.
   */
  public static RangeTest climb(Training training, long seed, Ladder ladder, Listener listener) {
    return climb(training, seed, ladder, (_, rate) -> rate, listener);
  }

  /** What a training is told at a rung. */
  @FunctionalInterface
  private interface Said {
    double rate(long step, double rung);
  }

  private static RangeTest climb(
      Training training, long seed, Ladder ladder, Said said, Listener listener) {
    Checkpoint before = training.save();
    var test = new RangeTest(ladder);
    int leftOut = 0;
    try {
      while (!test.done()) {
        double rate = test.rate();
        long step = training.steps();
        double loss = training.step(said.rate(step, rate));
        // An update that was left out, its gradient not finite, climbs no rung.
        if (training.steps() == step && Double.isFinite(loss)) {
          if (++leftOut > ladder.rungs() || listener.stop()) {
            break;
          }
          continue;
        }
        leftOut = 0;
        test.observe(loss);
        listener.stepped(seed, ladder, test.points().size() - 1, new RangeTest.Point(rate, loss));
        if (listener.stop()) {
          break;
        }
      }
    } finally {
      training.restore(before);
    }
    return test;
  }
}
