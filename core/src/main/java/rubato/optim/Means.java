package rubato.optim;

import java.util.function.LongToDoubleFunction;

/** How exactly means and norms are taken. */
enum Means {
  /** In double. */
  DOUBLE,
  /**
   * In float32, as Keras takes them on JAX whatever the weights are: 32 numbers one after the
   * other, then those sums in the same way, times the inverse of their number. Where the number is
   * not a multiple of 32, half of what is missing is in front.
   */
  SINGLE;

  private static final int WINDOW = 32;

  /** The mean of {@code size} numbers. */
  double mean(long size, LongToDoubleFunction number) {
    return switch (this) {
      case DOUBLE -> {
        double sum = 0;
        for (long i = 0; i < size; i++) {
          sum += number.applyAsDouble(i);
        }
        yield sum / size;
      }
      case SINGLE -> {
        float[] sums = new float[(int) size];
        for (int i = 0; i < sums.length; i++) {
          sums[i] = (float) number.applyAsDouble(i);
        }
        while (sums.length > WINDOW) {
          sums = windows(sums);
        }
        float sum = 0;
        for (float part : sums) {
          sum += part;
        }
        yield sum * (1f / size);
      }
    };
  }

  private static float[] windows(float[] numbers) {
    float[] sums = new float[(numbers.length + WINDOW - 1) / WINDOW];
    int padding = (sums.length * WINDOW - numbers.length) / 2;
    for (int i = 0; i < numbers.length; i++) {
      sums[(i + padding) / WINDOW] += numbers[i];
    }
    return sums;
  }

  /** The root of the sum of the squares of {@code size} numbers, and {@code epsilon}. */
  double norm(long size, double epsilon, LongToDoubleFunction number) {
    if (this == DOUBLE) {
      return Trust.norm(size, number) + epsilon;
    }
    float sum = 0;
    for (long i = 0; i < size; i++) {
      float value = (float) number.applyAsDouble(i);
      sum = Math.fma(value, value, sum);
    }
    return (float) Math.sqrt(sum) + (float) epsilon;
  }
}
