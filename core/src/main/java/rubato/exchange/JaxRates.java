package rubato.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rubato.exchange.Value.Call;
import rubato.exchange.Value.Num;

/**
 * Schedules of optax as they are where JAX computes weights in float64: what is a quotient of two
 * whole numbers is float32, and makes all that it meets float32. As JAX compiles them: a quotient
 * by a constant is a product with its reciprocal, and a product and a sum are rounded once.
 */
final class JaxRates {

  /** A schedule; {@code single} where its numbers are float32. */
  private record Piece(Curve curve, boolean single) {}

  private JaxRates() {}

  /** The schedule that a call makes, where there is such a quotient in it. */
  static Optional<Curve> of(Call call) {
    return piece(call).filter(Piece::single).map(Piece::curve);
  }

  private static Optional<Piece> piece(Call call) {
    if (!Framework.OPTAX.table().names().contains(call.name())) {
      return Optional.empty();
    }
    Table.Line line = Framework.OPTAX.table().named(call.name());
    Args args = line.signature().args(Framework.OPTAX.table().bound(call));
    return switch (call.name()) {
      case "linear_schedule", "polynomial_schedule", "warmup_constant_schedule" ->
          Optional.of(polynomial(args));
      case "exponential_decay" -> Optional.of(exponential(args, "init_value"));
      case "warmup_exponential_decay_schedule" ->
          Optional.of(
              join(
                  List.of(warmup(args), exponential(args, "peak_value")),
                  List.of(args.number("warmup_steps"))));
      case "warmup_cosine_decay_schedule" -> Optional.of(warmupCosine(call, args));
      case "join_schedules" -> joined(args);
      default -> Optional.of(new Piece(plain(call), false));
    };
  }

  private static Curve plain(Call call) {
    Scheduler scheduler = Scheduler.of(Framework.OPTAX, call, Setting.of(Double.NaN));
    return step -> scheduler.at((long) step);
  }

  private static Piece polynomial(Args args) {
    if (args.scheduler().equals("warmup_constant_schedule")) {
      return warmup(args);
    }
    boolean linear = args.scheduler().equals("linear_schedule");
    double begin = Math.max(0, args.number("transition_begin"));
    return ramp(
        args.number("init_value"),
        args.number("end_value"),
        linear ? new Num(1, true) : args.value("power"),
        args.number("transition_steps"),
        begin);
  }

  private static Piece warmup(Args args) {
    return ramp(
        args.number("init_value"),
        args.number("peak_value"),
        new Num(1, true),
        args.number("warmup_steps"),
        0);
  }

  private static Piece ramp(double from, double to, Value power, double steps, double begin) {
    if (!(steps > 0)) {
      return new Piece(_ -> from, false);
    }
    double exponent = power instanceof Num(var number, var _) ? number : 1;
    return new Piece(
        step -> {
          float done = (float) Math.clamp(step - begin, 0, steps);
          float left = Math.fma(-done, 1 / (float) steps, 1);
          return Math.fma((float) (from - to), power(left, exponent), (float) to);
        },
        true);
  }

  /** Whole powers are products. */
  private static float power(float base, double exponent) {
    if (exponent == 2) {
      return base * base;
    }
    return exponent == 3
        ? base * base * base
        : (float) Math.pow((double) base, (double) (float) exponent);
  }

  private static Piece exponential(Args args, String initial) {
    double from = args.number(initial);
    double steps = args.number("transition_steps");
    double rate = args.number("decay_rate");
    if (!(steps > 0) || rate == 0) {
      return new Piece(_ -> from, false);
    }
    double begin = Math.max(0, args.number("transition_begin"));
    boolean stairs = args.truth("staircase");
    float end =
        (float)
            args.number(
                "end_value", rate < 1 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    return new Piece(
        step -> {
          float part = (float) (step - begin) * (1 / (float) steps);
          float power = (float) (stairs ? Math.floor((double) part) : part);
          float value =
              step <= begin
                  ? (float) from
                  : (float) from * (float) Math.pow((double) (float) rate, (double) power);
          return rate < 1 ? Math.max(value, end) : Math.min(value, end);
        },
        true);
  }

  private static Piece warmupCosine(Call call, Args args) {
    Curve whole = plain(call);
    Piece ramp = warmup(args);
    double steps = args.number("warmup_steps");
    return new Piece(
        step -> step < steps ? ramp.curve().at(step) : rounded(whole.at(step), ramp.single()),
        ramp.single());
  }

  private static double rounded(double value, boolean single) {
    return single ? (float) value : value;
  }

  private static Optional<Piece> joined(Args args) {
    List<Piece> pieces = new ArrayList<>();
    for (Call call : args.calls("schedules")) {
      Optional<Piece> piece = piece(call);
      if (piece.isEmpty()) {
        return Optional.empty();
      }
      pieces.add(piece.get());
    }
    return Optional.of(join(pieces, args.numbers("boundaries")));
  }

  private static Piece join(List<Piece> pieces, List<Double> boundaries) {
    boolean single = pieces.stream().anyMatch(Piece::single);
    return new Piece(
        step -> {
          int at = 0;
          for (int i = 0; i < boundaries.size(); i++) {
            at = step < boundaries.get(i) ? at : i + 1;
          }
          double from = at == 0 ? 0 : boundaries.get(at - 1);
          return rounded(pieces.get(at).curve().at(step - from), single);
        },
        single);
  }
}
