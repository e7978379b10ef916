package rubato.optim;

import java.util.List;

/**
 * A tensor as a stack of matrices: over which axis the rows are averaged, over which the columns.
 *
 * @param rowAxis the axis that the row averages leave out
 * @param columnAxis the axis that the column averages leave out
 * @param rows the size of the axis that the row averages leave out
 * @param columns the size of the axis that the column averages leave out
 * @param rowStride how far apart the indices of the row's axis are
 * @param columnStride how far apart the indices of the column's axis are
 */
record Factors(
    int rowAxis, int columnAxis, long rows, long columns, long rowStride, long columnStride) {

  private static final Factors NONE = new Factors(0, 0, 0, 0, 0, 0);

  /** Whether there are two axes to speak of. */
  boolean possible() {
    return rows > 0;
  }

  /** The last two axes: rows leave out the last. */
  static Factors last(Shape shape, long smallest) {
    int rank = shape.rank();
    return rank < 2 ? NONE : of(shape, rank - 1, rank - 2, smallest);
  }

  /** The two largest axes: rows leave out the largest, the later one of equals. */
  static Factors largest(Shape shape, long smallest) {
    if (shape.rank() < 2) {
      return NONE;
    }
    int first = -1;
    int second = -1;
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (first < 0 || shape.axis(axis) >= shape.axis(first)) {
        second = first;
        first = axis;
      } else if (second < 0 || shape.axis(axis) >= shape.axis(second)) {
        second = axis;
      }
    }
    return of(shape, first, second, smallest);
  }

  private static Factors of(Shape shape, int row, int column, long smallest) {
    if (shape.size() == 0 || Math.min(shape.axis(row), shape.axis(column)) < smallest) {
      return NONE;
    }
    return new Factors(
        row,
        column,
        shape.axis(row),
        shape.axis(column),
        stride(shape, row),
        stride(shape, column));
  }

  private static long stride(Shape shape, int axis) {
    long stride = 1;
    for (int i = axis + 1; i < shape.rank(); i++) {
      stride *= shape.axis(i);
    }
    return stride;
  }

  /** Where weight {@code i} is in the row averages. */
  long row(long i) {
    return without(i, rows, rowStride);
  }

  /** Where weight {@code i} is in the column averages. */
  long column(long i) {
    return without(i, columns, columnStride);
  }

  /** Where weight {@code i} is in {@link #means}. */
  int mean(long i) {
    return (int) without(row(i), columns, inRow());
  }

  /** How far apart the indices of the column's axis are in the row averages. */
  private long inRow() {
    return columnStride > rowStride ? columnStride / rows : columnStride;
  }

  /** The number {@code i} with one axis taken out. */
  private static long without(long i, long axis, long stride) {
    return i / (stride * axis) * stride + i % stride;
  }

  /** How the place in the row averages goes on from weight to weight along the last axis. */
  int rowStep() {
    return rowStride == 1 ? 0 : 1;
  }

  /** The same in the column averages. */
  int columnStep() {
    return columnStride == 1 ? 0 : 1;
  }

  /** The same in {@link #means}. */
  int meanStep() {
    return rowStride == 1 || columnStride == 1 ? 0 : 1;
  }

  /**
   * Moves the averages towards those of {@code g^2 + added}, by {@code fresh}.
   *
   * @param width of the last axis
   */
  void follow(
      Machine machine,
      Values g,
      int width,
      double added,
      double fresh,
      Values row,
      Values column,
      Means means) {
    if (means == Means.DOUBLE) {
      double[][] sums = sums(machine, g, width, added, (int) row.size(), (int) column.size());
      for (int k = 0; k < sums[0].length; k++) {
        row.set(k, (1 - fresh) * row.at(k) + fresh * (sums[0][k] / rows));
      }
      for (int k = 0; k < sums[1].length; k++) {
        column.set(k, (1 - fresh) * column.at(k) + fresh * (sums[1][k] / columns));
      }
      return;
    }
    for (long k = 0; k < row.size(); k++) {
      long first = with(k, rows, rowStride);
      double mean = means.mean(rows, j -> square(g, first + j * rowStride) + added);
      row.set(k, (1 - fresh) * row.at(k) + fresh * mean);
    }
    for (long k = 0; k < column.size(); k++) {
      long first = with(k, columns, columnStride);
      double mean = means.mean(columns, j -> square(g, first + j * columnStride) + added);
      column.set(k, (1 - fresh) * column.at(k) + fresh * mean);
    }
  }

  /** The sums of {@code g^2 + added} that make the rows and the columns, line by line. */
  private double[][] sums(
      Machine machine, Values g, int width, double added, int rowSize, int columnSize) {
    double[][][] parts = new double[Machine.parts(g.size() / width, width)][2][];
    machine.lines(
        g.size() / width,
        width,
        List.of(g),
        (number, from, to) -> {
          double[] squares = new double[width];
          double[] toRow = new double[rowSize];
          double[] toColumn = new double[columnSize];
          for (long line = from; line < to; line++) {
            g.read(line * width, squares, width);
            for (int i = 0; i < width; i++) {
              squares[i] = squares[i] * squares[i] + added;
            }
            add(squares, toRow, (int) row(line * width), rowStep());
            add(squares, toColumn, (int) column(line * width), columnStep());
          }
          parts[number][0] = toRow;
          parts[number][1] = toColumn;
        });
    double[][] sums = {new double[rowSize], new double[columnSize]};
    for (double[][] part : parts) {
      add(part[0], sums[0], 0, 1);
      add(part[1], sums[1], 0, 1);
    }
    return sums;
  }

  /** Adds a line to the numbers from {@code at} on, or all to the one there. */
  private static void add(double[] line, double[] to, int at, int step) {
    if (step == 0) {
      double sum = 0;
      for (double value : line) {
        sum += value;
      }
      to[at] += sum;
    } else {
      for (int i = 0; i < line.length; i++) {
        to[at + i] += line[i];
      }
    }
  }

  private static double square(Values g, long i) {
    return g.at(i) * g.at(i);
  }

  /** The first number of those that {@link #without} sends to {@code k}. */
  private static long with(long k, long axis, long stride) {
    return k / stride * (stride * axis) + k % stride;
  }

  /** The mean of the row averages of each matrix of the stack. */
  double[] means(Values row, Means how) {
    double[] means = new double[(int) (row.size() / columns)];
    for (int k = 0; k < means.length; k++) {
      long first = with(k, columns, inRow());
      means[k] = how.mean(columns, j -> row.at(first + j * inRow()));
    }
    return means;
  }
}
