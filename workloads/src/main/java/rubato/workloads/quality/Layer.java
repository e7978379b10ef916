package rubato.workloads.quality;

import java.util.Arrays;
import java.util.List;
import rubato.optim.Shape;

/**
 * A layer of a {@link Network}. A value of unit {@code u} for example {@code e} of {@code n} lies
 * at {@code u * n + e}: the innermost loops run over examples, and over neighbouring pixels too.
 */
sealed interface Layer {

  /** The units it reads. */
  int inputs();

  /** The units it writes. */
  int outputs();

  /** Its weights: a matrix with a row for each output, then a bias; nothing for most. */
  default List<Shape> shapes() {
    return List.of();
  }

  /** Writes {@code out}. */
  void forward(double[][] w, double[] in, double[] out, int n);

  /**
   * Adds to the gradients of the weights and of the inputs.
   *
   * @param out what {@link #forward} wrote
   * @param up the gradient of the outputs
   * @param down takes the gradient of the inputs: 0 so far
   */
  void backward(
      double[][] w, double[] in, double[] out, double[] up, double[] down, double[][] dw, int n);

  /** Every output sees every input: {@code W x + b}. */
  record Dense(int inputs, int outputs) implements Layer {

    @Override
    public List<Shape> shapes() {
      return List.of(Shape.of(outputs, inputs), Shape.of(outputs));
    }

    @Override
    public void forward(double[][] w, double[] in, double[] out, int n) {
      for (int o = 0; o < outputs; o++) {
        Arrays.fill(out, o * n, (o + 1) * n, w[1][o]);
        for (int i = 0; i < inputs; i++) {
          add(w[0][o * inputs + i], in, i * n, out, o * n, n);
        }
      }
    }

    @Override
    public void backward(
        double[][] w, double[] in, double[] out, double[] up, double[] down, double[][] dw, int n) {
      for (int o = 0; o < outputs; o++) {
        dw[1][o] += sum(up, o * n, n);
        for (int i = 0; i < inputs; i++) {
          dw[0][o * inputs + i] += dot(up, o * n, in, i * n, n);
          add(w[0][o * inputs + i], up, o * n, down, i * n, n);
        }
      }
    }
  }

  /** Filters of 3 by 3 over square pictures, which are seen with a border of zeros. */
  record Convolution(int channels, int filters, int side) implements Layer {

    @Override
    public int inputs() {
      return channels * side * side;
    }

    @Override
    public int outputs() {
      return filters * side * side;
    }

    @Override
    public List<Shape> shapes() {
      return List.of(Shape.of(filters, channels, 3, 3), Shape.of(filters));
    }

    @Override
    public void forward(double[][] w, double[] in, double[] out, int n) {
      int picture = side * side * n;
      for (int f = 0; f < filters; f++) {
        Arrays.fill(out, f * picture, (f + 1) * picture, w[1][f]);
      }
      each(n, (weight, i, o, length) -> add(w[0][weight], in, i, out, o, length));
    }

    @Override
    public void backward(
        double[][] w, double[] in, double[] out, double[] up, double[] down, double[][] dw, int n) {
      int picture = side * side * n;
      for (int f = 0; f < filters; f++) {
        dw[1][f] += sum(up, f * picture, picture);
      }
      each(
          n,
          (weight, i, o, length) -> {
            dw[0][weight] += dot(up, o, in, i, length);
            add(w[0][weight], up, o, down, i, length);
          });
    }

    private interface Line {
      void meet(int weight, int in, int out, int length);
    }

    /** A weight meets a line of a picture, which is whole or one pixel short. */
    private void each(int n, Line line) {
      for (int f = 0; f < filters; f++) {
        for (int c = 0; c < channels; c++) {
          for (int k = 0; k < 9; k++) {
            int down = k / 3 - 1;
            int right = k % 3 - 1;
            int from = Math.max(0, -right);
            int length = side - Math.abs(right);
            for (int y = Math.max(0, -down); y < side - Math.max(0, down); y++) {
              line.meet(
                  (f * channels + c) * 9 + k,
                  ((c * side + y + down) * side + from + right) * n,
                  ((f * side + y) * side + from) * n,
                  length * n);
            }
          }
        }
      }
    }
  }

  /** {@code max(x, 0)}. */
  record Relu(int inputs) implements Layer {

    @Override
    public int outputs() {
      return inputs;
    }

    @Override
    public void forward(double[][] w, double[] in, double[] out, int n) {
      for (int i = 0; i < inputs * n; i++) {
        out[i] = Math.max(in[i], 0);
      }
    }

    @Override
    public void backward(
        double[][] w, double[] in, double[] out, double[] up, double[] down, double[][] dw, int n) {
      for (int i = 0; i < inputs * n; i++) {
        down[i] = in[i] > 0 ? up[i] : 0;
      }
    }
  }

  /** The largest of each 2 by 2 pixels; of equal ones the first counts. */
  record Halving(int channels, int side) implements Layer {

    @Override
    public int inputs() {
      return channels * side * side;
    }

    @Override
    public int outputs() {
      return inputs() / 4;
    }

    @Override
    public void forward(double[][] w, double[] in, double[] out, int n) {
      for (int u = 0; u < outputs(); u++) {
        for (int e = 0; e < n; e++) {
          out[u * n + e] = in[largest(in, u, e, n)];
        }
      }
    }

    @Override
    public void backward(
        double[][] w, double[] in, double[] out, double[] up, double[] down, double[][] dw, int n) {
      for (int u = 0; u < outputs(); u++) {
        for (int e = 0; e < n; e++) {
          down[largest(in, u, e, n)] += up[u * n + e];
        }
      }
    }

    private int largest(double[] in, int unit, int example, int n) {
      int half = side / 2;
      int row = unit / half; // counted through all channels
      int first = (2 * row * side + 2 * (unit % half)) * n + example;
      int below = first + side * n;
      int top = in[first + n] > in[first] ? first + n : first;
      int bottom = in[below + n] > in[below] ? below + n : below;
      return in[bottom] > in[top] ? bottom : top;
    }
  }

  private static void add(double w, double[] x, int from, double[] into, int to, int length) {
    for (int i = 0; i < length; i++) {
      into[to + i] += w * x[from + i];
    }
  }

  private static double sum(double[] x, int from, int length) {
    double sum = 0;
    for (int i = from; i < from + length; i++) {
      sum += x[i];
    }
    return sum;
  }

  /** Four sums side by side: a processor adds them at once. */
  private static double dot(double[] x, int from, double[] y, int other, int length) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < length; i += 4) {
      a += x[from + i] * y[other + i];
      b += x[from + i + 1] * y[other + i + 1];
      c += x[from + i + 2] * y[other + i + 2];
      d += x[from + i + 3] * y[other + i + 3];
    }
    for (; i < length; i++) {
      a += x[from + i] * y[other + i];
    }
    return a + b + (c + d);
  }
}
