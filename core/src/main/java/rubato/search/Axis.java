package rubato.search;

import java.util.List;
import rubato.internal.Check;

/** The one dimension of numbers of methods that know but one. */
final class Axis {

  private Axis() {}

  static void check(String method, Space space) {
    Check.that(
        space.size() == 1 && !(space.dimensions().getFirst() instanceof Dimension.Choice),
        "space of " + method,
        "one dimension of numbers",
        space);
  }

  /** The seen trials as points, by place; values in logarithms where all are above 0. */
  record Point(double at, double value) {}

  static List<Point> points(Space space, List<Sampler.Seen> seen) {
    boolean log = seen.stream().allMatch(one -> one.value() > 0);
    return seen.stream()
        .map(one -> new Point(space.unit(one.arm())[0], log ? Math.log(one.value()) : one.value()))
        .toList();
  }
}
