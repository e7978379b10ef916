package rubato.djl;

import ai.djl.ndarray.NDArray;
import java.util.List;
import rubato.optim.Dog;
import rubato.optim.Dowg;
import rubato.optim.Fromage;
import rubato.optim.Lamb;
import rubato.optim.Lars;
import rubato.optim.NovoGrad;
import rubato.optim.Values;

/** Rules that go by norms of weights, gradients and ways. */
final class NormOperations {

  private NormOperations() {}

  /** {@code weights / update}, and 1 where either is 0: a tensor at 0 could never leave it. */
  private static double trust(double weights, double update, double coefficient, double epsilon) {
    return weights == 0 || update == 0 ? 1 : coefficient * weights / (update + epsilon);
  }

  private static double norm(NDArray a) {
    return Math.sqrt(Terms.squares(a));
  }

  static void update(Lamb rule, Operand p) {
    boolean inside = rule.decay() == Lamb.Decay.INSIDE;
    NDArray m = p.average(0, rule.beta1(), p.g());
    NDArray v = p.averageSquares(1, rule.beta2(), p.g());
    NDArray c = v.div(Terms.bias(rule.beta2(), (double) p.t())).addi(rule.root()).sqrt();
    NDArray u = m.div(Terms.bias(rule.beta1(), (double) p.t())).divi(c.addi(rule.epsilon()));
    if (inside) {
      u.addi(p.x().mul(rule.weightDecay()));
    } else {
      p.x().muli(1 - p.rate() * rule.weightDecay());
    }
    p.move(1, u.mul(p.rate() * trust(norm(p.x()), norm(u), 1, 0)));
  }

  static void update(Lars rule, Operand p) {
    NDArray g = p.slope(rule.weightDecay());
    double trust = trust(norm(p.x()), norm(g), rule.trust(), rule.epsilon());
    NDArray s = g.mul(p.rate() * trust);
    NDArray b = p.state(0).muli(rule.momentum()).addi(s);
    p.move(1, rule.nesterov() ? b.mul(rule.momentum()).addi(s) : b);
  }

  static void update(NovoGrad rule, Operand p) {
    double norm = Terms.squares(p.g());
    double before = p.scalars().at(0);
    double fresh = 1 - rule.beta2();
    double n = p.scalars().set(0, p.t() == 1 ? norm : rule.beta2() * before + fresh * norm);
    double root = Math.sqrt(n + rule.root()) + rule.epsilon();
    NDArray u = p.g().div(root).addi(p.x().mul(rule.weightDecay()));
    p.move(1, p.state(0).muli(rule.beta1()).addi(u).mul(p.rate()));
  }

  static void update(Fromage rule, Operand p) {
    double weights = Math.max(norm(p.x()), rule.floor());
    double gradient = Math.max(norm(p.g()), rule.floor());
    p.move(1, p.g().mul(p.rate() * trust(weights, gradient, 1, 0)));
    p.x().muli(1 / Math.sqrt(1 + p.rate() * p.rate()));
  }

  static void update(Dog rule, Operations.Together together) {
    if (rule.layerwise()) {
      together.operands().forEach(p -> step(rule, together.of(List.of(p)).sharing(p.scalars())));
    } else {
      step(rule, together);
    }
  }

  private static void step(Dog rule, Operations.Together together) {
    Values kept = together.shared();
    var weights = new Total();
    var ways = new Total();
    var gradients = new Total();
    together.each(
        p -> {
          weights.squares(p.x());
          ways.squares(Terms.wide(p.x()).sub(Terms.wide(p.state(0))));
          gradients.squares(p.slope(rule.weightDecay()));
        });
    double weight = weights.here();
    double squares = kept.at(1) + gradients.here();
    boolean first = kept.at(2) == 0;
    double beginning =
        switch (rule.begin()) {
          case RELATIVE -> rule.initial() * (1 + Math.sqrt(weight));
          case DISTANCE -> rule.initial();
          case RATE -> 0;
        };
    double r = kept.set(0, Math.max(first ? beginning : kept.at(0), Math.sqrt(ways.here())));
    kept.set(1, squares);
    kept.set(2, kept.at(2) + 1);
    boolean given = first && rule.begin() == Dog.Begin.RATE;
    double step = given ? rule.initial() : r / Math.sqrt(squares + rule.epsilon());
    together.each(p -> descend(p, p.rate() * step, rule.weightDecay()));
  }

  static void update(Dowg rule, Operations.Together together) {
    var ways = new Total();
    var gradients = new Total();
    together.each(
        p -> {
          ways.squares(Terms.wide(p.x()).sub(Terms.wide(p.state(0))));
          gradients.squares(p.slope(rule.weightDecay()));
        });
    Values kept = together.shared();
    double least = rule.initial() == 0 ? rule.epsilon() : rule.initial();
    double q = kept.set(0, Math.max(ways.here(), Math.max(kept.at(0), least)));
    double v = kept.set(1, kept.at(1) + q * gradients.here());
    double step = q / (Math.sqrt(v) + rule.epsilon());
    together.each(p -> descend(p, p.rate() * step, rule.weightDecay()));
  }

  /** {@code x = x - step * (g + decay * x)}; stays where the step is nothing over nothing. */
  static void descend(Operand p, double step, double decay) {
    if (step != 0 && !Double.isNaN(step)) {
      p.move(1, p.slope(decay).mul(step));
    }
  }
}
