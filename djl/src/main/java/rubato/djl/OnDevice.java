package rubato.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import rubato.optim.Adagrad;
import rubato.optim.Adam;
import rubato.optim.AdamW;
import rubato.optim.Buffer;
import rubato.optim.Epsilon;
import rubato.optim.Lion;
import rubato.optim.Optimizer;
import rubato.optim.Parameter;
import rubato.optim.Precision;
import rubato.optim.RmsProp;
import rubato.optim.Rule;
import rubato.optim.Sgd;
import rubato.optim.Squash;
import rubato.optim.Values;

/**
 * The usual rules as operations of the engine on the device that a tensor is on: nothing goes to
 * the CPU. Their state is the engine's, too, and becomes that of an {@link Optimizer} when it is
 * saved.
 *
 * <p>The engine rounds after every operation where the kernels do not: a few units in the last
 * place.
 */
final class OnDevice {

  private static final NDIndex ALL = new NDIndex("...");

  private final Map<String, Kept> kept = new HashMap<>();

  /** The state of a parameter, and how often it was updated. */
  private static final class Kept {

    private final Parameter parameter;
    private final List<NDArray> state = new ArrayList<>();
    private long updates;

    Kept(Parameter parameter) {
      this.parameter = parameter;
    }
  }

  /** A parameter in an update: the letters of the rules. */
  private record Tensor(NDArray x, NDArray g, List<NDArray> state, long t, double rate) {}

  /** Whether {@code rule} has operations, and {@code weight} is where they are worth it. */
  static boolean possible(Rule rule, NDArray weight) {
    return weight.getDataType() == DataType.FLOAT32
        && !Loan.possible(weight)
        && switch (rule) {
          case Sgd _, Adagrad _, RmsProp _, Adam _, AdamW _ -> true;
          case Lion lion -> lion.squash() == Squash.HARD;
          default -> false;
        };
  }

  /** One update; {@code optimizer} says what was kept of it before it came here. */
  void step(
      Rule rule, String name, NDArray weight, NDArray gradient, double rate, Optimizer optimizer) {
    try (var _ = new NDScope()) {
      // Views that the engine does not follow: an update is not part of any gradient.
      NDArray x = weight.stopGradient();
      NDArray g = gradient.stopGradient();
      Kept own = kept.computeIfAbsent(name, _ -> taken(name, x, optimizer));
      own.updates++;
      var p = new Tensor(x, g, own.state, own.updates, rate);
      switch (rule) {
        case Sgd sgd -> update(sgd, p);
        case Adagrad adagrad -> update(adagrad, p);
        case RmsProp rmsProp -> update(rmsProp, p);
        case Adam adam -> update(adam, p, adam.weightDecay(), 1);
        case AdamW adamW -> update(adamW.adam(), p, 0, 1 - rate * adamW.weightDecay());
        case Lion lion -> update(lion, p);
        default -> throw new IllegalStateException("no operations for " + rule);
      }
    }
  }

  private static Kept taken(String name, NDArray x, Optimizer optimizer) {
    MemorySegment none = MemorySegment.ofArray(new float[Math.toIntExact(x.size())]);
    var own = new Kept(new Parameter(name, View.shape(x), none, none, Precision.FLOAT32));
    own.updates = optimizer.updates(name);
    for (Values values : optimizer.arrays(own.parameter)) {
      NDArray array = x.getManager().create(numbers(values), x.getShape());
      NDScope.unregister(array);
      own.state.add(array);
    }
    return own;
  }

  private static float[] numbers(Values values) {
    float[] numbers = new float[Math.toIntExact(values.size())];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) values.at(i);
    }
    return numbers;
  }

  /** Gives what is kept here to {@code optimizer}; it stays here as well. */
  void tell(Optimizer optimizer) {
    for (Kept own : kept.values()) {
      List<Values> arrays = optimizer.arrays(own.parameter);
      for (int k = 0; k < own.state.size(); k++) {
        float[] numbers = own.state.get(k).toFloatArray();
        arrays.get(k).memory().copyFrom(MemorySegment.ofArray(numbers));
      }
      optimizer.updated(own.parameter, own.updates);
    }
  }

  /** Nothing is kept here any more. */
  void forget() {
    kept.values().forEach(own -> own.state.forEach(NDArray::close));
    kept.clear();
  }

  private static NDArray slope(Tensor p, double decay) {
    return decay == 0 ? p.g : p.g.add(p.x.mul(decay));
  }

  /** {@code array = beta * array + (1 - beta) * value}. */
  private static NDArray average(NDArray array, double beta, NDArray value) {
    return array.muli(beta).addi(value.mul(1 - beta));
  }

  private static void move(Tensor p, double shrink, NDArray step) {
    if (shrink != 1) {
      p.x.muli(shrink);
    }
    p.x.subi(step);
  }

  private static void update(Sgd rule, Tensor p) {
    double inside = rule.buffer() == Buffer.STEPS ? p.rate : 1;
    double outside = rule.buffer() == Buffer.STEPS && rule.momentum() > 0 ? 1 : p.rate;
    double shrink = rule.decay().onWeight(rule.weightDecay(), p.rate);
    NDArray g = slope(p, rule.decay().onGradient(rule.weightDecay()));
    if (rule.momentum() == 0) {
      move(p, shrink, g.mul(p.rate));
      return;
    }
    g = g.mul(inside);
    NDArray fresh = p.t == 1 ? g : g.mul(1 - rule.dampening());
    NDArray b = p.state.getFirst().muli(rule.momentum()).addi(fresh);
    NDArray u = rule.nesterov() ? b.mul(rule.momentum()).addi(g) : b;
    move(p, shrink, u.mul(outside));
  }

  private static void update(Adagrad rule, Tensor p) {
    double decayed = p.rate / (1 + (p.t - 1) * rule.rateDecay());
    double shrink = rule.decay().onWeight(rule.weightDecay(), p.rate);
    NDArray g = slope(p, rule.decay().onGradient(rule.weightDecay()));
    NDArray h = p.state.getFirst().addi(g.square());
    NDArray step = g.mul(decayed).divi(root(rule.placement(), h, rule.epsilon()));
    if (rule.guarded()) {
      // 0 where h is 0: there g is, and 0 over anything else is 0.
      NDArray nothing = h.eq(0).toType(DataType.FLOAT32, false);
      step = g.mul(decayed).divi(root(rule.placement(), h.add(nothing), rule.epsilon()));
    }
    move(p, shrink, step);
  }

  private static void update(RmsProp rule, Tensor p) {
    double inside = rule.buffer() == Buffer.STEPS ? p.rate : 1;
    double outside = rule.buffer() == Buffer.STEPS ? 1 : p.rate;
    double shrink = rule.decay().onWeight(rule.weightDecay(), p.rate);
    double c = rule.corrected() ? 1 - Math.pow(rule.alpha(), (double) p.t) : 1;
    NDArray g = slope(p, rule.decay().onGradient(rule.weightDecay()));
    NDArray w = average(p.state.getFirst(), rule.alpha(), g.square()).div(c);
    if (rule.centred()) {
      NDArray a = average(p.state.get(1), rule.alpha(), g).div(c);
      w = w.sub(a.square());
      w = rule.clamp() ? w.maximum(0) : w;
    }
    NDArray u = g.mul(inside).divi(root(rule.placement(), w, rule.epsilon()));
    if (rule.momentum() > 0) {
      NDArray b = p.state.getLast().muli(rule.momentum()).addi(u);
      u = rule.nesterov() ? b.mul(rule.momentum()).addi(u) : b;
    }
    move(p, shrink, u.mul(outside));
  }

  private static void update(Adam rule, Tensor p, double decay, double shrink) {
    double c1 = rule.correctMean() ? 1 - Math.pow(rule.beta1(), (double) p.t) : 1;
    double c2 = rule.correctSquare() ? 1 - Math.pow(rule.beta2(), (double) p.t) : 1;
    double ahead = rule.correctMean() ? 1 - Math.pow(rule.beta1(), p.t + 1.0) : 1;
    NDArray g = slope(p, decay);
    NDArray m = average(p.state.get(0), rule.beta1(), g);
    NDArray v = average(p.state.get(1), rule.beta2(), g.square());
    NDArray direction =
        rule.nesterov()
            ? m.mul(rule.beta1() / ahead).addi(g.mul((1 - rule.beta1()) / c1))
            : m.div(c1);
    NDArray denominator =
        switch (rule.amsgrad()) {
          case OFF -> root(rule, v, c2);
          case RAW -> root(rule, largest(p.state.get(2), v), c2);
          case CORRECTED -> root(rule, largest(p.state.get(2), v.div(c2)), 1);
        };
    move(p, shrink, direction.mul(p.rate).divi(denominator));
  }

  private static NDArray largest(NDArray before, NDArray v) {
    NDArray now = before.maximum(v);
    before.set(ALL, now);
    return now;
  }

  private static void update(Lion rule, Tensor p) {
    NDArray mean = p.state.getFirst();
    NDArray c = mean.mul(rule.beta1()).addi(p.g.mul(1 - rule.beta1()));
    average(mean, rule.beta2(), p.g);
    move(p, 1 - p.rate * rule.weightDecay(), c.sign().muli(p.rate));
  }

  private static NDArray root(Epsilon placement, NDArray v, double epsilon) {
    return placement == Epsilon.INSIDE ? v.add(epsilon).sqrt() : v.sqrt().addi(epsilon);
  }

  private static NDArray root(Adam rule, NDArray v, double c) {
    return switch (rule.placement()) {
      case OUTER -> v.div(c).addi(rule.root()).sqrt().addi(rule.epsilon());
      case HAT -> v.sqrt().addi(rule.epsilon()).divi(Math.sqrt(c));
      case INSIDE -> v.div(c).addi(rule.epsilon()).sqrt();
    };
  }
}
