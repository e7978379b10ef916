package rubato.optim;

import java.util.List;
import rubato.internal.Check;

/**
 * Coin betting: every weight bets on its gradients with what it has won so far. It needs no rate:
 * leave it at 1.
 *
 * <pre>
 * c = rate * (g + weightDecay * x)
 * L = max(L, |c|)
 * G = G + |c|
 * R = max(R - c * (x - start), 0)
 * C = C - c
 * x = start + C / (L * max(G + L, alpha * L)) * (L + R)
 * </pre>
 *
 * <p>{@code start} is the weight at the first update, {@code L} starts at epsilon. The rate scales
 * the gradient, of whose scale the rule knows nothing: it matters little.
 *
 * @param alpha how little is bet at first, in units of {@code L}; finite, above 0
 * @param epsilon finite, above 0
 * @param weightDecay coupled: it is added to the gradient; finite, not negative
 * @see <a href="https://arxiv.org/abs/1705.07795">Orabona and Tommasi, Training deep networks
 *     without learning rates through coin betting (2017), algorithm 2</a>
 */
public record Cocob(double alpha, double epsilon, double weightDecay) implements Elementwise {

  public Cocob {
    Check.above("alpha", alpha, 0);
    Check.above("epsilon", epsilon, 0);
    Check.atLeast("weight-decay", weightDecay, 0);
  }

  /** As the paper and optax have it. */
  public Cocob() {
    this(100, 1e-8, 0);
  }

  @Override
  public RateUse rateUse() {
    return RateUse.FACTOR;
  }

  @Override
  public List<String> slots() {
    return List.of("start", "sum", "largest", "total", "reward");
  }

  @Override
  public void update(Tensor p) {
    for (long i = 0; i < p.size(); i++) {
      double x = p.x().at(i);
      double c = p.rate() * (p.g().at(i) + weightDecay * x);
      double start = p.state(0).set(i, p.t() == 1 ? x : p.state(0).at(i));
      double sum = p.state(1).set(i, p.state(1).at(i) - c);
      double largest = Math.max(p.state(2).at(i), epsilon);
      double scale = p.state(2).set(i, Math.max(largest, Math.abs(c)));
      double total = p.state(3).set(i, p.state(3).at(i) + Math.abs(c));
      double reward = p.state(4).set(i, Math.max(p.state(4).at(i) - c * (x - start), 0));
      double bet = sum / (scale * Math.max(total + scale, alpha * scale));
      p.x().set(i, start + bet * (scale + reward));
    }
  }

  @Override
  public String toString() {
    return Wording.of("cocob", this);
  }
}
