package rubato.optim;

import java.util.List;
import rubato.internal.Check;

/**
 * Adam that finds its own rate: {@code d} grows to the distance that the weights have to go.
 *
 * <pre>
 * e = d * rate * [sqrt(1 - beta2^k) / (1 - beta1^k)]
 * n = beta3 * n + (d / d0) * e * sum g * (start - x)
 * m = beta1 * m + (1 - beta1) * d * g
 * v = beta2 * v + (1 - beta2) * d^2 * g^2
 * s = beta3 * s + (d / d0) * e * g                   (safeguard: d in place of e)
 * p = max(p, coefficient * n / sum |s|)
 * d = min(p, growth * d)                             (while d is d0, it first becomes p)
 * x = x - e * (weightDecay * x + m / (sqrt(v) + d * epsilon))
 * </pre>
 *
 * <p>The sums go over all tensors of the group, which so has one {@code d}: give every part a group
 * of its own for a {@code d} each. The factor in brackets is there with {@code biasCorrection}. It
 * is used with rate 1, times a schedule, which multiplies what was found; at rate 0 a tensor is
 * left alone and nothing is learnt from it. Where all gradients so far are 0, nothing happens:
 * optax, whose rule is that with {@code biasCorrection}, goes on with NaN there.
 *
 * @param beta1 at least 0, below 1
 * @param beta2 at least 0, below 1
 * @param beta3 at least 0, below 1; 0 for the root of {@code beta2}
 * @param epsilon finite, not negative
 * @param weightDecay finite, not negative
 * @param decay shrinks the weight as above; or coupled, it is added to the gradient
 * @param biasCorrection of {@code m} and {@code v}
 * @param safeguard keeps the rate out of {@code s}: for schedules that warm up
 * @param d0 what {@code d} starts at; finite, above 0
 * @param coefficient of the estimate; the preferred knob; finite, above 0
 * @param growth how much {@code d} may grow in an update; at least 1, may be infinite
 * @param slice estimates from every {@code slice}-th weight of a tensor only, and keeps {@code
 *     start} and {@code s} for no others; at least 1
 * @see <a href="https://arxiv.org/abs/2306.06101">Mishchenko and Defazio, Prodigy (2024), algorithm
 *     4</a>
 */
public record Prodigy(
    double beta1,
    double beta2,
    double beta3,
    double epsilon,
    double weightDecay,
    Decay decay,
    boolean biasCorrection,
    boolean safeguard,
    double d0,
    double coefficient,
    double growth,
    int slice)
    implements Whole {

  public Prodigy {
    Check.that(beta1 >= 0 && beta1 < 1, "beta1", ">= 0 and < 1", beta1);
    Check.that(beta2 >= 0 && beta2 < 1, "beta2", ">= 0 and < 1", beta2);
    Check.that(beta3 >= 0 && beta3 < 1, "beta3", ">= 0 and < 1", beta3);
    Check.atLeast("epsilon", epsilon, 0);
    Check.atLeast("weight-decay", weightDecay, 0);
    Check.above("d0", d0, 0);
    Check.above("coefficient", coefficient, 0);
    Check.that(growth >= 1, "growth", ">= 1", growth);
    Check.atLeast("slice", slice, 1);
  }

  /** As the authors have it. */
  public Prodigy() {
    this(
        0.9,
        0.999,
        0,
        1e-8,
        0,
        Decay.DECOUPLED,
        false,
        false,
        1e-6,
        1,
        Double.POSITIVE_INFINITY,
        1);
  }

  @Override
  public RateUse rateUse() {
    return RateUse.FACTOR;
  }

  @Override
  public List<Slot> layout(Shape shape) {
    long part = (shape.size() + slice - 1) / slice;
    return List.of(
        new Slot("mean", shape),
        new Slot("square", shape),
        new Slot("start", part),
        new Slot("sum", part));
  }

  @Override
  public List<String> shared() {
    return List.of("d", "peak", "numerator", "updates");
  }

  @Override
  public void update(Update update) {
    Values shared = update.shared();
    double old = shared.at(0) == 0 ? d0 : shared.at(0);
    double k = shared.at(3) + 1;
    double bias = biasCorrection ? Math.sqrt(1 - Math.pow(beta2, k)) / (1 - Math.pow(beta1, k)) : 1;
    double kept = beta3 == 0 ? Math.sqrt(beta2) : beta3;
    double numerator = kept * shared.at(2);
    double denominator = 0;
    for (Tensor p : update.tensors()) {
      if (p.t() == 1) {
        begin(p);
      }
      if (p.rate() > 0) {
        double weight = old / d0 * old * (p.rate() * bias);
        double share = safeguard ? old / d0 * old : weight;
        double[] sums = look(update.machine(), p, old, kept, share);
        numerator += weight * sums[0];
        denominator += sums[1];
      }
    }
    if (denominator == 0) {
      return;
    }
    double estimate = coefficient * numerator / denominator;
    double first = old == d0 ? Math.max(old, estimate) : old;
    double peak = Math.max(Math.max(shared.at(1), d0), estimate);
    double d = Math.min(peak, first * growth);
    shared.set(0, d);
    shared.set(1, peak);
    shared.set(2, numerator);
    shared.set(3, k);
    for (Tensor p : update.tensors()) {
      step(update.machine(), p, old * p.rate() * bias, d);
    }
  }

  /** The gradient with a decay that is not decoupled. */
  private double gradient(Tensor p, long i) {
    return decay == Decay.DECOUPLED ? p.g().at(i) : p.g().at(i) + weightDecay * p.x().at(i);
  }

  private void begin(Tensor p) {
    Values start = p.state(2);
    for (long j = 0; j < start.size(); j++) {
      start.set(j, p.x().at(j * slice));
    }
  }

  /** Brings state forward; returns {@code sum g * (start - x)} and {@code sum |s|}. */
  private double[] look(Machine machine, Tensor p, double d, double kept, double share) {
    if (slice == 1) {
      return wholeLook(machine, p, d, kept, share);
    }
    double[] sums = new double[2];
    for (long j = 0; j < p.state(2).size(); j++) {
      long i = j * slice;
      double g = gradient(p, i);
      sums[0] += g * (p.state(2).at(j) - p.x().at(i));
      sums[1] += Math.abs(p.state(3).set(j, kept * p.state(3).at(j) + share * g));
    }
    machine.each(List.of(p.g(), p.x(), p.state(0), p.state(1)), tile -> average(tile, d));
    return sums;
  }

  private double[] wholeLook(Machine machine, Tensor p, double d, double kept, double share) {
    return machine.sums(
        2,
        List.of(p.g(), p.x(), p.state(0), p.state(1), p.state(2), p.state(3)),
        (tile, sums) -> {
          average(tile, d);
          double[] g = tile.of(0);
          double[] x = tile.of(1);
          double[] way = tile.of(4);
          double[] s = tile.of(5);
          for (int i = 0; i < tile.size(); i++) {
            way[i] -= x[i];
            s[i] = kept * s[i] + share * g[i];
          }
          sums[0] += tile.product(g, way);
          sums[1] += tile.sizes(tile.store(5));
        });
  }

  /** Brings the averages of a tile forward; its gradient takes the coupled decay up. */
  private void average(Tile tile, double d) {
    double coupled = decay.onGradient(weightDecay);
    double[] g = tile.of(0);
    double[] x = tile.of(1);
    double[] m = tile.of(2);
    double[] v = tile.of(3);
    for (int i = 0; i < tile.size(); i++) {
      g[i] += coupled * x[i];
      m[i] = beta1 * m[i] + d * (1 - beta1) * g[i];
      v[i] = beta2 * v[i] + d * d * (1 - beta2) * g[i] * g[i];
    }
    tile.store(2);
    tile.store(3);
  }

  private void step(Machine machine, Tensor p, double e, double d) {
    double shrink = decay == Decay.DECOUPLED ? 1 - weightDecay * e : 1;
    machine.each(
        List.of(p.x(), p.state(0), p.state(1)),
        tile -> {
          double[] x = tile.of(0);
          double[] m = tile.of(1);
          double[] v = tile.of(2);
          for (int i = 0; i < tile.size(); i++) {
            x[i] = shrink * x[i] - e * m[i] / (Math.sqrt(v[i]) + d * epsilon);
          }
          tile.store(0);
        });
  }

  @Override
  public String toString() {
    return Wording.of("prodigy", this);
  }
}
