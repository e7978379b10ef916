package rubato.djl;

import ai.djl.ndarray.NDArray;
import rubato.optim.Adam;
import rubato.optim.AdamW;
import rubato.optim.Adamax;
import rubato.optim.Epsilon;
import rubato.optim.NAdam;
import rubato.optim.OptimisticAdam;
import rubato.optim.RAdam;
import rubato.optim.Yogi;

/** A mean of gradients over the root of one of squares, both corrected. */
final class AdamOperations {

  private AdamOperations() {}

  static void update(Adam rule, Operand p) {
    update(rule, p, rule.weightDecay(), 1);
  }

  static void update(AdamW rule, Operand p) {
    update(rule.adam(), p, 0, 1 - p.rate() * rule.weightDecay());
  }

  private static void update(Adam rule, Operand p, double decay, double shrink) {
    double t = (double) p.t();
    double c1 = rule.correctMean() ? Terms.bias(rule.beta1(), t) : 1;
    double c2 = rule.correctSquare() ? Terms.bias(rule.beta2(), t) : 1;
    double ahead = rule.correctMean() ? Terms.bias(rule.beta1(), t + 1) : 1;
    NDArray g = p.slope(decay);
    NDArray m = p.average(0, rule.beta1(), g);
    NDArray v = p.averageSquares(1, rule.beta2(), g);
    NDArray u = direction(p.rate(), rule.nesterov(), rule.beta1(), m, g, c1, ahead);
    NDArray denominator =
        switch (rule.amsgrad()) {
          case OFF -> root(rule, v, c2);
          case RAW -> root(rule, p.keep(2, p.state(2).maximum(v)), c2);
          case CORRECTED -> root(rule, p.keep(2, p.state(2).maximum(v.div(c2))), 1);
        };
    p.move(shrink, u.divi(denominator));
  }

  private static NDArray root(Adam rule, NDArray v, double c) {
    return Terms.root(rule.placement(), v, c, rule.epsilon(), rule.root());
  }

  /**
   * {@code rate * m / c1}; with nesterov the mean looked ahead of, whose bias {@code ahead}
   * corrects.
   */
  static NDArray direction(
      double rate, boolean nesterov, double beta, NDArray m, NDArray g, double c1, double ahead) {
    return nesterov
        ? m.mul(rate * beta / ahead).addi(g.mul(rate * (1 - beta) / c1))
        : m.mul(rate / c1);
  }

  static void update(Adamax rule, Operand p) {
    boolean within = rule.placement() == Epsilon.INSIDE;
    double shrink = rule.decay().onWeight(rule.weightDecay(), p.rate());
    double c1 = Terms.bias(rule.beta1(), (double) p.t());
    NDArray g = p.slope(rule.decay().onGradient(rule.weightDecay()));
    NDArray m = p.average(0, rule.beta1(), g);
    NDArray size = within ? g.abs().addi(rule.epsilon()) : g.abs();
    NDArray u = p.keep(1, p.state(1).mul(rule.beta2()).maximum(size));
    p.move(shrink, m.mul(p.rate() / c1).divi(within ? u : u.add(rule.epsilon())));
  }

  static void update(NAdam rule, Operand p) {
    double shrink = rule.decay().onWeight(rule.weightDecay(), p.rate());
    NAdam.Shares shares = rule.shares(p.t(), p.scalars());
    NDArray g = p.slope(rule.decay().onGradient(rule.weightDecay()));
    NDArray m = p.average(0, rule.beta1(), g);
    NDArray v = p.averageSquares(1, rule.beta2(), g);
    NDArray ahead = m.mul(shares.mean()).addi(g.mul(shares.gradient()));
    NDArray denominator = v.div(shares.correction()).sqrt().addi(rule.epsilon());
    p.move(shrink, ahead.muli(p.rate()).divi(denominator));
  }

  static void update(RAdam rule, Operand p) {
    double t = (double) p.t();
    double shrink = rule.decay().onWeight(rule.weightDecay(), p.rate());
    double c1 = Terms.bias(rule.beta1(), t);
    double c2 = Terms.bias(rule.beta2(), t);
    double r = rule.rectification(p.t());
    NDArray g = p.slope(rule.decay().onGradient(rule.weightDecay()));
    NDArray m = p.average(0, rule.beta1(), g);
    NDArray v = p.averageSquares(1, rule.beta2(), g);
    double ahead = Terms.bias(rule.beta1(), t + 1);
    NDArray u = direction(p.rate(), rule.nesterov(), rule.beta1(), m, g, c1, ahead);
    p.move(
        shrink,
        r == 0
            ? u
            : u.muli(r).divi(Terms.root(rule.placement(), v, c2, rule.epsilon(), rule.root())));
  }

  static void update(Yogi rule, Operand p) {
    double c1 = Terms.bias(rule.beta1(), (double) p.t());
    double c2 = Terms.bias(rule.beta2(), (double) p.t());
    NDArray m = p.average(0, rule.beta1(), p.g());
    NDArray side = Terms.sign(p.state(1).sub(p.g().square()));
    NDArray v = p.state(1).subi(side.muli(1 - rule.beta2()).muli(p.g()).muli(p.g()));
    NDArray root = v.div(c2).addi(rule.root()).sqrt().addi(rule.epsilon());
    p.move(1 - p.rate() * rule.weightDecay(), m.mul(p.rate() / c1).divi(root));
  }

  static void update(OptimisticAdam rule, Operand p) {
    double t = (double) p.t();
    double c1 = Terms.bias(rule.beta1(), t);
    double c2 = Terms.bias(rule.beta2(), t);
    NDArray m = p.average(0, rule.beta1(), p.g());
    NDArray v = p.averageSquares(1, rule.beta2(), p.g());
    NDArray u =
        direction(1, rule.nesterov(), rule.beta1(), m, p.g(), c1, Terms.bias(rule.beta1(), t + 1))
            .divi(v.div(c2).addi(rule.root()).sqrt().addi(rule.epsilon()));
    NDArray h = p.t() == 1 ? u : p.state(2);
    NDArray step = u.mul(rule.alpha() + rule.beta()).subi(h.mul(rule.beta()));
    p.keep(2, u);
    p.move(1 - p.rate() * rule.weightDecay(), step.muli(p.rate()));
  }
}
