package rubato.search;

import java.util.Arrays;

/**
 * The lower triangle {@code L} of a symmetric matrix {@code A = L L'}. It never changes; one of a
 * larger matrix shares its rows.
 */
final class Triangle {

  /** Of no rows. */
  static final Triangle EMPTY = new Triangle(new double[0][]);

  private final double[][] rows;

  private Triangle(double[][] rows) {
    this.rows = rows;
  }

  int size() {
    return rows.length;
  }

  /** That of the first {@code size} rows. */
  Triangle first(int size) {
    return size == rows.length ? this : new Triangle(Arrays.copyOf(rows, size));
  }

  /**
   * That of the matrix with more rows below; what is not positive for rounding is taken as almost
   * 0.
   *
   * @param below the rows, up to their diagonals
   */
  Triangle and(double[]... below) {
    double[][] more = Arrays.copyOf(rows, rows.length + below.length);
    for (int i = rows.length; i < more.length; i++) {
      double[] row = below[i - rows.length].clone();
      for (int j = 0; j <= i; j++) {
        double rest = row[j] - (j == i ? dot(row, row, j) : dot(row, more[j], j));
        row[j] = j == i ? Math.sqrt(Math.max(rest, Kernel.JITTER * 1e-3)) : rest / more[j][j];
      }
      more[i] = row;
    }
    return new Triangle(more);
  }

  /** {@code x} with {@code L x = right}. */
  double[] solve(double[] right) {
    double[] x = right.clone();
    for (int i = 0; i < x.length; i++) {
      x[i] = (x[i] - dot(rows[i], x, i)) / rows[i][i];
    }
    return x;
  }

  /**
   * {@code X} with {@code L X = right}, in its place.
   *
   * @param right its rows, one for each row of {@code L}
   * @param from so many of them are solved already
   */
  void solve(double[][] right, int from) {
    for (int i = from; i < right.length; i++) {
      subtract(right[i], rows[i], right, i);
      for (int m = 0; m < right[i].length; m++) {
        right[i][m] /= rows[i][i];
      }
    }
  }

  /** {@code from -=} the sum of the first so many {@code rows}, each {@code times} its own. */
  static void subtract(double[] from, double[] times, double[][] rows, int many) {
    int k = 0;
    // Four at once: from is read and written less often.
    for (; k + 3 < many; k += 4) {
      double[] a = rows[k];
      double[] b = rows[k + 1];
      double[] c = rows[k + 2];
      double[] d = rows[k + 3];
      double one = times[k];
      double two = times[k + 1];
      double three = times[k + 2];
      double four = times[k + 3];
      for (int i = 0; i < from.length; i++) {
        from[i] -= one * a[i] + two * b[i] + (three * c[i] + four * d[i]);
      }
    }
    for (; k < many; k++) {
      double[] a = rows[k];
      for (int i = 0; i < from.length; i++) {
        from[i] -= times[k] * a[i];
      }
    }
  }

  /** The logarithm of the determinant of {@code L}. */
  double logDeterminant() {
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      sum += Math.log(rows[i][i]);
    }
    return sum;
  }

  /* Of the first so many. In four sums, which do not wait for each other. */
  private static double dot(double[] a, double[] b, int many) {
    double one = 0;
    double two = 0;
    double three = 0;
    double four = 0;
    int i = 0;
    for (; i + 3 < many; i += 4) {
      one += a[i] * b[i];
      two += a[i + 1] * b[i + 1];
      three += a[i + 2] * b[i + 2];
      four += a[i + 3] * b[i + 3];
    }
    for (; i < many; i++) {
      one += a[i] * b[i];
    }
    return one + two + (three + four);
  }

  static double square(double[] a) {
    return dot(a, a, a.length);
  }
}
