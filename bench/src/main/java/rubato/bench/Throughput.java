package rubato.bench;

import ai.djl.Model;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import rubato.djl.Net;
import rubato.djl.PacedOptimizer;
import rubato.optim.Adam;
import rubato.optim.AdamW;
import rubato.optim.Rule;
import rubato.optim.Sgd;
import rubato.pace.Pace;
import rubato.schedule.Constant;
import rubato.text.Rules;
import rubato.train.Dataset;

/**
 * Time per step of DJL's trainer with rules of ours, and with DJL's own where it has one on
 * PyTorch: one network, one batch size, made-up data of the shape of digits. The times of a course
 * are of the same rounds.
 */
final class Throughput {

  private static final float RATE = 1e-3f;
  private static final int BATCH = 32;

  private Throughput() {}

  /**
   * Runs it.
   *
   * @param arguments the thread counts; 1 and 2 if none are given
   */
  public static void main(String... arguments) throws IOException {
    var race = new Race("training");
    for (String text : arguments.length > 0 ? arguments : new String[] {"1", "2"}) {
      int threads = Integer.parseInt(text);
      String with = threads == 1 ? ", 1 thread" : ", " + threads + " threads";
      course(race, "digits:mlp" + with, Net.Mlp.of(128), threads, 100, 64);
      course(race, "digits:cnn" + with, new Net.SmallCnn(), threads, 20, 1, 8, 8);
    }
    race.write("training", String.join(" ", arguments));
  }

  private static void course(
      Race race, String name, Net net, int threads, int steps, long... shape) {
    Dataset data = Steps.data(BATCH * 8, shape);
    List<Model> models = new ArrayList<>();
    var runners = new LinkedHashMap<String, LongSupplier>();
    contenders(threads)
        .forEach(
            (who, optimizer) -> {
              Model model = Steps.model(net);
              models.add(model);
              Runnable step = Steps.trainer(model, optimizer, data, BATCH, threads);
              runners.put(who, Steps.timed(steps, step));
            });
    race.run(name, 15, runners);
    models.forEach(Model::close);
  }

  private static Map<String, Optimizer> contenders(int threads) {
    var all = new LinkedHashMap<String, Optimizer>();
    Tracker rate = Tracker.fixed(RATE);
    all.put("DJL sgd", Optimizer.sgd().setLearningRateTracker(rate).build());
    all.put("ours sgd", ours(new Sgd(), threads));
    all.put("DJL adam", Optimizer.adam().optLearningRateTracker(rate).build());
    all.put("ours adam", ours(new Adam(), threads));
    all.put("DJL adamw", Optimizer.adamW().optLearningRateTracker(rate).build());
    all.put("ours adamw", ours(new AdamW(), threads));
    for (String name : List.of("rmsprop", "nadam", "lion", "adan", "radam")) {
      all.put("ours " + name, ours(Rules.parse(name), threads));
    }
    return all;
  }

  private static Optimizer ours(Rule rule, int threads) {
    return new PacedOptimizer(rule, Pace.of(new Constant(RATE)), threads);
  }
}
