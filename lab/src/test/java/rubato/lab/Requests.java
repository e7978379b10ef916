package rubato.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rubato.lab.work.Here;
import rubato.lab.work.Limits;
import rubato.lab.work.Tasks;
import rubato.objective.Examples;
import rubato.objective.LinearTask;
import rubato.objective.Loss;
import rubato.optim.Rule;
import rubato.optim.Sgd;
import rubato.schedule.Horizon;
import rubato.text.Rules;
import rubato.train.CheckpointFile;
import rubato.train.Task;

/** Small studies for tests. */
public final class Requests {

  static final Horizon HORIZON = new Horizon(180, 10);

  private Requests() {}

  /** Logistic regression on points of a fixed formula, ten updates an epoch. */
  public static Task task(Rule rule) {
    return new LinearTask("half-plane", Loss.LOGISTIC, rows(0, 200), rows(200, 100), rule, 20);
  }

  private static Examples rows(int from, int count) {
    double[] features = new double[2 * count];
    double[] targets = new double[count];
    for (int i = 0; i < count; i++) {
      features[2 * i] = Math.sin((from + i) * 1.7);
      features[2 * i + 1] = Math.cos((from + i) * 2.3);
      double margin = features[2 * i] - 2 * features[2 * i + 1];
      targets[i] = margin + 0.8 * Math.sin((from + i) * 12.9) > 0 ? 1 : 0;
    }
    return new Examples(2, features, targets);
  }

  static CheckpointFile.Settings settings(String task, long seed) {
    return new CheckpointFile.Settings(task, new Sgd().toString(), "20", 1, "", HORIZON, seed);
  }

  static Tune.Request request(Path folder, String method, double budget, long seed) {
    return request(folder, method, budget, seed, scope());
  }

  static Scope scope() {
    return new Scope(
        Tune.DEFAULT_SCHEDULES,
        List.of("sgd"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static Tune.Request request(Path folder, String method, double budget, long seed, Scope scope) {
    return request(
        made -> task(Rules.parse(made.optimizer())), folder, method, budget, seed, scope);
  }

  static Tune.Request request(
      Tasks tasks, Path folder, String method, double budget, long seed, Scope scope) {
    return new Tune.Request(
        tasks.kept(),
        settings("half-plane", seed),
        18,
        tasks.task(settings("half-plane", seed)).metric(),
        Judge.METRIC,
        scope,
        method,
        budget,
        folder,
        "none",
        "rubato tune half-plane",
        made -> "rubato train half-plane --schedule \"" + made.schedule() + "\"");
  }

  /** The same, judged by {@code judge}. */
  static Tune.Request judged(Tune.Request as, Judge judge) {
    return new Tune.Request(
        as.tasks(),
        as.base(),
        as.epochs(),
        as.metric(),
        judge,
        as.scope(),
        as.method(),
        as.budget(),
        as.folder(),
        as.engine(),
        as.command(),
        as.next());
  }

  /** Runs a study in this process. */
  static TuneResult run(Tune.Request request, Ledger ledger, Progress progress) {
    try (var here = new Here(request.tasks(), Limits.DEFAULT, System::nanoTime)) {
      return Tune.run(request, ledger, here, progress);
    }
  }

  static TuneResult run(Tune.Request request) {
    return run(request, Ledger.of(request.folder()), Progress.none());
  }

  /** Writes down what it is told; cancels after so many updates. */
  static class Log implements Progress {
    final List<String> lines = new ArrayList<>();
    long updates;
    long cancelAfter = Long.MAX_VALUE;

    @Override
    public void stage(String name, int total) {
      lines.add(name);
    }

    @Override
    public void trial(int id, String what) {
      lines.add(id + ": " + what);
    }

    @Override
    public void at(int id, long step, long steps, double rate, double loss) {
      updates++;
    }

    @Override
    public void finished(int id, String outcome) {
      lines.add(id + " " + outcome);
    }

    @Override
    public boolean cancelled() {
      return updates >= cancelAfter;
    }
  }
}
