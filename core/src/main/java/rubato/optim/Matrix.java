package rubato.optim;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** A dense matrix of float64, row by row. */
final class Matrix {

  final int rows;
  final int columns;
  private final double[] values;

  private Matrix(int rows, int columns, double[] values) {
    this.rows = rows;
    this.columns = columns;
    this.values = values;
  }

  static Matrix zeros(int rows, int columns) {
    return new Matrix(rows, columns, new double[Math.multiplyExact(rows, columns)]);
  }

  /** A copy of {@code values}, in which {@code columns} numbers make a row. */
  static Matrix of(Values values, int columns) {
    Matrix matrix = zeros((int) (values.size() / columns), columns);
    for (int i = 0; i < matrix.values.length; i++) {
      matrix.values[i] = values.at(i);
    }
    return matrix;
  }

  /** With these columns, as many as they are long. */
  static Matrix columns(double[][] columns) {
    Matrix matrix = zeros(columns.length, columns.length);
    for (int j = 0; j < columns.length; j++) {
      for (int i = 0; i < columns.length; i++) {
        matrix.values[i * columns.length + j] = columns[j][i];
      }
    }
    return matrix;
  }

  double at(int row, int column) {
    return values[row * columns + column];
  }

  /** Number {@code i}, row by row. */
  double at(int i) {
    return values[i];
  }

  void set(int i, double value) {
    values[i] = value;
  }

  /** Writes them all. */
  void into(Values to) {
    for (int i = 0; i < values.length; i++) {
      to.set(i, values[i]);
    }
  }

  /** Columns for rows. */
  Matrix transposed() {
    Matrix to = zeros(columns, rows);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        to.values[j * rows + i] = values[i * columns + j];
      }
    }
    return to;
  }

  /** {@code function} of each number. */
  Matrix each(DoubleUnaryOperator function) {
    Matrix to = zeros(rows, columns);
    for (int i = 0; i < values.length; i++) {
      to.values[i] = function.applyAsDouble(values[i]);
    }
    return to;
  }

  /** Row {@code i} times factor {@code i}. */
  Matrix rows(double[] factors) {
    Matrix to = zeros(rows, columns);
    for (int i = 0; i < values.length; i++) {
      to.values[i] = factors[i / columns] * values[i];
    }
    return to;
  }

  /** {@code a * this + b * other}. */
  Matrix blend(double a, double b, Matrix other) {
    Matrix to = zeros(rows, columns);
    for (int i = 0; i < values.length; i++) {
      to.values[i] = a * values[i] + b * other.values[i];
    }
    return to;
  }

  /** The product. */
  Matrix times(Matrix other) {
    return times(Machine.ALONE, other);
  }

  /** The product: the inner loop runs along rows of both, so that it becomes vectors. */
  Matrix times(Machine machine, Matrix other) {
    Matrix to = zeros(rows, other.columns);
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

  /** Four numbers of a row at a time, added in their order. */
  private void row(int i, Matrix other, Matrix to) {
    int width = other.columns;
    double[] b = other.values;
    double[] c = to.values;
    int at = i * width;
    int k = 0;
    for (; k <= columns - 4; k += 4) {
      double a0 = values[i * columns + k];
      double a1 = values[i * columns + k + 1];
      double a2 = values[i * columns + k + 2];
      double a3 = values[i * columns + k + 3];
      int from = k * width;
      for (int j = 0; j < width; j++) {
        c[at + j] =
            c[at + j]
                + a0 * b[from + j]
                + a1 * b[from + width + j]
                + a2 * b[from + 2 * width + j]
                + a3 * b[from + 3 * width + j];
      }
    }
    for (; k < columns; k++) {
      double factor = values[i * columns + k];
      for (int j = 0; j < width; j++) {
        c[at + j] += factor * b[k * width + j];
      }
    }
  }

  /** The root of the sum of squares. */
  double norm() {
    return norm(Means.DOUBLE, 0);
  }

  /** The same and {@code epsilon}. */
  double norm(Means how, double epsilon) {
    return how.norm(values.length, epsilon, i -> values[(int) i]);
  }
}
