package rubato.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import rubato.lab.Score;
import rubato.lab.Trial;
import rubato.lab.TuneResult;
import rubato.text.Rules;
import rubato.train.Run;

/** The answer of a study, for people and as JSON. */
final class TuneTold {

  private TuneTold() {}

  static void print(Console console, Manners manners, TuneResult result, Path report) {
    String metric = result.metric().name();
    var rows = new LinkedHashMap<String, String>();
    rows.put(
        "rate",
        Numbers.rate(result.rate())
            + "   "
            + Numbers.rate(result.low())
            + " to "
            + Numbers.rate(result.high())
            + " does as well, as far as the search can tell");
    String schedule = result.schedule();
    rows.put("schedule", schedule.equals("rate") ? "rate   constant" : schedule);
    rows.put("optimizer", Rules.brief(Rules.parse(result.optimizer())));
    for (String name : new String[] {"batch", "weight-decay", "warm-up"}) {
      String value = result.arm().get(name);
      if (value != null) {
        rows.put(name, Numbers.brief(Double.parseDouble(value)));
      }
    }
    rows.put(metric, score(result.chosen()));
    rows.put(
        "naive default", score(result.baseline()) + "   constant 0.001, adam, as long a training");
    rows.put(
        "budget",
        "%s of %s full trainings of %s updates used, and %s for the naive default"
            .formatted(
                Numbers.brief(result.used()),
                Numbers.brief(result.budget()),
                Numbers.grouped(result.horizon().steps()),
                Numbers.brief(result.baselineUsed())));
    rows.put("report", report.toString());
    rows.put("train with it", result.next());
    int width = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
    boolean colour = manners.colourOut(console);
    console.out().println((colour ? "\u001b[1m" + result.task() + "\u001b[0m" : result.task()));
    rows.forEach(
        (key, value) ->
            console
                .out()
                .println(console.shown("  " + key + " ".repeat(width - key.length() + 2) + value)));
  }

  private static String score(Score score) {
    int seeds = score.values().size();
    return Numbers.around(score.mean(), score.spread())
        + (seeds == 1 ? " on 1 seed" : " over " + seeds + " seeds");
  }

  /** The result without its curves: those are in the folder. */
  static Map<String, @Nullable Object> json(
      TuneResult result, Path folder, Path report, String study, String store) {
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("task", result.task());
    object.put("metric", result.metric());
    object.put("judged", result.judged());
    object.put("optimizer", result.optimizer());
    object.put("method", result.method());
    object.put("schedule", result.schedule());
    object.put("rate", result.rate());
    object.put("low", result.low());
    object.put("high", result.high());
    object.put("chosen", result.chosen());
    object.put("baseline", result.baseline());
    object.put("budget", result.budget());
    object.put("used", result.used());
    object.put("baselineUsed", result.baselineUsed());
    object.put("seed", result.seed());
    object.put("horizon", result.horizon());
    var range = new LinkedHashMap<String, Object>();
    range.put("suggestion", result.range().suggestion());
    range.put("low", result.range().low());
    range.put("high", result.range().high());
    range.put("reason", result.range().reason());
    object.put("range", range);
    object.put("trials", result.trials().stream().map(TuneTold::json));
    object.put("environment", result.environment());
    object.put("notes", result.notes());
    object.put("folder", folder.toString());
    object.put("report", report.toString());
    object.put("command", result.command());
    object.put("next", result.next());
    object.put("arm", result.arm());
    object.put("reason", result.reason());
    object.put("importance", result.importance());
    object.put("study", study);
    object.put("store", store);
    return object;
  }

  private static Map<String, @Nullable Object> json(Trial trial) {
    Run run = trial.run();
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("id", trial.id());
    object.put("role", trial.role());
    object.put("schedule", trial.schedule());
    object.put("rate", trial.rate());
    object.put("seed", run.seed());
    object.put("end", run.end());
    object.put("steps", run.steps().size());
    object.put(
        "metric",
        run.evaluations().isEmpty() ? null : run.evaluations().getLast().evaluation().metric());
    object.put("crash", trial.crash().isEmpty() ? null : trial.crash());
    return object;
  }
}
