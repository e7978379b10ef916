package rubato.optim.kernel;

/** A product of two matrices of float32, row by row, and where it goes. */
public final class Product {

  final float[] a;
  final float[] b;
  final float[] c;
  final int rows;
  final int inner;
  final int columns;

  /**
   * {@code c = a * b}.
   *
   * @param a of {@code rows} by {@code inner}
   * @param b of {@code inner} by {@code columns}
   * @param c of {@code rows} by {@code columns}; zeros
   */
  public Product(float[] a, float[] b, float[] c, int rows, int inner, int columns) {
    this.a = a;
    this.b = b;
    this.c = c;
    this.rows = rows;
    this.inner = inner;
    this.columns = columns;
  }
}
