package rubato.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rubato.internal.Check;

/**
 * All that has happened in a search: what was asked, and what was told, in order. It is a fold over
 * the events {@link #asked}, {@link #told} and {@link #crashed}; a search decides by it alone.
 *
 * @param trials by number
 * @param told every report, in the order in which they came
 */
public record State(List<Trial> trials, List<Told> told) {

  /** Nothing has happened. */
  public static final State INITIAL = new State(List.of(), List.of());

  public State {
    trials = List.copyOf(trials);
    told = List.copyOf(told);
  }

  /** The trial of that number, if it was asked. */
  public Optional<Trial> trial(int number) {
    return number < trials.size() ? Optional.of(trials.get(number)) : Optional.empty();
  }

  /** The trials that were asked for more than they have told. */
  public List<Trial> running() {
    return trials.stream().filter(Trial::running).toList();
  }

  /**
   * The state after someone has taken on {@code ask}.
   *
   * @throws IllegalArgumentException when it is neither the next trial nor goes on with one that
   *     waits
   */
  public State asked(Ask ask) {
    int number = ask.trial();
    Check.within("trial", number, 0, trials.size());
    var all = new ArrayList<>(trials);
    if (number == trials.size()) {
      all.add(new Trial(number, ask.arm(), ask.seed(), ask.until(), List.of(), false));
      return new State(all, told);
    }
    Trial trial = trials.get(number);
    Check.that(
        trial.alive()
            && !trial.running()
            && trial.arm().equals(ask.arm())
            && trial.seed() == ask.seed()
            && ask.until() > trial.until(),
        "ask",
        "one that goes on with a trial that waits",
        ask);
    all.set(number, new Trial(number, trial.arm(), trial.seed(), ask.until(), trial.told(), false));
    return new State(all, told);
  }

  /**
   * The state after a report.
   *
   * @throws IllegalArgumentException when the trial is not running, or the step is not between its
   *     last and the one it was asked for
   */
  public State told(Told report) {
    Trial trial = running(report.trial());
    Check.that(
        report.step() > trial.step() && report.step() <= trial.until(),
        "step",
        "after " + trial.step() + " and up to " + trial.until(),
        report.step());
    var reports = new ArrayList<>(trial.told());
    reports.add(report);
    var all = new ArrayList<>(trials);
    all.set(
        report.trial(),
        new Trial(trial.number(), trial.arm(), trial.seed(), trial.until(), reports, false));
    var more = new ArrayList<>(told);
    more.add(report);
    return new State(all, more);
  }

  /** The state after trial {@code number} was given up, because it crashes whenever it is run. */
  public State crashed(int number) {
    Trial trial = running(number);
    var all = new ArrayList<>(trials);
    all.set(
        number, new Trial(number, trial.arm(), trial.seed(), trial.until(), trial.told(), true));
    return new State(all, told);
  }

  private Trial running(int number) {
    Optional<Trial> trial = trial(number).filter(Trial::running);
    return trial.orElseThrow(() -> Check.rejection("trial", "one that is running", number));
  }
}
