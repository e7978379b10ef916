package rubato.lab.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import rubato.lab.Trial;
import rubato.lab.Tried;
import rubato.lab.TuneResult;
import rubato.lab.chart.Numbers;
import rubato.search.Space;
import rubato.train.Evaluation;
import rubato.train.Run;

/** A result and what the parts of the report ask of it. */
record Study(TuneResult result) {

  /** The trials that train, without the sweeps of the range test. */
  List<Trial> trainings() {
    return result.trials().stream().filter(t -> t.role() != Trial.Role.RANGE_TEST).toList();
  }

  /** True for the trials of the recommended schedule at the recommended rate. */
  boolean isChosen(Trial trial) {
    return (trial.role() == Trial.Role.SEARCH || trial.role() == Trial.Role.REPLICATE)
        && trial.schedule().equals(result.schedule())
        && trial.rate() == result.rate()
        && tried(trial).map(result.arm()::equals).orElse(true);
  }

  private Optional<Map<String, String>> tried(Trial trial) {
    return result.tried().stream()
        .filter(one -> one.trial() == trial.id())
        .map(Tried::arm)
        .findFirst();
  }

  /** True when more than rate and schedule was chosen. */
  boolean hasSettings() {
    return !settings(result.arm()).isEmpty();
  }

  /** What a trial tried besides rate and schedule, in brief. */
  String settings(Trial trial) {
    return switch (trial.role()) {
      case SEARCH -> tried(trial).map(Study::settings).orElse("");
      case REPLICATE -> isChosen(trial) ? settings(result.arm()) : "";
      case RANGE_TEST, BASELINE -> "";
    };
  }

  private static String settings(Map<String, String> arm) {
    return arm.entrySet().stream()
        .filter(one -> !one.getKey().equals(Space.RATE) && !one.getKey().equals("schedule"))
        .map(one -> setting(one.getKey(), one.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String setting(String name, String value) {
    try {
      return name + " " + Numbers.of(Double.parseDouble(value), 3);
    } catch (NumberFormatException word) {
      return brief(value);
    }
  }

  /** A word of a choice without its options. */
  static String brief(String word) {
    int colon = word.indexOf(':');
    return colon < 0 ? word : word.substring(0, colon);
  }

  /** The sweeps of the range test, from its trials where the finding holds none. */
  List<List<Run.Step>> sweeps() {
    if (!result.range().sweeps().isEmpty()) {
      return result.range().sweeps();
    }
    return result.trials().stream()
        .filter(t -> t.role() == Trial.Role.RANGE_TEST)
        .map(t -> t.run().steps())
        .toList();
  }

  boolean hasInterval() {
    double low = result.low();
    double high = result.high();
    return Double.isFinite(low) && Double.isFinite(high) && low < high;
  }

  /** The last evaluation; NaN twice without one. */
  static Evaluation last(Trial trial) {
    var evaluations = trial.run().evaluations();
    return evaluations.isEmpty()
        ? new Evaluation(Double.NaN, Double.NaN)
        : evaluations.getLast().evaluation();
  }

  static boolean ended(Trial trial, Run.End end) {
    return trial.run().end() == end;
  }

  static String name(Trial trial) {
    return "trial %s: %s, rate %s, seed %s"
        .formatted(trial.id(), trial.schedule(), Numbers.of(trial.rate()), trial.run().seed());
  }

  static String role(Trial.Role role) {
    return switch (role) {
      case RANGE_TEST -> "range test";
      case SEARCH -> "search";
      case REPLICATE -> "replicate";
      case BASELINE -> "baseline";
    };
  }
}
