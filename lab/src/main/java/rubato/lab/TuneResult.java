package rubato.lab;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import rubato.schedule.Horizon;
import rubato.train.Metric;

/**
 * The answer of a study. Its JSON has these names.
 *
 * @param task the task's name
 * @param metric what the answer is stated in
 * @param judged what the search judged its trials by
 * @param optimizer the rule the trials used
 * @param method how the search went
 * @param schedule the recommended pace, {@code rate} still free
 * @param rate the recommended rate
 * @param low the lower end of the interval of rates that seed-to-seed noise cannot tell from it
 * @param high the upper end
 * @param chosen the metric it reached, one value per seed
 * @param baseline what the naive default reached with the same horizon and number of seeds
 * @param budget what the study was allowed, in full trainings
 * @param used what it used, in full trainings; never more than {@code budget}
 * @param baselineUsed what the baseline cost beside it, in full trainings
 * @param seed the seed of the study
 * @param horizon how long a full training is
 * @param range the range test
 * @param trials every trial, in the order they were started
 * @param environment where it ran
 * @param command the command that reproduces it
 * @param next the command that trains with the answer
 * @param notes what the reader must know: what was left out for the budget, what limits the
 *     interval; one sentence each
 * @param reason why the search chose this
 * @param arm all that was chosen, by name: numbers as their text
 * @param tried the trials of the search as it saw them, with their rungs
 * @param beliefs what it would have chosen, after each answer
 * @param importance how much of the differences each dimension explains, from 0 to 1; empty where
 *     there is one dimension or too little to tell
 */
public record TuneResult(
    String task,
    Metric metric,
    Metric judged,
    String optimizer,
    String method,
    String schedule,
    double rate,
    double low,
    double high,
    Score chosen,
    Score baseline,
    double budget,
    double used,
    double baselineUsed,
    long seed,
    Horizon horizon,
    RangeFinding range,
    List<Trial> trials,
    Environment environment,
    String command,
    String next,
    List<String> notes,
    String reason,
    Map<String, String> arm,
    List<Tried> tried,
    List<Believed> beliefs,
    Map<String, Double> importance) {

  public TuneResult {
    trials = List.copyOf(trials);
    notes = List.copyOf(notes);
    arm = Collections.unmodifiableMap(new TreeMap<>(arm));
    tried = List.copyOf(tried);
    beliefs = List.copyOf(beliefs);
    importance = Collections.unmodifiableMap(new TreeMap<>(importance));
  }

  /** A result of which only the answer is known, and nothing of how it was searched. */
  public TuneResult(
      String task,
      Metric metric,
      String optimizer,
      String method,
      String schedule,
      double rate,
      double low,
      double high,
      Score chosen,
      Score baseline,
      double budget,
      double used,
      double baselineUsed,
      long seed,
      Horizon horizon,
      RangeFinding range,
      List<Trial> trials,
      Environment environment,
      String command,
      String next,
      List<String> notes) {
    this(
        task,
        metric,
        metric,
        optimizer,
        method,
        schedule,
        rate,
        low,
        high,
        chosen,
        baseline,
        budget,
        used,
        baselineUsed,
        seed,
        horizon,
        range,
        trials,
        environment,
        command,
        next,
        notes,
        "",
        Map.of(),
        List.of(),
        List.of(),
        Map.of());
  }
}
