package rubato.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import rubato.optim.Adam8bit;
import rubato.optim.Codes;

/**
 * State in a byte a weight. What is encoded is computed in float64, as on the CPU: rounded before,
 * a number may get the next code.
 */
final class CodeOperations {

  /** Weights that are decoded at a time, in whole blocks: there are some ten arrays of them. */
  private static final long PART = 1 << 20;

  private CodeOperations() {}

  static void update(Adam8bit rule, Operand p) {
    double shrink = rule.decay().onWeight(rule.weightDecay(), p.rate());
    NDArray g = p.slope(rule.decay().onGradient(rule.weightDecay()));
    if (p.state(0).getDataType() != DataType.UINT8) {
      NDArray m = p.average(0, rule.beta1(), g);
      p.move(shrink, step(rule, p, m, p.averageSquares(1, rule.beta2(), g)));
      return;
    }
    long size = p.shape().size();
    NDArray slopes = g.flatten();
    NDArray steps = slopes.zerosLike();
    var means = Table.of(Codes.SIGNED, p.x());
    var squares = Table.of(Codes.UNSIGNED, p.x());
    long most = Math.max(1, PART / rule.block()) * rule.block();
    for (long from = 0; from < size; from += most) {
      try (var _ = new NDScope()) {
        var part = new Part(from, Math.min(size, from + most), rule.block());
        NDArray slope = part.lines(Terms.wide(part.of(slopes)));
        NDArray m = part.decoded(p, 0, means);
        m.muli(rule.beta1()).addi(slope.mul(1 - rule.beta1()));
        NDArray v = part.decoded(p, 1, squares);
        v.muli(rule.beta2()).addi(slope.mul(1 - rule.beta2()).muli(slope));
        part.set(steps, part.line(step(rule, p, m, v)));
        part.encode(m, p, 0, means);
        part.encode(v, p, 1, squares);
      }
    }
    p.move(shrink, steps.reshape(p.x().getShape()));
  }

  private static NDArray step(Adam8bit rule, Operand p, NDArray m, NDArray v) {
    double rate = p.rate() / Terms.bias(rule.beta1(), (double) p.t());
    double correction = 1 / Math.sqrt(Terms.bias(rule.beta2(), (double) p.t()));
    return m.mul(rate).divi(v.sqrt().muli(correction).addi(rule.epsilon()));
  }

  /** Codes where a tensor is: what they stand for, and where those above 0 part. */
  private record Table(Codes codes, NDArray values, NDArray middles) {

    static Table of(Codes codes, NDArray like) {
      double[] values = new double[256];
      double[] middles = new double[255];
      for (int code = 0; code < values.length; code++) {
        values[code] = codes.value(code);
      }
      for (int i = 0; i < middles.length; i++) {
        int code = codes.zero() + i;
        boolean last = code + 1 >= values.length;
        middles[i] = last ? Double.POSITIVE_INFINITY : (values[code] + values[code + 1]) / 2;
      }
      NDArray wide = Terms.wide(like.getManager().zeros(new Shape(1)));
      return new Table(
          codes,
          Transfer.there(values, new Shape(values.length), wide),
          Transfer.there(middles, new Shape(middles.length), wide));
    }

    /** The nearest, by halves; without a sign, never that of 0 for a number above it. */
    NDArray nearest(NDArray numbers) {
      NDArray sizes = numbers.abs();
      NDArray above = sizes.zerosLike().toType(DataType.INT64, false);
      for (int half = 128; half > 0; half /= 2) {
        NDArray beyond = middles.take(above.add(half - 1)).lt(sizes);
        above.addi(beyond.toType(DataType.INT64, false).muli(half));
      }
      NDArray code =
          codes.zero() == 0
              ? above.maximum(sizes.gt(0).toType(DataType.INT64, false))
              : signed(numbers, above);
      return Terms.where(numbers.isNaN(), code.zerosLike().addi(255), code);
    }

    /** A negative one is the mirror image, but for 1, which has none. */
    private NDArray signed(NDArray numbers, NDArray above) {
      NDArray mirrored = above.neg().addi(codes.zero());
      return Terms.where(
          numbers.lt(0), mirrored.maximum(mirrored.zerosLike()), above.add(codes.zero()));
    }
  }

  /** Some blocks of a parameter: the weights from {@code from} to before {@code to}. */
  private record Part(long from, long to, int block) {

    private NDIndex weights() {
      return new NDIndex("{}:{}", from, to);
    }

    private long blocks() {
      return (to - from + block - 1) / block;
    }

    private NDIndex scales() {
      return new NDIndex("{}:{}", from / block, from / block + blocks());
    }

    NDArray of(NDArray all) {
      return all.get(weights());
    }

    void set(NDArray all, NDArray some) {
      all.set(weights(), some.toType(all.getDataType(), false));
    }

    /** A block a line; the last is filled up with zeros. */
    NDArray lines(NDArray some) {
      long missing = blocks() * block - (to - from);
      NDArray full = missing == 0 ? some : some.pad(new Shape(0, missing), 0);
      return full.reshape(blocks(), block);
    }

    /** The way back. */
    NDArray line(NDArray lines) {
      return lines.flatten().get("0:{}", to - from);
    }

    NDArray decoded(Operand p, int i, Table table) {
      NDArray values = table.values.take(of(p.state(i).flatten()));
      return lines(values).mul(Terms.wide(p.state(2 + i).get(scales())).reshape(blocks(), 1));
    }

    void encode(NDArray numbers, Operand p, int i, Table table) {
      NDArray scale = p.state(2 + i);
      NDArray largest = numbers.abs().max(new int[] {1});
      scale.set(scales(), largest.toType(scale.getDataType(), false));
      NDArray kept = Terms.wide(scale.get(scales())).reshape(blocks(), 1);
      NDArray factor = Terms.where(kept.gt(0), Terms.all(1, kept).divi(kept), kept.zerosLike());
      set(p.state(i).reshape(p.shape().size()), line(table.nearest(numbers.mul(factor))));
    }
  }
}
