package rubato.optim;

import java.util.List;
import rubato.internal.Check;

/**
 * Gradient descent whose step is searched for in every update, on the loss of that update.
 *
 * <pre>
 * s = min(growth * s, maximum)                       (restart: s = first)
 * while loss(x - rate * s * g) &gt; loss(x) - c * rate * s * |g|^2:   s = shrink * s
 * x = x - rate * s * g
 * </pre>
 *
 * <p>The norm goes over all tensors of the group. It evaluates the loss again, once at least: on
 * the same batch, with the same dropout. After {@code tries} that all failed, the step is 1e-6.
 * Gradients shorter than 1e-8 make no step. It is used with rate 1, times a schedule.
 *
 * <p>The authors grow by {@code 2^(1 / batches of an epoch)}, 1 for no growth.
 *
 * @param first what {@code s} is at first; finite, above 0
 * @param c how much of the fall that the gradient promises is asked for; above 0, below 1
 * @param shrink above 0, below 1
 * @param growth finite, at least 1
 * @param maximum above 0, may be infinite
 * @param restart every search begins at {@code first}
 * @param tries at least 1
 * @see <a href="https://arxiv.org/abs/1905.09997">Vaswani et al., Painless stochastic gradient
 *     (2019), eq. 1 and algorithm 1</a>
 */
public record Sls(
    double first,
    double c,
    double shrink,
    double growth,
    double maximum,
    boolean restart,
    int tries)
    implements Whole {

  /** The step where none was found. */
  private static final double LAST_RESORT = 1e-6;

  /** Shorter gradients lead nowhere. */
  private static final double NOTHING = 1e-8;

  public Sls {
    Check.above("first", first, 0);
    Check.that(c > 0 && c < 1, "c", "> 0 and < 1", c);
    Check.that(shrink > 0 && shrink < 1, "shrink", "> 0 and < 1", shrink);
    Check.atLeast("growth", growth, 1);
    Check.that(maximum > 0, "maximum", "> 0", maximum);
    Check.atLeast("tries", tries, 1);
  }

  /** As the authors have it, for epochs of 500 batches. */
  public Sls() {
    this(1, 0.1, 0.9, Math.pow(2, 1 / 500.0), 10, false, 100);
  }

  @Override
  public RateUse rateUse() {
    return RateUse.FACTOR;
  }

  @Override
  public List<Slot> layout(Shape shape) {
    return List.of();
  }

  @Override
  public List<String> shared() {
    return List.of("step");
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
    double last = update.shared().at(0);
    double step = last == 0 || restart ? first : Math.min(last * growth, maximum);
    double squares =
        update.tensors().stream().mapToDouble(p -> Sums.squares(update.machine(), p.g())).sum();
    var line = new Line(update, Line.gradients(update));
    double slope = line.slope();
    if (Math.sqrt(squares) >= NOTHING && slope > 0) {
      step = search(update, line, slope, step);
    }
    update.shared().set(0, step);
  }

  /** Leaves the weights where it found; returns the step to begin with next time. */
  private double search(Update update, Line line, double slope, double step) {
    double tried = step;
    for (int i = 0; i < tries; i++) {
      if (line.loss(tried) <= update.loss() - c * tried * slope) {
        return tried;
      }
      tried *= shrink;
    }
    line.go(LAST_RESORT);
    return tried;
  }

  @Override
  public String toString() {
    return Wording.of("sls", this);
  }
}
