package rubato.cli.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Times several ways to do one thing side by side: they take turns, and who begins a round changes,
 * so that a drift of the machine hits all alike.
 *
 * @param draws of memory that the rounds of a large course are divided among; at least 1
 * @param rounds in which each has a turn; at least 1
 * @param enough rounds, once {@code patienceNanos} are over
 * @param patienceNanos for all rounds
 * @param turnNanos how long a turn is about; longer where one update is. Short ones are seldom
 *     interrupted
 * @param warmNanos how long each runs before it counts, by the clock of its thread
 */
public record Race(
    int draws, int rounds, int enough, long patienceNanos, long turnNanos, long warmNanos) {

  /** Half a minute for a course. */
  public static final Race USUAL = new Race(3, 60, 9, 20_000_000_000L, 10_000_000L, 1_000_000_000L);

  /** A glance. */
  public static final Race QUICK = new Race(1, 15, 5, 5_000_000_000L, 5_000_000L, 500_000_000L);

  private static final int MOST = 1_000_000;

  /** With a number of rounds, however long they take. */
  public Race rounds(int other) {
    return new Race(draws, other, other, patienceNanos, turnNanos, warmNanos);
  }

  /** With a number of draws. */
  public Race draws(int other) {
    return new Race(other, rounds, enough, patienceNanos, turnNanos, warmNanos);
  }

  /** What there is for one draw of several; what has been compiled once warms up sooner. */
  Race share(int number) {
    return new Race(
        1,
        Math.ceilDiv(rounds, draws),
        Math.ceilDiv(enough, draws),
        patienceNanos / draws,
        turnNanos,
        number == 0 ? warmNanos : warmNanos / 4);
  }

  /**
   * Their timings, in their order.
   *
   * @param said takes what is going on
   * @param stop ends it after the round, with the rounds so far
   */
  List<Timing> run(List<Contender> contenders, Consumer<String> said, BooleanSupplier stop) {
    int[] counts = new int[contenders.size()];
    for (int i = 0; i < counts.length; i++) {
      said.accept("warming " + contenders.get(i).name());
      counts[i] = warm(contenders.get(i));
    }
    System.gc(); // now rather than within a turn
    double[][] nanos = new double[counts.length][rounds];
    int done = 0;
    long begin = System.nanoTime();
    while (done < rounds && !(done > 0 && stop.getAsBoolean())) {
      if (done >= enough && System.nanoTime() - begin > patienceNanos) {
        break;
      }
      for (int i = 0; i < counts.length; i++) {
        int who = (i + done) % counts.length;
        Contender contender = contenders.get(who);
        said.accept("round " + (done + 1) + " of " + rounds + ", " + contender.name());
        nanos[who][done] = (double) contender.run(counts[who]) / counts[who];
      }
      done++;
    }
    List<Timing> timings = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      double[] counted = Arrays.copyOf(nanos[i], done);
      timings.add(Timing.of(contenders.get(i).name(), Arrays.stream(counted).boxed().toList()));
    }
    return timings;
  }

  /** Runs it in, until the compiler rests too; how many updates fill a turn. */
  private int warm(Contender contender) {
    long begin = contender.clock();
    long compiled = compiling();
    int count = 1;
    while (true) {
      long nanos = contender.run(count);
      long now = compiling();
      if (contender.clock() - begin > warmNanos && now == compiled) {
        return Math.clamp(turnNanos * count / Math.max(nanos, 1), 1, MOST);
      }
      compiled = now;
      count = nanos < warmNanos / 10 ? Math.min(2 * count, MOST) : count;
    }
  }

  private static long compiling() {
    var compiler = ManagementFactory.getCompilationMXBean();
    return compiler == null ? 0 : compiler.getTotalCompilationTime();
  }
}
