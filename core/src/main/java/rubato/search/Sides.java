package rubato.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The combinations of all settings but the rate that a search has tried or may try, numbered; and
 * how much two of them have in common.
 *
 * @param space what may be tried
 * @param axis the place of the rate in it; -1 when there is none on a logarithmic axis
 * @param points coordinates in the unit cube; that of the rate does not matter
 */
record Sides(Space space, int axis, List<double[]> points) {

  /** What all combinations have in common: valleys lie near each other. */
  private static final double SHARE = 0.3;

  /** Across so much of a dimension the rest of it is almost lost. */
  private static final double LENGTH = 0.5;

  static Sides of(Space space) {
    int at = space.index(Space.RATE);
    boolean log =
        at >= 0
            && space.dimensions().get(at) instanceof Dimension.Log rate
            && rate.when().isEmpty();
    return new Sides(space, log ? at : -1, new ArrayList<>());
  }

  /** True when the rate is all that is searched. */
  boolean rateOnly() {
    return axis >= 0 && space.size() == 1;
  }

  /** The number of the side at {@code unit}, which is added if it is new. */
  int side(double[] unit) {
    double[] point = unit.clone();
    if (axis >= 0) {
      point[axis] = 0;
    }
    for (int i = 0; i < points.size(); i++) {
      if (apart(points.get(i), point) < 1e-9) {
        return i;
      }
    }
    points.add(point);
    return points.size() - 1;
  }

  /** The arm of a side; {@code rate} is the coordinate of the rate. */
  Arm arm(int side, double rate) {
    double[] unit = points.get(side).clone();
    for (int i = 0; i < unit.length; i++) {
      unit[i] = i == axis ? rate : Double.isNaN(unit[i]) ? 0.5 : unit[i];
    }
    return space.arm(unit);
  }

  /** From 0 to 1, for each pair. */
  double[][] alike() {
    var alike = new double[points.size()][points.size()];
    for (int i = 0; i < alike.length; i++) {
      for (int k = 0; k < alike.length; k++) {
        alike[i][k] =
            SHARE + (1 - SHARE) * Kernel.matern(apart(points.get(i), points.get(k)) / LENGTH);
      }
    }
    return alike;
  }

  /* A choice is 1 apart from itself, as is a setting that only one of them has. */
  private double apart(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      boolean both = !Double.isNaN(a[i]) && !Double.isNaN(b[i]);
      boolean word = space.dimensions().get(i) instanceof Dimension.Choice;
      double away =
          both
              ? word && a[i] != b[i] ? 1 : a[i] - b[i]
              : Double.isNaN(a[i]) == Double.isNaN(b[i]) ? 0 : 1;
      sum += away * away;
    }
    return Math.sqrt(sum);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sides(var otherSpace, var otherAxis, var otherPoints)
        && space.equals(otherSpace)
        && axis == otherAxis
        && Arrays.deepEquals(points.toArray(), otherPoints.toArray());
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(points.toArray());
  }
}
