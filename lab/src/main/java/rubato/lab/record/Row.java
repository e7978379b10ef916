package rubato.lab.record;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rubato.lab.Json;

/**
 * One training of a table, one line of its file.
 *
 * @param p the problem: task, optimizer, batch and horizon in a name
 * @param sched the schedule, with {@code rate} free
 * @param k the index of the rate
 * @param lr the rate
 * @param seed of the training
 * @param v0 the held-out loss before the first update
 * @param val the held-out losses at 1/27, 2/27 ... of the horizon; null from where the training was
 *     no longer finite
 * @param train the mean training losses of the same parts
 */
public record Row(
    String p,
    String sched,
    int k,
    double lr,
    long seed,
    double v0,
    List<@Nullable Double> val,
    List<@Nullable Double> train) {

  /** How many held-out losses a training has. */
  public static final int PARTS = 27;

  public Row {
    val = Collections.unmodifiableList(new ArrayList<>(val));
    train = Collections.unmodifiableList(new ArrayList<>(train));
  }

  /** The last held-out loss; infinite where the training was no longer finite. */
  public double last() {
    Double last = val.getLast();
    return last == null ? Double.POSITIVE_INFINITY : last;
  }

  /** A table needs no more digits than seeds agree to; seven are kept. */
  static @Nullable Double brief(double value) {
    return Double.isFinite(value)
        ? (Double) new BigDecimal(value).round(new MathContext(7)).doubleValue()
        : null;
  }

  /** Whether {@code other} is the same training. */
  boolean same(Row other) {
    return p.equals(other.p) && sched.equals(other.sched) && k == other.k && seed == other.seed;
  }

  /** The line, without its end. */
  public String line() {
    return Json.line(this);
  }
}
