package rubato.optim;

import java.util.ArrayList;
import java.util.List;
import rubato.internal.Check;

/**
 * Another rule runs ahead; every {@code k} updates slow weights follow it a part of the way, and it
 * starts anew from them.
 *
 * <pre>
 * x = inner(x)
 * when t is a multiple of k:
 *   y = y + alpha * (x - y)
 *   x = y
 * </pre>
 *
 * <p>The slow weights {@code y} start as the weights at the first update; they are what is to be
 * evaluated and shipped. The state of the inner rule goes on, or with {@code reset} starts anew
 * with {@code t = 1} after each such update.
 *
 * @param k at least 1
 * @param alpha above 0, at most 1
 * @param reset whether the state of the inner rule starts anew with the weights; optax's {@code
 *     reset_state}
 * @param inner any rule
 * @see <a href="https://arxiv.org/abs/1907.08610">Zhang et al., Lookahead Optimizer (2019),
 *     algorithm 1</a>
 */
public record Lookahead(int k, double alpha, boolean reset, Rule inner) implements Whole {

  public Lookahead {
    Check.atLeast("k", k, 1);
    Check.that(alpha > 0 && alpha <= 1, "alpha", "> 0 and <= 1", alpha);
  }

  /** As the paper has it, around AdamW. */
  public Lookahead() {
    this(5, 0.5, false, new AdamW());
  }

  @Override
  public List<Slot> layout(Shape shape) {
    List<Slot> slots = new ArrayList<>(List.of(new Slot("slow", shape)));
    slots.addAll(inner.layout(shape));
    return slots;
  }

  @Override
  public List<String> scalars() {
    return inner.scalars();
  }

  @Override
  public List<String> shared() {
    return inner.shared();
  }

  @Override
  public boolean needsLoss() {
    return inner.needsLoss();
  }

  @Override
  public boolean evaluatesAgain() {
    return inner.evaluatesAgain();
  }

  @Override
  public boolean evaluatesElsewhere() {
    return true;
  }

  @Override
  public void evaluation(Tensor tensor, Values into) {
    for (long i = 0; i < tensor.size(); i++) {
      into.set(i, tensor.state(0).at(i));
    }
  }

  @Override
  public void update(Update update) {
    List<Tensor> fast = new ArrayList<>();
    for (Tensor p : update.tensors()) {
      if (p.t() == 1) {
        p.state(0).follow(p.x(), 1);
      }
      Tensor ahead = p.inside(1, 0);
      fast.add(reset ? ahead.at((p.t() - 1) % k + 1) : ahead);
    }
    update.inner().run(inner, update, fast, update.shared());
    for (Tensor p : update.tensors()) {
      if (p.t() % k == 0) {
        follow(p);
      }
    }
  }

  private void follow(Tensor p) {
    Values slow = p.state(0);
    slow.follow(p.x(), alpha);
    p.x().follow(slow, 1);
    if (reset) {
      List<Slot> slots = layout(p.shape());
      for (int j = 1; j < slots.size(); j++) {
        if (slots.get(j).startsAsWeights()) {
          p.state(j).follow(p.x(), 1);
        } else {
          p.state(j).fill(slots.get(j).initial());
        }
      }
      p.scalars().fill(0);
    }
  }

  @Override
  public String toString() {
    return Wording.of("lookahead", this);
  }
}
