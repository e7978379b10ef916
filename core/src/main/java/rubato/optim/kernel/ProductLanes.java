package rubato.optim.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * Products of matrices in lanes. Six rows by two vectors of the result stay in registers while they
 * go along what is summed over; the numbers of {@code b} that they meet are copied next to each
 * other, as many as the nearest cache holds.
 */
final class ProductLanes {

  private static final int LANES = Lanes.SPECIES.length();

  /** Columns that are computed at a time. */
  static final int WIDTH = 2 * LANES;

  private static final int ROWS = 6;

  /** As many rows of {@code b} fit into the nearest cache. */
  private static final int DEPTH = 3072 / LANES;

  private ProductLanes() {}

  /** Columns {@code from} to {@code to} of the result, from row {@code first} on. */
  static void run(Product product, int first, int from, int to) {
    float[] panel = new float[DEPTH * WIDTH];
    float[] edge = new float[0];
    for (int k = 0; k < product.inner; k += DEPTH) {
      int depth = Math.min(DEPTH, product.inner - k);
      for (int j = from; j < to; j += WIDTH) {
        int width = Math.min(WIDTH, to - j);
        pack(product, k, depth, j, width, panel);
        if (width == WIDTH) {
          rows(
              product,
              first,
              k,
              depth,
              panel,
              product.c,
              first * product.columns + j,
              product.columns);
        } else {
          edge = edge.length == 0 ? new float[(product.rows - first) * WIDTH] : edge;
          rows(product, first, k, depth, panel, edge, 0, WIDTH);
        }
      }
    }
    int width = (to - from) % WIDTH;
    for (int i = first; i < product.rows && width > 0 && edge.length > 0; i++) {
      System.arraycopy(
          edge, (i - first) * WIDTH, product.c, i * product.columns + to - width, width);
    }
  }

  private static void pack(Product product, int k, int depth, int j, int width, float[] panel) {
    for (int i = 0; i < depth; i++) {
      System.arraycopy(product.b, (k + i) * product.columns + j, panel, i * WIDTH, width);
    }
  }

  private static void rows(
      Product product,
      int first,
      int k,
      int depth,
      float[] panel,
      float[] c,
      int start,
      int stride) {
    int at = start;
    int i = first;
    for (; i <= product.rows - ROWS; i += ROWS) {
      six(product.a, i * product.inner + k, product.inner, panel, depth, c, at, stride);
      at += ROWS * stride;
    }
    for (; i < product.rows; i++) {
      one(product.a, i * product.inner + k, panel, depth, c, at);
      at += stride;
    }
  }

  private static void six(
      float[] a, int from, int inner, float[] panel, int depth, float[] c, int at, int stride) {
    FloatVector c00 = load(c, at);
    FloatVector c01 = load(c, at + LANES);
    FloatVector c10 = load(c, at + stride);
    FloatVector c11 = load(c, at + stride + LANES);
    FloatVector c20 = load(c, at + 2 * stride);
    FloatVector c21 = load(c, at + 2 * stride + LANES);
    FloatVector c30 = load(c, at + 3 * stride);
    FloatVector c31 = load(c, at + 3 * stride + LANES);
    FloatVector c40 = load(c, at + 4 * stride);
    FloatVector c41 = load(c, at + 4 * stride + LANES);
    FloatVector c50 = load(c, at + 5 * stride);
    FloatVector c51 = load(c, at + 5 * stride + LANES);
    for (int k = 0; k < depth; k++) {
      FloatVector b0 = load(panel, k * WIDTH);
      FloatVector b1 = load(panel, k * WIDTH + LANES);
      FloatVector x = all(a, from + k);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      x = all(a, from + inner + k);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      x = all(a, from + 2 * inner + k);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      x = all(a, from + 3 * inner + k);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
      x = all(a, from + 4 * inner + k);
      c40 = x.fma(b0, c40);
      c41 = x.fma(b1, c41);
      x = all(a, from + 5 * inner + k);
      c50 = x.fma(b0, c50);
      c51 = x.fma(b1, c51);
    }
    c00.intoArray(c, at);
    c01.intoArray(c, at + LANES);
    c10.intoArray(c, at + stride);
    c11.intoArray(c, at + stride + LANES);
    c20.intoArray(c, at + 2 * stride);
    c21.intoArray(c, at + 2 * stride + LANES);
    c30.intoArray(c, at + 3 * stride);
    c31.intoArray(c, at + 3 * stride + LANES);
    c40.intoArray(c, at + 4 * stride);
    c41.intoArray(c, at + 4 * stride + LANES);
    c50.intoArray(c, at + 5 * stride);
    c51.intoArray(c, at + 5 * stride + LANES);
  }

  private static void one(float[] a, int from, float[] panel, int depth, float[] c, int at) {
    FloatVector c0 = load(c, at);
    FloatVector c1 = load(c, at + LANES);
    for (int k = 0; k < depth; k++) {
      FloatVector x = all(a, from + k);
      c0 = x.fma(load(panel, k * WIDTH), c0);
      c1 = x.fma(load(panel, k * WIDTH + LANES), c1);
    }
    c0.intoArray(c, at);
    c1.intoArray(c, at + LANES);
  }

  private static FloatVector load(float[] from, int at) {
    return FloatVector.fromArray(Lanes.SPECIES, from, at);
  }

  private static FloatVector all(float[] from, int at) {
    return FloatVector.broadcast(Lanes.SPECIES, from[at]);
  }
}
