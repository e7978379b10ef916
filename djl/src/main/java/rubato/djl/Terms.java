package rubato.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.types.DataType;
import rubato.optim.Epsilon;

/** What rules are put together from, as operations of the engine. */
final class Terms {

  private Terms() {}

  /** As many numbers, all the same. */
  static NDArray all(double value, NDArray like) {
    return like.zerosLike().addi(value);
  }

  /** {@code a} where it holds, and else {@code b}. */
  static NDArray where(NDArray holds, NDArray a, NDArray b) {
    return NDArrays.where(holds, a, b);
  }

  /** -1, 0 or 1; NaN of NaN, of which the engine says 0. */
  static NDArray sign(NDArray a) {
    return where(a.isNaN(), a, a.sign());
  }

  /** {@code a} cut to {@code -limit .. limit}; an infinite limit cuts nothing. */
  static NDArray cut(NDArray a, double limit) {
    return limit == Double.POSITIVE_INFINITY ? a : a.clip(-limit, limit);
  }

  /** In float64. */
  static NDArray wide(NDArray a) {
    return a.toType(DataType.FLOAT64, false);
  }

  /** In the precision of {@code like}. */
  static NDArray like(NDArray like, NDArray a) {
    return a.toType(like.getDataType(), false);
  }

  /** {@code sum a * b}, in float64. */
  static double product(NDArray a, NDArray b) {
    return wide(a).mul(wide(b)).sum().getDouble();
  }

  /** {@code sum a^2}, in float64. */
  static double squares(NDArray a) {
    return wide(a).square().sum().getDouble();
  }

  /** The bias of an average of {@code t} numbers that started at 0: {@code 1 - beta^t}. */
  static double bias(double beta, double t) {
    return 1 - Math.pow(beta, t);
  }

  /** The denominator over {@code v}, of rules that correct no bias. */
  static NDArray root(Epsilon placement, NDArray v, double epsilon) {
    return placement == Epsilon.INSIDE ? v.add(epsilon).sqrt() : v.sqrt().addi(epsilon);
  }

  /** The denominator over {@code v}, whose bias {@code c} corrects, as {@code root} is added. */
  static NDArray root(Epsilon placement, NDArray v, double c, double epsilon, double root) {
    return switch (placement) {
      case OUTER -> {
        NDArray corrected = v.div(c);
        yield (root == 0 ? corrected : corrected.addi(root)).sqrt().addi(epsilon);
      }
      case HAT -> v.sqrt().addi(epsilon).divi(Math.sqrt(c));
      case INSIDE -> v.div(c).addi(epsilon).sqrt();
    };
  }
}
