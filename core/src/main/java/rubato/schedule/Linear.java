package rubato.schedule;

import rubato.internal.Check;

/**
 * A straight line from {@code from} to {@code to} over {@code steps} updates, rising or falling.
 *
 * <p>With {@code p = step / steps}, the rate is {@code (1 - p) * from + p * to}. Both ends are
 * exact: {@code at(0) == from} and {@code at(s) == to} for every {@code s >= steps}.
 *
 * @param from the rate at step 0; finite, not negative
 * @param to the rate from step {@code steps} on; finite, not negative
 * @param steps the number of updates between them; at least 1
 * @param divisor {@code steps} as what a step is divided by: kept, because to convert it costs
 *     nearly as much as the line
 * @see <a href="https://arxiv.org/abs/1706.02677">Goyal et al., Accurate, Large Minibatch SGD
 *     (2017), section 2.2</a>
 */
public record Linear(double from, double to, long steps, double divisor) implements Ramp {

  public Linear {
    Check.atLeast("from", from, 0);
    Check.atLeast("to", to, 0);
    Check.atLeast("steps", steps, 1);
    Check.that(divisor == (double) steps, "divisor", "steps", divisor);
  }

  /** The line over {@code steps} updates. */
  public Linear(double from, double to, long steps) {
    this(from, to, steps, (double) steps);
  }

  @Override
  public double at(long step) {
    return step >= 0 && step < steps ? along(step / divisor) : Ramp.super.at(step);
  }

  @Override
  public double along(double p) {
    // A convex combination, not from + p * (to - from): never outside the two ends.
    return Math.fma(p, to, (1 - p) * from);
  }

  @Override
  public String toString() {
    return "linear(" + from + " -> " + to + ", " + steps + ")";
  }
}
