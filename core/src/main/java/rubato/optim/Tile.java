package rubato.optim;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

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
  private long from;
  private int size;

  private Tile(List<Values> arrays) {
    this.arrays = arrays;
    numbers = new double[arrays.size()][(int) Math.min(SIZE, arrays.getFirst().size())];
  }

  /** Tile after tile, all numbers of {@code arrays}. */
  static void each(List<Values> arrays, Consumer<Tile> body) {
    sum(
        arrays,
        tile -> {
          body.accept(tile);
          return 0;
        });
  }

  /** The sum of what {@code body} makes of each. */
  static double sum(List<Values> arrays, ToDoubleFunction<Tile> body) {
    var tile = new Tile(arrays);
    long length = arrays.getFirst().size();
    double sum = 0;
    for (tile.from = 0; tile.from < length; tile.from += SIZE) {
      tile.size = (int) Math.min(SIZE, length - tile.from);
      for (int k = 0; k < tile.numbers.length; k++) {
        arrays.get(k).read(tile.from, tile.numbers[k], tile.size);
      }
      sum += body.applyAsDouble(tile);
    }
    return sum;
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
    Values array = arrays.get(k);
    array.write(from, numbers[k], size);
    if (array instanceof Values.Floats) {
      double[] kept = numbers[k];
      for (int i = 0; i < size; i++) {
        kept[i] = (float) kept[i];
      }
    }
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
