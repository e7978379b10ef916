package rubato.optim;

import java.util.ArrayList;
import java.util.List;
import rubato.internal.Check;

/**
 * Adam whose two averages are kept in a byte each, scaled block by block.
 *
 * <pre>
 * m = beta1 * decode(m) + (1 - beta1) * g
 * v = beta2 * decode(v) + (1 - beta2) * g^2
 * x = x - rate * (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)
 * encode m and v: the nearest of 256 numbers, times the largest of the block
 * </pre>
 *
 * <p>The weights move by the averages as they are before they are encoded. The 256 numbers are
 * {@link Codes#SIGNED} for the mean and {@link Codes#UNSIGNED} for the square; a square above 0 is
 * never encoded as 0, which would make the next step as long as epsilon lets it. Blocks are short
 * so that one large value costs only its neighbours precision. A value that is not finite spoils
 * its block: leave such gradients out ({@link NonFinite}).
 *
 * <p>Two bytes a weight and, for float32, 8 bytes a block, in place of 8 bytes a weight. Parameters
 * of less than {@code minimum} weights keep whole numbers: they are biases and scales, need little
 * memory, and matter.
 *
 * @param beta1 at least 0, below 1
 * @param beta2 at least 0, below 1
 * @param epsilon finite, above 0
 * @param weightDecay finite, not negative
 * @param decay where the weight decay acts
 * @param block weights that share a scale, at least 1; the paper 2048
 * @param minimum the smallest size that is kept in bytes; at least 0
 * @see <a href="https://arxiv.org/abs/2110.02861">Dettmers et al., 8-bit optimizers via block-wise
 *     quantization (2022), sections 2 and 3</a>
 */
public record Adam8bit(
    double beta1,
    double beta2,
    double epsilon,
    double weightDecay,
    Decay decay,
    int block,
    long minimum)
    implements Whole {

  private static final long GRAIN = 1 << 14;

  public Adam8bit {
    Check.that(beta1 >= 0 && beta1 < 1, "beta1", ">= 0 and < 1", beta1);
    Check.that(beta2 >= 0 && beta2 < 1, "beta2", ">= 0 and < 1", beta2);
    Check.above("epsilon", epsilon, 0);
    Check.atLeast("weight-decay", weightDecay, 0);
    Check.atLeast("block", block, 1);
    Check.atLeast("minimum", minimum, 0);
  }

  /** Blocks of 256 from 4096 weights on, and a decay that acts on the weight. */
  public Adam8bit() {
    this(0.9, 0.999, 1e-8, 0, Decay.DECOUPLED, 256, 4096);
  }

  @Override
  public List<Slot> layout(Shape shape) {
    long size = shape.size();
    if (size < minimum) {
      return List.of(new Slot("mean", shape), new Slot("square", shape));
    }
    long blocks = (size + block - 1) / block;
    return List.of(
        new Slot("mean", shape, Codes.SIGNED.zero(), Slot.Kind.CODES),
        new Slot("square", shape, Codes.UNSIGNED.zero(), Slot.Kind.CODES),
        new Slot("mean-scale", blocks),
        new Slot("square-scale", blocks));
  }

  @Override
  public void update(Update update) {
    for (Tensor p : update.tensors()) {
      List<Values> arrays = new ArrayList<>(p.state());
      arrays.addAll(List.of(p.x(), p.g()));
      // Whole blocks, about as many weights as a thread takes at a time elsewhere.
      long grain = (GRAIN + block - 1) / block * block;
      update.machine().ranges(p.size(), grain, arrays, (_, from, to) -> update(p, from, to));
    }
  }

  private void update(Tensor p, long begin, long end) {
    double[] m = new double[block];
    double[] v = new double[block];
    for (long from = begin; from < end; from += block) {
      int size = (int) Math.min(block, end - from);
      if (p.state(0) instanceof Values.Bytes means && p.state(1) instanceof Values.Bytes squares) {
        Codes.SIGNED.decode(means, from, size, p.state(2).at(from / block), m);
        Codes.UNSIGNED.decode(squares, from, size, p.state(3).at(from / block), v);
        step(p, from, size, m, v);
        Codes.SIGNED.encode(m, size, scale(p, 2, from, m, size), means, from);
        Codes.UNSIGNED.encode(v, size, scale(p, 3, from, v, size), squares, from);
      } else {
        p.state(0).read(from, m, size);
        p.state(1).read(from, v, size);
        step(p, from, size, m, v);
        p.state(0).write(from, m, size);
        p.state(1).write(from, v, size);
      }
    }
  }

  private double scale(Tensor p, int slot, long from, double[] values, int size) {
    return p.state(slot).set(from / block, Codes.largest(values, size));
  }

  private void step(Tensor p, long from, int size, double[] m, double[] v) {
    double coupled = decay.onGradient(weightDecay);
    double shrink = decay.onWeight(weightDecay, p.rate());
    double rate = p.rate() / (1 - Math.pow(beta1, (double) p.t()));
    double correction = 1 / Math.sqrt(1 - Math.pow(beta2, (double) p.t()));
    double[] x = new double[size];
    double[] g = new double[size];
    p.x().read(from, x, size);
    p.g().read(from, g, size);
    for (int i = 0; i < size; i++) {
      double slope = g[i] + coupled * x[i];
      m[i] = beta1 * m[i] + (1 - beta1) * slope;
      v[i] = beta2 * v[i] + (1 - beta2) * slope * slope;
      x[i] = shrink * x[i] - rate * m[i] / (Math.sqrt(v[i]) * correction + epsilon);
    }
    p.x().write(from, x, size);
  }

  @Override
  public String toString() {
    return Wording.of("adam8bit", this);
  }
}
