package rubato.exchange;

import java.util.stream.Collectors;
import rubato.schedule.Constant;
import rubato.schedule.Cyclic;
import rubato.schedule.Exponential;
import rubato.schedule.Geometric;
import rubato.schedule.InverseTime;
import rubato.schedule.Linear;
import rubato.schedule.Milestones;
import rubato.schedule.NaturalExponential;
import rubato.schedule.Piecewise;
import rubato.schedule.Product;
import rubato.schedule.Schedule;
import rubato.schedule.Step;
import rubato.schedule.Warmup;

/**
 * The schedule of Deeplearning4j that might give the rates of a schedule; of those in its releases,
 * so none for a cosine.
 */
final class Deeplearning4jGuess {

  private Deeplearning4jGuess() {}

  /** The call, or empty. */
  static String of(Schedule schedule) {
    return switch (schedule) {
      case Constant s -> "FixedSchedule(value=%s)".formatted(s.rate());
      case Exponential s -> exponential(s.from(), Math.pow(s.gamma(), 1.0 / s.per()));
      case NaturalExponential s -> exponential(s.from(), Math.exp(-s.lambda() / s.per()));
      case Geometric s -> exponential(s.from(), Math.pow(s.to() / s.from(), 1.0 / s.steps()));
      case InverseTime s ->
          "InverseSchedule(initialValue=%s, gamma=%s, power=%s)"
              .formatted(s.from(), s.decay() / s.per(), s.power());
      case Step s ->
          "StepSchedule(initialValue=%s, decayRate=%s, step=%d)"
              .formatted(s.from(), s.factor(), s.every());
      case Cyclic s when s.up() == s.down() ->
          ("CycleSchedule(initialLearningRate=%s, maxLearningRate=%s, cycleLength=%d,"
                  + " annealingLength=0, annealingDecay=1.0)")
              .formatted(s.low(), s.high(), s.up() + s.down());
      case Milestones s -> {
        var steps = new StringBuilder("0: " + s.at(0));
        s.milestones().forEach(step -> steps.append(", " + step + ": " + s.at(step)));
        yield "MapSchedule(values={%s})".formatted(steps);
      }
      case Piecewise s ->
          s.parts().stream()
              .map(part -> part.from() + ": " + part.rate())
              .collect(Collectors.joining(", ", "MapSchedule(values={", "})"));
      // At step t a ramp over n gives (t + 1) / n of its base, which runs under it.
      case Warmup(var main, var steps, var _) when main instanceof Constant ->
          ramp(main, steps + 1);
      case Product(Linear rise, var base) when rise.to() == 1 -> ramp(base, rise.steps() + 1);
      case Product(var base, Linear rise) when rise.to() == 1 -> ramp(base, rise.steps() + 1);
      default -> "";
    };
  }

  private static String exponential(double from, double gamma) {
    return "ExponentialSchedule(initialValue=%s, gamma=%s)".formatted(from, gamma);
  }

  private static String ramp(Schedule base, long steps) {
    String under = of(base);
    return under.isEmpty()
        ? ""
        : "RampSchedule(baseSchedule=%s, numIter=%d)".formatted(under, steps);
  }
}
