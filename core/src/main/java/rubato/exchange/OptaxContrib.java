package rubato.exchange;

import rubato.optim.Amsgrad;
import rubato.optim.Dog;

/** Adam's relatives of optax, and those of its contrib. */
final class OptaxContrib {

  private OptaxContrib() {}

  static Sheet sheet(String name, Args args) {
    return switch (name) {
      case "adam", "nadam" -> adam(args, "adam").flag("nesterov", "nesterov");
      case "adamw", "nadamw" ->
          adam(args, "adamw").flag("nesterov", "nesterov").number("weight-decay", "weight_decay");
      case "amsgrad" ->
          // Without the correction of the square, what is compared is v itself.
          adam(args, "adam")
              .say("amsgrad", args.truth("bias_correction_nu") ? Amsgrad.CORRECTED : Amsgrad.RAW)
              .flag("correct-mean", "bias_correction_mu")
              .flag("correct-square", "bias_correction_nu");
      case "adamax" -> betas(args, "adamax").number("epsilon", "eps").say("placement", "inside");
      case "adamaxw" ->
          betas(args, "adamax")
              .number("epsilon", "eps")
              .say("placement", "inside")
              .number("weight-decay", "weight_decay")
              .say("decay", "decoupled");
      case "radam" ->
          adam(args, "radam")
              .say("placement", "outer")
              .number("threshold", "threshold")
              .flag("nesterov", "nesterov");
      case "adabelief" -> adam(args, "adabelief").flag("nesterov", "nesterov");
      case "yogi" ->
          betas(args, "yogi")
              .number("epsilon", "eps")
              .number("root", "eps_root")
              .say("initial", args.number("initial_accumulator_value", 1e-6));
      case "adan" ->
          decayed(args, "adan")
              .number("beta3", "b3")
              .say("proximal", false)
              .say("kept-share", false);
      case "optimistic_gradient_descent" ->
          new Sheet(args, "optimistic-gd").number("alpha", "alpha").number("beta", "beta");
      case "optimistic_adam_v2" ->
          adam(args, "optimistic-adam")
              .number("alpha", "alpha")
              .number("beta", "beta")
              .flag("nesterov", "nesterov");
      case "optimistic_adam" ->
          adam(args, "optimistic-adam")
              .number("alpha", "learning_rate")
              .say("beta", args.number("optimism", args.number("learning_rate")))
              .flag("nesterov", "nesterov");
      case "polyak_sgd" ->
          new Sheet(args, "polyak-sgd")
              .number("maximum", "max_learning_rate")
              .number("floor", "f_min")
              .number("epsilon", "eps")
              .say("positive", args.oneOf("variant", "sps", "sps+").equals("sps+"))
              .say("scaled-norm", true);
      case "acprop" -> decayed(args, "acprop");
      case "ademamix" -> decayed(args, "ademamix").number("beta3", "b3").number("alpha", "alpha");
      case "simplified_ademamix" -> decayed(args, "simplified-ademamix").number("alpha", "alpha");
      case "adopt" ->
          betas(args, "adopt")
              .number("epsilon", "eps")
              .flag("nesterov", "nesterov")
              .flag("clipping", "use_clipping");
      case "cocob" ->
          new Sheet(args, "cocob")
              .number("alpha", "alpha")
              .number("epsilon", "eps")
              .number("weight-decay", "weight_decay");
      default -> free(name, args);
    };
  }

  private static Sheet free(String name, Args args) {
    return switch (name) {
      case "dadapt_adamw" ->
          new Sheet(args, "d-adapt-adam")
              .betas("betas")
              .number("epsilon", "eps")
              .number("d0", "estim_lr0")
              .number("weight-decay", "weight_decay")
              .say("decay", "decoupled")
              .say("bias-correction", true);
      case "dog" -> dog(args);
      case "dowg" ->
          new Sheet(args, "dowg")
              .number("initial", "init_estim_sq_dist")
              .number("epsilon", "eps")
              .number("weight-decay", "weight_decay");
      case "madgrad" ->
          new Sheet(args, "madgrad")
              .number("momentum", "momentum")
              .number("weight-decay", "weight_decay")
              .number("epsilon", "eps")
              .say("single", true);
      case "momo" ->
          new Sheet(args, "momo")
              .number("beta", "beta")
              .number("lowest", "lower_bound")
              .number("weight-decay", "weight_decay")
              .flag("adaptive", "adapt_lower_bound");
      case "momo_adam" ->
          betas(args, "momo-adam")
              .number("epsilon", "eps")
              .number("lowest", "lower_bound")
              .number("weight-decay", "weight_decay")
              .flag("adaptive", "adapt_lower_bound");
      case "prodigy" ->
          new Sheet(args, "prodigy")
              .betas("betas")
              .number("beta3", "beta3")
              .number("epsilon", "eps")
              .number("d0", "estim_lr0")
              .number("coefficient", "estim_lr_coef")
              .number("weight-decay", "weight_decay")
              .flag("safeguard", "safeguard_warmup")
              .say("bias-correction", true);
      case "schedule_free_adamw" ->
          new Sheet(args, "schedule-free-adamw")
              .number("beta1", "b1")
              .number("beta2", "b2")
              .number("epsilon", "eps")
              .number("weight-decay", "weight_decay")
              .whole("warmup", "warmup_steps")
              .number("rate-power", "weight_lr_power")
              .say("ahead", true);
      case "schedule_free_sgd" ->
          new Sheet(args, "schedule-free-sgd")
              .number("beta", "b1")
              .number("weight-decay", "weight_decay")
              .whole("warmup", "warmup_steps")
              .number("rate-power", "weight_lr_power")
              .say("ahead", true);
      default -> throw new ExchangeException("optax: `" + name + "` is not supported by itself");
    };
  }

  /** The begin of DoG. */
  private static Sheet dog(Args args) {
    Sheet sheet =
        new Sheet(args, "dog").number("epsilon", "eps").number("weight-decay", "weight_decay");
    if (!args.has("init_step")) {
      return sheet;
    }
    Dog.Begin begin =
        switch (args.first("init_step", "distance", "learning_rate", "heuristic")) {
          case "distance" -> Dog.Begin.DISTANCE;
          case "learning_rate" -> Dog.Begin.RATE;
          default -> Dog.Begin.RELATIVE;
        };
    return sheet.say("begin", begin).item("initial", "init_step", 1, 1e-6);
  }

  private static Sheet betas(Args args, String rule) {
    return new Sheet(args, rule).number("beta1", "b1").number("beta2", "b2");
  }

  private static Sheet adam(Args args, String rule) {
    return betas(args, rule).number("epsilon", "eps").number("root", "eps_root");
  }

  private static Sheet decayed(Args args, String rule) {
    return adam(args, rule).number("weight-decay", "weight_decay");
  }
}
