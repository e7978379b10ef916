package rubato.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rubato.exchange.Value.Call;
import rubato.schedule.Constant;
import rubato.schedule.Cosine;
import rubato.schedule.Exponential;
import rubato.schedule.InverseTime;
import rubato.schedule.Linear;
import rubato.schedule.Milestones;
import rubato.schedule.Piecewise;
import rubato.schedule.Polynomial;
import rubato.schedule.Restarts;
import rubato.schedule.Schedule;
import rubato.schedule.Sequence;
import rubato.schedule.Step;
import rubato.schedule.Warmup;

/**
 * What schedulers of other frameworks come to as schedules of ours, for the usual ones with the
 * usual arguments: a guess, which whoever uses it must check against the scheduler's rates.
 */
final class Meaning {

  private final Args args;
  private final double lr;

  private Meaning(Args args, double lr) {
    this.args = args;
    this.lr = lr;
  }

  /** The schedule that a scheduler probably is, where there is one. */
  static Optional<Schedule> of(Scheduler scheduler) {
    return of(scheduler.framework(), scheduler.call(), scheduler.setting().lr());
  }

  private static Optional<Schedule> of(Framework framework, Call call, double lr) {
    try {
      Signature signature = framework.table().named(call.name()).signature();
      var meaning = new Meaning(signature.args(signature.bound(call)), lr);
      return Optional.ofNullable(
          switch (framework) {
            case PYTORCH -> meaning.torch(call);
            case KERAS -> meaning.keras(call.name());
            case OPTAX -> meaning.optax(call);
            case HUGGINGFACE -> meaning.huggingFace(call.name());
            case TIMM -> meaning.timm(call.name());
            case DJL -> meaning.djl(call.name());
            case DEEPLEARNING4J -> meaning.deeplearning4j(call.name());
            case FASTAI, PYTORCH_OPTIMIZER -> null;
          });
    } catch (IllegalArgumentException unlike) { // arguments that ours cannot have
      return Optional.empty();
    }
  }

  private @Nullable Schedule torch(Call call) {
    return switch (call.name()) {
      case "ConstantLR" -> {
        long length = whole("total_iters");
        double low = lr * args.number("factor");
        yield length == 0 ? new Constant(low) : stairs(List.of(0L, length), List.of(low, lr));
      }
      case "LinearLR" ->
          new Linear(
              lr * args.number("start_factor"),
              lr * args.number("end_factor"),
              whole("total_iters"));
      case "StepLR" -> new Step(lr, args.number("gamma"), whole("step_size"));
      case "MultiStepLR" -> milestones(lr, args.number("gamma"), args.numbers("milestones"), 0);
      case "ExponentialLR" -> new Exponential(lr, args.number("gamma"), 1);
      case "PolynomialLR" -> new Polynomial(lr, 0, args.number("power"), whole("total_iters"));
      case "CosineAnnealingLR" -> new Cosine(lr, args.number("eta_min"), whole("T_max"));
      case "CosineAnnealingWarmRestarts" ->
          new Restarts(new Cosine(lr, args.number("eta_min"), whole("T_0")), whole("T_mult"), 1);
      case "SequentialLR" -> joined(Framework.PYTORCH, "schedulers", "milestones");
      default -> null;
    };
  }

  private @Nullable Schedule keras(String name) {
    return switch (name) {
      case "ExponentialDecay" ->
          args.truth("staircase")
              ? new Step(first(), args.number("decay_rate"), whole("decay_steps"))
              : new Exponential(first(), args.number("decay_rate"), whole("decay_steps"));
      case "InverseTimeDecay" ->
          new InverseTime(first(), args.number("decay_rate"), 1, whole("decay_steps"));
      case "PolynomialDecay" ->
          new Polynomial(
              first(),
              args.number("end_learning_rate"),
              args.number("power"),
              whole("decay_steps"));
      case "CosineDecay" -> {
        boolean warm = args.has("warmup_target");
        double peak = warm ? args.number("warmup_target") : first();
        var fall = new Cosine(peak, peak * args.number("alpha"), whole("decay_steps"));
        yield warm ? warmed(fall, args.number("warmup_steps"), first()) : fall;
      }
      case "PiecewiseConstantDecay" -> {
        var from = new ArrayList<>(List.of(0L));
        args.numbers("boundaries").forEach(bound -> from.add((long) (double) bound + 1));
        yield stairs(from, args.numbers("values"));
      }
      default -> null;
    };
  }

  private @Nullable Schedule optax(Call call) {
    return switch (call.name()) {
      case "constant_schedule" -> new Constant(args.number("value"));
      case "linear_schedule" ->
          new Linear(
              args.number("init_value"), args.number("end_value"), whole("transition_steps"));
      case "polynomial_schedule" ->
          new Polynomial(
              args.number("init_value"),
              args.number("end_value"),
              args.number("power"),
              whole("transition_steps"));
      case "exponential_decay" ->
          args.truth("staircase")
              ? new Step(
                  args.number("init_value"), args.number("decay_rate"), whole("transition_steps"))
              : new Exponential(
                  args.number("init_value"), args.number("decay_rate"), whole("transition_steps"));
      case "cosine_decay_schedule" -> {
        double from = args.number("init_value");
        yield new Cosine(from, from * args.number("alpha"), whole("decay_steps"));
      }
      case "warmup_constant_schedule" ->
          new Linear(args.number("init_value"), args.number("peak_value"), whole("warmup_steps"));
      case "warmup_cosine_decay_schedule" -> {
        double warmup = args.number("warmup_steps");
        var fall =
            new Cosine(
                args.number("peak_value"),
                args.number("end_value"),
                (long) (args.number("decay_steps") - warmup));
        yield warmed(fall, warmup, args.number("init_value"));
      }
      case "join_schedules" -> joined(Framework.OPTAX, "schedules", "boundaries");
      default -> null;
    };
  }

  private @Nullable Schedule huggingFace(String name) {
    double warmup = name.equals("constant") ? 0 : args.number("num_warmup_steps");
    long rest =
        name.startsWith("constant") ? 1 : (long) (args.number("num_training_steps") - warmup);
    return switch (name) {
      case "constant", "constant_with_warmup" -> warmed(new Constant(lr), warmup, 0);
      case "linear" -> warmed(new Linear(lr, 0, rest), warmup, 0);
      case "cosine" -> warmed(new Cosine(lr, 0, rest), warmup, 0);
      case "cosine_with_min_lr" -> {
        double low =
            args.has("min_lr_rate") ? lr * args.number("min_lr_rate") : args.number("min_lr");
        yield warmed(new Cosine(lr, low, rest), warmup, 0);
      }
      case "polynomial" ->
          warmed(new Polynomial(lr, args.number("lr_end"), args.number("power"), rest), warmup, 0);
      default -> null;
    };
  }

  private @Nullable Schedule timm(String name) {
    Schedule main =
        switch (name) {
          case "CosineLRScheduler" -> new Cosine(lr, args.number("lr_min"), whole("t_initial"));
          case "PolyLRScheduler" ->
              new Polynomial(lr, args.number("lr_min"), args.number("power"), whole("t_initial"));
          case "StepLRScheduler" -> new Step(lr, args.number("decay_rate"), whole("decay_t"));
          case "MultiStepLRScheduler" ->
              milestones(lr, args.number("decay_rate"), args.numbers("decay_t"), -1);
          default -> null;
        };
    return main == null
        ? null
        : warmed(main, args.number("warmup_t"), args.number("warmup_lr_init"));
  }

  private @Nullable Schedule djl(String name) {
    return switch (name) {
      case "FixedTracker" -> new Constant(args.number("value"));
      case "FactorTracker" -> new Exponential(args.number("baseValue"), args.number("factor"), 1);
      case "CosineTracker" ->
          new Cosine(args.number("baseValue"), args.number("finalValue"), whole("maxUpdates"));
      case "MultiFactorTracker" ->
          milestones(args.number("baseValue"), args.number("factor"), args.numbers("steps"), 1);
      default -> null;
    };
  }

  private @Nullable Schedule deeplearning4j(String name) {
    return switch (name) {
      case "FixedSchedule" -> new Constant(args.number("value"));
      case "ExponentialSchedule" ->
          new Exponential(args.number("initialValue"), args.number("gamma"), 1);
      case "StepSchedule" ->
          new Step(args.number("initialValue"), args.number("decayRate"), whole("step"));
      case "InverseSchedule" ->
          new InverseTime(
              args.number("initialValue"), args.number("gamma"), args.number("power"), 1);
      case "CosineWarmupSchedule" -> {
        double warmup = args.number("warmupSteps");
        var fall =
            new Cosine(
                args.number("maxLR"),
                args.number("minLR"),
                (long) (args.number("totalSteps") - warmup));
        yield warmed(fall, warmup, 0);
      }
      case "MapSchedule" -> {
        var table = args.table("values");
        var from = table.keySet().stream().map(key -> (long) (double) key).toList();
        yield stairs(from, List.copyOf(table.values()));
      }
      default -> null;
    };
  }

  /** One after the other, each from its own step 0. */
  private @Nullable Schedule joined(Framework framework, String list, String marks) {
    var parts = new ArrayList<Schedule>();
    for (Call call : args.calls(list)) {
      Optional<Schedule> part = of(framework, call, lr);
      if (part.isEmpty()) {
        return null;
      }
      parts.add(part.get());
    }
    List<Double> at = args.numbers(marks);
    var pieces = new ArrayList<Sequence.Piece>();
    double from = 0;
    for (int i = 0; i < at.size(); i++) {
      pieces.add(new Sequence.Piece(parts.get(i), (long) (at.get(i) - from)));
      from = at.get(i);
    }
    return new Sequence(pieces, parts.getLast());
  }

  private static Schedule warmed(Schedule main, double steps, double from) {
    return steps == 0 ? main : new Warmup(main, (long) steps, from);
  }

  private static Schedule milestones(double from, double factor, List<Double> at, int later) {
    return new Milestones(
        from, factor, at.stream().sorted().map(m -> (long) (double) m + later).toList());
  }

  private static Schedule stairs(List<Long> from, List<Double> rates) {
    var parts = new ArrayList<Piecewise.Part>();
    for (int i = 0; i < rates.size(); i++) {
      parts.add(new Piecewise.Part(from.get(i), rates.get(i)));
    }
    return new Piecewise(parts);
  }

  private double first() {
    return args.number("initial_learning_rate");
  }

  private long whole(String name) {
    return args.integer(name);
  }
}
