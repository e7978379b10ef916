package rubato.optim;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import rubato.internal.Check;

/**
 * Adam without momentum whose second moment, for matrices, is a row times a column.
 *
 * <pre>
 * beta = 1 - (t - offset)^-decay
 * v    = beta * v + (1 - beta) * g^2               (of a matrix: means over rows r and columns c,
 *                                                   v = r * c / mean(r))
 * u    = g / sqrt(v)
 * u    = u / max(1, rms(u) / clip)
 * a    = rate, or min(rate, 1 / sqrt(t)) if relative
 * a    = a * max(floor, rms(x)) if scaled
 * m    = momentum * m + (1 - momentum) * a * u     (a * u without momentum)
 * x    = x - m
 * </pre>
 *
 * <p>The peers differ in four places, which {@link Convention} names: where epsilon is, which axes
 * make the matrix, and how weights decay.
 *
 * @param decay above 0. Everywhere 0.8
 * @param epsilon finite, not negative; 0 is the machine epsilon of the weights' precision, as in
 *     PyTorch. Keras and optax 1e-30
 * @param floor of {@code rms(x)}; finite, not negative. 0.001
 * @param clip above 0; infinite does not clip. 1
 * @param relative the rate falls at least as {@code 1 / sqrt(t)}; not in optax
 * @param scaled the rate is relative to the weights
 * @param momentum at least 0, below 1; 0 keeps none. Only optax has it
 * @param weightDecay finite, not negative
 * @param smallest the size that the second largest axis must have to make a matrix. optax 128
 * @param offset updates that do not count for {@code beta}; optax's {@code decay_offset}
 * @param convention of a peer
 * @see <a href="https://arxiv.org/abs/1804.04235">Shazeer and Stern, Adafactor (2018), algorithms 4
 *     and 5</a>
 */
public record Adafactor(
    double decay,
    double epsilon,
    double floor,
    double clip,
    boolean relative,
    boolean scaled,
    double momentum,
    double weightDecay,
    long smallest,
    long offset,
    Convention convention)
    implements Whole {

  /** Whose details. */
  public enum Convention {
    /**
     * The last two axes; {@code v} at least epsilon^2, {@code mean(r)} at least epsilon; {@code x =
     * x * (1 - rate * weightDecay)} after {@code rms(x)} was taken.
     */
    PYTORCH,
    /**
     * The last two axes; epsilon is added to g^2; the decay is PyTorch's, before {@code rms(x)};
     * means in float32, as there.
     */
    KERAS,
    /**
     * The two largest axes; epsilon is added to g^2; {@code x = x - weightDecay * x}, without the
     * rate, with the step; {@code beta} and what is kept of {@code m} in float32, as there.
     */
    OPTAX
  }

  public Adafactor {
    Check.above("decay", decay, 0);
    Check.atLeast("epsilon", epsilon, 0);
    Check.atLeast("floor", floor, 0);
    Check.that(clip > 0, "clip", "> 0", clip);
    Check.that(momentum >= 0 && momentum < 1, "momentum", ">= 0 and < 1", momentum);
    Check.atLeast("weight-decay", weightDecay, 0);
    Check.atLeast("smallest", smallest, 0);
    Check.atLeast("offset", offset, 0);
  }

  /** As PyTorch has it. */
  public Adafactor() {
    this(0.8, 0, 1e-3, 1, true, true, 0, 0, 0, 0, Convention.PYTORCH);
  }

  @Override
  public List<Slot> layout(Shape shape) {
    List<Slot> slots = new ArrayList<>();
    Factors factors = factors(shape);
    if (factors.possible()) {
      slots.add(new Slot("row", shape.size() / factors.rows()));
      slots.add(new Slot("column", shape.size() / factors.columns()));
    } else {
      slots.add(new Slot("square", shape));
    }
    if (momentum > 0) {
      slots.add(new Slot("mean", shape));
    }
    return slots;
  }

  /**
   * The axes that make the matrix: the one that the row averages leave out, and that of the column
   * averages; none, where {@code v} is kept whole.
   */
  public List<Integer> axes(Shape shape) {
    Factors factors = factors(shape);
    return factors.possible() ? List.of(factors.rowAxis(), factors.columnAxis()) : List.of();
  }

  private Factors factors(Shape shape) {
    return convention == Convention.OPTAX
        ? Factors.largest(shape, smallest)
        : Factors.last(shape, smallest);
  }

  @Override
  public void update(Update update) {
    update.tensors().forEach(p -> update(update.machine(), p));
  }

  private void update(Machine machine, Tensor p) {
    if (p.size() == 0) {
      return;
    }
    Values x = p.x();
    double eps = epsilon(x instanceof Values.Doubles ? Precision.FLOAT64 : Precision.FLOAT32);
    double added = convention == Convention.PYTORCH ? 0 : eps;
    double before = rms(machine, x);
    if (convention != Convention.OPTAX && p.rate() * weightDecay != 0) {
      machine.each(
          List.of(x),
          tile -> {
            for (int i = 0; i < tile.size(); i++) {
              tile.of(0)[i] *= 1 - p.rate() * weightDecay;
            }
            tile.store(0);
          });
    }
    double now = convention == Convention.PYTORCH ? before : rms(machine, x);
    double a = relative ? Math.min(p.rate(), 1 / Math.sqrt((double) p.t())) : p.rate();
    a *= scaled ? Math.max(floor, now) : 1;
    Values u = Values.zeros((int) p.size());
    direct(machine, p, u, eps, added);
    move(machine, p, u, a / Math.max(1, rms(machine, u) / clip));
  }

  private void move(Machine machine, Tensor p, Values directions, double step) {
    double outside = convention == Convention.OPTAX ? weightDecay : 0;
    List<Values> arrays = new ArrayList<>(List.of(p.x(), directions));
    if (momentum > 0) {
      arrays.add(p.state().getLast());
    }
    machine.each(
        arrays,
        tile -> {
          double[] x = tile.of(0);
          double[] u = tile.of(1);
          for (int i = 0; i < tile.size(); i++) {
            u[i] *= step;
          }
          if (momentum > 0) {
            average(tile, u, tile.of(2));
          }
          for (int i = 0; i < tile.size(); i++) {
            x[i] -= u[i] + outside * x[i];
          }
          tile.store(0);
        });
  }

  /** Brings the average forward and puts it in place of the move. */
  private void average(Tile tile, double[] move, double[] mean) {
    boolean single = convention == Convention.OPTAX;
    for (int i = 0; i < tile.size(); i++) {
      double kept = single ? (float) momentum * (float) mean[i] : momentum * mean[i];
      move[i] = (1 - momentum) * move[i] + kept;
      mean[i] = single ? (float) move[i] : move[i];
    }
    tile.store(2);
    if (!single) {
      System.arraycopy(mean, 0, move, 0, tile.size());
    }
  }

  /** {@code g / sqrt(v)}, with {@code v} brought to this update. */
  private void direct(Machine machine, Tensor p, Values u, double eps, double added) {
    double fresh = fresh(p.t());
    Factors factors = factors(p.shape());
    if (!factors.possible()) {
      machine.each(
          List.of(p.g(), p.state(0), u),
          tile -> {
            double[] g = tile.of(0);
            double[] v = tile.of(1);
            for (int i = 0; i < tile.size(); i++) {
              v[i] = (1 - fresh) * v[i] + fresh * (g[i] * g[i] + added);
            }
            tile.store(1);
            for (int i = 0; i < tile.size(); i++) {
              tile.of(2)[i] = g[i] / Math.sqrt(floored(v[i], eps * eps));
            }
            tile.store(2);
          });
      return;
    }
    int width = (int) p.shape().axis(p.shape().rank() - 1);
    Values row = p.state(0);
    Values column = p.state(1);
    factors.follow(machine, p.g(), width, added, fresh, row, column, means());
    double[] means = factors.means(row, means());
    double[] rows = row.copy().memory().toArray(ValueLayout.JAVA_DOUBLE);
    double[] columns = column.copy().memory().toArray(ValueLayout.JAVA_DOUBLE);
    machine.lines(
        p.size() / width,
        width,
        List.of(p.g(), u),
        (_, from, to) -> {
          double[] line = new double[width];
          for (long at = from * width; at < to * width; at += width) {
            p.g().read(at, line, width);
            int r = (int) factors.row(at);
            int c = (int) factors.column(at);
            int m = factors.mean(at);
            for (int i = 0; i < width; i++) {
              double mean = floored(means[m + factors.meanStep() * i], eps);
              double v = rows[r + factors.rowStep() * i] * columns[c + factors.columnStep() * i];
              line[i] /= Math.sqrt(floored(v / mean, eps * eps));
            }
            u.write(at, line, width);
          }
        });
  }

  private double floored(double v, double least) {
    return convention == Convention.PYTORCH ? Math.max(v, least) : v;
  }

  /** {@code 1 - beta} of update {@code t}. */
  public double fresh(long t) {
    double updates = (double) Math.max(1, t - offset);
    return convention == Convention.OPTAX
        ? 1 - (double) (1 - (float) Math.pow(updates, (float) -decay))
        : Math.pow(updates, -decay);
  }

  /** Epsilon of weights in this precision. */
  public double epsilon(Precision precision) {
    if (epsilon > 0) {
      return epsilon;
    }
    return precision == Precision.FLOAT64 ? Math.ulp(1.0) : Math.ulp(1f);
  }

  private double rms(Machine machine, Values x) {
    return Math.sqrt(
        means() == Means.DOUBLE
            ? Sums.squares(machine, x) / x.size()
            : means().mean(x.size(), i -> x.at(i) * x.at(i)));
  }

  /** As the peer takes them. */
  private Means means() {
    return convention == Convention.KERAS ? Means.SINGLE : Means.DOUBLE;
  }

  @Override
  public String toString() {
    return Wording.of("adafactor", this);
  }
}
