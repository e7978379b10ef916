package rubato.exchange;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import rubato.exchange.Value.Items;
import rubato.exchange.Value.Num;
import rubato.exchange.Value.Text;
import rubato.optim.Parameter;
import rubato.optim.Precision;
import rubato.optim.Shape;
import rubato.optim.Values;

/**
 * What a recorded optimizer was run on: a start, and a gradient for every update. In float32 all
 * arithmetic is float32, as in the run that was recorded.
 */
final class Problem {

  private final Map<String, Value> said;
  private final Kind kind;
  private final List<Double> start;
  private final List<Double> lambda;
  private final List<Double> center;

  private enum Kind {
    QUADRATIC,
    ROSENBROCK,
    PRESCRIBED,
    SPARSE
  }

  private Problem(Map<String, Value> said, Kind kind) {
    this.said = said;
    this.kind = kind;
    this.start = flat(said.get("start"));
    this.lambda = flat(said.get("lambda"));
    this.center = flat(said.get("center"));
    if (kind == Kind.QUADRATIC
        && (lambda.size() != start.size() || center.size() != start.size())) {
      throw new ExchangeException("lambda, center and start must be as long as each other");
    }
  }

  static Problem of(Map<String, Value> said) {
    if (said.containsKey("lambda")) {
      return new Problem(said, Kind.QUADRATIC);
    } else if (said.containsKey("gradients")) {
      return new Problem(said, Kind.PRESCRIBED);
    } else if (said.containsKey("sparse_gradients")) {
      return new Problem(said, Kind.SPARSE);
    }
    return new Problem(said, Kind.ROSENBROCK);
  }

  double[] start() {
    return start.stream().mapToDouble(v -> v).toArray();
  }

  /** Of the weights: one axis, unless the file says more. */
  Shape shape() {
    if (said.get("shape") instanceof Items(var axes)) {
      return new Shape(flat(new Items(axes)).stream().map(Double::longValue).toList());
    }
    return said.get("rows") instanceof Num(var rows, var _)
            && said.get("cols") instanceof Num(var columns, var _)
        ? Shape.of((long) rows, (long) columns)
        : Shape.of(start.size());
  }

  /** The rows with a gradient at update {@code t}. */
  List<Long> rows(long t) {
    return flat(sparse(t).get("rows")).stream().map(Double::longValue).toList();
  }

  private Map<String, Value> sparse(long t) {
    return Trajectory.object(recorded("sparse_gradients", t), "gradient " + t);
  }

  private Value recorded(String name, long t) {
    if (!(said.get(name) instanceof Items(var items)) || t > items.size()) {
      throw new ExchangeException(name + " must have " + t + " entries");
    }
    return items.get((int) t - 1);
  }

  double[] gradient(double[] x, long t, boolean single) {
    return switch (kind) {
      case QUADRATIC -> {
        double[] g = new double[x.length];
        for (int i = 0; i < g.length; i++) {
          double c = center.get(i);
          double l = lambda.get(i);
          g[i] = single ? (float) l * ((float) x[i] - (float) c) : l * (x[i] - c);
        }
        yield g;
      }
      case ROSENBROCK -> valley(x, single);
      case PRESCRIBED -> {
        double[] g = flat(recorded("gradients", t)).stream().mapToDouble(v -> v).toArray();
        if (g.length != x.length) {
          throw new ExchangeException("gradient " + t + " must have " + x.length + " numbers");
        }
        yield g;
      }
      case SPARSE -> {
        double[] g = new double[x.length];
        List<Double> values = flat(sparse(t).get("values"));
        List<Long> rows = rows(t);
        int width = rows.isEmpty() ? 0 : values.size() / rows.size();
        for (int i = 0; i < rows.size() * width; i++) {
          g[(int) (rows.get(i / width) * width + i % width)] = values.get(i);
        }
        yield g;
      }
    };
  }

  private static double[] valley(double[] x, boolean single) {
    double[] g = new double[x.length];
    for (int i = 0; i < g.length; i++) {
      double ahead = i < g.length - 1 ? rising(x[i], x[i + 1], single) : 0;
      double behind = i > 0 ? falling(x[i - 1], x[i], single) : 0;
      g[i] = single ? (float) ahead + (float) behind : ahead + behind;
    }
    return g;
  }

  private static double rising(double x, double next, boolean single) {
    if (single) {
      float a = (float) x;
      return (-400 * a) * ((float) next - a * a) - 2 * (1 - a);
    }
    return (-400 * x) * (next - x * x) - 2 * (1 - x);
  }

  private static double falling(double before, double x, boolean single) {
    if (single) {
      float a = (float) before;
      return 200 * ((float) x - a * a);
    }
    return 200 * (x - before * before);
  }

  /** NaN for problems that are gradients alone. */
  double loss(double[] x, boolean single) {
    double loss = 0;
    switch (kind) {
      case QUADRATIC -> {
        for (int i = 0; i < x.length; i++) {
          double away = x[i] - center.get(i);
          loss += 0.5 * lambda.get(i) * away * away;
        }
      }
      case ROSENBROCK -> {
        for (int i = 0; i + 1 < x.length; i++) {
          double bend = x[i + 1] - x[i] * x[i];
          loss += 100 * bend * bend + (1 - x[i]) * (1 - x[i]);
        }
      }
      case PRESCRIBED, SPARSE -> loss = Double.NaN;
    }
    return single ? (float) loss : loss;
  }

  /** All numbers of nested lists; those that are not finite may be texts. */
  static List<Double> flat(@Nullable Value value) {
    List<Double> numbers = new ArrayList<>();
    switch (value) {
      case Num(var number, var _) -> numbers.add(number);
      case Text(var text) when Args.SPECIAL.containsKey(text) ->
          numbers.add(Args.SPECIAL.get(text));
      case Items(var items) -> items.forEach(item -> numbers.addAll(flat(item)));
      case null, default -> {}
    }
    return numbers;
  }

  static List<Integer> upTo(int size) {
    return IntStream.range(0, size).boxed().toList();
  }

  static List<Double> list(double[] values) {
    List<Double> list = new ArrayList<>();
    for (double value : values) {
      list.add(value);
    }
    return list;
  }

  /** Zeros of this shape. */
  static Parameter parameter(String name, Shape shape, boolean single) {
    int size = (int) shape.size();
    return single
        ? new Parameter(name, shape, new float[size], new float[size])
        : new Parameter(name, shape, new double[size], new double[size]);
  }

  static Values values(MemorySegment memory, boolean single) {
    return Values.of(memory, single ? Precision.FLOAT32 : Precision.FLOAT64);
  }
}
