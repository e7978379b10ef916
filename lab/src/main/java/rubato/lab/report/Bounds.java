package rubato.lab.report;

import java.util.List;
import java.util.stream.DoubleStream;
import rubato.lab.chart.Axis;
import rubato.lab.chart.Points;

/** Which part of an axis is worth looking at, and on which scale. */
final class Bounds {

  private Bounds() {}

  /**
   * An axis for losses that end where they end, but do not start higher than three times what the
   * worst curve started with: a blow-up leaves the frame instead of flattening all else, and so
   * does a dip of a few steps towards 0.
   */
  static Axis losses(String label, List<Points> curves) {
    double start =
        curves.stream().mapToDouble(Bounds::first).filter(Double::isFinite).max().orElse(1);
    double[] seen = curves.stream().flatMapToDouble(Points::ys).filter(Double::isFinite).toArray();
    double low = dip(seen);
    double high = Math.min(DoubleStream.of(seen).max().orElse(1), start + 2 * Math.abs(start));
    return axis(label, low, high, 10);
  }

  /** The lowest value; where one in a hundred dips below all others, what is near those. */
  private static double dip(double[] values) {
    double[] sorted = DoubleStream.of(values).sorted().toArray();
    if (sorted.length == 0) {
      return 0;
    }
    double usual = sorted[sorted.length / 100];
    return usual > 0 ? Math.max(sorted[0], usual / 10) : sorted[0];
  }

  /** An axis for values that all count; on a log scale when they span a factor of 50. */
  static Axis values(String label, double[] values) {
    var finite = DoubleStream.of(values).filter(Double::isFinite).summaryStatistics();
    return finite.getCount() == 0
        ? Axis.linear(label)
        : axis(label, finite.getMin(), finite.getMax(), 50);
  }

  private static Axis axis(String label, double low, double high, double factor) {
    if (!(high > low) || !Double.isFinite(high - low)) {
      return Axis.linear(label);
    }
    if (low > 0 && high / low >= factor) {
      double room = Math.pow(high / low, 0.05);
      return Double.isFinite(high * room) && low / room > 0
          ? Axis.log(label).from(low / room, high * room)
          : Axis.log(label);
    }
    double room = 0.05 * (high - low);
    // Below zero there is nothing to see for values that cannot be negative.
    double floor = low >= 0 ? Math.max(0, low - room) : low - room;
    return Axis.linear(label).from(floor, high + room);
  }

  private static double first(Points curve) {
    return curve.ys().filter(Double::isFinite).findFirst().orElse(Double.NaN);
  }
}
