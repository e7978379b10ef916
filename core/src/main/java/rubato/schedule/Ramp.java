package rubato.schedule;

import rubato.internal.Check;

/**
 * A schedule from one rate to another over a number of updates, rising or falling.
 *
 * <p>With {@code p = step / steps}, the rate is {@code along(p)}. Both ends are exact: {@code at(0)
 * == from} and {@code at(s) == to} for every {@code s >= steps}. A curve as a function of the part
 * of the way is what {@link KDecay} bends and {@link Restarts} stretches.
 */
public sealed interface Ramp extends Schedule
    permits Linear, Cosine, Polynomial, Power, Geometric, Rex, Sigmoid, Tanh, KDecay {

  /** The rate at step 0. */
  double from();

  /** The rate from step {@link #steps} on. */
  double to();

  /** The number of updates between them. */
  long steps();

  /** The rate when the part {@code p} of the way is done, from 0 to 1. */
  double along(double p);

  @Override
  default double at(long step) {
    // One comparison for both bounds: as an unsigned number a negative step is beyond the end.
    return Long.compareUnsigned(step, steps()) < 0 ? along((double) step / steps()) : past(step);
  }

  private double past(long step) {
    Check.atLeast("step", step, 0);
    return to();
  }

  @Override
  default long length() {
    return steps();
  }
}
