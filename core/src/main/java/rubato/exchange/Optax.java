package rubato.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import rubato.exchange.Value.Call;

/**
 * All of optax's schedules, and {@code contrib.reduce_on_plateau}. optax computes in single
 * precision; this is what it would give in double.
 */
final class Optax {

  private static final String ONE_CYCLE = "transition_steps, peak_value, pct_start=0.3, ";
  private static final String DIVISORS = "div_factor=25.0, final_div_factor=10000.0)";

  static final Table TABLE =
      new Table("optax")
          .own(
              "constant_schedule(value)",
              (args, setting) -> {
                double value = args.number("value");
                return Motion.of(t -> value);
              })
          .own(
              "polynomial_schedule(init_value, end_value, power, transition_steps,"
                  + " transition_begin=0)",
              (args, setting) -> Motion.of(polynomial(args, args.number("power"))))
          .own(
              "linear_schedule(init_value, end_value, transition_steps, transition_begin=0)",
              (args, setting) -> Motion.of(polynomial(args, 1)))
          .own(
              "piecewise_constant_schedule(init_value, boundaries_and_scales=None)",
              Optax::piecewiseConstant)
          .own(
              "exponential_decay(init_value, transition_steps, decay_rate, transition_begin=0,"
                  + " staircase=False, end_value=None)",
              (args, setting) -> Motion.of(exponential(args, args.number("init_value"))))
          .own(
              "cosine_decay_schedule(init_value, decay_steps, alpha=0.0, exponent=1.0)",
              (args, setting) ->
                  Motion.of(
                      cosine(
                          args,
                          args.number("init_value"),
                          args.number("decay_steps"),
                          args.number("alpha"))))
          .own(
              "piecewise_interpolate_schedule(interpolate_type, init_value,"
                  + " boundaries_and_scales=None)",
              Optax::piecewiseInterpolate)
          .own(
              "linear_onecycle_schedule(" + ONE_CYCLE + "pct_final=0.85, " + DIVISORS,
              Optax::linearCycle)
          .own("cosine_onecycle_schedule(" + ONE_CYCLE + DIVISORS, Optax::cosineCycle)
          .own(
              "warmup_constant_schedule(init_value, peak_value, warmup_steps)",
              (args, setting) -> Motion.of(warmup(args)))
          .own(
              "warmup_cosine_decay_schedule(init_value, peak_value, warmup_steps, decay_steps,"
                  + " end_value=0.0, exponent=1.0)",
              (args, setting) -> Motion.of(warmupCosine(args)))
          .own(
              "warmup_exponential_decay_schedule(init_value, peak_value, warmup_steps,"
                  + " transition_steps, decay_rate, transition_begin=0, staircase=False,"
                  + " end_value=None)",
              (args, setting) ->
                  Motion.of(
                      join(
                          List.of(warmup(args), exponential(args, args.number("peak_value"))),
                          List.of(args.number("warmup_steps")))))
          .own("schedule(function)", (args, setting) -> Motion.of(args.curve("function", "step")))
          .own("sgdr_schedule(cosine_kwargs)", Optax::sgdr)
          .own("join_schedules(schedules, boundaries)", Optax::joined)
          .rated(
              "reduce_on_plateau(factor=0.1, patience=10, rtol=0.0001, atol=0.0, cooldown=0,"
                  + " accumulation_size=1, min_scale=0.0)",
              (args, setting) -> new Motion.Watching(OptaxPlateau.of(args)));

  private Optax() {}

  private static Curve polynomial(
      double from, double to, double power, double steps, double begin) {
    if (!(steps > 0)) {
      return t -> from;
    }
    double start = Math.max(0, begin);
    return t -> {
      double left = 1 - Math.clamp(t - start, 0, steps) / steps;
      return (from - to) * Math.pow(left, power) + to;
    };
  }

  private static Curve polynomial(Args args, double power) {
    return polynomial(
        args.number("init_value"),
        args.number("end_value"),
        power,
        args.number("transition_steps"),
        args.number("transition_begin"));
  }

  private static Curve warmup(Args args) {
    return polynomial(
        args.number("init_value"), args.number("peak_value"), 1, args.number("warmup_steps"), 0);
  }

  private static Curve exponential(Args args, double from) {
    double steps = args.number("transition_steps");
    double rate = args.number("decay_rate");
    if (!(steps > 0) || rate == 0) {
      return t -> from;
    }
    double begin = Math.max(0, args.number("transition_begin"));
    boolean stairs = args.truth("staircase");
    boolean ends = args.has("end_value");
    double end = args.number("end_value", 0);
    return t -> {
      double part = (t - begin) / steps;
      double value = t <= begin ? from : from * Math.pow(rate, stairs ? Math.floor(part) : part);
      if (!ends) {
        return value;
      }
      return rate < 1 ? Math.max(value, end) : Math.min(value, end);
    };
  }

  private static Curve cosine(Args args, double from, double steps, double alpha) {
    args.require(
        steps > 0,
        "ValueError",
        "The cosine_decay_schedule requires positive decay_steps, got decay_steps=" + steps);
    double exponent = args.number("exponent");
    return t -> {
      double decay = 0.5 * (1 + Py.cos(Math.PI * Math.min(t, steps) / steps));
      return from * ((1 - alpha) * Math.pow(decay, exponent) + alpha);
    };
  }

  private static Curve warmupCosine(Args args) {
    double peak = args.number("peak_value");
    double alpha = peak == 0 ? 0 : args.number("end_value") / peak;
    double warmup = args.number("warmup_steps");
    Curve main = cosine(args, peak, args.number("decay_steps") - warmup, alpha);
    return join(List.of(warmup(args), main), List.of(warmup));
  }

  private static Curve join(List<Curve> curves, List<Double> boundaries) {
    return t -> {
      double value = curves.getFirst().at(t);
      for (int i = 0; i < Math.min(boundaries.size(), curves.size() - 1); i++) {
        double from = boundaries.get(i);
        value = t < from ? value : curves.get(i + 1).at(t - from);
      }
      return value;
    };
  }

  private static Motion sgdr(Args args, Setting setting) {
    var curves = new ArrayList<Curve>();
    var boundaries = new ArrayList<Double>();
    double step = 0;
    for (Call call : args.keywords("cosine_kwargs", "warmup_cosine_decay_schedule")) {
      Signature signature = Optax.TABLE.named(call.name()).signature();
      Args each = signature.args(signature.bound(call));
      curves.add(warmupCosine(each));
      step += each.number("decay_steps");
      boundaries.add(step);
    }
    args.require(!curves.isEmpty(), "IndexError", "cosine_kwargs is empty");
    return Motion.of(join(curves, boundaries));
  }

  private static Motion joined(Args args, Setting setting) {
    var curves = new ArrayList<Curve>();
    for (Call call : args.calls("schedules")) {
      if (!(Optax.TABLE.motion(call, setting) instanceof Motion.Timed(var rate, var _))) {
        throw new ExchangeException("join_schedules joins schedules, got " + call.name());
      }
      curves.add(rate);
    }
    args.require(!curves.isEmpty(), "IndexError", "schedules is empty");
    return Motion.of(join(curves, args.numbers("boundaries")));
  }

  private static NavigableMap<Double, Double> scales(Args args) {
    NavigableMap<Double, Double> scales =
        args.has("boundaries_and_scales")
            ? args.table("boundaries_and_scales")
            : new TreeMap<Double, Double>();
    args.require(
        scales.values().stream().allMatch(scale -> scale >= 0),
        "ValueError",
        "expects non-negative scale factors");
    return scales;
  }

  private static Motion piecewiseConstant(Args args, Setting setting) {
    double from = args.number("init_value");
    NavigableMap<Double, Double> scales = scales(args);
    return Motion.of(
        t -> {
          double value = from;
          for (var scale : scales.entrySet()) {
            value = t < scale.getKey() ? value : scale.getValue() * value;
          }
          return value;
        });
  }

  private static Motion piecewiseInterpolate(Args args, Setting setting) {
    boolean cosine = args.oneOf("interpolate_type", "linear", "cosine").equals("cosine");
    return Motion.of(interpolate(cosine, args.number("init_value"), scales(args)));
  }

  private static Curve interpolate(
      boolean cosine, double init, NavigableMap<Double, Double> scales) {
    return t -> {
      double from = init;
      double begin = 0;
      for (var scale : scales.entrySet()) {
        double to = from * scale.getValue();
        double end = scale.getKey();
        if (t >= begin && t < end) {
          double part = (t - begin) / Math.max(end - begin, 1);
          return cosine
              ? to + (from - to) / 2 * (Py.cos(Math.PI * part) + 1)
              : (to - from) * part + from;
        }
        from = to;
        begin = end;
      }
      return t >= begin ? from : 0;
    };
  }

  private static double length(Args args) {
    double steps = args.number("transition_steps");
    args.require(
        steps > 0, "ValueError", "was set with a non-positive `transition_steps`, got " + steps);
    return steps;
  }

  private static Motion linearCycle(Args args, Setting setting) {
    double steps = length(args);
    double div = args.number("div_factor");
    var scales = new TreeMap<Double, Double>();
    scales.put(Math.floor(args.number("pct_start") * steps), div);
    scales.put(Math.floor(args.number("pct_final") * steps), 1 / div);
    scales.put(steps, 1 / args.number("final_div_factor"));
    return Motion.of(interpolate(false, args.number("peak_value") / div, scales));
  }

  private static Motion cosineCycle(Args args, Setting setting) {
    double steps = length(args);
    double div = args.number("div_factor");
    var scales = new TreeMap<Double, Double>();
    scales.put(Math.floor(args.number("pct_start") * steps), div);
    scales.put(Math.floor(steps), 1 / (div * args.number("final_div_factor")));
    return Motion.of(interpolate(true, args.number("peak_value") / div, scales));
  }
}
