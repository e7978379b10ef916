package rubato.search;

import java.util.Arrays;

/** The lower triangle {@code L} of a symmetric matrix {@code A = L L'}. */
final class Triangle {

  private final double[][] rows;

  private Triangle(double[][] rows) {
    this.rows = rows;
  }

  /**
   * Of the matrix whose lower rows are {@code rows}, which are overwritten; what is not positive
   * for rounding is taken as almost 0.
   */
  static Triangle of(double[][] rows) {
    for (int i = 0; i < rows.length; i++) {
      double[] row = rows[i];
      for (int j = 0; j <= i; j++) {
        double[] other = rows[j];
        double sum = row[j];
        for (int k = 0; k < j; k++) {
          sum -= row[k] * other[k];
        }
        row[j] = i == j ? Math.sqrt(Math.max(sum, Kernel.JITTER * 1e-3)) : sum / other[j];
      }
    }
    return new Triangle(rows);
  }

  /** {@code x} with {@code L x = right}. */
  double[] solve(double[] right) {
    double[] x = right.clone();
    for (int i = 0; i < x.length; i++) {
      double[] row = rows[i];
      double sum = x[i];
      for (int j = 0; j < i; j++) {
        sum -= row[j] * x[j];
      }
      x[i] = sum / row[i];
    }
    return x;
  }

  /** The logarithm of the determinant of {@code L}. */
  double logDeterminant() {
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      sum += Math.log(rows[i][i]);
    }
    return sum;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  static double square(double[] a) {
    return Arrays.stream(a).map(v -> v * v).sum();
  }
}
