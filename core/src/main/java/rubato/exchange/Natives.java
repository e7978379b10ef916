package rubato.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import rubato.exchange.ClosedForm.Words;
import rubato.schedule.Constant;
import rubato.schedule.Cosine;
import rubato.schedule.Exponential;
import rubato.schedule.InverseTime;
import rubato.schedule.Linear;
import rubato.schedule.Milestones;
import rubato.schedule.Piecewise;
import rubato.schedule.Polynomial;
import rubato.schedule.Schedule;
import rubato.schedule.Sequence;
import rubato.schedule.Step;
import rubato.schedule.Warmup;

/**
 * Schedulers of other frameworks that might give the rates of a schedule. Whether one does is found
 * by evaluating it: no more than a guess is needed here.
 */
final class Natives {

  /** A call, and the rate of the optimizer it is applied to. */
  record Reading(String call, double lr) {}

  private Natives() {}

  static List<Reading> readings(Framework to, Schedule schedule, long steps) {
    var readings = new ArrayList<>(schedulers(to, schedule));
    formula(to, schedule, steps).ifPresent(call -> readings.add(new Reading(call, 1)));
    return readings;
  }

  /** A function of the step, where the framework takes one. */
  private static Optional<String> formula(Framework to, Schedule schedule, long steps) {
    Words words =
        switch (to) {
          case KERAS -> Words.KERAS;
          case OPTAX -> Words.JAX;
          default -> Words.MATH;
        };
    String step = to == Framework.FASTAI ? "round(pct * %d)".formatted(steps) : "step";
    String call =
        switch (to) {
          case PYTORCH -> "LambdaLR(lr_lambda=lambda step: %s)";
          case KERAS, OPTAX -> "schedule(function=lambda step: %s)";
          case FASTAI -> "schedule(function=lambda pct: %s, n_batches=" + steps + ")";
          case DJL -> "Tracker(function=lambda step: %s)";
          case DEEPLEARNING4J -> "ISchedule(function=lambda step: %s)";
          case HUGGINGFACE, TIMM, PYTORCH_OPTIMIZER -> "";
        };
    return call.isEmpty()
        ? Optional.empty()
        : ClosedForm.of(schedule, step, words, steps).map(text -> call.formatted(text));
  }

  private static List<Reading> schedulers(Framework to, Schedule schedule) {
    return switch (to) {
      case PYTORCH -> torch(schedule);
      case OPTAX -> one(optax(schedule));
      case KERAS -> one(keras(schedule));
      case DJL -> one(djl(schedule));
      case DEEPLEARNING4J -> one(Deeplearning4jGuess.of(schedule));
      case HUGGINGFACE -> huggingFace(schedule);
      case TIMM -> timm(schedule);
      case FASTAI, PYTORCH_OPTIMIZER -> List.of();
    };
  }

  private static List<Reading> one(String call) {
    return call.isEmpty() ? List.of() : List.of(new Reading(call, 1));
  }

  private static List<Reading> torch(Schedule schedule) {
    return switch (schedule) {
      case Constant s -> List.of(new Reading("ConstantLR(factor=1.0)", s.rate()));
      case Cosine s ->
          List.of(
              new Reading(
                  "CosineAnnealingLR(T_max=%d, eta_min=%s)".formatted(s.steps(), s.to()),
                  s.from()));
      case Linear s -> {
        double top = Math.max(s.from(), s.to());
        yield List.of(
            new Reading(
                "LinearLR(start_factor=%s, end_factor=%s, total_iters=%d)"
                    .formatted(s.from() / top, s.to() / top, s.steps()),
                top));
      }
      case Polynomial s ->
          List.of(
              new Reading(
                  "PolynomialLR(total_iters=%d, power=%s)".formatted(s.steps(), s.power()),
                  s.from()));
      case Exponential s when s.per() == 1 ->
          List.of(new Reading("ExponentialLR(gamma=%s)".formatted(s.gamma()), s.from()));
      case Step s ->
          List.of(
              new Reading(
                  "StepLR(step_size=%d, gamma=%s)".formatted(s.every(), s.factor()), s.from()));
      case Milestones s ->
          List.of(
              new Reading(
                  "MultiStepLR(milestones=%s, gamma=%s)".formatted(s.milestones(), s.factor()),
                  s.from()));
      case Warmup s ->
          torchSequence(
              List.of(new Linear(s.from(), s.main().at(0), s.steps()), s.main()),
              List.of(s.steps()));
      case Sequence s -> {
        var parts = new ArrayList<Schedule>();
        var marks = new ArrayList<Long>();
        long at = 0;
        for (Sequence.Piece piece : s.pieces()) {
          parts.add(piece.schedule());
          at += piece.steps();
          marks.add(at);
        }
        parts.add(s.last());
        yield torchSequence(parts, marks);
      }
      default -> List.of();
    };
  }

  /** Every one of them on the same base rate. */
  private static List<Reading> torchSequence(List<Schedule> parts, List<Long> milestones) {
    var calls = new ArrayList<String>();
    double lr = Double.NaN;
    for (Schedule part : parts) {
      List<Reading> readings = torch(part);
      if (readings.isEmpty()) {
        return List.of();
      }
      Reading reading = readings.getFirst();
      lr = Double.isNaN(lr) ? reading.lr : lr;
      if (reading.lr != lr) {
        return List.of();
      }
      calls.add(reading.call);
    }
    String call =
        "SequentialLR(schedulers=[%s], milestones=%s)"
            .formatted(String.join(", ", calls), milestones);
    return List.of(new Reading(call, lr));
  }

  private static String optax(Schedule schedule) {
    return switch (schedule) {
      case Constant s -> "constant_schedule(value=%s)".formatted(s.rate());
      case Linear s ->
          "linear_schedule(init_value=%s, end_value=%s, transition_steps=%d)"
              .formatted(s.from(), s.to(), s.steps());
      case Cosine s ->
          "cosine_decay_schedule(init_value=%s, decay_steps=%d, alpha=%s)"
              .formatted(s.from(), s.steps(), s.to() / s.from());
      case Polynomial s ->
          "polynomial_schedule(init_value=%s, end_value=%s, power=%s, transition_steps=%d)"
              .formatted(s.from(), s.to(), s.power(), s.steps());
      case Exponential s ->
          "exponential_decay(init_value=%s, transition_steps=%d, decay_rate=%s)"
              .formatted(s.from(), s.per(), s.gamma());
      case Step s ->
          "exponential_decay(init_value=%s, transition_steps=%d, decay_rate=%s, staircase=True)"
              .formatted(s.from(), s.every(), s.factor());
      case Milestones s ->
          "piecewise_constant_schedule(init_value=%s, boundaries_and_scales={%s})"
              .formatted(
                  s.from(),
                  s.milestones().stream()
                      .map(m -> m + ": " + s.factor())
                      .collect(Collectors.joining(", ")));
      case Warmup s ->
          joined(
              List.of(new Linear(s.from(), s.main().at(0), s.steps()), s.main()),
              List.of(s.steps()));
      case Sequence s -> {
        var parts = new ArrayList<Schedule>();
        var marks = new ArrayList<Long>();
        long at = 0;
        for (Sequence.Piece piece : s.pieces()) {
          parts.add(piece.schedule());
          at += piece.steps();
          marks.add(at);
        }
        parts.add(s.last());
        yield joined(parts, marks);
      }
      default -> "";
    };
  }

  private static String joined(List<Schedule> parts, List<Long> boundaries) {
    List<String> calls = parts.stream().map(Natives::optax).toList();
    return calls.contains("")
        ? ""
        : "join_schedules(schedules=[%s], boundaries=%s)"
            .formatted(String.join(", ", calls), boundaries);
  }

  private static String keras(Schedule schedule) {
    return switch (schedule) {
      case Linear s -> kerasPolynomial(s.from(), s.to(), s.steps(), 1);
      case Polynomial s -> kerasPolynomial(s.from(), s.to(), s.steps(), s.power());
      case Cosine s ->
          "CosineDecay(initial_learning_rate=%s, decay_steps=%d, alpha=%s)"
              .formatted(s.from(), s.steps(), s.to() / s.from());
      case Exponential s ->
          "ExponentialDecay(initial_learning_rate=%s, decay_steps=%d, decay_rate=%s)"
              .formatted(s.from(), s.per(), s.gamma());
      case Step s ->
          "ExponentialDecay(initial_learning_rate=%s, decay_steps=%d, decay_rate=%s, staircase=True)"
              .formatted(s.from(), s.every(), s.factor());
      case InverseTime s when s.power() == 1 ->
          "InverseTimeDecay(initial_learning_rate=%s, decay_steps=%d, decay_rate=%s)"
              .formatted(s.from(), s.per(), s.decay());
      case Piecewise s when s.parts().size() > 1 ->
          "PiecewiseConstantDecay(boundaries=%s, values=%s)"
              .formatted(
                  s.parts().stream().skip(1).map(part -> part.from() - 1).toList(),
                  s.parts().stream().map(Piecewise.Part::rate).toList());
      case Warmup(var main, var steps, var from) when main instanceof Cosine s ->
          ("CosineDecay(initial_learning_rate=%s, decay_steps=%d, alpha=%s, warmup_target=%s,"
                  + " warmup_steps=%d)")
              .formatted(from, s.steps(), s.to() / s.from(), s.from(), steps);
      default -> "";
    };
  }

  private static String kerasPolynomial(double from, double to, long steps, double power) {
    return ("PolynomialDecay(initial_learning_rate=%s, decay_steps=%d, end_learning_rate=%s,"
            + " power=%s)")
        .formatted(from, steps, to, power);
  }

  private static String djl(Schedule schedule) {
    return switch (schedule) {
      case Constant s -> "FixedTracker(value=%s)".formatted(s.rate());
      case Linear s ->
          "LinearTracker(baseValue=%s, slope=%s, maxUpdates=%d)"
              .formatted(s.from(), (s.to() - s.from()) / s.steps(), s.steps());
      case Cosine s ->
          "CosineTracker(baseValue=%s, maxUpdates=%d, finalValue=%s)"
              .formatted(s.from(), s.steps(), s.to());
      case Polynomial s ->
          "PolynomialDecayTracker(baseValue=%s, endLearningRate=%s, decaySteps=%d, power=%s)"
              .formatted(s.from(), s.to(), s.steps(), s.power());
      case Exponential s when s.per() == 1 ->
          "FactorTracker(baseValue=%s, factor=%s)".formatted(s.from(), s.gamma());
      case Milestones s ->
          "MultiFactorTracker(baseValue=%s, steps=%s, factor=%s)"
              .formatted(s.from(), s.milestones().stream().map(m -> m - 1).toList(), s.factor());
      default -> "";
    };
  }

  private static List<Reading> huggingFace(Schedule schedule) {
    return switch (schedule) {
      case Constant s -> List.of(new Reading("constant()", s.rate()));
      case Linear s -> huggingFace("linear", 0, s.steps(), s.from());
      case Cosine s -> huggingFace("cosine", 0, s.steps(), s.from());
      case Warmup(Linear s, var steps, var _) -> huggingFace("linear", steps, s.steps(), s.from());
      case Warmup(Cosine s, var steps, var _) -> huggingFace("cosine", steps, s.steps(), s.from());
      case Polynomial s ->
          List.of(
              new Reading(
                  "polynomial(num_warmup_steps=0, num_training_steps=%d, lr_end=%s, power=%s)"
                      .formatted(s.steps(), s.to(), s.power()),
                  s.from()));
      default -> List.of();
    };
  }

  private static List<Reading> huggingFace(String name, long warmup, long steps, double lr) {
    String call =
        "%s(num_warmup_steps=%d, num_training_steps=%d)".formatted(name, warmup, warmup + steps);
    return List.of(new Reading(call, lr));
  }

  private static List<Reading> timm(Schedule schedule) {
    return switch (schedule) {
      case Cosine s ->
          List.of(
              new Reading(
                  "CosineLRScheduler(t_initial=%d, lr_min=%s)".formatted(s.steps(), s.to()),
                  s.from()));
      case Linear s ->
          List.of(
              new Reading(
                  "PolyLRScheduler(t_initial=%d, power=1.0, lr_min=%s)"
                      .formatted(s.steps(), s.to()),
                  s.from()));
      case Polynomial s ->
          List.of(
              new Reading(
                  "PolyLRScheduler(t_initial=%d, power=%s, lr_min=%s)"
                      .formatted(s.steps(), s.power(), s.to()),
                  s.from()));
      case Step s ->
          List.of(
              new Reading(
                  "StepLRScheduler(decay_t=%d, decay_rate=%s)".formatted(s.every(), s.factor()),
                  s.from()));
      case Milestones s ->
          List.of(
              new Reading(
                  "MultiStepLRScheduler(decay_t=%s, decay_rate=%s)"
                      .formatted(s.milestones().stream().map(m -> m + 1).toList(), s.factor()),
                  s.from()));
      case Warmup(Cosine s, var steps, var from) ->
          List.of(
              new Reading(
                  ("CosineLRScheduler(t_initial=%d, lr_min=%s, warmup_t=%d, warmup_lr_init=%s,"
                          + " warmup_prefix=True)")
                      .formatted(s.steps(), s.to(), steps, from),
                  s.from()));
      default -> List.of();
    };
  }
}
