package rubato.djl;

import ai.djl.ndarray.NDArray;
import java.util.List;
import rubato.optim.Soap;
import rubato.optim.Values;

/**
 * Adam in another basis. The basis is found on the CPU: DJL has no decompositions. All is computed
 * in float64, as on the CPU: where gradients have nothing along a vector of the basis, what
 * roundings leave there is divided by its own size.
 */
final class BasisOperations {

  private BasisOperations() {}

  static void update(Soap rule, Operations.Together together) {
    List<Operand> rest = together.operands().stream().filter(p -> p.shape().rank() != 2).toList();
    if (!rest.isEmpty()) {
      Operations.update(rule.inner(), together.of(rest));
    }
    together.eachMatrix(p -> update(rule, p));
  }

  private static void update(Soap rule, Operand p) {
    if (p.t() == 1) {
      begin(rule, p);
      return;
    }
    NDArray g = Terms.wide(p.g());
    move(rule, p, g);
    for (int axis = 0; axis < 2; axis++) {
      NDArray moment = p.state(2 + 2 * axis);
      if (moment.size() > 0) {
        NDArray lines = axis == 0 ? g : g.transpose();
        NDArray outer = lines.matMul(lines.transpose()).muli(1 - rule.shampoo());
        p.keep(2 + 2 * axis, Terms.wide(moment).mul(rule.shampoo()).addi(outer));
        if (rule.due(p.t())) {
          Values basis = Transfer.here(p.state(3 + 2 * axis));
          rule.follow(Transfer.here(moment), basis);
          keep(p, 3 + 2 * axis, basis);
        }
      }
    }
  }

  private static void begin(Soap rule, Operand p) {
    List<Values> state = p.state().stream().map(Transfer::here).toList();
    rule.begin(Transfer.here(p.g()), Math.toIntExact(p.shape().axis(1)), state);
    for (int i = 2; i < state.size(); i++) {
      keep(p, i, state.get(i));
    }
  }

  private static void keep(Operand p, int i, Values values) {
    NDArray array = p.state(i);
    if (array.size() > 0) {
      var precision = Transfer.precision(array.getDataType());
      p.keep(i, Transfer.there(values, precision, array.getShape(), array));
    }
  }

  private static void move(Soap rule, Operand p, NDArray g) {
    double c1 = Terms.bias(rule.beta1(), p.t() - 1.0);
    double c2 = Terms.bias(rule.beta2(), p.t() - 1.0);
    NDArray m = Terms.wide(p.state(0)).mul(rule.beta1()).addi(g.mul(1 - rule.beta1()));
    NDArray mean = turn(p, Terms.wide(p.keep(0, m)), true);
    NDArray fresh = turn(p, g, true).square().muli(1 - rule.beta2());
    NDArray v = p.keep(1, Terms.wide(p.state(1)).mul(rule.beta2()).addi(fresh));
    NDArray n = mean.div(c1).divi(Terms.wide(v).div(c2).sqrt().addi(rule.epsilon()));
    NDArray step = turn(p, n, false).mul(p.rate());
    p.move(1 - p.rate() * rule.weightDecay(), Terms.like(p.x(), step));
  }

  /** {@code QL' a QR}, or the way back. */
  private static NDArray turn(Operand p, NDArray a, boolean in) {
    NDArray left = Terms.wide(p.state(3));
    NDArray right = Terms.wide(p.state(5));
    NDArray turned = left.size() == 0 ? a : (in ? left.transpose() : left).matMul(a);
    return right.size() == 0 ? turned : turned.matMul(in ? right : right.transpose());
  }
}
