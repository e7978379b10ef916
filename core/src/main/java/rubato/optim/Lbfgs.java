package rubato.optim;

import java.util.ArrayList;
import java.util.List;
import rubato.internal.Check;

/**
 * A quasi-Newton step: the gradient times an estimate of the inverse Hessian, made of the last
 * changes of weights and gradients.
 *
 * <pre>
 * for each of at most `iterations`:
 *   y = g - g before,  s = x - x before              (kept if y's &gt; 1e-10, the last `history` pairs)
 *   d = -H g                                         (two loops over the pairs; H0 = y's / y'y)
 *   x = x + a * d
 * </pre>
 *
 * <p>{@code a} is the rate, at the very first iteration the rate times {@code min(1, 1 / |g|_1)};
 * with {@link Search#STRONG_WOLFE} it is where a line search from there ends. All parameters of a
 * group are one vector. An update makes several iterations, each of which evaluates loss and
 * gradients again; it ends when no coordinate of the gradient is above {@code flat}, or no
 * coordinate and no loss changes by more than {@code change}. For losses without noise: whole data,
 * or batches that stay for the whole update. A rate of 0 moves nothing without a line search.
 *
 * <p>State: {@code 2 * history + 2} numbers a weight.
 *
 * @param history pairs that are kept; at least 1
 * @param iterations in an update; at least 1
 * @param evaluations in an update, at most; 0 is {@code iterations * 5 / 4}, as in PyTorch
 * @param flat finite, not negative. PyTorch's {@code tolerance_grad}
 * @param change finite, not negative. PyTorch's {@code tolerance_change}
 * @param search along the direction
 * @see <a href="https://doi.org/10.1007/BF01589116">Liu and Nocedal, On the limited memory BFGS
 *     method for large scale optimization (1989), algorithm 2.1</a>
 */
public record Lbfgs(
    int history, int iterations, int evaluations, double flat, double change, Search search)
    implements Whole {

  /** What chooses how far to go. */
  public enum Search {
    /** The rate. */
    NONE,
    /** A line search for the strong Wolfe conditions. */
    STRONG_WOLFE
  }

  /** Curvature that is not worth keeping. */
  private static final double LEAST = 1e-10;

  /** Shared scalars: iterations ever, pairs kept, the last a, H0, then y's of each pair. */
  private static final int EVER = 0;

  private static final int PAIRS = 1;
  private static final int LAST = 2;
  private static final int SCALE = 3;
  private static final int CURVATURE = 4;

  public Lbfgs {
    Check.within("history", history, 1, 1000);
    Check.atLeast("iterations", iterations, 1);
    Check.atLeast("evaluations", evaluations, 0);
    Check.atLeast("flat", flat, 0);
    Check.atLeast("change", change, 0);
  }

  /** As PyTorch has it, but for ten pairs instead of a hundred. */
  public Lbfgs() {
    this(10, 20, 0, 1e-7, 1e-9, Search.NONE);
  }

  @Override
  public List<Slot> layout(Shape shape) {
    List<Long> axes = new ArrayList<>(shape.axes());
    axes.addFirst((long) history);
    var pairs = new Shape(axes);
    return List.of(
        new Slot("direction", shape),
        new Slot("gradient", shape),
        new Slot("changes of gradient", pairs),
        new Slot("steps", pairs));
  }

  @Override
  public List<String> shared() {
    var names = new ArrayList<>(List.of("iterations", "pairs", "last", "scale"));
    for (int i = 0; i < history; i++) {
      names.add("curvature " + i);
    }
    return names;
  }

  @Override
  public boolean needsLoss() {
    return true;
  }

  @Override
  public boolean evaluatesAgain() {
    return true;
  }

  @Override
  public void update(Update update) {
    var at = new Line(update);
    double rate = update.tensors().getFirst().rate();
    Values shared = update.shared();
    double loss = update.loss();
    int made = 1;
    int most = evaluations == 0 ? iterations * 5 / 4 : evaluations;
    if (largest(at.gradient) <= flat) {
      return;
    }
    for (int n = 1; n <= iterations; n++) {
      long ever = (long) shared.set(EVER, shared.at(EVER) + 1);
      direction(at, shared, ever);
      double before = loss;
      double slope = dot(at.gradient, at.direction);
      double a = ever == 1 ? Math.min(1, 1 / sum(at.gradient)) * rate : rate;
      shared.set(LAST, a);
      if (slope > -change) {
        break;
      }
      if (search == Search.STRONG_WOLFE) {
        var start = new StrongWolfe.Point(0, loss, slope, at.kept());
        double reach = largest(at.direction);
        var line = new StrongWolfe(at::look, start, reach, most - made);
        StrongWolfe.Point found = line.search(a);
        a = shared.set(LAST, found.t());
        loss = found.value();
        at.gradient = found.gradient().values();
        made += line.evaluations;
        at.go(a);
      } else {
        at.go(a);
        if (n < iterations) {
          loss = at.evaluate();
          made++;
        }
      }
      if (made >= most
          || largest(at.gradient) <= flat
          || Math.abs(a) * largest(at.direction) <= change
          || Math.abs(loss - before) < change) {
        break;
      }
    }
    at.keep();
  }

  /** Takes a new pair in, and multiplies the gradient with the estimate that the pairs make. */
  private void direction(Line at, Values shared, long ever) {
    Values d = at.gradient.copy();
    d.fill(0);
    if (ever == 1) {
      shared.set(SCALE, 1);
      add(d, -1, at.gradient);
      at.turn(d);
      return;
    }
    Values y = at.gradient.copy();
    add(y, -1, at.before);
    Values s = d.copy();
    add(s, shared.at(LAST), at.direction);
    double curvature = dot(y, s);
    int pairs = (int) shared.at(PAIRS);
    if (curvature > LEAST) {
      if (pairs == history) {
        at.forget();
        for (int i = 1; i < history; i++) {
          shared.set(CURVATURE + i - 1L, shared.at(CURVATURE + (long) i));
        }
        pairs--;
      }
      at.remember(pairs, y, s);
      shared.set(CURVATURE + (long) pairs, curvature);
      shared.set(SCALE, curvature / dot(y, y));
      pairs++;
      shared.set(PAIRS, pairs);
    }
    double[] along = new double[pairs];
    add(d, -1, at.gradient);
    for (int i = pairs - 1; i >= 0; i--) {
      along[i] = dot(at.step(i), d) / shared.at(CURVATURE + (long) i);
      add(d, -along[i], at.change(i));
    }
    for (long i = 0; i < d.size(); i++) {
      d.set(i, d.at(i) * shared.at(SCALE));
    }
    for (int i = 0; i < pairs; i++) {
      double back = dot(at.change(i), d) / shared.at(CURVATURE + (long) i);
      add(d, along[i] - back, at.step(i));
    }
    at.turn(d);
  }

  private static double dot(Values a, Values b) {
    double sum = 0;
    for (long i = 0; i < a.size(); i++) {
      sum += a.at(i) * b.at(i);
    }
    return sum;
  }

  private static void add(Values to, double factor, Values from) {
    for (long i = 0; i < to.size(); i++) {
      to.set(i, to.at(i) + factor * from.at(i));
    }
  }

  private static double largest(Values of) {
    double largest = 0;
    for (long i = 0; i < of.size(); i++) {
      largest = Math.max(largest, Math.abs(of.at(i)));
    }
    return largest;
  }

  private static double sum(Values of) {
    double sum = 0;
    for (long i = 0; i < of.size(); i++) {
      sum += Math.abs(of.at(i));
    }
    return sum;
  }

  @Override
  public String toString() {
    return Wording.of("lbfgs", this);
  }

  /** All parameters of a group as one vector, and what {@link Lbfgs} keeps of it. */
  private static final class Line {

    private final Update update;
    private final List<Values> changes = new ArrayList<>();
    private final List<Values> steps = new ArrayList<>();
    private Values direction;
    private Values before;
    private Values gradient;

    Line(Update update) {
      this.update = update;
      this.direction = gather(0, 0);
      this.before = gather(1, 0);
      this.gradient = seen();
      for (int i = 0; i < update.shared().at(PAIRS); i++) {
        changes.add(gather(2, i));
        steps.add(gather(3, i));
      }
    }

    /** Part {@code index} of a slot of all tensors. */
    private Values gather(int slot, int index) {
      Values all = Values.zeros(update.tensors().stream().mapToInt(p -> (int) p.size()).sum());
      long at = 0;
      for (Tensor p : update.tensors()) {
        for (long i = 0; i < p.size(); i++) {
          all.set(at++, p.state(slot).at(index * p.size() + i));
        }
      }
      return all;
    }

    private void scatter(int slot, int index, Values all) {
      long at = 0;
      for (Tensor p : update.tensors()) {
        for (long i = 0; i < p.size(); i++) {
          p.state(slot).set(index * p.size() + i, all.at(at++));
        }
      }
    }

    private Values seen() {
      Values all = Values.zeros(update.tensors().stream().mapToInt(p -> (int) p.size()).sum());
      long at = 0;
      for (Tensor p : update.tensors()) {
        for (long i = 0; i < p.size(); i++) {
          all.set(at++, p.g().at(i));
        }
      }
      return all;
    }

    Values change(int i) {
      return changes.get(i);
    }

    Values step(int i) {
      return steps.get(i);
    }

    void forget() {
      changes.removeFirst();
      steps.removeFirst();
    }

    void remember(int pairs, Values y, Values s) {
      changes.add(pairs, y);
      steps.add(pairs, s);
    }

    /** Takes a new direction; the gradient it was made of is the one before, from now on. */
    void turn(Values d) {
      direction = d;
      before = gradient.copy();
    }

    StrongWolfe.Gradient kept() {
      return new StrongWolfe.Gradient(gradient.copy());
    }

    void go(double a) {
      long at = 0;
      for (Tensor p : update.tensors()) {
        for (long i = 0; i < p.size(); i++) {
          p.x().set(i, p.x().at(i) + a * direction.at(at++));
        }
      }
    }

    double evaluate() {
      double loss = update.again().evaluate(Update.Aim.FOLLOW);
      gradient = seen();
      return loss;
    }

    /** Goes there, looks, and comes back. */
    StrongWolfe.Point look(double t) {
      List<Values> here = update.tensors().stream().map(p -> p.x().copy()).toList();
      go(t);
      double loss = update.again().evaluate(Update.Aim.TRY);
      Values there = seen();
      for (int k = 0; k < here.size(); k++) {
        update.tensors().get(k).x().follow(here.get(k), 1);
      }
      var kept = new StrongWolfe.Gradient(there);
      return Double.isFinite(loss)
          ? new StrongWolfe.Point(t, loss, dot(there, direction), kept)
          : new StrongWolfe.Point(t, Double.POSITIVE_INFINITY, Double.NaN, kept);
    }

    void keep() {
      scatter(0, 0, direction);
      scatter(1, 0, before);
      for (int i = 0; i < changes.size(); i++) {
        scatter(2, i, changes.get(i));
        scatter(3, i, steps.get(i));
      }
    }
  }
}
