package rubato.lab.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import rubato.feedback.Observation;
import rubato.lab.store.NewRun;
import rubato.lab.store.Observed;
import rubato.lab.store.Recorded;

/** What of a run is what in MLflow, be it in files or on a server. */
final class Mlflow {

  /** The longest value of a parameter that all its servers take. */
  private static final int LONGEST = 500;

  private Mlflow() {}

  /** One value of one metric. */
  record Measured(String key, long step, double value, long time) {}

  /** Names may have letters, digits, dashes, dots, spaces and slashes there; no space is safer. */
  static String key(String name) {
    return name.replaceAll("[^A-Za-z0-9_./-]", "_");
  }

  static List<Measured> metrics(Exported run) {
    var metrics = new ArrayList<Measured>();
    for (Observed seen : run.observed()) {
      if (!seen.kind().equals(Observed.ROLLED_BACK)) {
        long time = run.time(seen);
        metrics.add(new Measured(key(seen.kind()), seen.step(), seen.value(), time));
        if (seen.kind().equals(Observation.LOSS)) {
          metrics.add(new Measured("rate", seen.step(), seen.rate(), time));
        }
      }
    }
    return metrics;
  }

  static Map<String, String> parameters(Recorded run) {
    NewRun told = run.told();
    var parameters = new LinkedHashMap<String, String>();
    parameters.put("task", told.task());
    parameters.put("schedule", told.schedule());
    parameters.put("optimizer", told.optimizer());
    parameters.put("batch", told.batch());
    parameters.put("seed", Long.toString(told.seed()));
    parameters.put("steps", Long.toString(told.horizon().steps()));
    parameters.put("steps_per_epoch", Long.toString(told.horizon().stepsPerEpoch()));
    parameters.replaceAll(
        (_, value) -> value.length() <= LONGEST ? value : value.substring(0, LONGEST - 1) + "…");
    return parameters;
  }

  static Map<String, String> tags(Recorded run) {
    var tags = new LinkedHashMap<String, String>();
    tags.put("mlflow.runName", run.id());
    tags.put("mlflow.source.name", "rubato");
    if (!run.told().revision().isEmpty()) {
      tags.put("mlflow.source.git.commit", run.told().revision());
    }
    tags.put("rubato.role", run.told().role());
    tags.put("rubato.status", run.status().name().toLowerCase(Locale.ROOT));
    tags.put("rubato.reason", run.reason());
    tags.put("rubato.environment", run.told().environment());
    tags.put("rubato.data", run.told().data());
    run.told().study().ifPresent(study -> tags.put("rubato.study", study));
    run.tags().forEach(word -> tags.put("rubato.tag." + key(word), word));
    tags.values().removeIf(String::isEmpty);
    return tags;
  }

  static String status(Recorded run) {
    return switch (run.status()) {
      case RUNNING -> "RUNNING";
      case COMPLETED, STOPPED -> "FINISHED";
      case DIVERGED, CRASHED -> "FAILED";
      case INTERRUPTED, KILLED -> "KILLED";
    };
  }
}
