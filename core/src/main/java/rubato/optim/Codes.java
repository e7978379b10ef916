package rubato.optim;

import java.util.Arrays;

/**
 * 256 numbers from 0 or -1 to 1 that a byte stands for, close together near 0.
 *
 * <p>Dynamic tree quantization: for each power of ten from {@code 1e-6} to 1, {@code n} equal parts
 * of {@code 0.1 .. 1} times that power give their middles, with {@code n} doubling from power to
 * power; then 0 and 1. With a sign {@code n} starts at 1 and all but 0 and 1 come negative, too;
 * without, it starts at 2.
 *
 * @see <a href="https://arxiv.org/abs/2110.02861">Dettmers et al., 8-bit optimizers via block-wise
 *     quantization (2022), section 1.3 and appendix F.2</a>
 */
public final class Codes {

  private static final int POWERS = 7;

  /**
   * Exponent and first seven bits of a number, from {@code 2^-24} to 1, say its code but for one:
   * no two codes part within numbers that have them in common.
   */
  private static final int BITS = 45;

  private static final int LOWEST = (int) (Double.doubleToRawLongBits(0x1p-24) >>> BITS);

  private static final int HIGHEST = (int) (Double.doubleToRawLongBits(1) >>> BITS);

  /** From -0.993 to 1. */
  public static final Codes SIGNED = new Codes(true);

  /** From 0 to 1, twice as fine. */
  public static final Codes UNSIGNED = new Codes(false);

  private final double[] values;

  /** Where a code and the next part: the bits of a positive number, which are in its order. */
  private final long[] middles;

  private final int zero;
  private final short[] starts;

  private Codes(boolean signed) {
    values = values(signed);
    zero = Arrays.binarySearch(values, 0);
    middles = new long[values.length];
    for (int i = 0; i + 1 < values.length; i++) {
      middles[i] = Double.doubleToRawLongBits(Math.max(0, (values[i] + values[i + 1]) / 2));
    }
    middles[values.length - 1] = Long.MAX_VALUE;
    starts = new short[HIGHEST - LOWEST + 1];
    int code = zero;
    for (int i = 1; i < starts.length; i++) {
      while ((long) (i + LOWEST) << BITS > middles[code]) {
        code++;
      }
      starts[i] = (short) code;
    }
    starts[0] = (short) zero;
  }

  private static double[] values(boolean signed) {
    double[] values = new double[256];
    int count = 0;
    for (int e = 0; e < POWERS; e++) {
      int parts = (signed ? 1 : 2) << e;
      double power = Math.pow(10, e - POWERS + 1);
      for (int i = 0; i < parts; i++) {
        double middle = power * (0.1 + 0.9 * (i + 0.5) / parts);
        values[count++] = middle;
        if (signed) {
          values[count++] = -middle;
        }
      }
    }
    values[count++] = 0;
    values[count] = 1;
    Arrays.sort(values);
    return values;
  }

  /** The code of 0. */
  public int zero() {
    return zero;
  }

  /** What {@code code}, from 0 to 255, stands for. */
  public double value(int code) {
    return values[code];
  }

  /** The largest size; NaN if one is that. */
  static double largest(double[] values, int size) {
    // The bits of sizes are in their order, and those of NaN above; and they compare faster.
    long even = 0;
    long odd = 0;
    int i = 0;
    for (; i + 1 < size; i += 2) {
      even = Math.max(even, Double.doubleToRawLongBits(Math.abs(values[i])));
      odd = Math.max(odd, Double.doubleToRawLongBits(Math.abs(values[i + 1])));
    }
    if (i < size) {
      even = Math.max(even, Double.doubleToRawLongBits(Math.abs(values[i])));
    }
    return Double.longBitsToDouble(Math.max(even, odd));
  }

  /** Reads {@code size} codes from {@code from} on. */
  void decode(Values.Bytes codes, long from, int size, double scale, double[] into) {
    byte[] read = codes.codes(from, size);
    for (int i = 0; i < size; i++) {
      into[i] = scale * values[read[i] & 0xff];
    }
  }

  /** Writes {@code size} codes from {@code from} on. */
  void encode(double[] numbers, int size, double scale, Values.Bytes codes, long from) {
    double factor = scale > 0 ? 1 / scale : 0;
    byte[] written = new byte[size];
    for (int i = 0; i < size; i++) {
      written[i] = (byte) nearest(numbers[i] * factor);
    }
    codes.codes(from, written, size);
  }

  /**
   * The code nearest to {@code value}; without a sign, never that of 0 for a value above it.
   * Without branches, which could not be foreseen.
   */
  int nearest(double value) {
    long size = Double.doubleToRawLongBits(Math.abs(value));
    int start = starts[Math.clamp((size >>> BITS) - LOWEST, 0, starts.length - 1)];
    int code = start + (int) ((middles[start] - size) >>> 63);
    // A negative one is the mirror image, but for 1, which has none.
    int negative = (int) (Double.doubleToRawLongBits(value) >> 63);
    int mirrored = Math.max((code ^ negative) - negative + (negative & 2 * zero), 0);
    return zero == 0 ? Math.max(mirrored, size > 0 ? 1 : 0) : mirrored;
  }
}
