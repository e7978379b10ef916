package rubato.djl;

import ai.djl.ndarray.NDArray;
import java.util.Iterator;
import java.util.List;
import rubato.optim.Lookahead;
import rubato.optim.Mechanic;
import rubato.optim.Noisy;
import rubato.optim.Slot;
import rubato.optim.Values;

/** Rules around others. */
final class AroundOperations {

  private AroundOperations() {}

  static void update(Lookahead rule, Operations.Together together) {
    List<Operand> all = together.operands();
    for (Operand p : all) {
      if (p.t() == 1) {
        p.keep(0, p.x());
      }
    }
    Operations.update(
        rule.inner(),
        together.of(
            all.stream()
                .map(p -> rule.reset() ? p.inside(1).at((p.t() - 1) % rule.k() + 1) : p.inside(1))
                .toList()));
    together.each(
        p -> {
          if (p.t() % rule.k() == 0) {
            follow(rule, p);
          }
        });
  }

  private static void follow(Lookahead rule, Operand p) {
    NDArray slow = p.state(0);
    if (rule.alpha() == 1) {
      Operand.copy(p.x(), slow);
    } else {
      slow.addi(p.x().sub(slow).muli(rule.alpha()));
    }
    Operand.copy(slow, p.x());
    if (rule.reset()) {
      List<Slot> slots = rule.layout(p.shape());
      for (int j = 1; j < slots.size(); j++) {
        boolean weights = slots.get(j).startsAsWeights();
        p.keep(j, weights ? p.x() : Terms.all(slots.get(j).initial(), p.state(j)));
      }
      p.scalars().fill(0);
    }
  }

  static void update(Mechanic rule, Operations.Together together) {
    int own = 4 * rule.betas();
    Values kept = together.shared().part(0, own);
    Values others = together.shared().part(own, together.shared().size() - own);
    List<Operand> all = together.operands();
    double old = rule.scale(kept) + rule.epsilon();
    List<NDArray> starts = all.stream().map(p -> p.x().duplicate()).toList();
    double h = gain(rule, together, rule.scale(kept)) / old;
    Operations.update(
        rule.inner(), together.sharing(others).of(all.stream().map(p -> p.inside(1)).toList()));
    rule.bet(kept, h);
    double scale = rule.scale(kept);
    Iterator<NDArray> start = starts.iterator();
    together.each(p -> scale(p, start.next(), old, scale));
  }

  /** {@code x = start - scale * (d - u)}; {@code before} the inner rule moved it. */
  private static void scale(Operand p, NDArray before, double old, double scale) {
    NDArray d = p.state(0).sub(before).divi(old);
    NDArray u = p.x().sub(before);
    Operand.copy(p.state(0).sub(d.subi(u).muli(scale)), p.x());
  }

  /** {@code sum g * (start - x)}, with a decay. */
  private static double gain(Mechanic rule, Operations.Together together, double scale) {
    var gradients = new Total();
    var weights = new Total();
    together.each(
        p -> {
          gradients.squares(p.g());
          weights.squares(p.x());
        });
    double norm = Math.sqrt(weights.here()) + rule.epsilon();
    double decay = rule.weightDecay() * scale * Math.sqrt(gradients.here()) / norm;
    var gain = new Total();
    together.each(
        p -> {
          NDArray x = Terms.wide(p.x());
          gain.product(Terms.wide(p.g()).add(x.mul(decay)), Terms.wide(p.state(0)).sub(x));
        });
    return gain.here();
  }

  /** The noise is drawn on the CPU and sent: no device has its dice. */
  static void update(Noisy rule, Operations.Together together) {
    Operations.update(
        rule.inner(), together.of(together.operands().stream().map(p -> noisy(rule, p)).toList()));
  }

  private static Operand noisy(Noisy rule, Operand p) {
    double[] noise = rule.noise(p.name(), p.t(), Math.toIntExact(p.shape().size()));
    return p.sloped(p.g().add(Transfer.there(noise, p.g().getShape(), p.g())));
  }
}
