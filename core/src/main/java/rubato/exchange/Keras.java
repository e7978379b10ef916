package rubato.exchange;

import java.util.List;
import java.util.Locale;

/**
 * All of {@code keras.optimizers.schedules}, and the callback that watches. Keras computes in
 * single precision; this is what it would give in double.
 */
final class Keras {

  static final Table TABLE =
      new Table("keras")
          .own(
              "ExponentialDecay(initial_learning_rate, decay_steps, decay_rate, staircase=False,"
                  + " name='ExponentialDecay')",
              Keras::exponential)
          .own(
              "PiecewiseConstantDecay(boundaries, values, name='PiecewiseConstant')",
              Keras::piecewise)
          .own(
              "PolynomialDecay(initial_learning_rate, decay_steps, end_learning_rate=0.0001,"
                  + " power=1.0, cycle=False, name='PolynomialDecay')",
              Keras::polynomial)
          .own(
              "InverseTimeDecay(initial_learning_rate, decay_steps, decay_rate, staircase=False,"
                  + " name='InverseTimeDecay')",
              Keras::inverseTime)
          .own(
              "CosineDecay(initial_learning_rate, decay_steps, alpha=0.0, name='CosineDecay',"
                  + " warmup_target=None, warmup_steps=0)",
              Keras::cosine)
          .own(
              "CosineDecayRestarts(initial_learning_rate, first_decay_steps, t_mul=2.0, m_mul=1.0,"
                  + " alpha=0.0, name='SGDRDecay')",
              Keras::restarts)
          .own("schedule(function)", (args, setting) -> Motion.of(args.curve("function", "step")))
          .rated(
              "ReduceLROnPlateau(monitor='val_loss', factor=0.1, patience=10, verbose=0,"
                  + " mode='auto', min_delta=0.0001, cooldown=0, min_lr=0.0)",
              Keras::plateau);

  private Keras() {}

  private static double steps(Args args, String name) {
    double steps = args.number(name);
    args.require(
        steps > 0, "ValueError", "Argument `" + name + "` must be > 0. Received: " + steps);
    return steps;
  }

  private static Motion exponential(Args args, Setting setting) {
    double from = args.number("initial_learning_rate");
    double steps = steps(args, "decay_steps");
    double rate = args.number("decay_rate");
    boolean stairs = args.truth("staircase");
    return Motion.of(t -> from * Math.pow(rate, part(t, steps, stairs)));
  }

  private static double part(double t, double steps, boolean stairs) {
    double part = t / steps;
    return stairs ? Math.floor(part) : part;
  }

  private static Motion inverseTime(Args args, Setting setting) {
    double from = args.number("initial_learning_rate");
    double steps = steps(args, "decay_steps");
    double rate = args.number("decay_rate");
    boolean stairs = args.truth("staircase");
    return Motion.of(t -> from / (1 + rate * part(t, steps, stairs)));
  }

  private static Motion piecewise(Args args, Setting setting) {
    List<Double> bounds = args.numbers("boundaries");
    List<Double> values = args.numbers("values");
    args.require(
        bounds.size() == values.size() - 1,
        "ValueError",
        "The length of boundaries should be 1 less than the length of values");
    args.require(!bounds.isEmpty(), "IndexError", "boundaries is empty");
    return Motion.of(
        t -> {
          double sum = t <= bounds.getFirst() ? values.getFirst() : 0;
          sum += t > bounds.getLast() ? values.getLast() : 0;
          for (int i = 1; i < bounds.size(); i++) {
            sum += t > bounds.get(i - 1) && t <= bounds.get(i) ? values.get(i) : 0;
          }
          return sum;
        });
  }

  private static Motion polynomial(Args args, Setting setting) {
    double from = args.number("initial_learning_rate");
    double steps = steps(args, "decay_steps");
    double end = args.number("end_learning_rate");
    double power = args.number("power");
    boolean cycle = args.truth("cycle");
    return Motion.of(
        t -> {
          double length = cycle && t > 0 ? steps * Math.ceil(t / steps) : steps;
          double part = (cycle ? t : Math.min(t, steps)) / length;
          return (from - end) * Math.pow(1 - part, power) + end;
        });
  }

  private static Motion cosine(Args args, Setting setting) {
    double from = args.number("initial_learning_rate");
    double steps = steps(args, "decay_steps");
    double alpha = args.number("alpha");
    boolean warms = args.has("warmup_target");
    double target = warms ? args.number("warmup_target") : from;
    double warmup = warms ? args.number("warmup_steps") : 0;
    return Motion.of(
        t -> {
          double at = Math.min(t, steps + warmup);
          return at < warmup
              ? (target - from) * (at / warmup) + from
              : target
                  * ((1 - alpha) * (0.5 * (1 + Py.cos(Math.PI * ((at - warmup) / steps)))) + alpha);
        });
  }

  private static Motion restarts(Args args, Setting setting) {
    double from = args.number("initial_learning_rate");
    double steps = steps(args, "first_decay_steps");
    double longer = args.number("t_mul");
    double lower = args.number("m_mul");
    double alpha = args.number("alpha");
    return Motion.of(
        t -> {
          double part = t / steps;
          double i;
          if (longer == 1) {
            i = Math.floor(part);
            part -= i;
          } else {
            i = Math.floor(Math.log(1 - part * (1 - longer)) / Math.log(longer));
            double before = (1 - Math.pow(longer, i)) / (1 - longer);
            part = (part - before) / Math.pow(longer, i);
          }
          double cosine = 0.5 * Math.pow(lower, i) * (1 + Py.cos(Math.PI * part));
          return from * ((1 - alpha) * cosine + alpha);
        });
  }

  private static Motion plateau(Args args, Setting setting) {
    double factor = args.number("factor");
    args.require(factor < 1, "ValueError", "ReduceLROnPlateau does not support a factor >= 1.0.");
    return new Motion.Watching(
        new Plateau(
            higher(args),
            factor,
            args.number("patience"),
            Math.abs(args.number("min_delta")),
            args.number("cooldown"),
            args.number("min_lr")));
  }

  private static boolean higher(Args args) {
    String mode = args.text("mode");
    if (mode.equals("min") || mode.equals("max")) {
      return mode.equals("max");
    }
    String monitor = args.text("monitor").toLowerCase(Locale.ROOT).replaceFirst("^val_", "");
    boolean up = monitor.matches(".*(acc|auc|precision|recall|f1|iou|r2).*");
    boolean down = monitor.matches(".*(loss|error|mse|mae|crossentropy).*");
    args.require(
        up || down,
        "ValueError",
        "Keras isn't able to automatically determine whether `"
            + SourceLexer.shown(monitor)
            + "` should be maximized or minimized: pass mode='max' or mode='min'");
    return up;
  }

  /** State: rate, best, whether there is one, cooldown left, waited. */
  private record Plateau(
      boolean max, double factor, double patience, double delta, double cooldown, double floor)
      implements Policy {
    @Override
    public double[] begin(double lr) {
      return new double[] {lr, 0, 0, 0, 0};
    }

    @Override
    public double[] after(double[] state, double metric) {
      double[] next = state.clone();
      if (next[3] > 0) {
        next[3]--;
        next[4] = 0;
      }
      // The first metric becomes the best whatever it is: after a NaN nothing ever beats it.
      if (next[2] == 0 || (max ? metric - delta > next[1] : metric + delta < next[1])) {
        next[1] = metric;
        next[2] = 1;
        next[4] = 0;
      } else if (next[3] <= 0) {
        next[4]++;
        if (next[4] >= patience && next[0] > floor) {
          next[0] = Math.max(next[0] * factor, floor);
          next[3] = cooldown;
          next[4] = 0;
        }
      }
      return next;
    }
  }
}
