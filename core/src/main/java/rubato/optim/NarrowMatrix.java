package rubato.optim;

import java.util.List;

/**
 * A dense matrix of float32, row by row, that is rounded to bfloat16 where it is said. Products are
 * as a CPU has them for bfloat16: summed in float32, one number after the other, each with its
 * product rounded once.
 */
final class NarrowMatrix {

  final int rows;
  final int columns;
  private final float[] values;

  private NarrowMatrix(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    values = new float[Math.multiplyExact(rows, columns)];
  }

  /** {@code from} in bfloat16. */
  static NarrowMatrix of(Matrix from) {
    var to = new NarrowMatrix(from.rows, from.columns);
    for (int i = 0; i < to.values.length; i++) {
      to.values[i] = rounded((float) from.at(i));
    }
    return to;
  }

  /** The same numbers. */
  Matrix wide() {
    Matrix to = Matrix.zeros(rows, columns);
    for (int i = 0; i < values.length; i++) {
      to.set(i, values[i]);
    }
    return to;
  }

  NarrowMatrix transposed() {
    var to = new NarrowMatrix(columns, rows);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        to.values[j * rows + i] = values[i * columns + j];
      }
    }
    return to;
  }

  /** {@code factor * this}. */
  NarrowMatrix times(float factor) {
    var to = new NarrowMatrix(rows, columns);
    for (int i = 0; i < values.length; i++) {
      to.values[i] = factor * values[i];
    }
    return to;
  }

  /** Each number over {@code divisor}. */
  NarrowMatrix over(float divisor) {
    var to = new NarrowMatrix(rows, columns);
    for (int i = 0; i < values.length; i++) {
      to.values[i] = values[i] / divisor;
    }
    return to;
  }

  /** {@code a * this + other}, rounded once. */
  NarrowMatrix plus(float a, NarrowMatrix other) {
    var to = new NarrowMatrix(rows, columns);
    for (int i = 0; i < values.length; i++) {
      to.values[i] = Math.fma(a, values[i], other.values[i]);
    }
    return to;
  }

  /** The product. */
  NarrowMatrix times(Machine machine, NarrowMatrix other) {
    var to = new NarrowMatrix(rows, other.columns);
    machine.lines(
        rows,
        (long) columns * other.columns,
        List.of(),
        (_, from, end) -> {
          for (int i = (int) from; i < end; i++) {
            row(i, other, to);
          }
        });
    return to;
  }

  private void row(int i, NarrowMatrix other, NarrowMatrix to) {
    int width = other.columns;
    for (int k = 0; k < columns; k++) {
      float factor = values[i * columns + k];
      for (int j = 0; j < width; j++) {
        int at = i * width + j;
        to.values[at] = Math.fma(factor, other.values[k * width + j], to.values[at]);
      }
    }
  }

  /** In bfloat16. */
  NarrowMatrix rounded() {
    var to = new NarrowMatrix(rows, columns);
    for (int i = 0; i < values.length; i++) {
      to.values[i] = rounded(values[i]);
    }
    return to;
  }

  /** The nearest number of eight significant bits, ties to even. */
  static float rounded(float value) {
    if (Float.isNaN(value)) {
      return value;
    }
    int bits = Float.floatToRawIntBits(value);
    return Float.intBitsToFloat((bits + 0x7fff + ((bits >>> 16) & 1)) & 0xffff0000);
  }
}
