package rubato.optim;

import java.lang.foreign.MemorySegment;
import java.util.List;
import rubato.optim.kernel.Product;

/** A dense matrix of float32, row by row, whose products are those of the machine's kernel. */
final class SingleMatrix {

  /** Columns that a thread takes at a time: whole vectors on any machine. */
  private static final int COLUMNS = 64;

  /** Rows and columns that are turned at a time, within the nearest cache. */
  private static final int TILE = 16;

  final int rows;
  final int columns;
  private final float[] values;

  private SingleMatrix(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    values = new float[Math.multiplyExact(rows, columns)];
  }

  /** Zeros. */
  static SingleMatrix zeros(int rows, int columns) {
    return new SingleMatrix(rows, columns);
  }

  /** A copy of {@code from}, in which {@code columns} numbers make a row. */
  static SingleMatrix of(Values from, int columns) {
    var matrix = zeros((int) (from.size() / columns), columns);
    matrix.values().follow(from, 1);
    return matrix;
  }

  /** The numbers: the same memory. */
  Values values() {
    return new Values.Floats(MemorySegment.ofArray(values));
  }

  /** Columns for rows. */
  SingleMatrix transposed() {
    var to = zeros(columns, rows);
    for (int i = 0; i < rows; i += TILE) {
      for (int j = 0; j < columns; j += TILE) {
        for (int k = i; k < Math.min(i + TILE, rows); k++) {
          for (int l = j; l < Math.min(j + TILE, columns); l++) {
            to.values[l * rows + k] = values[k * columns + l];
          }
        }
      }
    }
    return to;
  }

  /** Row {@code i} times factor {@code i}. */
  SingleMatrix rows(double[] factors) {
    var to = zeros(rows, columns);
    for (int i = 0; i < values.length; i++) {
      to.values[i] = (float) factors[i / columns] * values[i];
    }
    return to;
  }

  /** {@code a * this + b * other}. */
  SingleMatrix blend(float a, float b, SingleMatrix other) {
    var to = zeros(rows, columns);
    for (int i = 0; i < values.length; i++) {
      to.values[i] = a * values[i] + b * other.values[i];
    }
    return to;
  }

  /** The product. */
  SingleMatrix times(Machine machine, SingleMatrix other) {
    return times(machine, other, false);
  }

  /** The product with {@code other}, which is known to be symmetric: half of it is computed. */
  SingleMatrix symmetric(Machine machine, SingleMatrix other) {
    SingleMatrix to = times(machine, other, true);
    for (int i = 0; i < to.rows; i++) {
      for (int j = i + 1; j < to.columns; j++) {
        to.values[i * to.columns + j] = to.values[j * to.columns + i];
      }
    }
    return to;
  }

  private SingleMatrix times(Machine machine, SingleMatrix other, boolean below) {
    var to = zeros(rows, other.columns);
    var product = new Product(values, other.values, to.values, rows, columns, other.columns);
    machine.ranges(
        other.columns,
        COLUMNS,
        List.of(),
        (_, from, end) ->
            machine.kernel().multiply(product, below ? (int) from : 0, (int) from, (int) end));
    return to;
  }
}
