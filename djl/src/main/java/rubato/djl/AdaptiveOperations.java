package rubato.djl;

import ai.djl.ndarray.NDArray;
import java.util.List;
import rubato.optim.DAdaptAdagrad;
import rubato.optim.DAdaptAdam;
import rubato.optim.DAdaptLion;
import rubato.optim.DAdaptSgd;
import rubato.optim.Decay;
import rubato.optim.Prodigy;
import rubato.optim.Values;

/** Rules that find their own rate: {@code d} bounds how far the weights have to go. */
final class AdaptiveOperations {

  private AdaptiveOperations() {}

  private static List<Operand> moving(Operations.Together together) {
    return together.operands().stream().filter(p -> p.rate() > 0).toList();
  }

  static void update(Prodigy rule, Operations.Together together) {
    Values kept = together.shared();
    double d0 = rule.d0();
    double old = kept.at(0) == 0 ? d0 : kept.at(0);
    double k = kept.at(3) + 1;
    double bias =
        rule.biasCorrection()
            ? Math.sqrt(Terms.bias(rule.beta2(), k)) / Terms.bias(rule.beta1(), k)
            : 1;
    double fading = rule.beta3() == 0 ? Math.sqrt(rule.beta2()) : rule.beta3();
    double numerator = fading * kept.at(2);
    double denominator = 0;
    for (Operand p : together.operands()) {
      if (p.t() == 1) {
        p.keep(2, p.x().reshape(p.state(2).getShape()));
      }
      if (p.rate() > 0) {
        double weight = old / d0 * old * (p.rate() * bias);
        double share = rule.safeguard() ? old / d0 * old : weight;
        NDArray g = p.slope(rule.decay().onGradient(rule.weightDecay()));
        numerator += weight * look(rule, p, g, old, fading, share);
        denominator += Terms.sizes(p.state(3));
      }
    }
    if (denominator == 0) {
      return;
    }
    double estimate = rule.coefficient() * numerator / denominator;
    double first = old == d0 ? Math.max(old, estimate) : old;
    double peak = kept.set(1, Math.max(Math.max(kept.at(1), d0), estimate));
    double d = kept.set(0, Math.min(peak, first * rule.growth()));
    kept.set(2, numerator);
    kept.set(3, k);
    for (Operand p : together.operands()) {
      double e = old * p.rate() * bias;
      NDArray root = p.state(1).sqrt().addi(d * rule.epsilon());
      double shrink = rule.decay() == Decay.DECOUPLED ? 1 - rule.weightDecay() * e : 1;
      p.move(shrink, p.state(0).mul(e).divi(root));
    }
  }

  /** Brings state forward; returns {@code sum g * (start - x)}. */
  private static double look(
      Prodigy rule, Operand p, NDArray g, double d, double fading, double share) {
    NDArray line = g.reshape(p.state(2).getShape());
    NDArray x = p.x().reshape(p.state(2).getShape());
    p.state(3).muli(fading).addi(line.mul(share));
    p.state(0).muli(rule.beta1()).addi(g.mul(d * (1 - rule.beta1())));
    p.state(1).muli(rule.beta2()).addi(g.mul(d * d * (1 - rule.beta2())).muli(g));
    return Terms.product(line, Terms.wide(p.state(2)).sub(Terms.wide(x)));
  }

  static void update(DAdaptSgd rule, Operations.Together together) {
    Values kept = together.shared();
    List<Operand> moving = moving(together);
    if (kept.at(2) == 0) {
      kept.set(0, rule.d0());
      kept.set(2, Math.sqrt(moving.stream().mapToDouble(p -> Terms.squares(p.g())).sum()));
      if (kept.at(2) == 0) {
        return;
      }
    }
    double d = kept.at(0);
    double squares = 0;
    for (Operand p : moving) {
      double e = d * p.rate() / kept.at(2);
      NDArray g = p.slope(rule.weightDecay());
      kept.set(1, kept.at(1) + e * Terms.product(g, p.state(1)));
      squares += Terms.squares(p.state(1).addi(g.mul(e)));
    }
    if (squares > 0) {
      kept.set(0, Math.max(d, Math.min(2 * kept.at(1) / Math.sqrt(squares), d * rule.growth())));
    }
    for (Operand p : moving) {
      blend(p, rule.momentum(), p.state(0).sub(p.state(1)));
    }
  }

  /** {@code x = momentum * x + (1 - momentum) * z}. */
  private static void blend(Operand p, double momentum, NDArray z) {
    p.x().muli(momentum).addi(z.muli(1 - momentum));
  }

  static void update(DAdaptAdam rule, Operations.Together together) {
    Values kept = together.shared();
    double d = kept.at(0) == 0 ? rule.d0() : kept.at(0);
    double k = kept.at(2) + 1;
    double bias = Math.sqrt(Terms.bias(rule.beta2(), k)) / Terms.bias(rule.beta1(), k);
    double e = rule.biasCorrection() ? d * bias : d;
    double b = Math.sqrt(rule.beta2());
    double numerator = 0;
    double denominator = 0;
    for (Operand p : moving(together)) {
      double step = e * p.rate();
      NDArray g = p.slope(rule.decay().onGradient(rule.weightDecay()));
      NDArray before = p.state(2).div(p.state(1).sqrt().addi(rule.epsilon()));
      numerator += step * Terms.product(g, before);
      p.state(0).muli(rule.beta1()).addi(g.mul((1 - rule.beta1()) * step));
      p.averageSquares(1, rule.beta2(), g);
      denominator += Terms.sizes(p.state(2).muli(b).addi(g.mul((1 - b) * step)));
    }
    if (denominator == 0) {
      return;
    }
    double weighed = kept.set(1, b * kept.at(1) + (1 - b) * numerator);
    double estimate = weighed / ((1 - b) * denominator);
    kept.set(0, Math.max(d, Math.min(estimate, d * rule.growth())));
    kept.set(2, k);
    for (Operand p : moving(together)) {
      double decay = rule.decay() == Decay.DECOUPLED ? rule.weightDecay() * e * p.rate() : 0;
      p.move(1 - decay, p.state(0).div(p.state(1).sqrt().addi(rule.epsilon())));
    }
  }

  static void update(DAdaptAdagrad rule, Operations.Together together) {
    Values kept = together.shared();
    double d = kept.at(0) == 0 ? rule.d0() : kept.at(0);
    double steps = kept.at(1);
    double way = 0;
    double sizes = 0;
    for (Operand p : moving(together)) {
      double e = d * p.rate();
      NDArray g = p.slope(rule.weightDecay());
      NDArray s = p.state(1).addi(g.mul(e));
      NDArray root = p.state(2).addi(g.square()).sqrt().addi(rule.epsilon());
      steps += e * e * Terms.product(g, g.div(root));
      way += Terms.product(s, s.div(root));
      sizes += Terms.sizes(s);
    }
    if (sizes == 0) {
      return;
    }
    kept.set(0, Math.max(d, Math.min((way - steps) / sizes, d * rule.growth())));
    kept.set(1, steps);
    for (Operand p : moving(together)) {
      NDArray root = p.state(2).sqrt().addi(rule.epsilon());
      blend(p, rule.momentum(), p.state(0).sub(p.state(1).div(root)));
    }
  }

  static void update(DAdaptLion rule, Operations.Together together) {
    Values kept = together.shared();
    double d = kept.at(0) == 0 ? rule.d0() : kept.at(0);
    double b = Math.sqrt(rule.beta2());
    double product = 0;
    double sizes = 0;
    for (Operand p : together.operands()) {
      double e = d * p.rate();
      NDArray c = p.state(0).mul(rule.beta1()).addi(p.g().mul(1 - rule.beta1()));
      NDArray u = Terms.sign(c);
      p.move(1 - e * rule.weightDecay(), u.mul(e));
      p.state(0).muli(rule.beta2()).addi(p.g().mul((1 - rule.beta2()) * e));
      product += e * Terms.product(u, p.state(1));
      sizes += Terms.sizes(p.state(1).muli(b).addi(u.mul((1 - b) * e)));
    }
    double numerator = kept.set(1, b * kept.at(1) + (1 - b) * product);
    kept.set(0, sizes > 0 ? Math.max(d, numerator / ((1 - b) * sizes)) : d);
  }
}
