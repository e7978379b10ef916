package rubato.optim;

import java.util.List;
import rubato.internal.Check;

/**
 * Momentum whose step, for matrices, has all its singular values near 1; another rule updates
 * everything that is not a matrix.
 *
 * <pre>
 * b = momentum * b + (1 - momentum) * g
 * u = b, or (1 - momentum) * g + momentum * b with nesterov
 * X = u / (|u| + epsilon)                                 (with the shorter side as rows)
 * X = first * X + (second * A + third * A^2) X,  A = X X'          (steps times)
 * X = X * sum(u * X)                                               (with adaptive)
 * x = x * (1 - rate * weightDecay) - rate * s * X
 * </pre>
 *
 * <p>{@code |u|} is what {@link Start} says, {@code s} what {@link Scale} says, {@code b} and
 * {@code u} what {@link Mean} says. The iteration does not converge to 1: it stops between about
 * 0.7 and 1.2, by design. {@code inner} takes what has not exactly two axes, at the same rate times
 * {@code ratio}.
 *
 * @param momentum at least 0, below 1
 * @param nesterov looks ahead
 * @param first of the polynomial; finite
 * @param second of the polynomial; finite
 * @param third of the polynomial; finite
 * @param steps of the iteration; 0 to 99
 * @param start what the matrix is divided by before the iteration
 * @param adaptive whether the step grows with the nuclear norm of {@code u}: Bernstein and
 *     Newhouse, prop. 5
 * @param epsilon of the root of the sum of squares; finite, not negative
 * @param floor whether epsilon is the least that the norm counts as, as in PyTorch, and not added
 * @param single whether the norm and its epsilon are float32 and added, as in Keras
 * @param weightDecay decoupled; finite, not negative. PyTorch 0.1, Keras 0.004, others 0
 * @param mean what the buffer is
 * @param scale what the shape does to the rate
 * @param rms of {@link Scale#LARGEST}; finite, not negative. 0.2
 * @param rounding of the iteration
 * @param ratio of the rate of {@code inner}; finite, not negative
 * @param inner updates what is not a matrix
 * @see <a href="https://kellerjordan.github.io/posts/muon/">Jordan et al., Muon (2024)</a>
 * @see <a href="https://arxiv.org/abs/2502.16982">Liu et al., Muon is scalable for LLM training
 *     (2025), eq. 4 for {@link Scale#LARGEST}</a>
 * @see <a href="https://arxiv.org/abs/2409.20325">Bernstein and Newhouse, Old optimizer, new norm
 *     (2024)</a>
 */
public record Muon(
    double momentum,
    boolean nesterov,
    double first,
    double second,
    double third,
    int steps,
    Start start,
    boolean adaptive,
    double epsilon,
    boolean floor,
    boolean single,
    double weightDecay,
    Mean mean,
    Scale scale,
    double rms,
    Rounding rounding,
    double ratio,
    Rule inner)
    implements Whole {

  /** Of the sums of {@link Start#AOL} and {@link Start#SCHATTEN}. */
  private static final double LEAST = 1e-8;

  /** What the momentum buffer is. */
  public enum Mean {
    /** An average. As in the reference and in PyTorch. */
    AVERAGE,
    /** An average whose bias is corrected: of {@code b} at t + 1 with nesterov. As in optax. */
    CORRECTED,
    /** A sum: {@code b = momentum * b + g}, {@code u = g + momentum * b}. As in Keras. */
    SUM
  }

  /**
   * What brings the singular values below about 1 before the iteration, with {@code A = u u'}. All
   * but the first are as optax has them, whatever {@code floor} and {@code single} say.
   */
  public enum Start {
    /** Divided by the root of the sum of squares. As in the reference and PyTorch. */
    FROBENIUS,
    /** By the largest singular value and epsilon: exact, and slow beyond some hundred rows. */
    SPECTRAL,
    /**
     * Row {@code i} by {@code sqrt(max(sum_j |A[i][j]|, 1e-8))}: Boissin et al., Turbo-Muon (2025).
     */
    AOL,
    /** By {@code sqrt(max(|A|, 1e-8))}: the Schatten norm of order 4. */
    SCHATTEN
  }

  /** What the shape of a matrix does to the rate. */
  public enum Scale {
    /** {@code sqrt(max(1, rows / columns))}: rows are outputs. As in the reference and PyTorch. */
    ROWS,
    /** {@code sqrt(max(1, columns / rows))}: columns are outputs. As in optax. */
    COLUMNS,
    /** {@code rms * sqrt(max(rows, columns))}: as large as Adam's. As in Keras. */
    LARGEST,
    /** Nothing. */
    NONE
  }

  /** How exact the iteration is. */
  public enum Rounding {
    /** As exact as the weights: float32 or float64. */
    NONE,
    /** To bfloat16 after every operation. As in the reference. */
    EACH,
    /** To bfloat16 after every product with its sum. As in PyTorch. */
    FUSED
  }

  public Muon {
    Check.that(momentum >= 0 && momentum < 1, "momentum", ">= 0 and < 1", momentum);
    Check.that(Double.isFinite(first), "first", "finite", first);
    Check.that(Double.isFinite(second), "second", "finite", second);
    Check.that(Double.isFinite(third), "third", "finite", third);
    Check.within("steps", steps, 0, 99);
    Check.atLeast("epsilon", epsilon, 0);
    Check.atLeast("weight-decay", weightDecay, 0);
    Check.atLeast("rms", rms, 0);
    Check.atLeast("ratio", ratio, 0);
  }

  /** As PyTorch has it, in full precision, with AdamW for the rest. */
  public Muon() {
    this(Scale.ROWS, 0.1);
  }

  /** As PyTorch has it, but for the scale and the weight decay, which is AdamW's too. */
  public Muon(Scale scale, double weightDecay) {
    this(
        0.95,
        true,
        3.4445,
        -4.7750,
        2.0315,
        5,
        Start.FROBENIUS,
        false,
        1e-7,
        true,
        false,
        weightDecay,
        Mean.AVERAGE,
        scale,
        0.2,
        Rounding.NONE,
        1,
        new AdamW(weightDecay));
  }

  @Override
  public List<Slot> layout(Shape shape) {
    return shape.rank() == 2 ? List.of(new Slot("momentum", shape)) : inner.layout(shape);
  }

  @Override
  public List<String> scalars() {
    return inner.scalars();
  }

  @Override
  public List<String> shared() {
    return inner.shared();
  }

  @Override
  public boolean needsLoss() {
    return inner.needsLoss();
  }

  @Override
  public boolean evaluatesAgain() {
    return inner.evaluatesAgain();
  }

  @Override
  public void update(Update update) {
    List<Tensor> rest =
        update.tensors().stream()
            .filter(p -> p.shape().rank() != 2)
            .map(p -> p.paced(ratio * p.rate()))
            .toList();
    if (!rest.isEmpty()) {
      update.inner().run(inner, update, rest, update.shared());
    }
    update.tensors().stream()
        .filter(p -> p.shape().rank() == 2 && p.size() > 0)
        .forEach(p -> update(update.machine(), p));
  }

  private void update(Machine machine, Tensor p) {
    Values step = orthogonal(machine, p);
    double s = scale((double) p.shape().axis(0), (double) p.shape().axis(1));
    double shrink = 1 - p.rate() * weightDecay;
    machine.each(
        List.of(p.x(), step),
        tile -> {
          double[] x = tile.of(0);
          double[] u = tile.of(1);
          for (int i = 0; i < tile.size(); i++) {
            x[i] = shrink * x[i] - p.rate() * scaled(s, u[i]);
          }
          tile.store(0);
        });
  }

  private double scaled(double s, double u) {
    return rounding == Rounding.EACH ? NarrowMatrix.rounded((float) (s * u)) : s * u;
  }

  /** {@code s * X}, of {@code u} and the size of its rows: for roundings that no engine repeats. */
  public Values step(Values u, int columns) {
    Values turned = Values.zeros((int) u.size());
    orthogonal(Machine.ALONE, Matrix.of(u, columns)).into(turned);
    adapt(Machine.ALONE, u, turned);
    double s = scale((double) u.size() / columns, columns);
    for (long i = 0; i < turned.size(); i++) {
      turned.set(i, scaled(s, turned.at(i)));
    }
    return turned;
  }

  /** Float32 weights that no peer rounds further have an iteration in float32. */
  private Values orthogonal(Machine machine, Tensor p) {
    int columns = (int) p.shape().axis(1);
    Values u;
    Values turned;
    if (p.x() instanceof Values.Floats && rounding == Rounding.NONE) {
      SingleMatrix matrix = SingleMatrix.zeros((int) p.shape().axis(0), columns);
      u = matrix.values();
      direct(machine, p, u);
      turned = orthogonal(machine, matrix).values();
    } else {
      u = Values.zeros((int) p.size());
      direct(machine, p, u);
      turned = Values.zeros((int) p.size());
      orthogonal(machine, Matrix.of(u, columns)).into(turned);
    }
    adapt(machine, u, turned);
    return turned;
  }

  private void adapt(Machine machine, Values u, Values turned) {
    if (adaptive) {
      double dual = Sums.product(machine, u, turned);
      for (long i = 0; i < turned.size(); i++) {
        turned.set(i, dual * turned.at(i));
      }
    }
  }

  private void direct(Machine machine, Tensor p, Values direction) {
    double fresh = mean == Mean.SUM ? 1 : 1 - momentum;
    boolean corrected = mean == Mean.CORRECTED;
    double ahead = corrected ? 1 - Math.pow(momentum, p.t() + (nesterov ? 1.0 : 0.0)) : 1;
    double now = corrected ? 1 - Math.pow(momentum, (double) p.t()) : 1;
    machine.each(
        List.of(p.g(), p.state(0), direction),
        tile -> {
          double[] g = tile.of(0);
          double[] b = tile.of(1);
          double[] u = tile.of(2);
          for (int i = 0; i < tile.size(); i++) {
            b[i] = momentum * b[i] + fresh * g[i];
          }
          tile.store(1);
          for (int i = 0; i < tile.size(); i++) {
            u[i] = nesterov ? fresh * g[i] / now + momentum * b[i] / ahead : b[i] / ahead;
          }
          tile.store(2);
        });
  }

  /** {@code s} of a matrix. */
  public double scale(double rows, double columns) {
    return switch (scale) {
      case ROWS -> Math.sqrt(Math.max(1, rows / columns));
      case COLUMNS -> Math.sqrt(Math.max(1, columns / rows));
      case LARGEST -> rms * Math.sqrt(Math.max(rows, columns));
      case NONE -> 1;
    };
  }

  /** The same in float32, where what is symmetric is computed by halves. */
  private SingleMatrix orthogonal(Machine machine, SingleMatrix u) {
    SingleMatrix x = u.rows > u.columns ? u.transposed() : u;
    Values numbers = x.values();
    if (start == Start.FROBENIUS) {
      double divisor =
          single ? singleNorm(numbers) : floored(Math.sqrt(Sums.squares(machine, numbers)));
      x = x.blend((float) (1 / divisor), 0, x);
    } else {
      SingleMatrix a = x.symmetric(machine, x.transposed());
      x = x.rows(factors(Matrix.of(a.values(), a.columns)));
    }
    for (int i = 0; i < steps; i++) {
      SingleMatrix a = x.symmetric(machine, x.transposed());
      SingleMatrix b = a.blend((float) second, (float) third, a.symmetric(machine, a));
      x = x.blend((float) first, 1, b.times(machine, x));
    }
    return u.rows > u.columns ? x.transposed() : x;
  }

  /** What {@link Start#FROBENIUS} divides by, of the root of the sum of squares. */
  public double floored(double norm) {
    return floor ? Math.max(norm, epsilon) : norm + epsilon;
  }

  /** The same with {@code single}, which goes by the order of the numbers. */
  public double singleNorm(Values numbers) {
    return Means.SINGLE.norm(numbers.size(), epsilon, numbers::at);
  }

  /** What the other starts multiply each row by, of {@code a = u u'}, row by row. */
  public double[] factors(Values a, int rows) {
    return factors(Matrix.of(a, rows));
  }

  private double[] factors(Matrix a) {
    double[] factors = new double[a.rows];
    double all =
        start == Start.SPECTRAL
            ? Math.sqrt(Eigen.largest(a)) + epsilon
            : Math.sqrt(Math.max(a.norm(), LEAST));
    for (int i = 0; i < factors.length; i++) {
      double sum = 0;
      for (int j = 0; j < a.columns; j++) {
        sum += Math.abs(a.at(i, j));
      }
      factors[i] = 1 / (start == Start.AOL ? Math.sqrt(Math.max(sum, LEAST)) : all);
    }
    return factors;
  }

  /** Newton and Schulz: moves all singular values towards 1. */
  private Matrix orthogonal(Machine machine, Matrix u) {
    if (rounding != Rounding.NONE) {
      return narrow(machine, u);
    }
    Matrix x = u.rows > u.columns ? u.transposed() : u;
    if (start == Start.FROBENIUS) {
      double divisor = single ? x.norm(Means.SINGLE, epsilon) : floored(x.norm());
      x = x.each(v -> v / divisor);
    } else {
      x = x.rows(factors(x.times(machine, x.transposed())));
    }
    for (int i = 0; i < steps; i++) {
      Matrix a = x.times(machine, x.transposed());
      Matrix b = a.blend(second, third, a.times(machine, a));
      x = x.blend(first, 1, b.times(machine, x));
    }
    return u.rows > u.columns ? x.transposed() : x;
  }

  /** The same in bfloat16. */
  private Matrix narrow(Machine machine, Matrix u) {
    NarrowMatrix x = NarrowMatrix.of(u.rows > u.columns ? u.transposed() : u);
    if (start == Start.FROBENIUS) {
      float norm = NarrowMatrix.rounded((float) x.wide().norm());
      x = x.over(NarrowMatrix.rounded((float) floored(norm))).rounded();
    } else {
      x = NarrowMatrix.of(x.wide().rows(factors(x.times(machine, x.transposed()).wide())));
    }
    boolean fused = rounding == Rounding.FUSED;
    for (int i = 0; i < steps; i++) {
      NarrowMatrix a = x.times(machine, x.transposed()).rounded();
      x = (fused ? fused(machine, x, a) : each(machine, x, a)).rounded();
    }
    return (u.rows > u.columns ? x.transposed() : x).wide();
  }

  private NarrowMatrix fused(Machine machine, NarrowMatrix x, NarrowMatrix a) {
    NarrowMatrix square = a.times(machine, a).times((float) third);
    NarrowMatrix b = a.plus((float) second, square).rounded();
    return x.plus((float) first, b.times(machine, x));
  }

  private NarrowMatrix each(Machine machine, NarrowMatrix x, NarrowMatrix a) {
    NarrowMatrix square = a.times((float) third).rounded().times(machine, a).rounded();
    NarrowMatrix b = a.times((float) second).rounded().plus(1, square).rounded();
    NarrowMatrix product = b.times(machine, x).rounded();
    return x.times((float) first).rounded().plus(1, product);
  }

  @Override
  public String toString() {
    return Wording.of("muon", this);
  }
}
