package rubato.exchange;

import java.util.List;

/**
 * All of {@code timm.scheduler}: the rate of an epoch or update is what the scheduler gives when it
 * is stepped to it.
 */
final class Timm {

  private static final String NOISE =
      "noise_range_t=None, noise_pct=0.67, noise_std=1.0, noise_seed=42";
  private static final String CYCLES =
      "lr_min=0.0, cycle_mul=1.0, cycle_decay=1.0, cycle_limit=1, warmup_t=0, warmup_lr_init=0.0,"
          + " warmup_prefix=False, t_in_epochs=True, ";
  private static final String STEPS =
      "decay_t, decay_rate=1.0, warmup_t=0, warmup_lr_init=0.0, warmup_prefix=True,"
          + " t_in_epochs=True, ";

  static final Table TABLE =
      new Table("timm")
          .rated(
              "CosineLRScheduler(optimizer, t_initial, "
                  + CYCLES
                  + NOISE
                  + ", k_decay=1.0, initialize=True)",
              (args, setting) -> cosine(args, setting))
          .rated(
              "PolyLRScheduler(optimizer, t_initial, power=0.5, "
                  + CYCLES
                  + NOISE
                  + ", k_decay=1.0, initialize=True)",
              (args, setting) -> poly(args, setting))
          .rated(
              "TanhLRScheduler(optimizer, t_initial, lb=-7.0, ub=3.0, "
                  + CYCLES
                  + NOISE
                  + ", initialize=True)",
              (args, setting) -> tanh(args, setting))
          .rated(
              "StepLRScheduler(optimizer, " + STEPS + NOISE + ", initialize=True)",
              (args, setting) -> step(args, setting))
          .rated(
              "MultiStepLRScheduler(optimizer, " + STEPS + NOISE + ", initialize=True)",
              (args, setting) -> multiStep(args, setting))
          .rated(
              "WSDLRScheduler(optimizer, t_initial, decay_t, lr_min=0.0, stable_fn='constant',"
                  + " stable_timescale=None, stable_power=0.5, decay_fn='1-sqrt', decay_power=0.5,"
                  + " decay_ratio=0.1, warmup_t=0, warmup_lr_init=0.0, t_in_epochs=True, "
                  + NOISE
                  + ", initialize=True)",
              TimmStable::of)
          .rated(
              "PlateauLRScheduler(optimizer, decay_rate=0.1, patience_t=10, threshold=0.0001,"
                  + " cooldown_t=0, warmup_t=0, warmup_lr_init=0.0, lr_min=0.0, mode='max',"
                  + " noise_range_t=None, noise_type='normal', noise_pct=0.67, noise_std=1.0,"
                  + " noise_seed=None, initialize=True, verbose=True)",
              TimmPlateau::of);

  private Timm() {}

  /** {@code warmup_lr_init + t * step} before {@code warmup_t}, then {@code main}; then noise. */
  static Motion warmed(Args args, double target, boolean prefix, Curve main) {
    double w = args.number("warmup_t");
    double from = args.number("warmup_lr_init");
    double rise = w == 0 ? 1 : (target - from) / w;
    TimmNoise noise = TimmNoise.of(args);
    return Motion.of(t -> noise.on(t < w ? from + t * rise : main.at(prefix ? t - w : t), t));
  }

  private static Motion warmed(Args args, Setting setting, Curve main) {
    return warmed(args, setting.lr(), args.truth("warmup_prefix"), main);
  }

  /** Which cycle, its length, and how far into it. */
  private record Cycle(double index, double length, double at) {

    static Cycle of(double t, double first, double longer) {
      if (longer == 1) {
        double i = Py.floor(t, first);
        return new Cycle(i, first, t - first * i);
      }
      double left = 1 - t / first * (1 - longer);
      if (left <= 0 || longer <= 0) {
        throw ExchangeException.raised("ValueError", "math domain error");
      }
      double i = Math.floor(Math.log(left) / Math.log(longer));
      double power = Py.power(longer, i);
      return new Cycle(i, power * first, t - (1 - power) / (1 - longer) * first);
    }
  }

  /** From 1 to 0 over a cycle. */
  private interface Fall {
    double at(Cycle cycle);
  }

  private static Curve cycles(Args args, Setting setting, double half, Fall fall) {
    double first = args.number("t_initial");
    double floor = args.number("lr_min");
    args.require(first > 0, "AssertionError", "t_initial must be > 0");
    args.require(floor >= 0, "AssertionError", "lr_min must be >= 0");
    double longer = args.number("cycle_mul");
    double lower = args.number("cycle_decay");
    double limit = args.number("cycle_limit");
    double base = setting.lr();
    return t -> {
      Cycle cycle = Cycle.of(t, first, longer);
      if (!(cycle.index < limit)) {
        return floor;
      }
      double top = base * Py.power(lower, cycle.index);
      return floor + half * (top - floor) * fall.at(cycle);
    };
  }

  private static Motion cosine(Args args, Setting setting) {
    double k = args.number("k_decay");
    return warmed(
        args,
        setting,
        cycles(
            args,
            setting,
            0.5,
            c -> 1 + Py.cos(Math.PI * Py.power(c.at, k) / Py.power(c.length, k))));
  }

  private static Motion poly(Args args, Setting setting) {
    double k = args.number("k_decay");
    double power = args.number("power");
    return warmed(
        args,
        setting,
        cycles(
            args, setting, 1, c -> Py.power(1 - Py.power(c.at, k) / Py.power(c.length, k), power)));
  }

  private static Motion tanh(Args args, Setting setting) {
    double low = args.number("lb");
    double high = args.number("ub");
    args.require(low < high, "AssertionError", "lb must be < ub");
    for (String name : List.of("cycle_limit", "warmup_t", "warmup_lr_init")) {
      args.require(args.number(name) >= 0, "AssertionError", name + " must be >= 0");
    }
    Curve main =
        cycles(
            args,
            setting,
            0.5,
            c -> {
              double part = c.at / c.length;
              return 1 - Math.tanh(low * (1 - part) + high * part);
            });
    // Without the prefix the warm-up aims at where the curve is by then.
    boolean prefix = args.truth("warmup_prefix");
    double w = args.number("warmup_t");
    double target = prefix || w == 0 ? setting.lr() : main.at(w);
    return warmed(args, target, prefix, main);
  }

  private static Motion step(Args args, Setting setting) {
    double every = args.number("decay_t");
    double rate = args.number("decay_rate");
    double base = setting.lr();
    return warmed(args, setting, t -> base * Py.power(rate, Py.floor(t, every)));
  }

  private static Motion multiStep(Args args, Setting setting) {
    List<Double> milestones = args.numbers("decay_t");
    double rate = args.number("decay_rate");
    double base = setting.lr();
    return warmed(args, setting, t -> base * Py.power(rate, Py.bisectRight(milestones, t + 1)));
  }
}
