package rubato.djl;

import ai.djl.ndarray.NDArray;
import java.util.List;
import rubato.optim.Lookahead;
import rubato.optim.Slot;

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
    all.stream().filter(p -> p.t() % rule.k() == 0).forEach(p -> follow(rule, p));
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
}
