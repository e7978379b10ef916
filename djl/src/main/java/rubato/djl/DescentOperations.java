package rubato.djl;

import ai.djl.ndarray.NDArray;
import rubato.optim.Asgd;
import rubato.optim.Buffer;
import rubato.optim.OptimisticGd;
import rubato.optim.ScheduleFreeAdamW;
import rubato.optim.ScheduleFreeRAdam;
import rubato.optim.ScheduleFreeSgd;
import rubato.optim.Sgd;

/** Gradient descent, with momentum and averages, and the rules without a schedule. */
final class DescentOperations {

  private DescentOperations() {}

  static void update(Sgd rule, Operand p) {
    double shrink = rule.decay().onWeight(rule.weightDecay(), p.rate());
    NDArray g = p.slope(rule.decay().onGradient(rule.weightDecay()));
    if (rule.momentum() == 0) {
      p.move(shrink, g.mul(p.rate()));
      return;
    }
    boolean steps = rule.buffer() == Buffer.STEPS;
    g = steps ? g.mul(p.rate()) : g;
    NDArray fresh = p.t() == 1 ? g : g.mul(1 - rule.dampening());
    NDArray b = p.state(0).muli(rule.momentum()).addi(fresh);
    NDArray u = rule.nesterov() ? b.mul(rule.momentum()).addi(g) : b;
    p.move(shrink, steps ? u : u.mul(p.rate()));
  }

  static void update(Asgd rule, Operand p) {
    double eta = p.scalars().at(rule.scalars().indexOf("eta"));
    double mu = p.scalars().at(rule.scalars().indexOf("mu"));
    p.move(1 - rule.lambda() * eta, p.slope(rule.weightDecay()).mul(eta));
    if (mu == 1) {
      p.keep(0, p.x());
    } else {
      NDArray a = p.state(0);
      a.addi(p.x().sub(a).muli(mu));
    }
  }

  static void update(OptimisticGd rule, Operand p) {
    NDArray h = p.t() == 1 ? p.g() : p.state(0);
    NDArray u = p.g().mul(rule.alpha() + rule.beta()).subi(h.mul(rule.beta()));
    p.keep(0, p.g());
    p.move(1 - p.rate() * rule.weightDecay(), u.muli(p.rate()));
  }

  static void update(ScheduleFreeSgd rule, Operand p) {
    double decay = rule.weightDecay();
    p.x().muli(rule.decay().alone(p.rate(), decay));
    NDArray d = p.slope(rule.decay().atY(decay));
    free(p, d.add(p.state(0).mul(rule.decay().atZ(decay))), rule.beta());
  }

  static void update(ScheduleFreeAdamW rule, Operand p) {
    update(rule, p, rule.corrected(p.t()), true);
  }

  static void update(ScheduleFreeRAdam rule, Operand p) {
    ScheduleFreeAdamW adamW = rule.adamW();
    update(adamW, p, adamW.corrected(p.t()), rule.normed(p.t()));
  }

  private static void update(ScheduleFreeAdamW rule, Operand p, double c2, boolean normed) {
    double decay = rule.weightDecay();
    NDArray v = p.averageSquares(1, rule.beta2(), p.g());
    p.x().muli(rule.decay().alone(p.rate(), decay));
    NDArray n = normed ? p.g().div(v.div(c2).sqrt().addi(rule.epsilon())) : p.g();
    NDArray atY = p.x().mul(rule.decay().atY(decay));
    NDArray atZ = p.state(0).mul(rule.decay().atZ(decay));
    free(p, n.add(atY).addi(atZ), rule.beta1());
  }

  /** {@code y = y + c * (z - y) + r * (beta * (1 - c) - 1) * d} and {@code z = z - r * d}. */
  private static void free(Operand p, NDArray d, double beta) {
    double r = p.scalars().at(2);
    double c = p.scalars().at(3);
    NDArray y = p.x();
    NDArray z = p.state(0);
    NDArray way = z.sub(y).muli(c).addi(d.mul(r * (beta * (1 - c) - 1)));
    y.addi(way);
    z.subi(d.mul(r));
  }
}
