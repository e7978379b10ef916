package rubato.optim;

/**
 * Random numbers that depend on a seed, a parameter, an update and a weight and on nothing else: a
 * resumed run draws what the uninterrupted one would have drawn, in any order.
 *
 * @see <a href="https://doi.org/10.1145/2660193.2660195">Steele, Lea and Flood, Fast splittable
 *     pseudorandom number generators (2014), figure 14: the mixing of bits</a>
 */
record Dice(long start) {

  private static final long STEP = 0x9E3779B97F4A7C15L;

  /** Of one parameter in one update. */
  static Dice of(long seed, String parameter, long t) {
    return new Dice(mix(mix(mix(seed) + parameter.hashCode()) + t));
  }

  /** 1 or -1. */
  double sign(long i) {
    return bits(i) < 0 ? -1 : 1;
  }

  /** Normally distributed, with mean 0 and variance 1. */
  double normal(long i) {
    return Normal.of(bits(i));
  }

  /** Bits that follow from {@code bits}. */
  static long next(long bits) {
    return mix(bits + STEP);
  }

  private long bits(long i) {
    return mix(start + (i + 1) * STEP);
  }

  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
