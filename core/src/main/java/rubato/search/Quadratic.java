package rubato.search;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import rubato.internal.Check;

/**
 * A parabola through the neighbourhood of the best trial: the next is at its lowest point.
 *
 * <p>The first {@code startup} trials are quasi-random. Then a parabola is fitted, by least
 * squares, to the logarithms of the values of the {@code near} trials nearest to the best. Its
 * lowest point is tried, held between the trials beside the best. Where the parabola has none, or a
 * trial is there already, the middle of the wider gap beside the best is tried instead.
 *
 * @param startup at least 3
 * @param near at least 3
 */
public record Quadratic(int startup, int near) implements Sampler {

  /** Trials nearer to each other than this part of the range say nothing new. */
  private static final double GAP = 0.01;

  public Quadratic {
    Check.atLeast("startup", startup, 3);
    Check.atLeast("near", near, 3);
  }

  static Quadratic of(Options in) {
    return new Quadratic(in.whole("startup", 4), in.whole("near", 5));
  }

  @Override
  public void check(Space space) {
    Axis.check("quadratic", space);
  }

  @Override
  public Arm propose(
      Space space, long horizon, long seed, int number, List<Seen> seen, List<Arm> pending) {
    List<Axis.Point> points = Axis.points(space, seen);
    List<Axis.Point> alive = points.stream().filter(p -> Double.isFinite(p.value())).toList();
    if (seen.size() < startup || alive.isEmpty()) {
      return new Sobol().propose(space, horizon, seed, number, List.of(), List.of());
    }
    List<Double> taken =
        Stream.concat(
                points.stream().map(Axis.Point::at),
                pending.stream().map(arm -> space.unit(arm)[0]))
            .sorted()
            .toList();
    Axis.Point best =
        alive.stream().min(Comparator.comparingDouble(Axis.Point::value)).orElseThrow();
    double left = 0;
    double right = 1;
    for (double at : taken) {
      left = at < best.at() ? at : left;
      right = at > best.at() ? Math.min(right, at) : right;
    }
    double lowest = Math.clamp(lowest(alive, best), left, right);
    boolean known =
        Double.isNaN(lowest) || taken.stream().anyMatch(at -> Math.abs(at - lowest) < GAP);
    double wider =
        right - best.at() > best.at() - left ? (best.at() + right) / 2 : (best.at() + left) / 2;
    return space.arm(known ? wider : lowest);
  }

  /* Where the parabola is lowest; NaN when it is not, or when there are too few points. */
  private double lowest(List<Axis.Point> alive, Axis.Point best) {
    List<Axis.Point> nearest =
        alive.stream()
            .sorted(Comparator.comparingDouble(point -> Math.abs(point.at() - best.at())))
            .limit(near)
            .toList();
    // Sums of powers around the best, which keeps them small.
    var s = new double[5];
    var t = new double[3];
    for (Axis.Point point : nearest) {
      double x = point.at() - best.at();
      double power = 1;
      for (int k = 0; k < 5; k++) {
        s[k] += power;
        if (k < 3) {
          t[k] += power * (point.value() - best.value());
        }
        power *= x;
      }
    }
    // Cramer's rule for b and c of a + b x + c x^2; their common denominator cancels.
    double determinant =
        s[0] * (s[2] * s[4] - s[3] * s[3])
            - s[1] * (s[1] * s[4] - s[2] * s[3])
            + s[2] * (s[1] * s[3] - s[2] * s[2]);
    double b =
        s[0] * (t[1] * s[4] - t[2] * s[3])
            - t[0] * (s[1] * s[4] - s[2] * s[3])
            + s[2] * (s[1] * t[2] - s[2] * t[1]);
    double c =
        s[0] * (s[2] * t[2] - s[3] * t[1])
            - s[1] * (s[1] * t[2] - s[2] * t[1])
            + t[0] * (s[1] * s[3] - s[2] * s[2]);
    return determinant > 0 && c > 0 ? best.at() - b / (2 * c) : Double.NaN;
  }

  @Override
  public boolean adaptive() {
    return true;
  }

  @Override
  public String toString() {
    return Options.print("quadratic", "startup", startup, "near", near);
  }
}
