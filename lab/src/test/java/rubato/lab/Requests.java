package rubato.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import rubato.objective.Examples;
import rubato.objective.LinearTask;
import rubato.objective.Loss;
import rubato.optim.Adam;
import rubato.optim.Rule;
import rubato.optim.Sgd;
import rubato.schedule.Horizon;
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

  static Tune.Request request(Path folder, String method, double budget, long seed) {
    return request(task(new Sgd()), folder, method, budget, seed);
  }

  static Tune.Request request(Task task, Path folder, String method, double budget, long seed) {
    return new Tune.Request(
        task,
        task(new Adam()),
        HORIZON,
        "sgd",
        Tune.DEFAULT_SCHEDULES,
        method,
        budget,
        seed,
        folder,
        "none",
        "rubato tune half-plane",
        pace -> "rubato train half-plane --schedule \"" + pace + "\"");
  }

  /** Writes down what it is told; cancels after so many updates. */
  static final class Log implements Progress {
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
    public void at(long step, long steps, double rate, double loss) {
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
