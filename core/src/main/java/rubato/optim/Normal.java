package rubato.optim;

/**
 * Normally distributed numbers, with mean 0 and variance 1, from 64 random bits each: exactly, but
 * for the roundings of double. The area under the density is cut into layers of equal area, each a
 * rectangle but for its edge; 99 of 100 numbers fall inside a rectangle, and are done with a
 * multiplication. Others draw further bits, which follow from the first ones.
 *
 * <p>Tables and edges by {@link StrictMath}, to be the same everywhere.
 *
 * @see <a href="https://doi.org/10.18637/jss.v005.i08">Marsaglia and Tsang, The ziggurat method for
 *     generating random variables (2000)</a>; with other bits for the layer than for the place in
 *     it: Doornik, An improved ziggurat method (2005)
 */
final class Normal {

  private static final int LAYERS = 256;

  /** Where the tail begins, and the area of a layer, for 256 of them: Marsaglia and Tsang. */
  private static final double TAIL = 3.654152885361009;

  private static final double AREA = 0.004928673233974658;

  /** How far a layer reaches, from the lowest, which has the tail, up; then 0. */
  private static final double[] EDGES = new double[LAYERS + 1];

  /** Which part of each layer is inside the next. */
  private static final double[] INSIDE = new double[LAYERS];

  static {
    EDGES[0] = AREA / density(TAIL);
    EDGES[1] = TAIL;
    for (int i = 2; i < LAYERS; i++) {
      double height = AREA / EDGES[i - 1] + density(EDGES[i - 1]);
      EDGES[i] = StrictMath.sqrt(-2 * StrictMath.log(height));
    }
    for (int i = 0; i < LAYERS; i++) {
      INSIDE[i] = EDGES[i + 1] / EDGES[i];
    }
  }

  private Normal() {}

  /** From random bits. */
  static double of(long bits) {
    int layer = (int) bits & (LAYERS - 1);
    double part = (bits >> 10) * 0x1p-53;
    return Math.abs(part) < INSIDE[layer] ? part * EDGES[layer] : outside(bits);
  }

  /** Times its inverse, the density at 0 is 1. */
  private static double density(double x) {
    return StrictMath.exp(-0.5 * x * x);
  }

  private static double outside(long first) {
    long bits = first;
    while (true) {
      int layer = (int) bits & (LAYERS - 1);
      double part = (bits >> 10) * 0x1p-53;
      double x = part * EDGES[layer];
      if (Math.abs(part) < INSIDE[layer]) {
        return x;
      }
      bits = Dice.next(bits);
      if (layer == 0) {
        return Math.copySign(tail(bits), part);
      }
      double low = density(EDGES[layer]);
      double high = density(EDGES[layer + 1]);
      if (low + uniform(bits) * (high - low) < density(x)) {
        return x;
      }
      bits = Dice.next(bits);
    }
  }

  /** Beyond the last edge: an exponential distribution, cut down to the density. */
  private static double tail(long first) {
    long bits = first;
    while (true) {
      double x = -StrictMath.log(uniform(bits)) / TAIL;
      bits = Dice.next(bits);
      double y = -StrictMath.log(uniform(bits));
      if (2 * y > x * x) {
        return TAIL + x;
      }
      bits = Dice.next(bits);
    }
  }

  /** In (0, 1]: its logarithm is finite. */
  private static double uniform(long bits) {
    return ((bits >>> 11) + 1) * 0x1p-53;
  }
}
