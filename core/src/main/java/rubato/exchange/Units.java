package rubato.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import rubato.optim.Shape;

/**
 * {@code adaptive_grad_clip}: a unit of the weights are those that differ along some axes alone;
 * its gradient is no longer than a part of the unit is (Brock et al. 2021).
 *
 * @param axes the axes; those of optax for the shape where there are none
 */
record Units(double clipping, double epsilon, List<Integer> axes) implements Link {

  @Override
  public double[] update(double[] u, At at) {
    int[] unit = units(at.shape());
    double[] gradients = new double[u.length];
    double[] weights = new double[u.length];
    for (int i = 0; i < u.length; i++) {
      gradients[unit[i]] += u[i] * u[i];
      weights[unit[i]] += at.x()[i] * at.x()[i];
    }
    for (int i = 0; i < u.length; i++) {
      double norm = Math.sqrt(gradients[unit[i]]);
      double most = clipping * Math.max(Math.sqrt(weights[unit[i]]), epsilon);
      u[i] = norm < most ? u[i] : u[i] * (most / Math.max(norm, 1e-6));
    }
    return u;
  }

  /** For each weight the first of its unit. */
  private int[] units(Shape shape) {
    List<Integer> along = axes.isEmpty() ? usual(shape) : named(shape.rank());
    int[] unit = new int[(int) shape.size()];
    for (int i = 0; i < unit.length; i++) {
      long stride = 1;
      unit[i] = i;
      for (int axis = shape.rank() - 1; axis >= 0; axis--) {
        long place = i / stride % shape.axis(axis);
        unit[i] -= along.contains(axis) ? (int) (place * stride) : 0;
        stride *= shape.axis(axis);
      }
    }
    return unit;
  }

  private List<Integer> named(int rank) {
    List<Integer> along = new ArrayList<>();
    for (int axis : axes) {
      if (axis < -rank || axis >= rank) {
        throw new ExchangeException(
            "axis of adaptive_grad_clip must be one of " + rank + " axes, got " + axis);
      }
      along.add(Math.floorMod(axis, rank));
    }
    return along;
  }

  /** All of a vector, the first of two or three, all but the last of four or five. */
  private static List<Integer> usual(Shape shape) {
    int rank = shape.rank();
    long wide = shape.axes().stream().filter(axis -> axis > 1).count();
    if (rank > 5 && wide > 1) {
      throw new ExchangeException(
          "adaptive_grad_clip takes shapes of at most 5 axes, got " + shape);
    }
    int last = wide <= 1 ? rank : rank <= 3 ? 1 : rank - 1;
    return IntStream.range(0, last).boxed().toList();
  }
}
