package rubato.exchange;

/**
 * A key of JAX's generator, Threefry with 2 times 32 bits and 20 rounds (Salmon et al., Parallel
 * random numbers: as easy as 1, 2, 3, 2011), and what JAX makes of it.
 *
 * @param high 32 bits
 * @param low 32 bits
 */
record JaxRandom(int high, int low) {

  private static final int[][] TURNS = {{13, 15, 26, 6}, {17, 29, 16, 24}};

  /** {@code jax.random.key(seed)}. */
  static JaxRandom key(long seed) {
    return new JaxRandom((int) (seed >>> 32), (int) seed);
  }

  /** Key {@code i} of {@code jax.random.split(key, n)}. */
  JaxRandom split(int i) {
    int high0 = high;
    int low0 = low;
    int[] keys = {high0, low0, high0 ^ low0 ^ 0x1BD11BDA};
    int a = keys[0];
    int b = i + keys[1];
    for (int round = 0; round < 5; round++) {
      for (int turn : TURNS[round % 2]) {
        a += b;
        b = Integer.rotateLeft(b, turn) ^ a;
      }
      a += keys[(round + 1) % 3];
      b += keys[(round + 2) % 3] + round + 1;
    }
    return new JaxRandom(a, b);
  }

  /** Number {@code i} of {@code jax.random.normal(key, shape)}, as float32 or float64. */
  double normal(int i, boolean single) {
    JaxRandom bits = split(i);
    if (single) {
      float part = Float.intBitsToFloat(((bits.high ^ bits.low) >>> 9) | 0x3f800000) - 1;
      float least = Math.nextUp(-1f);
      float u = Math.max(least, part * (1 - least) + least);
      return (float) Math.sqrt(2) * (float) InverseErf.of(u);
    }
    long both = ((long) bits.high << 32) | (bits.low & 0xffffffffL);
    double part = Double.longBitsToDouble((both >>> 12) | 0x3ff0000000000000L) - 1;
    double least = Math.nextUp(-1.0);
    return Math.sqrt(2) * InverseErf.of(Math.max(least, part * (1 - least) + least));
  }
}
