package rubato.search.finder;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Losses over rates, and what these libraries do with arrays.
 *
 * @param rates of the rungs
 * @param losses at them, as many
 */
@SuppressWarnings("ArrayRecordComponent") // inside the package, never compared
record Trace(double[] rates, double[] losses) {

  int size() {
    return losses.length;
  }

  /** All from {@code begin} on but the last {@code end}, as {@code [begin:-end]} in Python. */
  Trace slice(int begin, int end) {
    return range(begin, size() - end);
  }

  /** The first {@code size}, or all if there are fewer. */
  Trace first(int size) {
    return range(0, Math.min(size, size()));
  }

  /** Those at which the loss is finite. */
  Trace finite() {
    int[] kept = IntStream.range(0, size()).filter(i -> Double.isFinite(losses[i])).toArray();
    return new Trace(
        IntStream.of(kept).mapToDouble(i -> rates[i]).toArray(),
        IntStream.of(kept).mapToDouble(i -> losses[i]).toArray());
  }

  /** The same rungs with other losses, as far as these go. */
  Trace with(double[] others) {
    return new Trace(Arrays.copyOf(rates, others.length), others);
  }

  private Trace range(int from, int to) {
    int begin = Math.min(from, size());
    int end = Math.max(begin, to);
    return new Trace(Arrays.copyOfRange(rates, begin, end), Arrays.copyOfRange(losses, begin, end));
  }

  /**
   * The slopes from rung to rung: central differences, at the ends one-sided. At least two losses.
   */
  double[] slopes() {
    int n = size();
    double[] slopes = new double[n];
    for (int i = 0; i < n; i++) {
      int before = Math.max(0, i - 1);
      int after = Math.min(n - 1, i + 1);
      slopes[i] = (losses[after] - losses[before]) / (after - before);
    }
    return slopes;
  }

  /** The place of the first NaN, or else of the lowest value. */
  static int lowest(double[] values) {
    int lowest = 0;
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])) {
        return i;
      }
      lowest = values[i] < values[lowest] ? i : lowest;
    }
    return lowest;
  }
}
