package rubato.lab;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rubato.train.CheckpointFile;
import rubato.train.Run;

/**
 * One thing that happened in a study, in the order in which it did. What a study knows is a fold
 * over its entries.
 *
 * @param kind which of these it is
 * @param trial the trial's number
 * @param role what it was made for
 * @param schedule its pace or plan with {@code rate} free; for a range test what was tested
 * @param rate the value of {@code rate}
 * @param settings what was trained and how; null where nothing was
 * @param until where it was to come
 * @param piece how it went, where it was trained
 * @param reason why it crashed, if it did
 * @param range what the range test found, where that is what happened
 */
public record Entry(
    Kind kind,
    int trial,
    Trial.Role role,
    String schedule,
    double rate,
    CheckpointFile.@Nullable Settings settings,
    long until,
    @Nullable Piece piece,
    String reason,
    @Nullable RangeOutcome range) {

  /** What can happen. */
  public enum Kind {
    /** The range test is over. */
    RANGED,
    /** A trial came to where it was to come, or diverged on the way. */
    ADVANCED,
    /** A trial was given up: nothing is known of how good it is. */
    CRASHED
  }

  /**
   * The part of a run that no entry before told of.
   *
   * @param pace the text of its pace in steps
   * @param end how the run ended so far
   * @param from the updates before
   * @param rates the rates of the updates
   * @param losses their losses
   * @param evaluations the evaluations
   */
  public record Piece(
      String pace,
      Run.End end,
      long from,
      List<Double> rates,
      List<Double> losses,
      List<Run.Evaluated> evaluations) {

    /** What {@code run} has beyond {@code before}, its beginning. */
    static Piece of(Run run, Run before) {
      int steps = before.steps().size();
      List<Run.Step> more = run.steps().subList(steps, run.steps().size());
      long seen = before.evaluations().isEmpty() ? -1 : before.evaluations().getLast().step();
      return new Piece(
          run.pace(),
          run.end(),
          steps,
          more.stream().map(Run.Step::rate).toList(),
          more.stream().map(Run.Step::loss).toList(),
          run.evaluations().stream().filter(one -> one.step() > seen).toList());
    }

    /** The run that goes on from {@code before} with this. */
    Run after(Run before) {
      var steps = new ArrayList<>(before.steps());
      for (int i = 0; i < rates.size(); i++) {
        steps.add(new Run.Step(from + i, rates.get(i), losses.get(i)));
      }
      var seen = new ArrayList<>(before.evaluations());
      seen.addAll(evaluations);
      return new Run(before.task(), pace, before.seed(), end, steps, seen);
    }
  }

  static Entry ranged(String text, RangeOutcome range) {
    return new Entry(Kind.RANGED, 0, Trial.Role.RANGE_TEST, text, 0, null, 0, null, "", range);
  }
}
