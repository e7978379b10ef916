package rubato.optim;

import java.util.ArrayList;
import java.util.List;
import rubato.internal.Check;

/**
 * Adam whose step is searched for on the loss of the update, with what the searches found smoothed
 * so that one odd batch does not decide.
 *
 * <pre>
 * m = beta1 * m + (1 - beta1) * g,   v = beta2 * v + (1 - beta2) * g^2
 * d = g / (sqrt(v / (1 - beta2^t)) + epsilon)          (momentum: m / (1 - beta1^t) in place of g)
 * s = growth * s
 * n = beta3 * n + (1 - beta3) * rate * sum g * d
 * while beta3 * f + (1 - beta3) * (loss(x) - loss(x - rate * s * d)) &lt; c * s * n:   s = shrink * s
 * f = beta3 * f + (1 - beta3) * (loss(x) - loss(x - rate * s * d))
 * x = x - rate * s * d
 * </pre>
 *
 * <p>The sums go over all tensors of the group. It evaluates the loss again, on the same batch,
 * with the same dropout. {@code sparing}, it searches only where {@code s} changes: with {@code a}
 * and {@code b} the averages of {@code s} over about 10 and 100 searches, every {@code min(10, 1 /
 * (max(a / b, b / a) - 1))}-th update; in the others it goes {@code growth * s} along {@code d},
 * and {@code s} stays. The first nine are always searched. After {@code tries} that all failed the
 * last one stands. It is used with rate 1, times a schedule.
 *
 * <p>The authors' code differs from their equations where it corrects the bias of {@code v} one
 * update ahead, and where it goes along {@code m} in updates without a search whatever {@code
 * momentum} says; this is the equations, with the constants of the code.
 *
 * @param first what {@code s} is at first; finite, above 0
 * @param c how much of the fall that the direction promises is asked for; above 0, below 1
 * @param beta1 at least 0, below 1
 * @param beta2 at least 0, below 1
 * @param beta3 at least 0, below 1; 0 smooths nothing
 * @param epsilon finite, above 0
 * @param shrink above 0, below 1
 * @param growth finite, at least 1
 * @param momentum searches along {@code m}
 * @param sparing searches only where the step changes
 * @param tries at least 1
 * @see <a href="https://arxiv.org/abs/2407.20650">Kenneweg et al., No learning rates needed:
 *     introducing SALSA (2024)</a>
 */
public record Salsa(
    double first,
    double c,
    double beta1,
    double beta2,
    double beta3,
    double epsilon,
    double shrink,
    double growth,
    boolean momentum,
    boolean sparing,
    int tries)
    implements Whole {

  private static final int STEP = 0;
  private static final int FALL = 1;
  private static final int SLOPE = 2;
  private static final int FAST = 3;
  private static final int SLOW = 4;
  private static final int UPDATES = 5;
  private static final int SINCE = 6;

  /** Slopes up to here lead nowhere. */
  private static final double NOTHING = 1e-8;

  /** The first updates, which are always searched. */
  private static final int BEGINNING = 9;

  public Salsa {
    Check.above("first", first, 0);
    Check.that(c > 0 && c < 1, "c", "> 0 and < 1", c);
    Check.that(beta1 >= 0 && beta1 < 1, "beta1", ">= 0 and < 1", beta1);
    Check.that(beta2 >= 0 && beta2 < 1, "beta2", ">= 0 and < 1", beta2);
    Check.that(beta3 >= 0 && beta3 < 1, "beta3", ">= 0 and < 1", beta3);
    Check.above("epsilon", epsilon, 0);
    Check.that(shrink > 0 && shrink < 1, "shrink", "> 0 and < 1", shrink);
    Check.atLeast("growth", growth, 1);
    Check.atLeast("tries", tries, 1);
  }

  /** With the constants of the authors' code. */
  public Salsa() {
    this(1, 0.5, 0.9, 0.999, 0.9, 1e-8, 0.8, 1.1, false, true, 100);
  }

  @Override
  public RateUse rateUse() {
    return RateUse.FACTOR;
  }

  @Override
  public List<Slot> layout(Shape shape) {
    var square = new Slot("square", shape);
    return momentum ? List.of(square, new Slot("mean", shape)) : List.of(square);
  }

  @Override
  public List<String> shared() {
    return List.of("step", "fall", "slope", "fast", "slow", "updates", "since");
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
    List<Values> directions = new ArrayList<>();
    update.tensors().forEach(p -> directions.add(direction(p)));
    Values kept = update.shared();
    double last = kept.at(UPDATES) == 0 ? first : kept.at(STEP);
    kept.set(UPDATES, kept.at(UPDATES) + 1);
    kept.set(SINCE, kept.at(SINCE) + 1);
    var line = new Line(update, directions);
    if (!due(kept)) {
      line.go(last * growth);
      return;
    }
    kept.set(SINCE, 0);
    kept.set(SLOPE, beta3 * kept.at(SLOPE) + (1 - beta3) * line.slope());
    double step = last * growth;
    if (kept.at(SLOPE) >= NOTHING && update.loss() != 0) {
      step = search(update, line, step);
    } else {
      line.go(step);
    }
    kept.set(STEP, step);
    boolean fresh = kept.at(FAST) == 0;
    kept.set(FAST, fresh ? step : 0.9 * kept.at(FAST) + 0.1 * step);
    kept.set(SLOW, fresh ? step : 0.99 * kept.at(SLOW) + 0.01 * step);
  }

  /** Whether this update is to be searched. */
  private boolean due(Values kept) {
    if (!sparing || kept.at(UPDATES) <= BEGINNING) {
      return true;
    }
    double change = kept.at(FAST) / kept.at(SLOW);
    return kept.at(SINCE) >= Math.min(10, 1 / (Math.max(change, 1 / change) - 1));
  }

  /** Leaves the weights where it found; returns the step. */
  private double search(Update update, Line line, double step) {
    Values kept = update.shared();
    double tried = step;
    double fall = 0;
    for (int i = 0; i < tries; i++) {
      double here = update.loss() - line.loss(tried);
      fall = beta3 * kept.at(FALL) + (1 - beta3) * here;
      // Equal losses are rounding: a shorter step would not be told from none.
      if (here == 0 || fall >= c * tried * kept.at(SLOPE)) {
        kept.set(FALL, fall);
        return tried;
      }
      tried *= shrink;
    }
    line.go(tried);
    return tried;
  }

  private Values direction(Tensor p) {
    Values direction = p.g().copy();
    double c1 = 1 - Math.pow(beta1, (double) p.t());
    double c2 = 1 - Math.pow(beta2, (double) p.t());
    for (long i = 0; i < p.size(); i++) {
      double g = p.g().at(i);
      double v = p.state(0).set(i, beta2 * p.state(0).at(i) + (1 - beta2) * g * g);
      double along = g;
      if (momentum) {
        along = p.state(1).set(i, beta1 * p.state(1).at(i) + (1 - beta1) * g) / c1;
      }
      direction.set(i, along / (Math.sqrt(v / c2) + epsilon));
    }
    return direction;
  }

  @Override
  public String toString() {
    return Wording.of("salsa", this);
  }
}
