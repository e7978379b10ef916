package rubato.exchange;

import java.util.List;
import rubato.exchange.Made.Overwriting;
import rubato.exchange.Value.Call;
import rubato.optim.Adafactor;
import rubato.optim.AdamW;
import rubato.optim.Buffer;
import rubato.optim.Clip;
import rubato.optim.Epsilon;
import rubato.optim.Lamb;
import rubato.optim.Muon;

/** The optimizers of Keras, by their constructors. */
final class KerasRules {

  private static final String COMMON =
      ", weight_decay=None, clipnorm=None, clipvalue=None, global_clipnorm=None, use_ema=False, "
          + "ema_momentum=0.99, ema_overwrite_frequency=None, loss_scale_factor=None, "
          + "gradient_accumulation_steps=None, name=None";

  private static final List<Signature> SIGNATURES =
      List.of(
          sign("SGD(learning_rate=0.01, momentum=0.0, nesterov=False"),
          sign("Adagrad(learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-07"),
          sign("Adadelta(learning_rate=0.001, rho=0.95, epsilon=1e-07"),
          sign(
              "RMSprop(learning_rate=0.001, rho=0.9, momentum=0.0, epsilon=1e-07, "
                  + "centered=False"),
          sign(
              "Adam(learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-07, "
                  + "amsgrad=False"),
          Signature.of(
              "AdamW(learning_rate=0.001, weight_decay=0.004, beta_1=0.9, beta_2=0.999, "
                  + "epsilon=1e-07, amsgrad=False"
                  + COMMON.replace(", weight_decay=None", "")
                  + ")"),
          sign("Adamax(learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-07"),
          sign("Nadam(learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-07"),
          sign(
              "Adafactor(learning_rate=0.001, beta_2_decay=-0.8, epsilon_1=1e-30, "
                  + "epsilon_2=0.001, clip_threshold=1.0, relative_step=True"),
          sign("Lion(learning_rate=0.001, beta_1=0.9, beta_2=0.99"),
          sign("Lamb(learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-07"),
          sign(
              "Ftrl(learning_rate=0.001, learning_rate_power=-0.5, "
                  + "initial_accumulator_value=0.1, l1_regularization_strength=0.0, "
                  + "l2_regularization_strength=0.0, l2_shrinkage_regularization_strength=0.0, "
                  + "beta=0.0"),
          Signature.of(
              "Muon(learning_rate=0.001, adam_beta_1=0.9, adam_beta_2=0.999, "
                  + "adam_weight_decay=0.004, epsilon=1e-07, weight_decay=0.004"
                  + COMMON.replace(", weight_decay=None", "")
                  + ", exclude_layers=None, exclude_embeddings=True, muon_a=3.4445, muon_b=-4.775, "
                  + "muon_c=2.0315, adam_lr_ratio=1, momentum=0.95, ns_steps=5, nesterov=True, "
                  + "rms_rate=0.2)"),
          sign(
              "ScheduleFreeAdamW(learning_rate=0.0025, beta_1=0.9, beta_2=0.999, "
                  + "epsilon=1e-08, warmup_steps=0"),
          Signature.of(
              "LossScaleOptimizer(inner_optimizer, initial_scale=32768.0, "
                  + "dynamic_growth_steps=2000, dynamic=True, name=None)"));

  private KerasRules() {}

  private static Signature sign(String declared) {
    return Signature.of(declared + COMMON + ")");
  }

  /** What a call of one of them makes. */
  static Made made(Call call) {
    Signature signature = Signatures.named(SIGNATURES, call, "Keras");
    Args args = signature.args(signature.bound(call));
    if (signature.name().equals("LossScaleOptimizer")) {
      return scaled(args);
    }
    Made made =
        sheet(signature.name(), args)
            .without("exclude_layers")
            .at("learning_rate", Framework.KERAS)
            .clip(clip(args));
    if (args.has("loss_scale_factor")) {
      made = made.scale(1 / args.number("loss_scale_factor"));
    }
    if (args.has("gradient_accumulation_steps")) {
      made = made.every(atLeast(2, "gradient_accumulation_steps", args));
    }
    return args.truth("use_ema") && args.has("ema_overwrite_frequency")
        ? made.overwriting(
            new Overwriting(
                args.number("ema_momentum"), atLeast(1, "ema_overwrite_frequency", args)))
        : made;
  }

  /** Divides by a scale that doubles now and then; the inner's own factor is left out. */
  private static Made scaled(Args args) {
    int growth = atLeast(1, "dynamic_growth_steps", args);
    double initial = args.number("initial_scale");
    return made(args.call("inner_optimizer"))
        .scale(step -> 1 / (initial * Math.pow(2, Math.floor(step / growth))));
  }

  private static int atLeast(int least, String argument, Args args) {
    int value = args.integer(argument);
    if (value < least) {
      throw new ExchangeException(
          args.scheduler() + ": " + argument + " must be >= " + least + ", got " + value);
    }
    return value;
  }

  private static Clip clip(Args args) {
    if (args.has("clipnorm")) {
      return new Clip.ByNorm(args.number("clipnorm"), 0);
    } else if (args.has("global_clipnorm")) {
      return new Clip.ByGlobalNorm(args.number("global_clipnorm"), 0);
    }
    return args.has("clipvalue") ? new Clip.ByValue(args.number("clipvalue")) : new Clip.None();
  }

  private static Sheet sheet(String name, Args args) {
    return switch (name) {
      case "SGD" ->
          decoupled(args, "sgd")
              .number("momentum", "momentum")
              .say("nesterov", args.truth("nesterov") && args.number("momentum") > 0)
              .say("buffer", Buffer.STEPS);
      case "Adagrad" ->
          decoupled(args, "adagrad")
              .number("initial", "initial_accumulator_value")
              .number("epsilon", "epsilon")
              .say("placement", Epsilon.INSIDE);
      case "Adadelta" ->
          decoupled(args, "adadelta").number("rho", "rho").number("epsilon", "epsilon");
      case "RMSprop" ->
          decoupled(args, "rmsprop")
              .number("alpha", "rho")
              .number("momentum", "momentum")
              .number("epsilon", "epsilon")
              .flag("centred", "centered")
              .say("clamp", false)
              .say("placement", Epsilon.INSIDE)
              .say("buffer", Buffer.STEPS);
      case "Adam", "AdamW" ->
          betas(args, "adamw")
              .number("epsilon", "epsilon")
              .number("weight-decay", "weight_decay")
              .say("placement", Epsilon.HAT)
              .say("amsgrad", args.truth("amsgrad") ? "raw" : "off");
      case "Adamax" ->
          decoupled(args, "adamax")
              .number("beta1", "beta_1")
              .number("beta2", "beta_2")
              .number("epsilon", "epsilon")
              .say("placement", Epsilon.OUTER);
      case "Nadam" ->
          decoupled(args, "nadam")
              .number("beta1", "beta_1")
              .number("beta2", "beta_2")
              .number("epsilon", "epsilon")
              .say("momentum-decay", 1);
      case "Adafactor" ->
          new Sheet(args, "adafactor")
              .say("decay", -args.number("beta_2_decay"))
              .number("epsilon", "epsilon_1")
              .number("floor", "epsilon_2")
              .number("clip", "clip_threshold")
              // With or without relative_step, rho is the lesser of rate and 1 / sqrt(t).
              .say("relative", true)
              .number("weight-decay", "weight_decay")
              .say("convention", Adafactor.Convention.KERAS);
      case "Lion" -> betas(args, "lion").number("weight-decay", "weight_decay");
      case "Lamb" ->
          betas(args, "lamb")
              .number("epsilon", "epsilon")
              .number("weight-decay", "weight_decay")
              .say("decay", Lamb.Decay.OUTSIDE);
      case "Ftrl" ->
          new Sheet(args, "ftrl")
              .number("power", "learning_rate_power")
              .number("initial", "initial_accumulator_value")
              .number("l1", "l1_regularization_strength")
              .number("l2", "l2_regularization_strength")
              .number("shrinkage", "l2_shrinkage_regularization_strength")
              .number("beta", "beta")
              .number("weight-decay", "weight_decay");
      case "Muon" -> muon(args);
      default ->
          betas(args, "schedule-free-adamw")
              .number("epsilon", "epsilon")
              .whole("warmup", "warmup_steps")
              .number("weight-decay", "weight_decay")
              .say("rate-power", 0)
              .say("decay", "alone");
    };
  }

  private static Sheet decoupled(Args args, String rule) {
    return new Sheet(args, rule).number("weight-decay", "weight_decay").say("decay", "decoupled");
  }

  private static Sheet betas(Args args, String rule) {
    return new Sheet(args, rule).number("beta1", "beta_1").number("beta2", "beta_2");
  }

  private static Sheet muon(Args args) {
    var inner =
        new AdamW(
            args.number("adam_beta_1"),
            args.number("adam_beta_2"),
            args.number("epsilon"),
            args.number("adam_weight_decay", 0) / args.number("adam_lr_ratio"),
            Epsilon.HAT);
    return new Sheet(args, "muon")
        .number("momentum", "momentum")
        .flag("nesterov", "nesterov")
        .number("first", "muon_a")
        .number("second", "muon_b")
        .number("third", "muon_c")
        .whole("steps", "ns_steps")
        .say("epsilon", 1e-7)
        .say("floor", false)
        .say("single", true)
        .number("weight-decay", "weight_decay")
        .say("mean", Muon.Mean.SUM)
        .say("scale", args.has("rms_rate") ? Muon.Scale.LARGEST : Muon.Scale.NONE)
        .number("rms", "rms_rate")
        .number("ratio", "adam_lr_ratio")
        .around(inner);
  }
}
