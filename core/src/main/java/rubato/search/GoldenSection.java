package rubato.search;

import java.util.List;
import rubato.internal.Check;

/**
 * Golden section: the interval shrinks by 0.618 with every trial, towards the better of two points
 * inside it. Of two that diverged, the lower is taken for the better. When the interval is smaller
 * than {@code width}, its middle is trained with other seeds.
 *
 * <p>It believes every value: noise, or a flat stretch, may send it the wrong way for good.
 *
 * @param width a part of the range; above 0, below 1
 * @see <a href="https://doi.org/10.1090/S0002-9939-1953-0055639-3">Kiefer, Sequential minimax
 *     search for a maximum (1953)</a>
 */
public record GoldenSection(double width) implements Sampler {

  private static final double SHARE = (Math.sqrt(5) - 1) / 2;

  /** The same point comes out of different intervals, but for rounding. */
  private static final double SAME = 1e-9;

  public GoldenSection {
    Check.that(width > 0 && width < 1, "width", "above 0 and below 1", width);
  }

  static GoldenSection of(Options in) {
    return new GoldenSection(in.number("width", 0.01));
  }

  @Override
  public void check(Space space) {
    Axis.check("golden-section", space);
  }

  @Override
  public Arm propose(
      Space space, long horizon, long seed, int number, List<Seen> seen, List<Arm> pending) {
    double left = 0;
    double right = 1;
    while (right - left > width) {
      double low = right - SHARE * (right - left);
      double high = left + SHARE * (right - left);
      double atLow = value(seen, space.arm(low));
      double atHigh = value(seen, space.arm(high));
      if (Double.isNaN(atLow) && !pending.contains(space.arm(low))) {
        return space.arm(low);
      }
      if (Double.isNaN(atLow) || Double.isNaN(atHigh)) {
        return space.arm(high);
      }
      if (atLow <= atHigh) {
        right = high;
      } else {
        left = low;
      }
    }
    return space.arm((left + right) / 2);
  }

  private static double value(List<Seen> seen, Arm arm) {
    double here = number(arm);
    return seen.stream()
        .filter(one -> Math.abs(number(one.arm()) - here) <= SAME * Math.abs(here))
        .mapToDouble(Seen::value)
        .findFirst()
        .orElse(Double.NaN);
  }

  private static double number(Arm arm) {
    return arm.number(arm.settings().getFirst().name());
  }

  @Override
  public boolean adaptive() {
    return true;
  }

  @Override
  public String toString() {
    return Options.print("golden-section", "width", width);
  }
}
