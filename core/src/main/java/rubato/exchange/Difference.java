package rubato.exchange;

import java.util.List;
import java.util.Map;
import rubato.exchange.Value.Dict;
import rubato.exchange.Value.Items;
import rubato.exchange.Value.Num;
import rubato.exchange.Value.Text;

/** How far a path is from the recorded one, in units of the recorded tolerance. */
final class Difference {

  private final Map<String, Value> said;
  private double relative = Double.NaN;
  private double largest = Double.NaN;

  Difference(Map<String, Value> said) {
    this.said = said;
  }

  /** The largest difference over its tolerance. */
  double relative() {
    return relative;
  }

  /** The largest difference. */
  double largest() {
    return largest;
  }

  /** Compares with what is recorded under {@code key} after update {@code t}, if anything is. */
  void compare(String key, long t, List<Double> ours) {
    if (chaotic(t) || !(at(key, t) instanceof Items(var theirs))) {
      return;
    }
    if (theirs.size() != ours.size()) {
      largest = Double.POSITIVE_INFINITY;
      relative = Double.POSITIVE_INFINITY;
      return;
    }
    if (ours.isEmpty()) {
      largest = Double.isNaN(largest) ? 0 : largest;
      relative = Double.isNaN(relative) ? 0 : relative;
    }
    double tolerance = at("tolerance", t) instanceof Num(var number, var _) ? number : 0;
    for (int i = 0; i < ours.size(); i++) {
      double their = number(theirs.get(i));
      double our = ours.get(i);
      // Equal covers infinities; two NaN agree.
      boolean same = our == their || (Double.isNaN(our) && Double.isNaN(their));
      double difference = same ? 0 : Math.abs(our - their);
      double wild = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
      largest = Double.isNaN(largest) ? wild : Math.max(largest, wild);
      double measure = wild == 0 ? 0 : wild / tolerance;
      relative = Double.isNaN(relative) ? measure : Math.max(relative, measure);
    }
  }

  /** Where a run of the library itself leaves its tolerance when one bit of it changes. */
  private boolean chaotic(long t) {
    return said.get("chaotic") instanceof Items(var steps)
        && steps.stream().anyMatch(step -> step instanceof Num(var number, var _) && number == t);
  }

  private Value at(String key, long t) {
    return said.get(key) instanceof Dict(var entries)
        ? entries.getOrDefault(new Text(Long.toString(t)), new Value.Nothing())
        : new Value.Nothing();
  }

  private static double number(Value value) {
    return switch (value) {
      case Num(var number, var _) -> number;
      case Text(var text) when text.equalsIgnoreCase("inf") -> Double.POSITIVE_INFINITY;
      case Text(var text) when text.equalsIgnoreCase("-inf") -> Double.NEGATIVE_INFINITY;
      default -> Double.NaN;
    };
  }
}
