package rubato.exchange;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import rubato.exchange.Value.Call;
import rubato.optim.Adafactor;
import rubato.optim.Clip;
import rubato.optim.Epsilon;
import rubato.optim.Muon;
import rubato.optim.Rule;
import rubato.optim.Squash;

/** The optimizers of optax and its contrib, by their functions. */
final class OptaxRules {

  /** Sums over weights of several shapes, and a function, which no option here says. */
  private static final String[] UNSUPPORTED = {"clip_value_fn", "muon_weight_dimension_numbers"};

  /** Muon's coefficients by name; those of dion are others at each iteration. */
  private static final Value STANDARD = new Value.Text("standard");

  private static final List<String> MASKS = List.of("mask", "weight_decay_mask");
  private static final List<String> TYPES =
      List.of("mu_dtype", "accumulator_dtype", "dtype_momentum", "state_dtype");

  private OptaxRules() {}

  /** Their names. */
  static List<String> names() {
    return OptaxSignatures.ALL.stream().map(Signature::name).toList();
  }

  /** Whether it is one of them; around others, whether those are rules by themselves. */
  static boolean has(Call call, Ground ground) {
    return switch (call.simple()) {
      case "mechanize" -> around(call, "base_optimizer", ground);
      case "lookahead" -> around(call, "fast_optimizer", ground);
      default -> names().contains(call.simple()) && split(call, ground).isEmpty();
    };
  }

  /** The chain that it is in the way it is called, where no rule is. */
  static Optional<Call> split(Call call, Ground ground) {
    return OptaxSignatures.ALL.stream()
        .filter(signature -> signature.name().equals(call.simple()))
        .findFirst()
        .flatMap(signature -> AsChain.of(call, signature, ground));
  }

  private static boolean around(Call call, String argument, Ground ground) {
    Value inner =
        call.positional().isEmpty()
            ? call.keywords().getOrDefault(argument, new Value.Nothing())
            : call.positional().getFirst();
    return inner instanceof Call other && has(other, ground) && !climbs(other);
  }

  /** Whether it adds what others subtract: {@code adadelta} without a rate does. */
  static boolean climbs(Call call) {
    return call.simple().equals("adadelta")
        && (call.positional().isEmpty() || call.positional().getFirst() instanceof Value.Nothing)
        && call.keywords().getOrDefault("learning_rate", new Value.Nothing())
            instanceof Value.Nothing;
  }

  /** What a call of one of them makes, or of a {@code chain} of clippings and one of them. */
  static Optional<Made> path(Call call, Ground ground) {
    if (has(call, ground) && !climbs(call)) {
      return Optional.of(made(call, ground));
    } else if (!call.simple().equals("chain") || call.positional().isEmpty()) {
      return Optional.empty();
    }
    Clip clip = new Clip.None();
    List<Value> parts = call.positional();
    for (Value part : parts.subList(0, parts.size() - 1)) {
      if (!(part instanceof Call inner && clip instanceof Clip.None)) {
        return Optional.empty();
      }
      switch (inner.simple()) {
        case "clip" -> clip = new Clip.ByValue(limit("clip(max_delta)", inner));
        case "clip_by_global_norm" ->
            clip = new Clip.ByGlobalNorm(limit("clip_by_global_norm(max_norm)", inner), 0);
        default -> {
          return Optional.empty();
        }
      }
    }
    return parts.getLast() instanceof Call last && has(last, ground) && !climbs(last)
        ? Optional.of(made(last, ground).clip(clip))
        : Optional.empty();
  }

  private static double limit(String declared, Call call) {
    Signature signature = Signature.of(declared);
    return signature
        .args(signature.bound(call))
        .number(declared.substring(declared.indexOf('(') + 1, declared.length() - 1));
  }

  /** What a call of one of them makes. */
  static Made made(Call call, Ground ground) {
    Signature signature = Signatures.named(OptaxSignatures.ALL, call, "optax");
    return made(signature.name(), signature.args(signature.bound(call)), ground);
  }

  /** What a direction is: one of them with arguments that it does not have itself. */
  static Made made(String name, Map<String, Value> said, Ground ground) {
    Signature signature = Signatures.named(OptaxSignatures.ALL, Call.of(name, Map.of()), "optax");
    Map<String, Value> all = new LinkedHashMap<>(signature.args(Call.of(name, Map.of())).all());
    all.putAll(said);
    return made(name, new Args(name, all, said.keySet()), ground);
  }

  private static Made made(String name, Args said, Ground ground) {
    Args args = suited(said, ground);
    String rate = name.equals("polyak_sgd") ? "scaling" : "learning_rate";
    if (name.equals("mechanize")) {
      Made base = made(args.call("base_optimizer"), ground);
      return Made.of(mechanic(args, base.rule()), base.rate());
    } else if (name.equals("lookahead")) {
      Made fast = made(args.call("fast_optimizer"), ground);
      return Made.of(lookahead(args, fast.rule()), fast.rate());
    }
    Sheet sheet = sheet(name, args).without(UNSUPPORTED);
    return !args.has(rate) || name.equals("optimistic_adam")
        ? Made.of(sheet.rule(), _ -> 1)
        : sheet.at(rate, Framework.OPTAX);
  }

  /** Masks that leave the weights out take their decay away; types that are theirs say nothing. */
  private static Args suited(Args args, Ground ground) {
    Map<String, Value> all = new LinkedHashMap<>(args.all());
    for (String mask : MASKS) {
      if (args.has(mask) && !ground.masked(args.scheduler(), args.value(mask))) {
        all.put("weight_decay", new Value.Num(0, true));
        all.put("weight_decay_rate", new Value.Nothing());
      }
      all.remove(mask);
    }
    if (args.has("trust_ratio_mask")) {
      if (!ground.masked(args.scheduler(), args.value("trust_ratio_mask"))) {
        throw args.expected("trust_ratio_mask", "one that has the weights in it");
      }
      all.remove("trust_ratio_mask");
    }
    for (String type : TYPES) {
      // Adafactor's momentum is float32 by default, whatever the weights are.
      if (!(type.equals("dtype_momentum") && args.value(type).toString().endsWith("float32"))) {
        ground.keeps(args, type);
      }
      all.remove(type);
    }
    return new Args(args.scheduler(), all, args.given());
  }

  private static Sheet sheet(String name, Args args) {
    return switch (name) {
      case "sgd" ->
          new Sheet(args, "sgd")
              .number("momentum", "momentum")
              .say("nesterov", args.truth("nesterov") && args.number("momentum", 0) > 0);
      case "adagrad" ->
          new Sheet(args, "adagrad")
              .number("initial", "initial_accumulator_value")
              .number("epsilon", "eps")
              .say("placement", Epsilon.INSIDE)
              .say("guarded", true);
      case "adadelta" ->
          new Sheet(args, "adadelta")
              .number("rho", "rho")
              .number("epsilon", "eps")
              .number("weight-decay", "weight_decay")
              .say("decay", "coupled");
      case "rmsprop" ->
          new Sheet(args, "rmsprop")
              .number("alpha", "decay")
              .number("epsilon", "eps")
              .number("initial", "initial_scale")
              .say("placement", args.truth("eps_in_sqrt") ? Epsilon.INSIDE : Epsilon.OUTER)
              .flag("centred", "centered")
              .number("momentum", "momentum")
              .say("nesterov", args.truth("nesterov") && args.number("momentum", 0) > 0)
              .flag("corrected", "bias_correction")
              .say("clamp", false)
              .say("buffer", "steps");
      case "rprop" ->
          new Sheet(args, "rprop")
              .number("decrease", "eta_minus")
              .number("increase", "eta_plus")
              .number("smallest", "min_step_size")
              .number("largest", "max_step_size")
              .say("lagged", true);
      case "adafactor" -> adafactor(args);
      case "lion" ->
          betas(args, "lion")
              .number("weight-decay", "weight_decay")
              .say("squash", args.has("mode") ? squash(args) : Squash.HARD)
              .say("sharpness", args.number("smooth_beta", 1));
      case "lamb" ->
          betas(args, "lamb")
              .number("epsilon", "eps")
              .number("root", "eps_root")
              .number("weight-decay", "weight_decay");
      case "lars" ->
          new Sheet(args, "lars")
              .number("momentum", "momentum")
              .number("trust", "trust_coefficient")
              .number("weight-decay", "weight_decay")
              .number("epsilon", "eps")
              .flag("nesterov", "nesterov");
      case "novograd" ->
          betas(args, "novograd")
              .number("epsilon", "eps")
              .number("root", "eps_root")
              .number("weight-decay", "weight_decay");
      case "sm3" ->
          new Sheet(args, "sm3")
              .number("momentum", "momentum")
              .say("beta2", args.number("b2", 1))
              .say("epsilon", args.number("eps", 1e-8));
      case "sign_sgd" -> new Sheet(args, "sign-sgd");
      case "signum" -> new Sheet(args, "signum").number("beta", "beta");
      case "fromage" -> new Sheet(args, "fromage").number("floor", "min_norm");
      case "muon" -> muon(args);
      default -> OptaxContrib.sheet(name, args);
    };
  }

  /** What lion is called with beside its betas, as a direction. */
  static Squash squash(Args args) {
    return Squash.valueOf(args.oneOf("mode", "hard", "smooth", "refined").toUpperCase(Locale.ROOT));
  }

  private static Rule mechanic(Args args, Rule base) {
    return new Sheet(args, "mechanic")
        .around(base)
        .number("initial", "s_init")
        .number("epsilon", "eps")
        .whole("betas", "num_betas")
        .say("weight-decay", args.number("weight_decay"))
        .rule();
  }

  private static Rule lookahead(Args args, Rule fast) {
    return new Sheet(args, "lookahead")
        .around(fast)
        .whole("k", "sync_period")
        .number("alpha", "slow_step_size")
        .flag("reset", "reset_state")
        .rule();
  }

  private static Sheet betas(Args args, String rule) {
    return new Sheet(args, rule).number("beta1", "b1").number("beta2", "b2");
  }

  private static Sheet adafactor(Args args) {
    return new Sheet(args, "adafactor")
        .number("decay", "decay_rate")
        .number("epsilon", "eps")
        .say("clip", args.number("clipping_threshold", Double.POSITIVE_INFINITY))
        .say("relative", false)
        .say("scaled", args.truth("multiply_by_parameter_scale"))
        .number("momentum", "momentum")
        .number("weight-decay", "weight_decay_rate")
        .say(
            "smallest",
            args.truth("factored") ? args.integer("min_dim_size_to_factor") : Integer.MAX_VALUE)
        .whole("offset", "decay_offset")
        .say("convention", Adafactor.Convention.OPTAX);
  }

  private static Sheet muon(Args said) {
    Args args = said.value("ns_coeffs").equals(STANDARD) ? said.without("ns_coeffs") : said;
    double ratio =
        args.has("adam_learning_rate")
            ? args.number("adam_learning_rate") / args.number("learning_rate")
            : 1;
    Rule inner =
        new Sheet(args, "adamw")
            .number("beta1", "adam_b1")
            .number("beta2", "adam_b2")
            .number("epsilon", "eps")
            .number("root", "adam_eps_root")
            .number("weight-decay", "adam_weight_decay")
            .flag("nesterov", "nesterov")
            .rule();
    return new Sheet(args, "muon")
        .around(inner)
        .item("first", "ns_coeffs", 0, 3.4445)
        .item("second", "ns_coeffs", 1, -4.775)
        .item("third", "ns_coeffs", 2, 2.0315)
        .whole("steps", "ns_steps")
        .say("start", args.oneOf("preconditioning", "frobenius", "spectral", "aol", "schatten"))
        .flag("adaptive", "adaptive")
        .number("momentum", "beta")
        .say("floor", false)
        .say("mean", Muon.Mean.CORRECTED)
        .say("scale", scale(args))
        .number("rms", "consistent_rms")
        .say("nesterov", args.truth("nesterov"))
        .say("epsilon", args.number("eps"))
        .say("weight-decay", args.number("weight_decay"))
        .say("ratio", ratio);
  }

  /** As a direction it is not scaled. */
  private static Muon.Scale scale(Args args) {
    if (args.has(OptaxDirections.ALONE)) {
      return Muon.Scale.NONE;
    }
    return args.has("consistent_rms") ? Muon.Scale.LARGEST : Muon.Scale.COLUMNS;
  }
}
