package rubato.optim;

import java.util.List;
import rubato.internal.Check;

/**
 * Schedule-free AdamW whose rate comes from how high the loss is.
 *
 * <pre>
 * b = 1 - (1 - beta)^(1 - q) * (1 - last)^q,   q = min((t - 1) / anneal, 1)
 * l = normBeta * l + (1 - normBeta) * sqrt(pi / 2) * sum |g|
 * r = rate * max(loss + b * sum g * (z - x), 0) / (l / (1 - normBeta^t))
 * w = t^power * max(r so far)^ratePower,   c = w / sum(w so far)         (1 in the first warmup)
 * m = beta1 * m + (1 - beta1) * g
 * v = beta2 * v + (1 - beta2) * g^2
 * z = z - r^2 * weightDecay * y - r * (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)
 * x = (1 - c) * x + c * z
 * y = b * x + (1 - b) * z
 * </pre>
 *
 * <p>The weights trained are {@code y}; those to evaluate and to ship are {@code x}. {@code z} and
 * {@code x} start where {@code y} starts. The sums go over all tensors of the group. It is used
 * with rate 1 or below, times a warm-up. The decay goes with the square of {@code r}: values are
 * far larger than AdamW's, 20 rather than 0.1. A gradient of 0 makes no step.
 *
 * @param beta1 at least 0, below 1
 * @param beta2 at least 0, below 1
 * @param beta of {@code y} between {@code z} and {@code x}; at least 0, below 1
 * @param last what {@code b} is after {@code anneal} updates; at least 0, below 1
 * @param anneal the updates in which {@code b} changes; 0 for never
 * @param epsilon finite, not negative
 * @param weightDecay finite, not negative
 * @param power of {@code t}: above 0, later weights count more; finite, not negative
 * @param ratePower finite, not negative
 * @param warmup the updates in which {@code x} is {@code z}
 * @param normBeta of the average norm; at least 0, below 1
 * @param compounding the corrected average norm is kept, and corrected again in the next update: as
 *     the authors' code has it, probably unintended. With {@code normBeta} 0 all the same
 * @see <a href="https://arxiv.org/abs/2405.15682">Defazio et al., The road less scheduled
 *     (2024)</a>, and the decay of <a href="https://arxiv.org/abs/2506.02285">Defazio, Why
 *     gradients rapidly increase near the end of training (2025)</a>
 */
public record ScheduleFreePlus(
    double beta1,
    double beta2,
    double beta,
    double last,
    long anneal,
    double epsilon,
    double weightDecay,
    double power,
    double ratePower,
    long warmup,
    double normBeta,
    boolean compounding)
    implements Whole {

  public ScheduleFreePlus {
    Check.that(beta1 >= 0 && beta1 < 1, "beta1", ">= 0 and < 1", beta1);
    Check.that(beta2 >= 0 && beta2 < 1, "beta2", ">= 0 and < 1", beta2);
    Check.that(beta >= 0 && beta < 1, "beta", ">= 0 and < 1", beta);
    Check.that(last >= 0 && last < 1, "last", ">= 0 and < 1", last);
    Check.atLeast("anneal", anneal, 0);
    Check.atLeast("epsilon", epsilon, 0);
    Check.atLeast("weight-decay", weightDecay, 0);
    Check.atLeast("power", power, 0);
    Check.atLeast("rate-power", ratePower, 0);
    Check.atLeast("warmup", warmup, 0);
    Check.that(normBeta >= 0 && normBeta < 1, "norm-beta", ">= 0 and < 1", normBeta);
  }

  /** As the authors have it, with the average norm corrected once. */
  public ScheduleFreePlus() {
    this(0.9, 0.95, 0.9, 0.965, 0, 1e-8, 0, 0, 2, 0, 0, false);
  }

  @Override
  public List<Slot> layout(Shape shape) {
    return List.of(
        Slot.ofWeights("base", shape),
        Slot.ofWeights("free", shape),
        new Slot("mean", shape),
        new Slot("square", shape));
  }

  @Override
  public List<String> scalars() {
    return FreeAverage.SCALARS;
  }

  /** The average norm, how many are in it, and the step at rate 1. */
  @Override
  public List<String> shared() {
    return List.of("norm", "updates", "step");
  }

  @Override
  public boolean needsLoss() {
    return true;
  }

  @Override
  public void update(Update update) {
    double norm = 0;
    double product = 0;
    for (Tensor p : update.tensors()) {
      double[] sums = look(update.machine(), p);
      norm += sums[0];
      product += sums[1];
    }
    double step = step(update.shared(), update.loss(), norm, product);
    double b = between(update.shared());
    update.tensors().forEach(p -> step(update.machine(), p, p.rate() * step, b));
  }

  /**
   * {@code r} at rate 1 of an update of a group, whose shared scalars it brings forward.
   *
   * @param sizes {@code sum |g|}
   * @param product {@code sum g * (z - x)}
   */
  public double step(Values shared, double loss, double sizes, double product) {
    double k = shared.set(1, shared.at(1) + 1);
    double mean = normBeta * shared.at(0) + (1 - normBeta) * sizes * Math.sqrt(Math.PI / 2);
    double corrected = mean / (1 - Math.pow(normBeta, k));
    shared.set(0, compounding ? corrected : mean);
    double height = Math.max(loss + between(shared) * product, 0);
    return shared.set(2, corrected == 0 ? 0 : height / corrected);
  }

  /** {@code b}: the part of {@code x} in {@code y} after the last update of a group. */
  public double between(Values shared) {
    double k = shared.at(1);
    if (anneal == 0) {
      return beta;
    }
    double q = Math.min((k - 1) / anneal, 1);
    return 1 - Math.exp(Math.log(1 - beta) * (1 - q) + Math.log(1 - last) * q);
  }

  /** {@code sum |g|} and {@code sum g * (z - x)}. */
  private static double[] look(Machine machine, Tensor p) {
    return machine.sums(
        2,
        List.of(p.g(), p.state(0), p.state(1)),
        (tile, sums) -> {
          double[] way = tile.of(1);
          double[] x = tile.of(2);
          for (int i = 0; i < tile.size(); i++) {
            way[i] -= x[i];
          }
          sums[0] += tile.sizes(tile.of(0));
          sums[1] += tile.product(tile.of(0), way);
        });
  }

  /** {@code c} of update {@code t} of a parameter, whose scalars it brings forward. */
  public double share(long t, double r, Values scalars) {
    if (t <= warmup) {
      scalars.set(1, Math.max(scalars.at(1), r));
      return 1;
    }
    FreeAverage.advance(t, r, Math.max(r, epsilon), power, ratePower, scalars);
    return FreeAverage.share(scalars);
  }

  private void step(Machine machine, Tensor p, double r, double b) {
    double share = share(p.t(), r, p.scalars());
    machine.each(
        List.of(p.g(), p.x(), p.state(0), p.state(1), p.state(2), p.state(3)),
        tile -> move(tile, p.t(), r, b, share));
  }

  private void move(Tile tile, long t, double r, double b, double c) {
    double c1 = 1 - Math.pow(beta1, (double) t);
    double c2 = 1 - Math.pow(beta2, (double) t);
    double[] g = tile.of(0);
    double[] y = tile.of(1);
    double[] z = tile.of(2);
    double[] x = tile.of(3);
    double[] m = tile.of(4);
    double[] v = tile.of(5);
    for (int i = 0; i < tile.size(); i++) {
      m[i] = beta1 * m[i] + (1 - beta1) * g[i];
      v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
    }
    tile.store(4);
    tile.store(5);
    for (int i = 0; i < tile.size(); i++) {
      double d = m[i] / c1 / (Math.sqrt(v[i] / c2) + epsilon);
      z[i] = z[i] - r * r * weightDecay * y[i] - r * d;
    }
    tile.store(2);
    for (int i = 0; i < tile.size(); i++) {
      x[i] = (1 - c) * x[i] + c * z[i];
    }
    tile.store(3);
    for (int i = 0; i < tile.size(); i++) {
      y[i] = b * x[i] + (1 - b) * z[i];
    }
    tile.store(1);
  }

  @Override
  public boolean evaluatesElsewhere() {
    return true;
  }

  @Override
  public void evaluation(Tensor tensor, Values into) {
    Sums.copy(tensor.state(1), into);
  }

  @Override
  public String toString() {
    return Wording.of("schedule-free-plus", this);
  }
}
