package rubato.djl;

import ai.djl.ndarray.NDArray;
import rubato.optim.Momo;
import rubato.optim.MomoAdam;
import rubato.optim.PolyakSgd;
import rubato.optim.ScheduleFreePlus;

/** Rules that go by the loss. */
final class LossOperations {

  private LossOperations() {}

  static void update(PolyakSgd rule, Operations.Together together) {
    var squares = new Total();
    together.each(p -> squares.squares(rule.scaledNorm() ? p.rate() * p.rate() : 1, p.g()));
    double step = rule.step(together.loss(), squares.here());
    together.each(p -> NormOperations.descend(p, p.rate() * step, 0));
  }

  static void update(Momo rule, Operations.Together together) {
    var gradients = new Total();
    var means = new Total();
    var squares = new Total();
    together.each(
        p -> {
          // A tensor that comes late begins like the first ones.
          NDArray m = p.average(0, p.t() == 1 ? 0 : rule.beta(), p.g());
          gradients.product(p.g(), p.x());
          means.product(m, p.x());
          squares.squares(m);
        });
    double rate = together.rate();
    double step =
        rule.step(
            together.shared(),
            together.loss(),
            rate,
            gradients.here(),
            means.here(),
            squares.here());
    together.each(p -> p.move(shrink(p, rule.weightDecay()), p.state(0).mul(part(p, rate) * step)));
  }

  static void update(MomoAdam rule, Operations.Together together) {
    double c2 = rule.squareBias(together.shared());
    var gradients = new Total();
    var means = new Total();
    var squares = new Total();
    together.each(
        p -> {
          NDArray m = p.average(0, rule.beta1(), p.g());
          p.averageSquares(1, rule.beta2(), p.g());
          gradients.product(p.g(), p.x());
          means.product(m, p.x());
          squares.product(m, direction(rule, p, c2));
        });
    double rate = together.rate();
    double step =
        rule.step(
            together.shared(),
            together.loss(),
            rate,
            gradients.here(),
            means.here(),
            squares.here());
    together.each(
        p ->
            p.move(
                shrink(p, rule.weightDecay()), direction(rule, p, c2).muli(part(p, rate) * step)));
  }

  private static NDArray direction(MomoAdam rule, Operand p, double c2) {
    return p.state(0).div(p.state(1).div(c2).sqrt().addi(rule.epsilon()));
  }

  private static double shrink(Operand p, double weightDecay) {
    return 1 - p.rate() * weightDecay / (1 + p.rate() * weightDecay);
  }

  /** Of the group's rate, which part is that of {@code p}: 1 unless rates differ. */
  private static double part(Operand p, double rate) {
    return rate == 0 ? 0 : p.rate() / rate;
  }

  static void update(ScheduleFreePlus rule, Operations.Together together) {
    var sizes = new Total();
    var product = new Total();
    together.each(
        p -> {
          sizes.sizes(p.g());
          product.product(p.g(), Terms.wide(p.state(0)).sub(Terms.wide(p.state(1))));
        });
    double step = rule.step(together.shared(), together.loss(), sizes.here(), product.here());
    double b = rule.between(together.shared());
    together.each(p -> move(rule, p, p.rate() * step, b));
  }

  private static void move(ScheduleFreePlus rule, Operand p, double r, double b) {
    double c = rule.share(p.t(), r, p.scalars());
    double c1 = Terms.bias(rule.beta1(), (double) p.t());
    double c2 = Terms.bias(rule.beta2(), (double) p.t());
    NDArray z = p.state(0);
    NDArray m = p.average(2, rule.beta1(), p.g());
    NDArray v = p.averageSquares(3, rule.beta2(), p.g());
    NDArray d = m.div(c1).divi(v.div(c2).sqrt().addi(rule.epsilon()));
    z.subi(p.x().mul(r * r * rule.weightDecay())).subi(d.muli(r));
    NDArray x = p.state(1).muli(1 - c).addi(z.mul(c));
    Operand.copy(x.mul(b).addi(z.mul(1 - b)), p.x());
  }
}
