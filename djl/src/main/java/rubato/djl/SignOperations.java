package rubato.djl;

import ai.djl.ndarray.NDArray;
import rubato.optim.Lion;
import rubato.optim.Rprop;
import rubato.optim.SignSgd;
import rubato.optim.Signum;

/** Rules that look at signs. */
final class SignOperations {

  private SignOperations() {}

  static void update(SignSgd rule, Operand p) {
    p.move(1 - p.rate() * rule.weightDecay(), Terms.sign(p.g()).muli(p.rate()));
  }

  static void update(Signum rule, Operand p) {
    NDArray m = p.average(0, rule.beta(), p.g());
    p.move(1 - p.rate() * rule.weightDecay(), Terms.sign(m).muli(p.rate()));
  }

  static void update(Lion rule, Operand p) {
    NDArray c = p.state(0).mul(rule.beta1()).addi(p.g().mul(1 - rule.beta1()));
    p.average(0, rule.beta2(), p.g());
    NDArray u =
        switch (rule.squash()) {
          case HARD -> Terms.sign(c);
          case SMOOTH -> c.muli(rule.sharpness()).tanh();
          case REFINED -> Terms.cut(c, 1);
        };
    p.move(1 - p.rate() * rule.weightDecay(), u.muli(p.rate()));
  }

  static void update(Rprop rule, Operand p) {
    NDArray before = p.state(0).duplicate();
    // Their product may be too small for a number.
    NDArray k = Terms.sign(p.g()).muli(Terms.sign(before));
    NDArray kept = p.state(1);
    NDArray s = Terms.where(kept.eq(0), Terms.all(p.rate(), kept), kept);
    NDArray changed =
        Terms.where(
            k.gt(0), s.mul(rule.increase()), Terms.where(k.lt(0), s.mul(rule.decrease()), s));
    NDArray bounded = changed.maximum(rule.smallest()).minimum(rule.largest());
    s = p.keep(1, rule.lagged() ? Terms.where(k.eq(0), s, bounded) : bounded);
    NDArray none = p.g().zerosLike();
    NDArray g = Terms.where(k.lt(0), none, p.g());
    NDArray move = Terms.sign(g).muli(s);
    p.keep(0, rule.lagged() ? move : g);
    p.move(1, rule.lagged() ? Terms.where(k.lt(0), none, before) : move);
  }
}
