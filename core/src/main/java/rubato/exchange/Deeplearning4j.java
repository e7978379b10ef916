package rubato.exchange;

import java.util.NavigableMap;

/** All of {@code org.nd4j.linalg.schedule}, counted in iterations or in epochs alike. */
final class Deeplearning4j {

  private static final String KIND = "scheduleType='ITERATION', ";

  static final Table TABLE =
      new Table("deeplearning4j")
          .own("FixedSchedule(value)", Deeplearning4j::fixed)
          .own("ISchedule(function)", Deeplearning4j::written)
          .own("MapSchedule(" + KIND + "values)", Deeplearning4j::map)
          .own("ExponentialSchedule(" + KIND + "initialValue, gamma)", Deeplearning4j::exponential)
          .own("InverseSchedule(" + KIND + "initialValue, gamma, power)", Deeplearning4j::inverse)
          .own("PolySchedule(" + KIND + "initialValue, power, maxIter)", Deeplearning4j::poly)
          .own(
              "SigmoidSchedule(" + KIND + "initialValue, gamma, stepSize)", Deeplearning4j::sigmoid)
          .own("StepSchedule(" + KIND + "initialValue, decayRate, step)", Deeplearning4j::step)
          .own(
              "CycleSchedule("
                  + KIND
                  + "initialLearningRate=None, maxLearningRate=None, cycleLength=None,"
                  + " annealingLength=None, annealingDecay=0.1)",
              Deeplearning4j::cycle)
          .own("RampSchedule(baseSchedule, numIter)", Deeplearning4j::ramp)
          .own(
              "CosineWarmupSchedule(maxLR, minLR, warmupSteps, totalSteps)",
              Deeplearning4j::cosineWarmup);

  private Deeplearning4j() {}

  private static Motion fixed(Args args, Setting setting) {
    double value = args.number("value");
    return Motion.of(t -> value);
  }

  /** A class that implements {@code ISchedule} by a formula. */
  private static Motion written(Args args, Setting setting) {
    return Motion.of(args.curve("function", "step"));
  }

  private static Motion map(Args args, Setting setting) {
    NavigableMap<Double, Double> values = args.table("values");
    args.require(
        values.containsKey(0.0),
        "IllegalArgumentException",
        "Invalid set of values: must contain initial value (position 0)");
    return Motion.of(t -> values.floorEntry(t).getValue());
  }

  private static Motion exponential(Args args, Setting setting) {
    double from = args.number("initialValue");
    double gamma = args.number("gamma");
    return Motion.of(t -> from * Math.pow(gamma, t));
  }

  private static Motion inverse(Args args, Setting setting) {
    double from = args.number("initialValue");
    double gamma = args.number("gamma");
    double power = args.number("power");
    return Motion.of(t -> from / Math.pow(1 + gamma * t, power));
  }

  /** It grows to {@code 2^power} times the first value and drops to 0: as it is coded there. */
  private static Motion poly(Args args, Setting setting) {
    double from = args.number("initialValue");
    double power = args.number("power");
    double last = args.number("maxIter");
    return Motion.of(t -> t >= last ? 0 : from * Math.pow(1 + t / last, power));
  }

  private static Motion sigmoid(Args args, Setting setting) {
    double from = args.number("initialValue");
    double gamma = args.number("gamma");
    double middle = args.number("stepSize");
    return Motion.of(t -> from / (1 + Math.exp(-gamma * (t - middle))));
  }

  private static Motion step(Args args, Setting setting) {
    double from = args.number("initialValue");
    double rate = args.number("decayRate");
    double step = args.number("step");
    return Motion.of(t -> from * Math.pow(rate, Math.floor(t / step)));
  }

  private static Motion cycle(Args args, Setting setting) {
    // A constructor with two numbers gives the peak and the length.
    boolean brief = !args.has("cycleLength") && args.has("maxLearningRate");
    double max = args.number(brief ? "initialLearningRate" : "maxLearningRate");
    int length = args.integer(brief ? "maxLearningRate" : "cycleLength");
    double low =
        brief || !args.has("initialLearningRate") ? 0.1 * max : args.number("initialLearningRate");
    int tail =
        args.has("annealingLength")
            ? args.integer("annealingLength")
            : (int) Math.round(0.1 * length);
    double decay = args.number("annealingDecay");
    args.require(length > 0, "ArithmeticException", "cycleLength must be > 0");
    int half = (length - tail) / 2;
    double rise = (max - low) / half;
    return Motion.of(
        t -> {
          double at = t % length;
          if (at < half) {
            return low + rise * at;
          } else if (at < 2 * half) {
            return max - rise * (at - half);
          }
          return low * Math.pow(decay, tail - (length - at));
        });
  }

  private static Motion ramp(Args args, Setting setting) {
    double steps = args.number("numIter");
    if (!(TABLE.motion(args.call("baseSchedule"), setting)
        instanceof Motion.Timed(var base, var _))) {
      throw args.expected("baseSchedule", "a schedule");
    }
    return Motion.of(t -> t >= steps - 1 ? base.at(t) : (t + 1) / steps * base.at(t));
  }

  private static Motion cosineWarmup(Args args, Setting setting) {
    double max = args.number("maxLR");
    double min = args.number("minLR");
    double w = args.number("warmupSteps");
    double n = args.number("totalSteps");
    return Motion.of(
        t -> {
          if (t < w) {
            return max * t / w;
          } else if (t >= n) {
            return min;
          }
          return min + 0.5 * (max - min) * (1 + Math.cos(Math.PI * (t - w) / (n - w)));
        });
  }
}
