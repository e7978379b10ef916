package rubato.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import rubato.optim.Muon;
import rubato.optim.Precision;
import rubato.optim.Sm3;
import rubato.optim.Values;

/** Rules that look at the axes of a tensor. */
final class MatrixOperations {

  private MatrixOperations() {}

  static void update(Muon rule, Operations.Together together) {
    List<Operand> rest =
        together.operands().stream()
            .filter(p -> p.shape().rank() != 2)
            .map(p -> p.paced(rule.ratio() * p.rate()))
            .toList();
    if (!rest.isEmpty()) {
      Operations.update(rule.inner(), together.of(rest));
    }
    together.eachMatrix(p -> update(rule, p));
  }

  private static void update(Muon rule, Operand p) {
    boolean rounds = rule.rounding() != Muon.Rounding.NONE;
    NDArray step = rounds ? rounded(rule, p) : step(rule, p);
    p.move(1 - p.rate() * rule.weightDecay(), step.mul(p.rate()));
  }

  /** As peers round it: by the CPU, whose order of sums it follows. */
  private static NDArray rounded(Muon rule, Operand p) {
    Values u = Transfer.here(direction(rule, p, Terms.wide(p.g())));
    Values step = rule.step(u, Math.toIntExact(p.shape().axis(1)));
    NDArray wide = Transfer.there(step, Precision.FLOAT64, p.x().getShape(), p.x());
    return Terms.like(p.x(), wide);
  }

  private static NDArray step(Muon rule, Operand p) {
    NDArray u = direction(rule, p, p.g());
    NDArray turned = orthogonal(rule, u);
    double dual = rule.adaptive() ? Terms.product(u, turned) : 1;
    return turned.mul(dual * rule.scale((double) p.shape().axis(0), (double) p.shape().axis(1)));
  }

  /** {@code u}, in the precision of {@code g}. */
  private static NDArray direction(Muon rule, Operand p, NDArray g) {
    double momentum = rule.momentum();
    double fresh = rule.mean() == Muon.Mean.SUM ? 1 : 1 - momentum;
    boolean corrected = rule.mean() == Muon.Mean.CORRECTED;
    double ahead = corrected ? Terms.bias(momentum, p.t() + (rule.nesterov() ? 1.0 : 0.0)) : 1;
    double now = corrected ? Terms.bias(momentum, (double) p.t()) : 1;
    NDArray kept = p.keep(0, Terms.like(g, p.state(0)).mul(momentum).addi(g.mul(fresh)));
    NDArray b = Terms.like(g, kept);
    return rule.nesterov() ? g.mul(fresh / now).addi(b.mul(momentum / ahead)) : b.div(ahead);
  }

  /** Newton and Schulz: moves all singular values towards 1. */
  private static NDArray orthogonal(Muon rule, NDArray u) {
    boolean high = u.getShape().get(0) > u.getShape().get(1);
    NDArray x = begun(rule, high ? u.transpose() : u);
    for (int i = 0; i < rule.steps(); i++) {
      NDArray a = x.matMul(x.transpose());
      NDArray b = a.matMul(a).muli(rule.third()).addi(a.mul(rule.second()));
      x = b.matMul(x).addi(x.mul(rule.first()));
    }
    return high ? x.transpose() : x;
  }

  /** With singular values below about 1. What goes by eigenvalues or by an order, by the CPU. */
  private static NDArray begun(Muon rule, NDArray x) {
    if (rule.start() == Muon.Start.FROBENIUS) {
      return x.div(
          rule.single()
              ? rule.singleNorm(Transfer.here(x))
              : rule.floored(Math.sqrt(Terms.squares(x))));
    }
    long rows = x.getShape().get(0);
    NDArray a = x.matMul(x.transpose());
    double[] factors = rule.factors(Transfer.here(a), Math.toIntExact(rows));
    return x.mul(Transfer.there(factors, new Shape(rows, 1), x));
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
