package rubato.optim;

import java.util.Arrays;

/** Bases of symmetric matrices. */
final class Eigen {

  /** Off the diagonal, relative to all, when a matrix counts as diagonal: a few roundings. */
  private static final double DIAGONAL = 1e-15;

  /** Enough for any matrix: convergence is quadratic. */
  private static final int SWEEPS = 60;

  private Eigen() {}

  /**
   * The eigenvectors of a symmetric matrix as columns, that of the largest eigenvalue first, each
   * with its largest coordinate positive; the unit vectors, if a number is not finite. Jacobi's
   * rotations, cyclic by rows.
   */
  static Matrix vectors(Matrix symmetric) {
    int n = symmetric.rows;
    double[][] a = new double[n][n];
    double[][] v = new double[n][n];
    for (int i = 0; i < n; i++) {
      v[i][i] = 1;
      for (int j = 0; j < n; j++) {
        a[i][j] = symmetric.at(i, j);
      }
    }
    if (!Double.isFinite(symmetric.norm())) {
      return columns(v, a);
    }
    for (int sweep = 0; sweep < SWEEPS && off(a) > DIAGONAL * symmetric.norm(); sweep++) {
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          rotate(a, v, p, q);
        }
      }
    }
    return columns(v, a);
  }

  /** The largest eigenvalue of a symmetric matrix; what its norm is, if a number is not finite. */
  static double largest(Matrix symmetric) {
    if (!Double.isFinite(symmetric.norm())) {
      return symmetric.norm();
    }
    Matrix vectors = vectors(symmetric);
    double value = 0;
    for (int i = 0; i < symmetric.rows; i++) {
      for (int j = 0; j < symmetric.rows; j++) {
        value += vectors.at(i, 0) * symmetric.at(i, j) * vectors.at(j, 0);
      }
    }
    return Math.max(value, 0);
  }

  /** Makes {@code a[p][q]} zero; {@code v} holds the vectors as rows. */
  private static void rotate(double[][] a, double[][] v, int p, int q) {
    if (a[p][q] == 0) {
      return;
    }
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(theta, 1));
    double c = 1 / Math.hypot(t, 1);
    double s = t * c;
    int n = a.length;
    for (int k = 0; k < n; k++) {
      double kp = a[k][p];
      double kq = a[k][q];
      a[k][p] = c * kp - s * kq;
      a[k][q] = s * kp + c * kq;
    }
    turn(a[p], a[q], c, s);
    turn(v[p], v[q], c, s);
  }

  private static void turn(double[] p, double[] q, double c, double s) {
    for (int k = 0; k < p.length; k++) {
      double pk = p[k];
      double qk = q[k];
      p[k] = c * pk - s * qk;
      q[k] = s * pk + c * qk;
    }
  }

  private static double off(double[][] a) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a.length; j++) {
        sum += i == j ? 0 : a[i][j] * a[i][j];
      }
    }
    return Math.sqrt(sum);
  }

  private static Matrix columns(double[][] v, double[][] a) {
    int n = v.length;
    Integer[] order = new Integer[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    Arrays.sort(order, (i, j) -> Double.compare(a[j][j], a[i][i]));
    double[][] columns = new double[n][];
    for (int i = 0; i < n; i++) {
      columns[i] = signed(v[order[i]]);
    }
    return Matrix.columns(columns);
  }

  private static double[] signed(double[] vector) {
    double largest = 0;
    for (double value : vector) {
      largest = Math.abs(value) > Math.abs(largest) ? value : largest;
    }
    double[] to = vector.clone();
    for (int i = 0; i < to.length; i++) {
      to[i] = largest < 0 ? -to[i] : to[i];
    }
    return to;
  }

  /**
   * One step of orthogonal iteration: an orthonormal basis of the columns of {@code symmetric *
   * basis}, which are nearer to the eigenvectors. Gram and Schmidt's, twice for each column; a
   * column that vanishes stays what it was.
   */
  static Matrix refined(Matrix symmetric, Matrix basis) {
    Matrix turned = symmetric.times(basis);
    int n = basis.rows;
    double[][] columns = new double[n][n];
    for (int j = 0; j < n; j++) {
      double before = 0;
      for (int i = 0; i < n; i++) {
        columns[j][i] = turned.at(i, j);
        before = Math.max(before, Math.abs(columns[j][i]));
      }
      if (!orthonormal(columns, j, before)) {
        for (int i = 0; i < n; i++) {
          columns[j][i] = basis.at(i, j);
        }
        if (!orthonormal(columns, j, 1)) {
          return basis;
        }
      }
    }
    return Matrix.columns(columns);
  }

  /** Takes what is along the columns before it out of column {@code j} and makes its length 1. */
  private static boolean orthonormal(double[][] columns, int j, double size) {
    double[] column = columns[j];
    for (int pass = 0; pass < 2; pass++) {
      for (int k = 0; k < j; k++) {
        double along = 0;
        for (int i = 0; i < column.length; i++) {
          along += columns[k][i] * column[i];
        }
        for (int i = 0; i < column.length; i++) {
          column[i] -= along * columns[k][i];
        }
      }
    }
    double norm = Trust.norm(column.length, i -> column[(int) i]);
    if (!(norm > 1e-12 * size)) {
      return false;
    }
    for (int i = 0; i < column.length; i++) {
      column[i] /= norm;
    }
    return true;
  }
}
