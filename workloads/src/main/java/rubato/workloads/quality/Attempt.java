package rubato.workloads.quality;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import rubato.optim.Optimizer;
import rubato.optim.Parameter;
import rubato.optim.Step;
import rubato.pace.Pacer;
import rubato.schedule.Horizon;
import rubato.text.Spec;
import rubato.train.Seeds;

/** One training of the benchmark. */
final class Attempt {

  private final Problem problem;
  private final Entrant entrant;
  private final long seed;
  private final Model model;
  private final double[][] weights;
  private final double[][] gradients;
  private final List<Parameter> parameters = new ArrayList<>();
  private final Optimizer optimizer;
  private int evaluations;
  private long updates;
  private long epoch;
  private int from;
  private int[] order;

  Attempt(Problem problem, Model model, Entrant entrant, long seed) {
    this.problem = problem;
    this.entrant = entrant;
    this.seed = seed;
    this.model = model;
    int count = model.shapes().size();
    weights = new double[count][];
    gradients = new double[count][];
    for (int i = 0; i < count; i++) {
      var shape = model.shapes().get(i);
      weights[i] = new double[(int) shape.size()];
      gradients[i] = new double[weights[i].length];
      parameters.add(new Parameter("w" + i, shape, weights[i], gradients[i]));
    }
    model.start(Seeds.weights(seed), weights);
    optimizer = new Optimizer(entrant.rule(), 1);
    order = Seeds.order(seed, 0, model.examples());
  }

  /** Trains it to the end of its budget at {@code rate}. */
  Line run(double rate) {
    double first = model.judged(weights);
    var horizon = new Horizon(problem.budget(), Math.ceilDiv(model.examples(), problem.batch()));
    var pacer = new Pacer(Spec.parse(entrant.schedule()).withRate(rate).resolve(horizon));
    boolean finite = true;
    while (finite && evaluations < problem.budget()) {
      int[] rows = rows();
      double loss = evaluate(rows);
      finite = Double.isFinite(loss);
      if (finite) {
        Step step = Step.at(pacer.rate()).loss(loss).again(() -> evaluate(rows));
        optimizer.step(step, parameters);
        pacer.advance();
        updates++;
      }
    }
    double last = finite ? model.judged(evaluation()) : Double.NaN;
    // The positive form, so that NaN is capped too.
    double counted = last <= 2 * first ? Math.max(last, Problem.SOLVED) : 2 * first;
    return new Line(
        problem.name(),
        entrant.name(),
        rate,
        seed,
        counted,
        first,
        evaluations,
        updates,
        !Double.isFinite(last));
  }

  private double evaluate(int[] rows) {
    evaluations++;
    return model.gradient(weights, rows, gradients);
  }

  /** The examples of the next batch; the last of an epoch is short. */
  private int[] rows() {
    if (from == order.length) {
      epoch++;
      from = 0;
      order = Seeds.order(seed, epoch, model.examples());
    }
    int to = Math.min(from + problem.batch(), order.length);
    int[] rows = Arrays.copyOfRange(order, from, to);
    from = to;
    return rows;
  }

  private double[][] evaluation() {
    double[][] shipped = new double[weights.length][];
    for (int i = 0; i < weights.length; i++) {
      shipped[i] = new double[weights[i].length];
      optimizer.evaluation(parameters.get(i), MemorySegment.ofArray(shipped[i]));
    }
    return shipped;
  }
}
