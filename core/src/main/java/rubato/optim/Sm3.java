package rubato.optim;

import java.util.ArrayList;
import java.util.List;
import rubato.internal.Check;

/**
 * Adagrad that keeps one number for each index of each axis instead of one for each weight.
 *
 * <pre>
 * a = min over the axes of h                       (h: one number for each index of each axis)
 * a = beta2 * a + (1 - beta2) * g^2                (a + g^2 with beta2 = 1)
 * u = g / sqrt(a + epsilon), or 0 where a = 0
 * m = momentum * m + (1 - momentum) * u
 * x = x - rate * m
 * h = max of a over all other axes                 (a itself for tensors of one axis)
 * </pre>
 *
 * @param momentum at least 0, below 1
 * @param beta2 above 0, at most 1; 1 sums up, as in the paper
 * @param epsilon finite, not negative
 * @see <a href="https://arxiv.org/abs/1901.11150">Anil et al., Memory-efficient adaptive
 *     optimization (2019), algorithm SM3-II</a>
 */
public record Sm3(double momentum, double beta2, double epsilon) implements Whole {

  public Sm3 {
    Check.that(momentum >= 0 && momentum < 1, "momentum", ">= 0 and < 1", momentum);
    Check.that(beta2 > 0 && beta2 <= 1, "beta2", "> 0 and <= 1", beta2);
    Check.atLeast("epsilon", epsilon, 0);
  }

  /** As optax has it. */
  public Sm3() {
    this(0.9, 1, 1e-8);
  }

  @Override
  public List<Slot> layout(Shape shape) {
    List<Slot> slots = new ArrayList<>(List.of(new Slot("mean", shape)));
    for (int axis = 0; axis < shape.rank(); axis++) {
      slots.add(new Slot("axis " + axis, shape.axis(axis)));
    }
    if (shape.rank() == 0) {
      slots.add(new Slot("axis 0", 1));
    }
    return slots;
  }

  @Override
  public void update(Update update) {
    update.tensors().forEach(p -> update(update.machine(), p));
  }

  /** Row by row along the last axis, whose other indices are those of the whole row. */
  private void update(Machine machine, Tensor p) {
    List<Values> axes = p.state().subList(1, p.state().size());
    List<double[]> now = axes.stream().map(Sm3::numbers).toList();
    int width = now.getLast().length;
    if (p.size() == 0) {
      return;
    }
    long rows = p.size() / width;
    double[][][] next = new double[Machine.parts(rows, width)][axes.size()][];
    machine.lines(
        rows,
        width,
        List.of(p.x(), p.g(), p.state(0)),
        (number, from, to) -> {
          for (int k = 0; k < axes.size(); k++) {
            next[number][k] = new double[now.get(k).length];
          }
          var row = new Row(p, width);
          for (long at = from; at < to; at++) {
            update(row, at, now, next[number]);
          }
        });
    for (int k = 0; k < axes.size(); k++) {
      double[] largest = next[0][k];
      for (double[][] part : next) {
        for (int i = 0; i < largest.length; i++) {
          largest[i] = Math.max(largest[i], part[k][i]);
        }
      }
      axes.get(k).write(0, largest, largest.length);
    }
  }

  private static double[] numbers(Values axis) {
    double[] numbers = new double[(int) axis.size()];
    axis.read(0, numbers, numbers.length);
    return numbers;
  }

  /** The numbers of a row. */
  private static final class Row {

    final Tensor p;
    final double[] x;
    final double[] g;
    final double[] m;

    Row(Tensor p, int width) {
      this.p = p;
      x = new double[width];
      g = new double[width];
      m = new double[width];
    }
  }

  private void update(Row row, long at, List<double[]> now, double[][] next) {
    Tensor p = row.p;
    double[] x = row.x;
    double[] g = row.g;
    double[] m = row.m;
    int width = x.length;
    p.x().read(at * width, x, width);
    p.g().read(at * width, g, width);
    p.state(0).read(at * width, m, width);
    int last = now.size() - 1;
    int[] index = new int[last];
    double least = Double.POSITIVE_INFINITY;
    long rest = at;
    for (int k = last - 1; k >= 0; k--) {
      index[k] = (int) (rest % now.get(k).length);
      rest /= now.get(k).length;
      least = Math.min(least, now.get(k)[index[k]]);
    }
    double fresh = beta2 == 1 ? 1 : 1 - beta2;
    double[] columns = now.get(last);
    double[] largest = next[last];
    double most = 0;
    for (int i = 0; i < width; i++) {
      double a = fresh * g[i] * g[i] + beta2 * Math.min(least, columns[i]);
      // Not "a > 0 ? … : 0": a gradient that is not a number must not pass as 0.
      double u = a == 0 ? 0 : g[i] / Math.sqrt(a + epsilon);
      m[i] = momentum * m[i] + (1 - momentum) * u;
      largest[i] = Math.max(largest[i], a);
      most = Math.max(most, a);
    }
    p.state(0).store(at * width, m, width);
    for (int i = 0; i < width; i++) {
      x[i] -= p.rate() * m[i];
    }
    p.x().write(at * width, x, width);
    for (int k = 0; k < last; k++) {
      next[k][index[k]] = Math.max(next[k][index[k]], most);
    }
  }

  @Override
  public String toString() {
    return Wording.of("sm3", this);
  }
}
