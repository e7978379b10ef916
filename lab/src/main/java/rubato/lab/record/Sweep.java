package rubato.lab.record;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rubato.lab.Json;
import rubato.search.Ladder;
import rubato.search.RangeTest;

/**
 * One range test of a problem, one line of a file.
 *
 * @param p the problem, as in its table
 * @param ladder whose ladder was climbed: {@code rubato}, {@code fastai}, {@code lightning}
 * @param seed of the training
 * @param horizon how many updates a full training of the problem has
 * @param updates what it cost, ladders that were given up included
 * @param rates of all rungs of the ladder
 * @param losses of the batches, from the first rung on; fewer than rates where it ended before the
 *     top, and null at the end where it was no longer finite
 */
public record Sweep(
    String p,
    String ladder,
    long seed,
    long horizon,
    long updates,
    List<Double> rates,
    List<@Nullable Double> losses) {

  public Sweep {
    rates = List.copyOf(rates);
    losses = Collections.unmodifiableList(new ArrayList<>(losses));
  }

  /** The range test that was made, on a ladder of {@code rubato}. */
  public RangeTest test() {
    var test = new RangeTest(new Ladder(rates.getFirst(), rates.getLast(), rates.size()));
    for (double loss : values()) {
      if (test.done()) {
        break;
      }
      test.observe(loss);
    }
    return test;
  }

  /** The losses, NaN for what is not finite. */
  public double[] values() {
    return losses.stream().mapToDouble(loss -> loss == null ? Double.NaN : loss).toArray();
  }

  /** The line, without its end. */
  public String line() {
    return Json.line(this);
  }
}
