package rubato.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.IntStream;
import rubato.optim.Adafactor;
import rubato.optim.Adafactor.Convention;

/**
 * A second moment that is a row times a column. Squares are as precise as the weights: in float64
 * they cost more than all else, and what is lost below 1e-19 is less than epsilon.
 */
final class FactoredOperations {

  /** How many numbers Keras adds one after the other. */
  private static final int WINDOW = 32;

  private FactoredOperations() {}

  static void update(Adafactor rule, Operand p) {
    if (p.shape().size() == 0) {
      return;
    }
    double before = rms(rule, p.x());
    boolean outside = rule.convention() == Convention.OPTAX;
    if (!outside && p.rate() * rule.weightDecay() != 0) {
      p.x().muli(1 - p.rate() * rule.weightDecay());
    }
    double now = rule.convention() == Convention.PYTORCH ? before : rms(rule, p.x());
    double a = rule.relative() ? Math.min(p.rate(), 1 / Math.sqrt((double) p.t())) : p.rate();
    a *= rule.scaled() ? Math.max(rule.floor(), now) : 1;
    NDArray u = p.g().div(root(rule, p));
    NDArray move = u.muli(a / Math.max(1, rms(rule, u) / rule.clip()));
    if (rule.momentum() > 0) {
      move = average(rule, p, move);
    }
    p.x().subi(outside ? p.x().mul(rule.weightDecay()).addi(move) : move);
  }

  private static NDArray average(Adafactor rule, Operand p, NDArray move) {
    NDArray mean = p.state().getLast();
    NDArray fresh = move.mul(1 - rule.momentum());
    if (rule.convention() == Convention.OPTAX) {
      NDArray kept = mean.toType(DataType.FLOAT32, false).mul((float) rule.momentum());
      NDArray moved = fresh.addi(Terms.like(move, kept));
      Operand.copy(moved.toType(DataType.FLOAT32, false), mean);
      return moved;
    }
    return mean.muli(rule.momentum()).addi(fresh);
  }

  /** {@code sqrt(v)}, with {@code v} brought to this update. */
  private static NDArray root(Adafactor rule, Operand p) {
    double epsilon = rule.epsilon(Transfer.precision(p.x().getDataType()));
    boolean single = rule.convention() == Convention.KERAS;
    double added = rule.convention() == Convention.OPTAX ? epsilon : 0;
    NDArray squares = single ? Terms.wide(p.g()).square().addi(epsilon) : p.g().square();
    List<Integer> axes = rule.axes(p.shape());
    if (axes.isEmpty()) {
      NDArray v = follow(rule, p, 0, Terms.wide(squares).add(added));
      return floored(rule, Terms.like(p.x(), v.sqrt()), epsilon);
    }
    int rowAxis = axes.getFirst();
    int columnAxis = axes.getLast();
    Shape rowShape = without(squares.getShape(), rowAxis);
    NDArray rows = mean(rule, squares, rowAxis).addi(added);
    NDArray row = follow(rule, p, 0, rows).reshape(rowShape);
    NDArray column = follow(rule, p, 1, mean(rule, squares, columnAxis).addi(added));
    NDArray mean = mean(rule, row, columnAxis).reshape(without(rowShape, columnAxis));
    NDArray scaled = row.div(floored(rule, mean, epsilon));
    // The root of each is as many digits as that of their product, and has no smaller numbers.
    NDArray left = Terms.like(p.x(), scaled.sqrt());
    NDArray right = Terms.like(p.x(), column.sqrt());
    right = right.reshape(without(squares.getShape(), columnAxis));
    return floored(rule, left.mul(right), epsilon);
  }

  private static NDArray floored(Adafactor rule, NDArray a, double least) {
    return rule.convention() == Convention.PYTORCH ? a.maximum(least) : a;
  }

  /** Moves state towards {@code squares}; as it then is, in float64. */
  private static NDArray follow(Adafactor rule, Operand p, int i, NDArray squares) {
    double fresh = rule.fresh(p.t());
    NDArray kept = Terms.wide(p.state(i)).mul(1 - fresh).addi(squares.mul(fresh));
    return Terms.wide(p.keep(i, kept));
  }

  private static Shape without(Shape shape, int axis) {
    long[] sizes = shape.getShape().clone();
    sizes[axis] = 1;
    return new Shape(sizes);
  }

  /** The means over an axis, in a row, in float64. */
  private static NDArray mean(Adafactor rule, NDArray a, int axis) {
    if (rule.convention() != Convention.KERAS) {
      return Terms.wide(a.mean(new int[] {axis})).flatten();
    }
    int rank = a.getShape().dimension();
    int[] last =
        IntStream.concat(
                IntStream.range(0, rank).filter(other -> other != axis), IntStream.of(axis))
            .toArray();
    return single(a.transpose(last).reshape(-1, a.getShape().get(axis)));
  }

  private static double rms(Adafactor rule, NDArray a) {
    double mean =
        rule.convention() == Convention.KERAS
            ? single(Terms.wide(a).square().reshape(1, a.size())).sum().getDouble()
            : Terms.wide(a.square().mean()).getDouble();
    return Math.sqrt(mean);
  }

  /** The mean of each line in float32, added up as Keras does it. */
  private static NDArray single(NDArray lines) {
    long size = lines.getShape().get(1);
    NDArray sums = lines.toType(DataType.FLOAT32, false);
    while (sums.getShape().get(1) > WINDOW) {
      sums = windows(sums);
    }
    return Terms.wide(inOrder(sums).mul(1f / size));
  }

  private static NDArray windows(NDArray lines) {
    long count = lines.getShape().get(0);
    long size = lines.getShape().get(1);
    long windows = (size + WINDOW - 1) / WINDOW;
    long missing = windows * WINDOW - size;
    NDArray padded = lines.getManager().zeros(new Shape(count, windows * WINDOW));
    padded.set(new NDIndex(":, {}:{}", missing / 2, missing / 2 + size), lines);
    return inOrder(padded.reshape(count * windows, WINDOW)).reshape(count, windows);
  }

  /** The sum of each line, one number after the other. */
  private static NDArray inOrder(NDArray lines) {
    NDArray sum = lines.get(":, 0").duplicate();
    for (long i = 1; i < lines.getShape().get(1); i++) {
      sum.addi(lines.get(":, {}", i));
    }
    return sum;
  }
}
