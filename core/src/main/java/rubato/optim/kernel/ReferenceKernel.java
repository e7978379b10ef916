package rubato.optim.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import rubato.optim.Elementwise;
import rubato.optim.Gradients;
import rubato.optim.Precision;
import rubato.optim.Values;

/** The rules as they are written: in float64, and where there is no Vector API. */
public final class ReferenceKernel implements Kernel {

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public void update(Elementwise rule, Piece piece) {
    rule.update(piece.tensor());
    if (piece.along().after() == Gradients.ZERO) {
      piece.g().fill((byte) 0);
    }
    if (piece.average() != null) {
      Values averages = Values.of(piece.average(), piece.precision());
      Values x = Values.of(piece.x(), piece.precision());
      averages.follow(x, piece.along().weight());
    }
  }

  @Override
  public List<Piece> cut(Piece piece) {
    return List.of(piece);
  }

  @Override
  public double squares(MemorySegment numbers, Precision precision) {
    return Values.of(numbers, precision).squares();
  }

  @Override
  public void widen(MemorySegment numbers, long from, double[] into, int size) {
    for (int i = 0; i < size; i++) {
      into[i] = numbers.getAtIndex(ValueLayout.JAVA_FLOAT, from + i);
    }
  }

  @Override
  public void narrow(double[] values, MemorySegment into, long from, int size) {
    for (int i = 0; i < size; i++) {
      float rounded = (float) values[i];
      into.setAtIndex(ValueLayout.JAVA_FLOAT, from + i, rounded);
      values[i] = rounded;
    }
  }

  @Override
  public void multiply(Product product, int first, int from, int to) {
    for (int i = first; i < product.rows; i++) {
      int row = i * product.columns;
      for (int k = 0; k < product.inner; k++) {
        float factor = product.a[i * product.inner + k];
        int at = k * product.columns;
        for (int j = from; j < to; j++) {
          product.c[row + j] += factor * product.b[at + j];
        }
      }
    }
  }
}
