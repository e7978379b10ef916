package rubato.cli.bench;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import rubato.optim.Optimizer;
import rubato.optim.Parameter;
import rubato.optim.Precision;
import rubato.optim.Step;

/** This library's optimizer. */
final class Ours implements Contender {

  static final String NAME = "rubato";
  static final double RATE = 1e-3;

  private final Arena arena = Arena.ofShared();
  private final List<Parameter> parameters = new ArrayList<>();
  private final Optimizer optimizer;
  private final Step step = Step.at(RATE).loss(1);

  Ours(Course course) {
    for (int i = 0; i < course.tensors(); i++) {
      parameters.add(
          new Parameter(
              "layer" + i + ".weight",
              course.shape(),
              Numbers.random(arena, course.weights(), 1),
              Numbers.random(arena, course.weights(), 1),
              Precision.FLOAT32));
    }
    optimizer = new Optimizer(course.rule(), course.threads());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public long run(int count) {
    long begin = System.nanoTime();
    for (int i = 0; i < count; i++) {
      optimizer.step(step, parameters);
    }
    return System.nanoTime() - begin;
  }

  /** Its state goes with the garbage. */
  @Override
  public void close() {
    arena.close();
  }
}
