package rubato.djl;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import rubato.optim.Muon;
import rubato.optim.Sm3;

/** Rules that look at the axes of a tensor. */
final class MatrixOperations {

  private MatrixOperations() {}

  /** Not as peers round it, and with no start that needs what the engine does not offer. */
  static boolean possible(Muon rule) {
    return rule.rounding() == Muon.Rounding.NONE
        && rule.start() == Muon.Start.FROBENIUS
        && !rule.single()
        && Operations.possible(rule.inner());
  }

  static void update(Muon rule, Operations.Together together) {
    List<Operand> rest =
        together.operands().stream()
            .filter(p -> p.shape().rank() != 2)
            .map(p -> p.paced(rule.ratio() * p.rate()))
            .toList();
    Operations.update(rule.inner(), together.of(rest));
    together.operands().stream()
        .filter(p -> p.shape().rank() == 2 && p.shape().size() > 0)
        .forEach(p -> update(rule, p));
  }

  private static void update(Muon rule, Operand p) {
    NDArray u = direction(rule, p);
    NDArray turned = orthogonal(rule, u);
    if (rule.adaptive()) {
      turned = turned.mul(Terms.product(u, turned));
    }
    double s = scale(rule, (double) p.shape().axis(0), (double) p.shape().axis(1));
    p.move(1 - p.rate() * rule.weightDecay(), turned.mul(p.rate() * s));
  }

  private static NDArray direction(Muon rule, Operand p) {
    double momentum = rule.momentum();
    double fresh = rule.mean() == Muon.Mean.SUM ? 1 : 1 - momentum;
    boolean corrected = rule.mean() == Muon.Mean.CORRECTED;
    double ahead = corrected ? Terms.bias(momentum, p.t() + (rule.nesterov() ? 1.0 : 0.0)) : 1;
    double now = corrected ? Terms.bias(momentum, (double) p.t()) : 1;
    NDArray b = p.state(0).muli(momentum).addi(p.g().mul(fresh));
    return rule.nesterov() ? p.g().mul(fresh / now).addi(b.mul(momentum / ahead)) : b.div(ahead);
  }

  /** Newton and Schulz: moves all singular values towards 1. */
  private static NDArray orthogonal(Muon rule, NDArray u) {
    boolean high = u.getShape().get(0) > u.getShape().get(1);
    double norm = Math.sqrt(Terms.squares(u));
    NDArray x =
        (high ? u.transpose() : u)
            .div(rule.floor() ? Math.max(norm, rule.epsilon()) : norm + rule.epsilon());
    for (int i = 0; i < rule.steps(); i++) {
      NDArray a = x.matMul(x.transpose());
      NDArray b = a.matMul(a).muli(rule.third()).addi(a.mul(rule.second()));
      x = b.matMul(x).addi(x.mul(rule.first()));
    }
    return high ? x.transpose() : x;
  }

  private static double scale(Muon rule, double rows, double columns) {
    return switch (rule.scale()) {
      case ROWS -> Math.sqrt(Math.max(1, rows / columns));
      case COLUMNS -> Math.sqrt(Math.max(1, columns / rows));
      case LARGEST -> rule.rms() * Math.sqrt(Math.max(rows, columns));
      case NONE -> 1;
    };
  }

  static void update(Sm3 rule, Operand p) {
    if (p.shape().size() == 0) {
      return;
    }
    int rank = p.x().getShape().dimension();
    NDArray a = along(p, 0, rank);
    for (int axis = 1; axis < rank; axis++) {
      a = a.minimum(along(p, axis, rank));
    }
    double fresh = rule.beta2() == 1 ? 1 : 1 - rule.beta2();
    a = p.g().mul(fresh).muli(p.g()).addi(a.mul(rule.beta2()));
    NDArray u = p.g().div(a.add(rule.epsilon()).sqrt());
    NDArray m = p.average(0, rule.momentum(), Terms.where(a.eq(0), a.zerosLike(), u));
    p.move(1, m.mul(p.rate()));
    for (int axis = 0; axis < rank; axis++) {
      NDArray largest = a;
      for (int other = rank - 1; other >= 0; other--) {
        largest = other == axis ? largest : largest.max(new int[] {other});
      }
      p.keep(1 + axis, largest);
    }
  }

  /** The numbers of an axis, laid along it. */
  private static NDArray along(Operand p, int axis, int rank) {
    long[] sizes = new long[rank];
    Arrays.fill(sizes, 1);
    sizes[axis] = p.x().getShape().get(axis);
    return p.state(1 + axis).reshape(sizes);
  }
}
