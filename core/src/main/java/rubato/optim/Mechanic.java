package rubato.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import rubato.internal.Check;

/**
 * Another rule, with a factor on all that it has moved so far: what makes the losses fall.
 *
 * <pre>
 * S = sum of s[i]
 * u = inner(x) - x
 * g = g + weightDecay * S * |g| / (|x| + epsilon) * x
 * d = (start - x) / (S + epsilon)
 * h = sum g * d
 * for i = 1 .. betas, with b = 1 - 0.1^i:
 *   r[i] = b * r[i] + clip(h, -m[i], m[i]) * s[i]    (m and s of before)
 *   m[i] = max(b * m[i], |h| + epsilon)
 *   v[i] = b^2 * v[i] + h^2
 *   s[i] = (initial / betas * m[i] + max(r[i], 0)) / (sqrt(v[i]) + epsilon)
 * x = start - (sum of s[i]) * (d - u)
 * </pre>
 *
 * <p>The sums and norms go over all tensors of the group, which so has one factor. It is used with
 * rate 1, times a schedule, which reaches the inner rule.
 *
 * @param initial what every {@code s} starts at; finite, above 0
 * @param weightDecay pulls towards 0, for the estimate alone; finite, not negative
 * @param epsilon finite, above 0
 * @param betas how many horizons, each ten times the one before; 1 to 15
 * @param inner a rule that trains the weights that are evaluated
 * @see <a href="https://arxiv.org/abs/2306.00144">Cutkosky et al., Mechanic (2023), algorithm 1</a>
 */
public record Mechanic(double initial, double weightDecay, double epsilon, int betas, Rule inner)
    implements Whole {

  public Mechanic {
    Check.above("initial", initial, 0);
    Check.atLeast("weight-decay", weightDecay, 0);
    Check.above("epsilon", epsilon, 0);
    Check.within("betas", betas, 1, 15);
    Check.that(
        !inner.evaluatesElsewhere() && !inner.evaluatesAgain(),
        "inner",
        "a rule that trains the weights that are evaluated, in one evaluation",
        inner);
  }

  /** As the paper and optax have it, around AdamW. */
  public Mechanic() {
    this(1e-6, 1e-2, 1e-8, 6, new AdamW());
  }

  @Override
  public RateUse rateUse() {
    return RateUse.FACTOR;
  }

  @Override
  public List<Slot> layout(Shape shape) {
    List<Slot> slots = new ArrayList<>(List.of(Slot.ofWeights("anchor", shape)));
    slots.addAll(inner.layout(shape));
    return slots;
  }

  @Override
  public List<String> scalars() {
    return inner.scalars();
  }

  @Override
  public List<String> shared() {
    List<String> names = new ArrayList<>();
    for (String name : List.of("scale", "reward", "largest", "squares")) {
      IntStream.rangeClosed(1, betas).forEach(i -> names.add(name + "-" + i));
    }
    names.addAll(inner.shared());
    return names;
  }

  @Override
  public boolean needsLoss() {
    return inner.needsLoss();
  }

  @Override
  public void update(Update update) {
    int own = 4 * betas;
    Values kept = update.shared().part(0, own);
    double old = scale(kept);
    Machine machine = update.machine();
    double gradients = 0;
    double weights = 0;
    List<Values> starts = new ArrayList<>();
    for (Tensor p : update.tensors()) {
      Values start = p.x().another();
      start.memory().copyFrom(p.x().memory());
      starts.add(start);
      gradients += Sums.squares(machine, p.g());
      weights += Sums.squares(machine, p.x());
    }
    double decay = weightDecay * old * Math.sqrt(gradients) / (Math.sqrt(weights) + epsilon);
    double h = 0;
    for (Tensor p : update.tensors()) {
      h += gain(machine, p, decay) / (old + epsilon);
    }
    List<Tensor> inside = update.tensors().stream().map(p -> p.inside(1, 0)).toList();
    Values others = update.shared().part(own, update.shared().size() - own);
    update.inner().run(inner, update, inside, others);
    bet(kept, h);
    double scale = scale(kept);
    for (int j = 0; j < starts.size(); j++) {
      Tensor p = update.tensors().get(j);
      machine.each(
          List.of(p.x(), starts.get(j), p.state(0)),
          tile -> {
            double[] x = tile.of(0);
            double[] start = tile.of(1);
            double[] anchor = tile.of(2);
            for (int i = 0; i < tile.size(); i++) {
              double u = x[i] - start[i];
              x[i] = anchor[i] - scale * ((anchor[i] - start[i]) / (old + epsilon) - u);
            }
            tile.store(0);
          });
    }
  }

  /** {@code sum g * (start - x)}. */
  private static double gain(Machine machine, Tensor p, double decay) {
    return machine.sum(
        List.of(p.x(), p.g(), p.state(0)),
        tile -> {
          double[] x = tile.of(0);
          double[] g = tile.of(1);
          double[] way = tile.of(2);
          for (int i = 0; i < tile.size(); i++) {
            g[i] += decay * x[i];
            way[i] -= x[i];
          }
          return tile.product(g, way);
        });
  }

  /** {@code S}, the sum of all {@code s}, from the shared scalars of a group. */
  public double scale(Values kept) {
    double sum = 0;
    for (int i = 0; i < betas; i++) {
      // No s is 0 once it has begun.
      sum += kept.at(i) == 0 ? kept.set(i, initial) : kept.at(i);
    }
    return sum;
  }

  /** Brings the shared scalars of a group forward by {@code h}. */
  public void bet(Values kept, double h) {
    for (int i = 0; i < betas; i++) {
      double b = 1 - Math.pow(0.1, i + 1);
      double clipped = Math.max(-kept.at(2 * betas + i), Math.min(h, kept.at(2 * betas + i)));
      double r = kept.set(betas + i, b * kept.at(betas + i) + clipped * kept.at(i));
      double m =
          kept.set(2 * betas + i, Math.max(b * kept.at(2 * betas + i), Math.abs(h) + epsilon));
      double v = kept.set(3 * betas + i, b * b * kept.at(3 * betas + i) + h * h);
      kept.set(i, (initial / betas * m + Math.max(r, 0)) / (Math.sqrt(v) + epsilon));
    }
  }

  @Override
  public String toString() {
    return Wording.of("mechanic", this);
  }
}
