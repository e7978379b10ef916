package rubato.optim;

import java.util.List;
import java.util.function.Consumer;

/**
 * A stretch of arrays of the same length, copied out as double: what is computed from it is what
 * would be computed number by number, but the loops become vectors. What is stored is rounded as
 * the array keeps it, and the tile goes on with what was stored. Sums are taken in eight lanes,
 * tile by tile, always in the same order.
 */
final class Tile {

  /** Several arrays of a tile fit into the nearest cache. */
  private static final int SIZE = 512;

  private static final int LANES = 8;

  private final List<Values> arrays;
  private final double[][] numbers;
  private final long end;
  private long from;
  private int size;

  /** To go from {@code from} to {@code end} over {@code arrays}. */
  Tile(List<Values> arrays, long from, long end) {
    this.arrays = arrays;
    this.from = from;
    this.end = end;
    numbers = new double[arrays.size()][(int) Math.min(SIZE, end - from)];
  }

  /** Stretch after stretch. */
  void run(Consumer<Tile> body) {
    for (; from < end; from += SIZE) {
      size = (int) Math.min(SIZE, end - from);
      for (int k = 0; k < numbers.length; k++) {
        arrays.get(k).read(from, numbers[k], size);
      }
      body.accept(this);
    }
  }

  /** Where the first number is in its array. */
  long from() {
    return from;
  }

  /** How many numbers there are. */
  int size() {
    return size;
  }

  /** The numbers of array {@code k}. */
  double[] of(int k) {
    return numbers[k];
  }

  /** Writes the numbers of array {@code k} back, and returns them as they are kept. */
  double[] store(int k) {
    arrays.get(k).store(from, numbers[k], size);
    return numbers[k];
  }

  /** {@code sum a * b}. */
  double product(double[] a, double[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = 0;
    for (; i <= size - LANES; i += LANES) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
      s4 += a[i + 4] * b[i + 4];
      s5 += a[i + 5] * b[i + 5];
      s6 += a[i + 6] * b[i + 6];
      s7 += a[i + 7] * b[i + 7];
    }
    double rest = 0;
    for (; i < size; i++) {
      rest += a[i] * b[i];
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7)) + rest;
  }

  /** {@code sum |a|}. */
  double sizes(double[] a) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i <= size - 4; i += 4) {
      s0 += Math.abs(a[i]);
      s1 += Math.abs(a[i + 1]);
      s2 += Math.abs(a[i + 2]);
      s3 += Math.abs(a[i + 3]);
    }
    double rest = 0;
    for (; i < size; i++) {
      rest += Math.abs(a[i]);
    }
    return (s0 + s1) + (s2 + s3) + rest;
  }
}
