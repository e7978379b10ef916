package rubato.lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import rubato.lab.Environment;
import rubato.lab.RangeFinding;
import rubato.lab.Score;
import rubato.lab.Trial;
import rubato.lab.TuneResult;
import rubato.schedule.Horizon;
import rubato.train.Evaluation;
import rubato.train.Metric;
import rubato.train.Run;

/** Invented results of studies, with the shapes that real ones have. */
final class Studies {

  static final String COSINE = "warmup(5%) then cosine(rate -> 0)";

  private Studies() {}

  /** A small study of three seeds with a clear answer. */
  static TuneResult clear() {
    return study(12, 900, "digits", 0.035, true);
  }

  /** The clear one, whose choice is a constant rate. */
  static TuneResult constant() {
    TuneResult r = clear();
    return copy(r, r.task(), "rate", r.chosen(), r.baseline(), r.trials());
  }

  /** One whose difference from the default is within noise, and whose range test was of no use. */
  static TuneResult unclear() {
    return study(6, 300, "line", 0.0005, false);
  }

  /** {@code r} with other scores. */
  static TuneResult with(TuneResult r, Score chosen, Score baseline) {
    return copy(r, r.task(), r.schedule(), chosen, baseline, r.trials());
  }

  /** {@code r} with other trials. */
  static TuneResult with(TuneResult r, List<Trial> trials) {
    return copy(r, r.task(), r.schedule(), r.chosen(), r.baseline(), trials);
  }

  /** A study in which all that can be called anything is called {@code name}. */
  static TuneResult named(String name) {
    var r = study(8, 60, name, 0.03, true);
    var trials =
        r.trials().stream().map(t -> trial(t.id(), t.role(), name, t.rate(), t.run())).toList();
    return copy(r, name, name, r.chosen(), r.baseline(), trials);
  }

  private static TuneResult copy(
      TuneResult r,
      String task,
      String schedule,
      Score chosen,
      Score baseline,
      List<Trial> trials) {
    return new TuneResult(
        task,
        new Metric(task.equals("digits") ? "accuracy" : task, r.metric().higherIsBetter()),
        r.optimizer(),
        r.method(),
        schedule,
        r.rate(),
        r.low(),
        r.high(),
        chosen,
        baseline,
        r.budget(),
        r.used(),
        r.baselineUsed(),
        r.seed(),
        r.horizon(),
        r.range(),
        trials,
        r.environment(),
        r.command(),
        r.next(),
        r.notes());
  }

  static TuneResult study(int trials, int steps, String task, double gain, boolean range) {
    var random = new SplittableRandom(7);
    var horizon = new Horizon(steps, Math.max(1, steps / 15));
    var all = new ArrayList<Trial>();
    var sweeps = new ArrayList<List<Run.Step>>();
    for (int seed = 1; seed <= 2; seed++) {
      var sweep = sweep(random, Math.min(steps, 20_000), range);
      sweeps.add(sweep);
      all.add(
          trial(
              all.size(),
              Trial.Role.RANGE_TEST,
              "exponential(1e-6 -> 10)",
              1e-6,
              run(task, "ramp", seed, Run.End.DIVERGED, sweep, List.of())));
    }
    double rate = 0.0031622776601683794;
    var schedules = List.of(COSINE, "rate", "linear(rate -> 0)");
    int searched = Math.max(1, trials - 7);
    for (int i = 0; i < searched; i++) {
      double tried = i == 0 ? rate : Math.pow(10, -4.5 + 4.0 * i / searched);
      boolean stopped = i % 3 == 2;
      all.add(
          training(
              random,
              all.size(),
              Trial.Role.SEARCH,
              schedules.get(i % 3),
              tried,
              1,
              stopped ? steps / 3 : steps,
              horizon,
              task,
              gain));
    }
    var chosen = new ArrayList<Double>();
    var baseline = new ArrayList<Double>();
    chosen.add(Study.last(all.get(2)).metric());
    for (int seed = 2; seed <= 3 && all.size() < trials; seed++) {
      all.add(
          training(
              random,
              all.size(),
              Trial.Role.REPLICATE,
              COSINE,
              rate,
              seed,
              steps,
              horizon,
              task,
              gain));
      chosen.add(Study.last(all.getLast()).metric());
    }
    for (int seed = 1; seed <= 3 && all.size() < trials; seed++) {
      all.add(
          training(
              random,
              all.size(),
              Trial.Role.BASELINE,
              "rate",
              1e-3,
              seed,
              steps,
              horizon,
              task,
              0));
      baseline.add(Study.last(all.getLast()).metric());
    }
    Optional<Double> suggestion = range ? Optional.of(0.0028) : Optional.empty();
    return new TuneResult(
        task,
        new Metric("accuracy", true),
        "adamw:beta1=0.9,beta2=0.999,epsilon=1.0E-8,weight-decay=0.01",
        "halving",
        COSINE,
        rate,
        0.0014,
        0.0062,
        Score.of(chosen),
        Score.of(baseline),
        8,
        7.62,
        3,
        42,
        horizon,
        new RangeFinding(
            sweeps,
            suggestion,
            range ? Optional.of(1.2e-4) : Optional.empty(),
            range ? Optional.of(0.09) : Optional.empty(),
            range
                ? "the loss falls fastest there on both seeds, a factor of 30 below where it blows up"
                : "the loss never fell by more than its own noise"),
        all,
        new Environment(
            "0.1.0", "25.0.3+9-LTS", "Linux 6.1 amd64", 2, "vector 16 lanes", "PyTorch 2.7.1"),
        "rubato tune digits --optimizer adamw --budget 8 --seed 42",
        "rubato train digits --optimizer adamw --schedule \"warmup(5%) then cosine(0.0031622776601683794 -> 0)\"",
        range ? List.of() : List.of("The budget did not reach for a third seed of the runner-up."));
  }

  static Trial trial(int id, Trial.Role role, String schedule, double rate, Run run) {
    return new Trial(id, role, schedule, rate, run);
  }

  static Run run(
      String task,
      String pace,
      long seed,
      Run.End end,
      List<Run.Step> steps,
      List<Run.Evaluated> evaluations) {
    return new Run(task, pace, seed, end, steps, evaluations);
  }

  private static List<Run.Step> sweep(SplittableRandom random, int steps, boolean useful) {
    var result = new ArrayList<Run.Step>();
    for (int i = 0; i < steps; i++) {
      double rate = Math.pow(10, -6 + 7.0 * i / steps);
      double z = Math.log10(rate) + 2.6;
      double fall = useful ? 1.9 / (1 + Math.exp(-3 * z)) : 0.01 * z;
      double loss = 2.3 - fall + 0.2 * (random.nextDouble() - 0.5) + Math.exp(5 * (z - 2.2));
      result.add(new Run.Step(i, rate, loss));
      if (loss > 30) {
        break;
      }
    }
    return result;
  }

  private static Trial training(
      SplittableRandom random,
      int id,
      Trial.Role role,
      String schedule,
      double rate,
      long seed,
      int steps,
      Horizon horizon,
      String task,
      double gain) {
    double skill = Math.exp(-Math.pow(Math.log10(rate / 3e-3), 2));
    boolean diverges = rate > 0.05;
    var run = new ArrayList<Run.Step>();
    var evaluations = new ArrayList<Run.Evaluated>();
    double quality = 0.93 + gain * skill - 0.05 * (1 - skill) + 0.004 * (random.nextDouble() - 0.5);
    for (int i = 0; i < steps; i++) {
      double share = (double) i / horizon.steps();
      double loss = 2.3 * Math.exp(-5 * skill * share) + 0.02 + 0.06 * random.nextDouble();
      if (diverges && share > 0.1) {
        loss *= Math.exp(60 * (share - 0.1));
      }
      run.add(new Run.Step(i, rate * (1 - share), diverges && share > 0.4 ? Double.NaN : loss));
      if ((i + 1) % horizon.stepsPerEpoch() == 0) {
        double reached = quality * (1 - Math.exp(-12 * (share + 0.02)));
        evaluations.add(
            new Run.Evaluated(i + 1L, new Evaluation(loss * 1.1, diverges ? 0.1 : reached)));
      }
      if (diverges && share > 0.4) {
        break;
      }
    }
    var end =
        diverges ? Run.End.DIVERGED : steps < horizon.steps() ? Run.End.STOPPED : Run.End.COMPLETED;
    return trial(id, role, schedule, rate, run(task, schedule, seed, end, run, evaluations));
  }
}
