package rubato.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import rubato.lab.chart.Scale;
import rubato.lab.chart.Spark;
import rubato.optim.NonFinite;
import rubato.train.CheckpointFile;
import rubato.train.Evaluation;
import rubato.train.Metric;
import rubato.train.Run;
import rubato.train.Wild;

/**
 * What came of a training.
 *
 * @param digest of its state
 */
record Trained(
    CheckpointFile.Settings settings,
    Metric metric,
    Driver driver,
    Run.End end,
    Wild wild,
    String digest) {

  /** For people. */
  void print(Console console) {
    var out = console.out();
    double[] losses = driver.steps().stream().mapToDouble(Run.Step::loss).toArray();
    boolean positive = Arrays.stream(losses).allMatch(loss -> loss > 0);
    out.println(settings.task() + "  " + settings.schedule() + "  " + settings.optimizer());
    out.println(
        "loss      "
            + Spark.of(
                losses,
                Math.clamp(console.columns() - 10, 10, 60),
                positive ? Scale.LOG : Scale.LINEAR,
                console.unicode())
            + (losses.length == 0
                ? ""
                : "  "
                    + Numbers.brief(losses[0])
                    + " -> "
                    + Numbers.brief(losses[losses.length - 1])));
    if (!driver.evaluations().isEmpty()) {
      var seen = driver.evaluations().getLast();
      Evaluation evaluation = seen.evaluation();
      out.println(
          "held-out  "
              + metric.name()
              + " "
              + Numbers.brief(evaluation.metric())
              + ", loss "
              + Numbers.brief(evaluation.loss())
              + " after "
              + Numbers.grouped(seen.step())
              + " updates");
    }
    out.println(
        "done      "
            + Numbers.grouped(losses.length)
            + " of "
            + Numbers.grouped(settings.horizon().steps())
            + " updates, seed "
            + settings.seed()
            + ", "
            + end.name().toLowerCase(Locale.ROOT));
    if (wild.policy() != NonFinite.PASS) {
      out.println(
          "gradients "
              + Numbers.grouped(wild.skipped())
              + " updates skipped, "
              + Numbers.grouped(wild.zeroed())
              + " numbers counted as 0: not finite");
    }
    out.println("state sha256 " + digest);
  }

  /** For programs. */
  Map<String, Object> json() {
    var object = new LinkedHashMap<String, Object>();
    object.put("settings", settings);
    object.put("metric", metric);
    object.put("end", end.name().toLowerCase(Locale.ROOT));
    object.put("steps", driver.steps().size());
    object.put("losses", driver.steps().stream().map(Run.Step::loss));
    object.put("evaluations", driver.evaluations());
    object.put("seconds", driver.seconds());
    object.put("nonFinite", policy());
    object.put("stateSha256", digest);
    return object;
  }

  private Map<String, Object> policy() {
    var object = new LinkedHashMap<String, Object>();
    object.put("policy", wild.policy().name().toLowerCase(Locale.ROOT));
    object.put("skippedUpdates", wild.skipped());
    object.put("zeroedNumbers", wild.zeroed());
    return object;
  }
}
