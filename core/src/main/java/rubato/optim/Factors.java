package rubato.optim;

/**
 * A tensor as a stack of matrices: over which axis the rows are averaged, over which the columns.
 *
 * @param rows the size of the axis that the row averages leave out
 * @param columns the size of the axis that the column averages leave out
 * @param rowStride how far apart the indices of the row's axis are
 * @param columnStride how far apart the indices of the column's axis are
 */
record Factors(long rows, long columns, long rowStride, long columnStride) {

  private static final Factors NONE = new Factors(0, 0, 0, 0);

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
        shape.axis(row), shape.axis(column), stride(shape, row), stride(shape, column));
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

  /** Moves the averages towards those of {@code g^2 + added}, by {@code fresh}. */
  void follow(Values g, double added, double fresh, Values row, Values column, Means means) {
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
