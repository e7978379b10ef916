package rubato.djl;

import ai.djl.ndarray.NDArray;
import rubato.optim.AcProp;
import rubato.optim.AdEMAMix;
import rubato.optim.AdaBelief;
import rubato.optim.Adan;
import rubato.optim.Adopt;
import rubato.optim.SimplifiedAdEMAMix;

/** Other means than Adam's over other roots. */
final class MeanOperations {

  private MeanOperations() {}

  static void update(AdaBelief rule, Operand p) {
    double t = (double) p.t();
    double c1 = Terms.bias(rule.beta1(), t);
    double c2 = Terms.bias(rule.beta2(), t);
    NDArray m = p.average(0, rule.beta1(), p.g());
    NDArray s = p.averageSquares(1, rule.beta2(), p.g().sub(m)).addi(rule.root());
    NDArray u =
        AdamOperations.direction(
            p.rate(), rule.nesterov(), rule.beta1(), m, p.g(), c1, Terms.bias(rule.beta1(), t + 1));
    NDArray root = Terms.root(rule.placement(), s, c2, rule.epsilon(), 0);
    p.move(1 - p.rate() * rule.weightDecay(), u.divi(root));
  }

  static void update(AcProp rule, Operand p) {
    double c2 = Terms.bias(rule.beta2(), p.t() - 1.0);
    NDArray known = p.t() == 1 ? Terms.all(1, p.g()) : p.state(1).div(c2);
    NDArray step = p.g().div(known.sqrt().addi(rule.epsilon())).muli(p.rate());
    p.averageSquares(1, rule.beta2(), p.g().sub(p.state(0))).addi(rule.root());
    p.average(0, rule.beta1(), p.g());
    p.move(1 - p.rate() * rule.weightDecay(), step);
  }

  static void update(Adan rule, Operand p) {
    double c1 = Terms.bias(rule.beta1(), (double) p.t());
    double c2 = Terms.bias(rule.beta2(), (double) p.t());
    double c3 = Terms.bias(rule.beta3(), (double) p.t());
    double share = rule.share();
    double decay = p.rate() * rule.weightDecay();
    NDArray d = p.t() == 1 ? p.g().zerosLike() : p.g().sub(p.state(3));
    NDArray m = p.average(0, rule.beta1(), p.g());
    NDArray v = p.average(1, rule.beta2(), d);
    NDArray n = p.averageSquares(2, rule.beta3(), d.mul(share).addi(p.g()));
    p.keep(3, p.g());
    NDArray u = m.div(c1).addi(v.mul(share / c2));
    NDArray step = u.divi(n.div(c3).addi(rule.root()).sqrt().addi(rule.epsilon()));
    p.move(rule.proximal() ? 1 : 1 - decay, step.muli(p.rate()));
    if (rule.proximal()) {
      p.x().divi(1 + decay);
    }
  }

  static void update(AdEMAMix rule, Operand p) {
    double c1 = Terms.bias(rule.beta1(), (double) p.t());
    double c2 = Terms.bias(rule.beta2(), (double) p.t());
    NDArray m = p.average(0, rule.beta1(), p.g());
    NDArray s = p.average(1, rule.beta3(p.t()), p.g());
    NDArray v = p.averageSquares(2, rule.beta2(), p.g());
    NDArray u = m.div(c1).addi(s.mul(rule.alpha(p.t())));
    NDArray root = v.div(c2).addi(rule.root()).sqrt().addi(rule.epsilon());
    p.move(1 - p.rate() * rule.weightDecay(), u.divi(root).muli(p.rate()));
  }

  static void update(SimplifiedAdEMAMix rule, Operand p) {
    double c2 = Terms.bias(rule.beta2(), (double) p.t());
    NDArray m = p.state(0).muli(rule.beta1()).addi(p.g());
    NDArray v = p.averageSquares(1, rule.beta2(), p.g());
    NDArray u = p.g().mul(rule.alpha()).addi(m);
    NDArray root = v.div(c2).addi(rule.root()).sqrt().addi(rule.epsilon());
    p.move(1 - p.rate() * rule.weightDecay(), u.divi(root).muli(p.rate()));
  }

  static void update(Adopt rule, Operand p) {
    double oldM = p.t() == 1 ? 1 : rule.beta1();
    double oldV = p.t() == 1 ? 0 : rule.beta2();
    NDArray v = p.state(1);
    NDArray u = p.g().div(v.sqrt().maximum(rule.epsilon()));
    NDArray cut = Terms.cut(u, rule.limit(p.t()));
    p.averageSquares(1, oldV, p.g());
    NDArray m = p.average(0, oldM, cut);
    NDArray step = rule.nesterov() ? m.mul(oldM).addi(cut.mul(1 - oldM)) : m;
    p.move(1 - p.rate() * rule.weightDecay(), step.mul(p.rate()));
  }
}
