package rubato.djl;

import ai.djl.ndarray.NDArray;
import rubato.optim.Adadelta;
import rubato.optim.Adagrad;
import rubato.optim.Buffer;
import rubato.optim.Cocob;
import rubato.optim.Ftrl;
import rubato.optim.Madgrad;
import rubato.optim.RmsProp;

/** Rules that keep squares or sums of gradients, without a mean that is corrected. */
final class SquareOperations {

  private SquareOperations() {}

  static void update(Adagrad rule, Operand p) {
    double decayed = p.rate() / (1 + (p.t() - 1) * rule.rateDecay());
    double shrink = rule.decay().onWeight(rule.weightDecay(), p.rate());
    NDArray g = p.slope(rule.decay().onGradient(rule.weightDecay()));
    NDArray h = p.state(0).addi(g.square());
    NDArray step = g.mul(decayed).divi(Terms.root(rule.placement(), h, rule.epsilon()));
    p.move(shrink, rule.guarded() ? Terms.where(h.eq(0), h.zerosLike(), step) : step);
  }

  static void update(Adadelta rule, Operand p) {
    double shrink = rule.decay().onWeight(rule.weightDecay(), p.rate());
    NDArray g = p.slope(rule.decay().onGradient(rule.weightDecay()));
    NDArray e = p.averageSquares(0, rule.rho(), g).add(rule.epsilon()).sqrt();
    NDArray d = p.state(1).add(rule.epsilon()).sqrt().divi(e).muli(g);
    p.averageSquares(1, rule.rho(), d);
    p.move(shrink, d.muli(p.rate()));
  }

  static void update(RmsProp rule, Operand p) {
    boolean steps = rule.buffer() == Buffer.STEPS;
    double shrink = rule.decay().onWeight(rule.weightDecay(), p.rate());
    double c = rule.corrected() ? Terms.bias(rule.alpha(), (double) p.t()) : 1;
    NDArray g = p.slope(rule.decay().onGradient(rule.weightDecay()));
    NDArray w = p.averageSquares(0, rule.alpha(), g).div(c);
    if (rule.centred()) {
      NDArray a = p.average(1, rule.alpha(), g);
      // What is left of a difference of two like numbers is all there is to divide by.
      w = Terms.wide(p.state(0)).div(c).subi(Terms.wide(a).div(c).square());
      w = rule.clamp() ? w.maximum(w.zerosLike()) : w;
    }
    NDArray root = Terms.root(rule.placement(), w, rule.epsilon());
    NDArray u = Terms.like(g, g.div(root)).muli(steps ? p.rate() : 1);
    if (rule.momentum() > 0) {
      NDArray b = p.state().getLast().muli(rule.momentum()).addi(u);
      u = rule.nesterov() ? b.mul(rule.momentum()).addi(u) : b;
    }
    p.move(shrink, steps ? u : u.mul(p.rate()));
  }

  /** In float64: {@code n} differs little from what was before, and that is divided by the rate. */
  static void update(Ftrl rule, Operand p) {
    if (p.rate() == 0) {
      return;
    }
    NDArray x = Terms.wide(p.x()).mul(1 - p.rate() * rule.weightDecay());
    NDArray g = Terms.wide(p.g());
    NDArray before = Terms.wide(p.state(0)).pow(-rule.power());
    NDArray squares = p.keep(0, Terms.wide(p.state(0)).add(g.square()));
    NDArray n = Terms.wide(squares).pow(-rule.power());
    NDArray pull = x.mul(2 * rule.shrinkage()).addi(g).subi(n.sub(before).divi(p.rate()).muli(x));
    NDArray z = Terms.wide(p.keep(1, Terms.wide(p.state(1)).add(pull)));
    NDArray q = n.addi(rule.beta()).divi(p.rate()).addi(2 * rule.l2());
    Operand.copy(Terms.cut(z, rule.l1()).sub(z).divi(q), p.x());
  }

  static void update(Madgrad rule, Operand p) {
    double l = rule.weight(p.t(), p.rate());
    NDArray g = p.slope(rule.weightDecay());
    NDArray s = p.state(0).addi(g.mul(l));
    NDArray n = p.state(1).addi(g.mul(l).muli(g));
    // A third is less exact in float32 than the root of small numbers can bear.
    NDArray root = Terms.like(n, Terms.wide(n).pow(1.0 / 3)).addi(rule.epsilon());
    NDArray to = p.state(2).sub(s.div(root));
    p.x().muli(rule.momentum()).addi(to.muli(1 - rule.momentum()));
  }

  static void update(Cocob rule, Operand p) {
    NDArray c = p.slope(rule.weightDecay()).mul(p.rate());
    NDArray start = p.t() == 1 ? p.keep(0, p.x()) : p.state(0);
    NDArray sum = p.state(1).subi(c);
    NDArray least = p.state(2).maximum(rule.epsilon());
    NDArray scale = p.keep(2, least.maximum(c.abs()));
    NDArray total = p.state(3).addi(c.abs());
    NDArray won = p.state(4).sub(p.x().sub(start).muli(c));
    NDArray reward = p.keep(4, won.maximum(won.zerosLike()));
    // Not by their product, which may overflow.
    NDArray bet = sum.div(scale).divi(total.add(scale).maximum(scale.mul(rule.alpha())));
    Operand.copy(bet.muli(scale.add(reward)).addi(start), p.x());
  }
}
