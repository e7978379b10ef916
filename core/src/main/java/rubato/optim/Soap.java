package rubato.optim;

import java.util.ArrayList;
import java.util.List;
import rubato.internal.Check;

/**
 * Adam in the basis in which Shampoo's preconditioner is diagonal; another rule updates everything
 * that is not a matrix.
 *
 * <pre>
 * M = beta1 * M + (1 - beta1) * G
 * V = beta2 * V + (1 - beta2) * (QL' G QR)^2
 * N = (QL' M QR / (1 - beta1^(t-1))) / (sqrt(V / (1 - beta2^(t-1))) + epsilon)
 * X = X * (1 - rate * weightDecay) - rate * QL N QR'
 * L = shampoo * L + (1 - shampoo) * G G',  R = shampoo * R + (1 - shampoo) * G' G
 * every `every` updates: QL, QR = nearer to the eigenvectors of L, R
 * </pre>
 *
 * <p>The first update moves nothing: it makes {@code L}, {@code R} and, exactly, their
 * eigenvectors. Later they follow by one step of orthogonal iteration. An axis longer than {@code
 * largest} is not turned. For matrices whose axes are short enough the path does not depend on the
 * basis in which the weights are written, which is what sets it apart from Adam.
 *
 * @param beta1 at least 0, below 1
 * @param beta2 at least 0, below 1
 * @param shampoo of the preconditioner; at least 0, below 1
 * @param epsilon finite, above 0
 * @param weightDecay decoupled; finite, not negative
 * @param every how many updates apart the basis follows; at least 1
 * @param largest axis that is turned; at least 1
 * @param inner updates what is not a matrix
 * @see <a href="https://arxiv.org/abs/2409.11321">Vyas et al., SOAP (2024), algorithms 3 and 4</a>
 * @see <a href="https://arxiv.org/abs/1802.09568">Gupta, Koren and Singer, Shampoo (2018)</a>
 */
public record Soap(
    double beta1,
    double beta2,
    double shampoo,
    double epsilon,
    double weightDecay,
    int every,
    int largest,
    Rule inner)
    implements Whole {

  public Soap {
    Check.that(beta1 >= 0 && beta1 < 1, "beta1", ">= 0 and < 1", beta1);
    Check.that(beta2 >= 0 && beta2 < 1, "beta2", ">= 0 and < 1", beta2);
    Check.that(shampoo >= 0 && shampoo < 1, "shampoo", ">= 0 and < 1", shampoo);
    Check.above("epsilon", epsilon, 0);
    Check.atLeast("weight-decay", weightDecay, 0);
    Check.atLeast("every", every, 1);
    Check.within("largest", largest, 1, 30_000);
  }

  /** As its authors have it, with AdamW of the same betas for the rest. */
  public Soap() {
    this(0.95, 0.95, 0.95, 1e-8, 0.01, 10, 1024, new AdamW(0.95, 0.95, 1e-8, 0.01, Epsilon.OUTER));
  }

  @Override
  public List<Slot> layout(Shape shape) {
    if (shape.rank() != 2) {
      return inner.layout(shape);
    }
    List<Slot> slots = new ArrayList<>();
    slots.add(new Slot("mean", shape));
    slots.add(new Slot("square", shape));
    for (int axis = 0; axis < 2; axis++) {
      long n = shape.axis(axis) <= largest ? shape.axis(axis) : 0;
      Shape square = Shape.of(n, n);
      slots.add(new Slot("moment " + axis, square));
      slots.add(new Slot("basis " + axis, square));
    }
    return slots;
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
    List<Tensor> rest = update.tensors().stream().filter(p -> p.shape().rank() != 2).toList();
    if (!rest.isEmpty()) {
      update.inner().run(inner, update, rest, update.shared());
    }
    for (Tensor p : update.tensors()) {
      if (p.shape().rank() == 2 && p.size() > 0) {
        update(update.machine(), p);
      }
    }
  }

  private void update(Machine machine, Tensor p) {
    Matrix g = Matrix.of(p.g(), (int) p.shape().axis(1));
    if (p.t() == 1) {
      begin(machine, g, p.state());
      return;
    }
    move(machine, p, g);
    for (int axis = 0; axis < 2; axis++) {
      Values basis = p.state(3 + 2 * axis);
      if (basis.size() > 0) {
        Matrix moment = moment(machine, g, axis, p.state(2 + 2 * axis));
        if (due(p.t())) {
          Eigen.refined(moment, Matrix.of(basis, moment.columns)).into(basis);
        }
      }
    }
  }

  /**
   * The first update of a matrix, which moves nothing: the moments of its gradient and their bases.
   *
   * @param columns of the gradient, which is not empty
   * @param state as in {@link #layout}
   */
  public void begin(Values g, int columns, List<Values> state) {
    begin(Machine.ALONE, Matrix.of(g, columns), state);
  }

  private void begin(Machine machine, Matrix g, List<Values> state) {
    for (int axis = 0; axis < 2; axis++) {
      Values basis = state.get(3 + 2 * axis);
      if (basis.size() > 0) {
        Eigen.vectors(moment(machine, g, axis, state.get(2 + 2 * axis))).into(basis);
      }
    }
  }

  /** Whether the bases follow in update {@code t} of a matrix. */
  public boolean due(long t) {
    return t > 1 && (t - 1) % every == 0;
  }

  /** Turns a basis nearer to the eigenvectors of its moment. */
  public void follow(Values moment, Values basis) {
    int n = (int) Math.round(Math.sqrt((double) basis.size()));
    Eigen.refined(Matrix.of(moment, n), Matrix.of(basis, n)).into(basis);
  }

  /** Brings the moment along an axis forward. */
  private Matrix moment(Machine machine, Matrix g, int axis, Values kept) {
    Matrix other = g.transposed();
    Matrix outer = axis == 0 ? g.times(machine, other) : other.times(machine, g);
    Matrix moment = Matrix.of(kept, outer.columns).blend(shampoo, 1 - shampoo, outer);
    moment.into(kept);
    return moment;
  }

  private void move(Machine machine, Tensor p, Matrix g) {
    double c1 = 1 - Math.pow(beta1, p.t() - 1.0);
    double c2 = 1 - Math.pow(beta2, p.t() - 1.0);
    Values square = p.state(1);
    Matrix.of(p.state(0), g.columns).blend(beta1, 1 - beta1, g).into(p.state(0));
    Matrix turned = turn(machine, p, g, true);
    Matrix m = turn(machine, p, Matrix.of(p.state(0), g.columns), true);
    Matrix n = Matrix.zeros(g.rows, g.columns);
    for (int i = 0; i < p.size(); i++) {
      double v = beta2 * square.at(i) + (1 - beta2) * turned.at(i) * turned.at(i);
      n.set(i, m.at(i) / c1 / (Math.sqrt(square.set(i, v) / c2) + epsilon));
    }
    Matrix back = turn(machine, p, n, false);
    for (int i = 0; i < p.size(); i++) {
      double shrunk = p.x().at(i) * (1 - p.rate() * weightDecay);
      p.x().set(i, shrunk - p.rate() * back.at(i));
    }
  }

  /** {@code QL' a QR}, or the way back. */
  private static Matrix turn(Machine machine, Tensor p, Matrix a, boolean in) {
    Matrix turned = a;
    if (p.state(3).size() > 0) {
      Matrix left = Matrix.of(p.state(3), a.rows);
      turned = (in ? left.transposed() : left).times(machine, turned);
    }
    if (p.state(5).size() > 0) {
      Matrix right = Matrix.of(p.state(5), a.columns);
      turned = turned.times(machine, in ? right : right.transposed());
    }
    return turned;
  }

  @Override
  public String toString() {
    return Wording.of("soap", this);
  }
}
