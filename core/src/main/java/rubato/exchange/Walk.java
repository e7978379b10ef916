package rubato.exchange;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rubato.optim.Clip;
import rubato.optim.Group;
import rubato.optim.Optimizer;
import rubato.optim.Parameter;
import rubato.optim.Precision;
import rubato.optim.Rows;
import rubato.optim.Shape;
import rubato.optim.Step;
import rubato.optim.Treatment;
import rubato.optim.Update;
import rubato.optim.Values;

/** A path that a rule of ours takes. */
final class Walk implements Path {

  /** Some coordinates and what updates them. */
  record Part(Optional<List<Integer>> indices, Made made) {}

  private final Problem problem;
  private final boolean single;
  private final boolean sparse;
  private final List<Part> parts;
  private final Optimizer optimizer;
  private final List<Memory> memories = new ArrayList<>();
  private final Values gathered;
  private final Values average;

  /** The weights and the gradient of a part. */
  private record Memory(Parameter parameter, List<Integer> indices) {}

  Walk(Problem problem, boolean single, List<Part> parts, Clip clip, boolean sparse) {
    this.problem = problem;
    this.single = single;
    this.sparse = sparse;
    this.parts = parts;
    List<Group> groups = new ArrayList<>();
    double[] start = problem.start();
    for (int k = 0; k < parts.size(); k++) {
      int size = start.length;
      List<Integer> indices = parts.get(k).indices().orElseGet(() -> Problem.upTo(size));
      Shape shape = indices.size() == start.length ? problem.shape() : Shape.of(indices.size());
      Parameter parameter = Problem.parameter("x" + k, shape, single);
      for (int i = 0; i < indices.size(); i++) {
        int at = indices.get(i);
        if (at < 0 || at >= start.length) {
          throw new ExchangeException("indices of a group must be below " + start.length);
        }
        Problem.values(parameter.weights(), single).set(i, start[at]);
      }
      memories.add(new Memory(parameter, indices));
      groups.add(new Group("x" + k, parts.get(k).made().rule(), 1, false));
    }
    Clip first = parts.getFirst().made().clip();
    Clip own = clip instanceof Clip.None ? first : clip;
    optimizer = new Optimizer(groups, Treatment.NONE.clip(own), 1);
    Values some = Problem.values(memories.getFirst().parameter().weights(), single);
    gathered = some.another();
    average = some.another();
  }

  /** Gradient {@code t}, and an update with it unless more are averaged first. */
  @Override
  public void step(long t, double multiplier) {
    Made first = parts.getFirst().made();
    double loss = gradient(t);
    if (gathered(t, first.every())) {
      update(t, multiplier, loss);
    }
    first.overwriting().ifPresent(how -> average(t, how));
  }

  private boolean gathered(long t, int every) {
    if (every == 1) {
      return true;
    }
    Values g = Problem.values(memories.getFirst().parameter().gradient(), single);
    boolean last = t % every == 0;
    for (long i = 0; i < g.size(); i++) {
      double sum = gathered.at(i) + g.at(i);
      g.set(i, sum / every);
      gathered.set(i, last ? 0 : sum);
    }
    return last;
  }

  private void average(long t, Made.Overwriting how) {
    Values x = Problem.values(memories.getFirst().parameter().weights(), single);
    // Keras counts updates here, and averages after every gradient.
    long updates = (t - 1) / parts.getFirst().made().every() + 1;
    average.follow(x, updates == 1 ? 1 : 1 - how.momentum());
    if (updates % how.every() == 0) {
      x.follow(average, 1);
    }
  }

  private void update(long t, double multiplier, double loss) {
    double scale = scale(0, t);
    double rate = rate(0, t) * multiplier;
    double[] before = parts.getFirst().made().sign(rate) < 0 ? all() : new double[0];
    Step step =
        Step.at(length(0, t) * multiplier)
            .rates(name -> length(Integer.parseInt(name.substring(1)), t) * multiplier)
            .loss(loss)
            .scale(scale)
            .again(again(t));
    List<Parameter> parameters = new ArrayList<>();
    for (Memory memory : memories) {
      parameters.add(sparse ? touched(memory.parameter(), t) : memory.parameter());
    }
    optimizer.step(step, parameters);
    back(before);
  }

  /** The other way round from {@code before}, where that is what the rate says. */
  private void back(double[] before) {
    Values x = Problem.values(memories.getFirst().parameter().weights(), single);
    for (int i = 0; i < before.length; i++) {
      x.set(i, 2 * before[i] - x.at(i));
    }
  }

  private double length(int part, long t) {
    return parts.get(part).made().length(rate(part, t));
  }

  private double scale(int part, long t) {
    return parts.get(part).made().scale().at(t - 1.0);
  }

  private double rate(int part, long t) {
    return parts.get(part).made().rate().at(t - 1.0);
  }

  private Update.Again again(long t) {
    return () -> gradient(t);
  }

  /** Fills the gradients in and gives the loss. */
  private double gradient(long t) {
    double[] x = all();
    double[] g = problem.gradient(x, t, single);
    for (int k = 0; k < memories.size(); k++) {
      Memory memory = memories.get(k);
      // The first scales all: the others may go the other way.
      double turn = k == 0 ? 1 : scale(k, t) / scale(0, t);
      for (int i = 0; i < memory.indices().size(); i++) {
        double value = g[memory.indices().get(i)];
        Problem.values(memory.parameter().gradient(), single).set(i, turn * value);
      }
    }
    return problem.loss(x, single);
  }

  private Parameter touched(Parameter parameter, long t) {
    List<Long> rows = problem.rows(t);
    long width = parameter.size() / parameter.shape().axis(0);
    Precision precision = parameter.precision();
    Parameter part = Problem.parameter(parameter.name(), Shape.of(rows.size() * width), single);
    MemorySegment values = part.gradient();
    for (int r = 0; r < rows.size(); r++) {
      long bytes = width * precision.bytes();
      MemorySegment row = parameter.gradient().asSlice(rows.get(r) * bytes, bytes);
      values.asSlice(r * bytes, bytes).copyFrom(row);
    }
    return parameter.sparse(new Rows(rows), values);
  }

  private double[] all() {
    double[] x = problem.start();
    for (Memory memory : memories) {
      for (int i = 0; i < memory.indices().size(); i++) {
        x[memory.indices().get(i)] = Problem.values(memory.parameter().weights(), single).at(i);
      }
    }
    return x;
  }

  @Override
  public List<Double> params() {
    return Problem.list(all());
  }

  @Override
  public List<Double> evaluation() {
    double[] x = all();
    for (Memory memory : memories) {
      Parameter into = Problem.parameter("", memory.parameter().shape(), single);
      optimizer.evaluation(memory.parameter(), into.weights());
      for (int i = 0; i < memory.indices().size(); i++) {
        x[memory.indices().get(i)] = Problem.values(into.weights(), single).at(i);
      }
    }
    return Problem.list(x);
  }
}
