package rubato.optim;

import rubato.internal.Check;

/**
 * An average of the weights over the updates, kept beside them: {@code a = a + w * (x - a)} after
 * each update, in the same pass.
 *
 * <p>{@link #NONE} keeps nothing. With {@code decay < 1} it is exponential, {@code w = 1 - decay};
 * with {@code decay = 1} it is the plain mean, {@code w = 1 / n} at its update number {@code n}: of
 * the whole path (Polyak and Ruppert) or of its tail. Its first update copies the weights.
 *
 * @param decay above 0, at most 1
 * @param after updates of a parameter before the average begins: 0 takes the whole path
 * @see <a href="https://doi.org/10.1137/0330046">Polyak and Juditsky, Acceleration of stochastic
 *     approximation by averaging (1992)</a>
 */
public record Average(double decay, long after) {

  /** No average. */
  public static final Average NONE = new Average(1, Long.MAX_VALUE);

  public Average {
    Check.that(decay > 0 && decay <= 1, "decay", "> 0 and <= 1", decay);
    Check.atLeast("after", after, 0);
  }

  /** {@code a = decay * a + (1 - decay) * x}, from the first update on. */
  public static Average exponential(double decay) {
    return new Average(decay, 0);
  }

  /** The mean of all weights of the path. */
  public static Average mean() {
    return new Average(1, 0);
  }

  /** The mean of the weights after the first {@code after} updates. */
  public static Average tail(long after) {
    return new Average(1, after);
  }

  /** Whether there is one. */
  public boolean kept() {
    return after < Long.MAX_VALUE;
  }

  /** {@code w} at update {@code t} of the parameter: 0 before it begins. */
  public double weight(long t) {
    long n = t - after;
    return n < 1 ? 0 : n == 1 ? 1 : decay < 1 ? 1 - decay : 1.0 / n;
  }
}
