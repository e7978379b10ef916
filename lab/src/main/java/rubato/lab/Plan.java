package rubato.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rubato.lab.former.Arm;
import rubato.lab.former.Halving;

/**
 * How a budget is spent after the range test: the search, then finalists on more seeds.
 *
 * <p>Replicates come first, as far as about half of the budget goes: a winner of one seed is half
 * luck. What is left is the search's. The first of these that fits is taken: more seeds before
 * fewer; all schedules before some; a first rung at a ninth of the training before one at a 27th,
 * which favours large rates; more rates before fewer. When not even one training to the end fits,
 * the last rung comes before the end.
 *
 * @param schedules the schedules that are tried
 * @param rates how many rates for each
 * @param rungs where the search looks; the last is where trials end
 * @param finalists how many are trained on more seeds
 * @param extraSeeds how many more seeds
 */
record Plan(List<String> schedules, int rates, List<Long> rungs, int finalists, int extraSeeds) {

  static final int ETA = 3;

  /** The search may use this part of what is left when replicates are set aside, at least. */
  private static final double REPLICATES = 0.55;

  private static final int[][] REPLICATIONS = {{3, 2}, {2, 2}, {2, 1}, {1, 1}, {1, 0}};

  /** The updates the replicates may take. */
  long replicates() {
    return (long) finalists * extraSeeds * end();
  }

  /** Where trials end. */
  long end() {
    return rungs.getLast();
  }

  /** The updates of the whole plan, at most, when the search halves. */
  long halving() {
    return cost(schedules.size() * rates, rungs, finalists) + replicates();
  }

  private static long cost(int arms, List<Long> rungs, int finalists) {
    var arm = new Arm("rate", 1);
    var all = new ArrayList<Arm>();
    for (int i = 0; i < arms; i++) {
      all.add(arm);
    }
    return new Halving(all, rungs, ETA, finalists).cost();
  }

  /**
   * The plan for a search by halving.
   *
   * @param left the updates that may be used
   * @param steps the updates of a full training
   * @param wide whether the bracket is the wide default one, which needs more rates
   */
  static Plan halving(long left, long steps, List<String> schedules, boolean wide) {
    for (int[] replication : REPLICATIONS) {
      if ((double) replication[0] * replication[1] * steps > REPLICATES * left) {
        continue;
      }
      for (int count = schedules.size(); count > 0; count--) {
        Optional<Plan> plan = halving(left, steps, schedules.subList(0, count), wide, replication);
        if (plan.isPresent()) {
          return plan.get();
        }
      }
    }
    return shortened(left, steps, schedules);
  }

  private static Optional<Plan> halving(
      long left, long steps, List<String> schedules, boolean wide, int[] replication) {
    int most = wide ? 12 : 8;
    int fewest = wide ? 6 : 4;
    // On the wide bracket more rates matter more than longer rungs.
    for (int depth : wide ? new int[] {4} : new int[] {3, 4}) {
      List<Long> rungs = Halving.rungs(steps, ETA, depth);
      for (int rates = most; rates >= fewest; rates--) {
        var plan = new Plan(schedules, rates, rungs, replication[0], replication[1]);
        if (plan.halving() <= left) {
          return Optional.of(plan);
        }
      }
    }
    return Optional.empty();
  }

  /* One schedule, four rates (fewer when there are fewer updates), the last rung as far as it goes. */
  private static Plan shortened(long left, long steps, List<String> schedules) {
    int rates = Math.clamp(left / 2, 1, 4);
    long end = Math.min(left, steps);
    while (true) {
      List<Long> rungs = Halving.rungs(end, ETA, Math.min(4, rates));
      var plan = new Plan(schedules.subList(0, 1), rates, rungs, 1, 0);
      if (plan.halving() <= left || end == 1) {
        return plan;
      }
      end = Math.min(end - 1, (long) (end * (double) left / plan.halving()) + 1);
    }
  }

  /**
   * The plan for a search that trains every trial to the end, {@code rates} schedule by schedule.
   */
  static Plan full(long left, long steps, List<String> schedules) {
    for (int[] replication : REPLICATIONS) {
      long trials = left / steps - (long) replication[0] * replication[1];
      if (trials < 3 || (replication[1] > 0 && trials * 2 < left / steps)) {
        continue;
      }
      int count = Math.clamp(trials / 3, 1, schedules.size());
      return new Plan(
          schedules.subList(0, count),
          (int) Math.min(trials / count, 1000),
          List.of(steps),
          replication[0],
          replication[1]);
    }
    int rates = (int) Math.min(3, left);
    return new Plan(schedules.subList(0, 1), rates, List.of(Math.min(steps, left / rates)), 1, 0);
  }

  /** What was left out, for the reader. */
  List<String> notes(List<String> asked, long steps) {
    var notes = new ArrayList<String>();
    if (schedules.size() < asked.size()) {
      notes.add(
          "the budget allows %d of %d schedules: %s"
              .formatted(schedules.size(), asked.size(), String.join("; ", schedules)));
    }
    if (end() < steps) {
      notes.add(
          "the budget allows no training to the end: trials and baseline stop after %d of %d updates"
              .formatted(end(), steps));
    }
    if (extraSeeds < 2 || finalists < 2) {
      notes.add(
          extraSeeds == 0
              ? "the budget allows one seed only: the spread over seeds is not known"
              : "the budget allows %d finalist%s on %d more seed%s"
                  .formatted(
                      finalists,
                      finalists == 1 ? "" : "s",
                      extraSeeds,
                      extraSeeds == 1 ? "" : "s"));
    }
    return notes;
  }
}
