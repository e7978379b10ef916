package rubato.lab.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import rubato.lab.chart.Points;
import rubato.train.Run;

/**
 * What range tests of several seeds say together, rate by rate: the lowest, the middle and the
 * highest of their smoothed losses, at the rates of the longest sweep, for as long as at least half
 * of the seeds are still there.
 *
 * @param rates the rates
 * @param low the lowest loss at each
 * @param middle the median
 * @param high the highest
 */
public record SeedBand(
    List<Double> rates, List<Double> low, List<Double> middle, List<Double> high) {

  public SeedBand {
    rates = List.copyOf(rates);
    low = List.copyOf(low);
    middle = List.copyOf(middle);
    high = List.copyOf(high);
  }

  /** The band of {@code sweeps}, one per seed, each with rising rates. */
  public static SeedBand of(List<List<Run.Step>> sweeps) {
    var curves = sweeps.stream().filter(s -> !s.isEmpty()).map(RangeChart::smooth).toList();
    var rates = new ArrayList<Double>();
    var low = new ArrayList<Double>();
    var middle = new ArrayList<Double>();
    var high = new ArrayList<Double>();
    Points longest =
        curves.stream()
            .max((a, b) -> Integer.compare(a.size(), b.size()))
            .orElseGet(() -> Points.of(new double[0], new double[0]));
    for (int i = 0; i < longest.size(); i++) {
      double rate = longest.x(i);
      double[] seen =
          curves.stream()
              .mapToDouble(curve -> at(curve, rate))
              .filter(Double::isFinite)
              .sorted()
              .toArray();
      if (seen.length > 0 && 2 * seen.length >= curves.size()) {
        rates.add(rate);
        low.add(seen[0]);
        middle.add(0.5 * (seen[(seen.length - 1) / 2] + seen[seen.length / 2]));
        high.add(seen[seen.length - 1]);
      }
    }
    return new SeedBand(rates, low, middle, high);
  }

  /* Between the two nearest, over the logarithm of the rate; NaN beyond the ends. */
  private static double at(Points curve, double rate) {
    double[] rates = curve.xs().toArray();
    // A rung is the same rung, however it was rounded.
    int found = Arrays.binarySearch(rates, rate * (1 - 1e-9));
    int above = found >= 0 ? found : -found - 1;
    if (above < rates.length && rates[above] <= rate * (1 + 1e-9)) {
      return curve.y(above);
    }
    if (above == 0 || above == rates.length) {
      return Double.NaN;
    }
    double share = Math.log(rate / rates[above - 1]) / Math.log(rates[above] / rates[above - 1]);
    return curve.y(above - 1) + share * (curve.y(above) - curve.y(above - 1));
  }

  /** The line around it: forth along the lowest, back along the highest. */
  Points ring() {
    int n = rates.size();
    double[] xs = new double[2 * n];
    double[] ys = new double[2 * n];
    for (int i = 0; i < n; i++) {
      xs[i] = rates.get(i);
      ys[i] = low.get(i);
      xs[2 * n - 1 - i] = rates.get(i);
      ys[2 * n - 1 - i] = high.get(i);
    }
    return Points.of(xs, ys);
  }

  /** The median over the rates. */
  Points line() {
    return Points.of(
        rates.stream().mapToDouble(d -> d).toArray(),
        middle.stream().mapToDouble(d -> d).toArray());
  }
}
