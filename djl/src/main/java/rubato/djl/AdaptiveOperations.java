package rubato.djl;

import ai.djl.ndarray.NDArray;
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

  /** Those that have a rate: the others are left alone. */
  private static Operations.Together moving(Operations.Together together) {
    return together.of(together.operands().stream().filter(p -> p.rate() > 0).toList());
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
    var products = new Total();
    var sizes = new Total();
    together.each(
        p -> {
          if (p.t() == 1) {
            p.keep(2, every(rule.slice(), p.x()));
          }
        });
    moving(together)
        .each(
            p -> {
              double weight = old / d0 * old * (p.rate() * bias);
              double share = rule.safeguard() ? old / d0 * old : weight;
              NDArray g = p.slope(rule.decay().onGradient(rule.weightDecay()));
              NDArray line = every(rule.slice(), g);
              NDArray x = Terms.wide(every(rule.slice(), p.x()));
              sizes.sizes(p.state(3).muli(fading).addi(line.mul(share)));
              products.product(weight, line, Terms.wide(p.state(2)).sub(x));
              p.state(0).muli(rule.beta1()).addi(g.mul(old * (1 - rule.beta1())));
              p.state(1).muli(rule.beta2()).addi(g.mul(old * old * (1 - rule.beta2())).muli(g));
            });
    double numerator = fading * kept.at(2) + products.here();
    double denominator = sizes.here();
    if (denominator == 0) {
      return;
    }
    double estimate = rule.coefficient() * numerator / denominator;
    double first = old == d0 ? Math.max(old, estimate) : old;
    double peak = kept.set(1, Math.max(Math.max(kept.at(1), d0), estimate));
    double d = kept.set(0, Math.min(peak, first * rule.growth()));
    kept.set(2, numerator);
    kept.set(3, k);
    together.each(
        p -> {
          double e = old * p.rate() * bias;
          NDArray root = p.state(1).sqrt().addi(d * rule.epsilon());
          double shrink = rule.decay() == Decay.DECOUPLED ? 1 - rule.weightDecay() * e : 1;
          p.move(shrink, p.state(0).mul(e).divi(root));
        });
  }

  /** Every {@code slice}-th number, in a row. */
  private static NDArray every(int slice, NDArray a) {
    NDArray line = a.flatten();
    return slice == 1 ? line : line.get("::{}", slice);
  }

  static void update(DAdaptSgd rule, Operations.Together together) {
    Values kept = together.shared();
    Operations.Together moving = moving(together);
    if (kept.at(2) == 0) {
      var norm = new Total();
      moving.each(p -> norm.squares(p.g()));
      kept.set(0, rule.d0());
      kept.set(2, Math.sqrt(norm.here()));
      if (kept.at(2) == 0) {
        return;
      }
    }
    double d = kept.at(0);
    var products = new Total();
    var squares = new Total();
    moving.each(
        p -> {
          double e = d * p.rate() / kept.at(2);
          NDArray g = p.slope(rule.weightDecay());
          products.product(e, g, p.state(1));
          squares.squares(p.state(1).addi(g.mul(e)));
        });
    double product = kept.set(1, kept.at(1) + products.here());
    double square = squares.here();
    if (square > 0) {
      kept.set(0, Math.max(d, Math.min(2 * product / Math.sqrt(square), d * rule.growth())));
    }
    moving.each(p -> blend(p, rule.momentum(), p.state(0).sub(p.state(1))));
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
    var products = new Total();
    var sizes = new Total();
    moving(together)
        .each(
            p -> {
              double step = e * p.rate();
              NDArray g = p.slope(rule.decay().onGradient(rule.weightDecay()));
              NDArray before = p.state(2).div(p.state(1).sqrt().addi(rule.epsilon()));
              products.product(step, g, before);
              p.state(0).muli(rule.beta1()).addi(g.mul((1 - rule.beta1()) * step));
              p.averageSquares(1, rule.beta2(), g);
              sizes.sizes(p.state(2).muli(b).addi(g.mul((1 - b) * step)));
            });
    double numerator = products.here();
    double denominator = sizes.here();
    if (denominator == 0) {
      return;
    }
    double weighed = kept.set(1, b * kept.at(1) + (1 - b) * numerator);
    double estimate = weighed / ((1 - b) * denominator);
    kept.set(0, Math.max(d, Math.min(estimate, d * rule.growth())));
    kept.set(2, k);
    moving(together)
        .each(
            p -> {
              double rate = e * p.rate();
              double decay = rule.decay() == Decay.DECOUPLED ? rule.weightDecay() * rate : 0;
              p.move(1 - decay, p.state(0).div(p.state(1).sqrt().addi(rule.epsilon())));
            });
  }

  static void update(DAdaptAdagrad rule, Operations.Together together) {
    Values kept = together.shared();
    double d = kept.at(0) == 0 ? rule.d0() : kept.at(0);
    var steps = new Total();
    var ways = new Total();
    var sizes = new Total();
    moving(together)
        .each(
            p -> {
              double e = d * p.rate();
              NDArray g = p.slope(rule.weightDecay());
              NDArray s = p.state(1).addi(g.mul(e));
              NDArray root = p.state(2).addi(g.square()).sqrt().addi(rule.epsilon());
              steps.product(e * e, g, g.div(root));
              ways.product(s, s.div(root));
              sizes.sizes(s);
            });
    double stepped = kept.at(1) + steps.here();
    double way = ways.here();
    double size = sizes.here();
    if (size == 0) {
      return;
    }
    kept.set(0, Math.max(d, Math.min((way - stepped) / size, d * rule.growth())));
    kept.set(1, stepped);
    moving(together)
        .each(
            p -> {
              NDArray root = p.state(2).sqrt().addi(rule.epsilon());
              blend(p, rule.momentum(), p.state(0).sub(p.state(1).div(root)));
            });
  }

  static void update(DAdaptLion rule, Operations.Together together) {
    Values kept = together.shared();
    double d = kept.at(0) == 0 ? rule.d0() : kept.at(0);
    double b = Math.sqrt(rule.beta2());
    var products = new Total();
    var sizes = new Total();
    together.each(
        p -> {
          double e = d * p.rate();
          NDArray c = p.state(0).mul(rule.beta1()).addi(p.g().mul(1 - rule.beta1()));
          NDArray u = Terms.sign(c);
          p.move(1 - e * rule.weightDecay(), u.mul(e));
          p.state(0).muli(rule.beta2()).addi(p.g().mul((1 - rule.beta2()) * e));
          products.product(e, u, p.state(1));
          sizes.sizes(p.state(1).muli(b).addi(u.mul((1 - b) * e)));
        });
    double size = sizes.here();
    double numerator = kept.set(1, b * kept.at(1) + (1 - b) * products.here());
    kept.set(0, size > 0 ? Math.max(d, numerator / ((1 - b) * size)) : d);
  }
}
