package rubato.workloads.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import rubato.optim.Shape;
import rubato.train.Dataset;

/**
 * Layers with the mean cross-entropy behind them: of a softmax, or of {@code 1 / (1 + e^-z)} where
 * there is one output for two classes.
 */
final class Network implements Model {

  /** Examples that are judged at once: the buffers stay small. */
  private static final int CHUNK = 32;

  private final List<Layer> layers;
  private final Dataset train;
  private final Dataset heldOut;
  private final List<Shape> shapes = new ArrayList<>();

  Network(List<Layer> layers, Dataset train, Dataset heldOut) {
    this.layers = List.copyOf(layers);
    this.train = train;
    this.heldOut = heldOut;
    layers.forEach(layer -> shapes.addAll(layer.shapes()));
  }

  @Override
  public List<Shape> shapes() {
    return List.copyOf(shapes);
  }

  @Override
  public void start(SplittableRandom random, double[][] weights) {
    double bound = 1;
    for (int i = 0; i < weights.length; i++) {
      Shape shape = shapes.get(i);
      if (shape.rank() > 1) { // a bias has the bound of the matrix before it
        bound = 1 / Math.sqrt((double) shape.size() / shape.axis(0));
      }
      for (int j = 0; j < weights[i].length; j++) {
        weights[i][j] = random.nextDouble(-bound, bound);
      }
    }
  }

  @Override
  public int examples() {
    return train.examples();
  }

  @Override
  public double gradient(double[][] weights, int[] rows, double[][] into) {
    for (double[] gradient : into) {
      Arrays.fill(gradient, 0);
    }
    List<double[]> values = forward(weights, train, rows);
    double[] up = new double[values.getLast().length];
    double loss = loss(values.getLast(), train, rows, up);
    int at = shapes.size();
    for (int i = layers.size() - 1; i >= 0; i--) {
      Layer layer = layers.get(i);
      int count = layer.shapes().size();
      at -= count;
      double[] down = new double[values.get(i).length];
      layer.backward(
          Arrays.copyOfRange(weights, at, at + count),
          values.get(i),
          values.get(i + 1),
          up,
          down,
          Arrays.copyOfRange(into, at, at + count),
          rows.length);
      up = down;
    }
    return loss;
  }

  @Override
  public double judged(double[][] weights) {
    double sum = 0;
    for (int from = 0; from < heldOut.examples(); from += CHUNK) {
      int[] rows = IntStream.range(from, Math.min(from + CHUNK, heldOut.examples())).toArray();
      double[] last = forward(weights, heldOut, rows).getLast();
      sum += rows.length * loss(last, heldOut, rows, new double[last.length]);
    }
    return sum / heldOut.examples();
  }

  /** What each layer reads, and what the last one writes. */
  private List<double[]> forward(double[][] weights, Dataset of, int[] rows) {
    int n = rows.length;
    int width = of.width();
    double[] input = new double[width * n];
    for (int e = 0; e < n; e++) {
      for (int i = 0; i < width; i++) {
        input[i * n + e] = of.features()[rows[e] * width + i];
      }
    }
    List<double[]> values = new ArrayList<>();
    values.add(input);
    int at = 0;
    for (Layer layer : layers) {
      int count = layer.shapes().size();
      double[] out = new double[layer.outputs() * n];
      layer.forward(Arrays.copyOfRange(weights, at, at + count), values.getLast(), out, n);
      values.add(out);
      at += count;
    }
    return values;
  }

  /** The mean loss; its gradient by the outputs is written over {@code up}. */
  private static double loss(double[] z, Dataset of, int[] rows, double[] up) {
    int n = rows.length;
    int outputs = z.length / n;
    double sum = 0;
    for (int e = 0; e < n; e++) {
      int label = (int) of.labels()[rows[e]];
      sum += outputs == 1 ? logistic(z, label, e, n, up) : softmax(z, label, e, n, up);
    }
    return sum / n;
  }

  private static double logistic(double[] z, int label, int e, int n, double[] up) {
    double small = StrictMath.exp(-Math.abs(z[e]));
    up[e] = ((z[e] >= 0 ? 1 : small) / (1 + small) - label) / n;
    return Math.max(z[e], 0) - label * z[e] + StrictMath.log1p(small);
  }

  private static double softmax(double[] z, int label, int e, int n, double[] up) {
    double top = Double.NEGATIVE_INFINITY;
    for (int i = e; i < z.length; i += n) {
      top = Math.max(top, z[i]);
    }
    double sum = 0;
    for (int i = e; i < z.length; i += n) {
      up[i] = StrictMath.exp(z[i] - top);
      sum += up[i];
    }
    for (int i = e; i < z.length; i += n) {
      up[i] = (up[i] / sum - (i / n == label ? 1 : 0)) / n;
    }
    return StrictMath.log(sum) + top - z[label * n + e];
  }
}
