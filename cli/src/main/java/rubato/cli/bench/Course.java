package rubato.cli.bench;

import java.util.Locale;
import rubato.optim.Rule;
import rubato.optim.Shape;
import rubato.optim.Slot;

/**
 * What is timed: one update of {@code tensors} parameters of one shape.
 *
 * @param threads at most, for everyone
 */
public record Course(Rule rule, int tensors, Shape shape, int threads) {

  /** Above these a course does not fit into caches, and it matters where its memory lies. */
  private static final long LARGE = 1_000_000;

  /** Of each tensor. */
  public long weights() {
    return shape.size();
  }

  /** Whether another draw of memory may give another time. */
  boolean large() {
    return all() > LARGE;
  }

  /** All weights. */
  public long all() {
    return tensors * weights();
  }

  /** State arrays as large as the weights; -1 where the rule keeps something else. */
  int arrays() {
    var layout = rule.layout(shape);
    boolean alike =
        layout.stream().allMatch(s -> s.size() == weights() && s.kind() == Slot.Kind.NUMBERS);
    return alike ? layout.size() : -1;
  }

  /**
   * What an update must move for each weight: weight and state come and go, the gradient comes. NaN
   * where the rule keeps something else.
   */
  public double bytes() {
    return arrays() < 0 ? Double.NaN : Float.BYTES * (3.0 + 2 * arrays());
  }

  /** {@code 1,000 x 1,000}: tensors and weights; {@code 64 by 64}: rows and columns. */
  public String size() {
    String each =
        shape.rank() == 2
            ? grouped(shape.axis(0)) + " by " + grouped(shape.axis(1))
            : grouped(weights());
    return tensors == 1 ? each : grouped(tensors) + " x " + each;
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
