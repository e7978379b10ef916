package rubato.exchange;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rubato.exchange.Value.Call;
import rubato.optim.Adafactor;
import rubato.optim.Clip;
import rubato.optim.Epsilon;
import rubato.optim.Muon;
import rubato.optim.Rule;

/** The optimizers of optax and its contrib, by their functions. */
final class OptaxRules {

  private static final String ADAM = "learning_rate, b1=0.9, b2=0.999, eps=1e-08, eps_root=0.0";
  private static final String DECAY = ", weight_decay=0.0001, mask=None";

  private static final List<Signature> SIGNATURES =
      List.of(
          sign("sgd(learning_rate, momentum=None, nesterov=False, accumulator_dtype=None"),
          sign("adagrad(learning_rate, initial_accumulator_value=0.1, eps=1e-07"),
          sign(
              "adadelta(learning_rate=None, rho=0.9, eps=1e-06, weight_decay=0.0, "
                  + "weight_decay_mask=None"),
          sign(
              "rmsprop(learning_rate, decay=0.9, eps=1e-08, initial_scale=0.0, "
                  + "eps_in_sqrt=True, centered=False, momentum=None, nesterov=False, "
                  + "bias_correction=False"),
          sign(
              "rprop(learning_rate, eta_minus=0.5, eta_plus=1.2, min_step_size=1e-06, "
                  + "max_step_size=50.0"),
          sign("adam(" + ADAM + ", mu_dtype=None, nesterov=False"),
          sign("adamw(" + ADAM + ", mu_dtype=None" + DECAY + ", nesterov=False"),
          sign(
              "amsgrad("
                  + ADAM
                  + ", mu_dtype=None, bias_correction_mu=True, "
                  + "bias_correction_nu=True"),
          sign("adamax(learning_rate, b1=0.9, b2=0.999, eps=1e-08"),
          sign("adamaxw(learning_rate, b1=0.9, b2=0.999, eps=1e-08" + DECAY),
          sign("nadam(" + ADAM + ", mu_dtype=None, nesterov=True"),
          sign("nadamw(" + ADAM + ", mu_dtype=None" + DECAY + ", nesterov=True"),
          sign("radam(" + ADAM + ", threshold=5.0, nesterov=False"),
          sign(
              "adafactor(learning_rate=None, min_dim_size_to_factor=128, decay_rate=0.8, "
                  + "decay_offset=0, multiply_by_parameter_scale=True, clipping_threshold=1.0, "
                  + "momentum=None, dtype_momentum=None, weight_decay_rate=None, eps=1e-30, "
                  + "factored=True, weight_decay_mask=None"),
          sign(
              "lion(learning_rate, b1=0.9, b2=0.99, mu_dtype=None, weight_decay=0.001, "
                  + "mask=None"),
          sign(
              "lamb(learning_rate, b1=0.9, b2=0.999, eps=1e-06, eps_root=0.0, "
                  + "weight_decay=0.0, mask=None"),
          sign(
              "lars(learning_rate, weight_decay=0.0, weight_decay_mask=True, "
                  + "trust_coefficient=0.001, eps=0.0, trust_ratio_mask=True, momentum=0.9, "
                  + "nesterov=False"),
          sign(
              "adabelief(learning_rate, b1=0.9, b2=0.999, eps=1e-16, eps_root=1e-16, "
                  + "nesterov=False"),
          sign("yogi(learning_rate, b1=0.9, b2=0.999, eps=0.001"),
          sign(
              "adan(learning_rate, b1=0.98, b2=0.92, b3=0.99, eps=1e-08, eps_root=1e-08, "
                  + "weight_decay=0.0, mask=None"),
          sign(
              "novograd(learning_rate, b1=0.9, b2=0.25, eps=1e-06, eps_root=0.0, "
                  + "weight_decay=0.0"),
          sign("sm3(learning_rate, momentum=0.9"),
          sign("sign_sgd(learning_rate"),
          sign("signum(learning_rate, beta=0.9, accumulator_dtype=None"),
          sign("fromage(learning_rate, min_norm=1e-06"),
          sign("optimistic_gradient_descent(learning_rate, alpha=1.0, beta=1.0"),
          sign(
              "optimistic_adam_v2(learning_rate, alpha=1.0, beta=1.0, b1=0.9, b2=0.999, "
                  + "eps=1e-08, eps_root=0.0, mu_dtype=None, nesterov=True"),
          sign(
              "polyak_sgd(max_learning_rate=1.0, scaling=1.0, f_min=0.0, eps=0.0, "
                  + "variant='sps'"),
          sign(
              "acprop(learning_rate, b1=0.9, b2=0.999, eps=1e-16, eps_root=1e-16, "
                  + "weight_decay=0.0, mask=None"),
          sign(
              "ademamix(learning_rate, b1=0.9, b2=0.999, b3=0.9999, alpha=5.0, eps=1e-08, "
                  + "eps_root=0.0, mu_dtype=None, weight_decay=0.0, mask=None"),
          sign(
              "simplified_ademamix(learning_rate, b1=0.99, b2=0.95, alpha=0.0, eps=1e-08, "
                  + "eps_root=0.0, weight_decay=0.0, mask=None"),
          sign(
              "adopt(learning_rate, b1=0.9, b2=0.9999, eps=1e-06, mu_dtype=None, "
                  + "nesterov=False, use_clipping=True, clip_value_fn=None"),
          sign("cocob(learning_rate=1.0, alpha=100.0, eps=1e-08, weight_decay=0.0, mask=None"),
          sign(
              "dadapt_adamw(learning_rate=1.0, betas=None, eps=1e-08, estim_lr0=1e-06, "
                  + "weight_decay=0.0"),
          sign("dog(learning_rate=1.0, init_step=None, eps=1e-08, weight_decay=None, mask=None"),
          sign(
              "dowg(learning_rate=1.0, init_estim_sq_dist=None, eps=0.0001, "
                  + "weight_decay=None, mask=None"),
          sign("madgrad(learning_rate, momentum=0.9, weight_decay=0.0, eps=1e-06"),
          sign(
              "mechanize(base_optimizer, weight_decay=0.01, eps=1e-08, s_init=1e-06, "
                  + "num_betas=6"),
          sign(
              "momo(learning_rate=1.0, beta=0.9, lower_bound=0.0, weight_decay=0.0, "
                  + "adapt_lower_bound=False"),
          sign(
              "momo_adam(learning_rate=0.01, b1=0.9, b2=0.999, eps=1e-08, lower_bound=0.0, "
                  + "weight_decay=0.0, adapt_lower_bound=False"),
          sign(
              "muon(learning_rate, ns_coeffs=None, ns_steps=5, beta=0.95, eps=1e-08, "
                  + "weight_decay=0.0, weight_decay_mask=None, mu_dtype=None, nesterov=True, "
                  + "adaptive=False, preconditioning='frobenius', adam_b1=0.9, adam_b2=0.999, "
                  + "adam_eps_root=0.0, adam_weight_decay=0.0, adam_learning_rate=None, "
                  + "muon_weight_dimension_numbers=None, consistent_rms=None"),
          sign(
              "prodigy(learning_rate=1.0, betas=None, beta3=None, eps=1e-08, "
                  + "estim_lr0=1e-06, estim_lr_coef=1.0, weight_decay=0.0, safeguard_warmup=False"),
          sign(
              "schedule_free_adamw(learning_rate=0.0025, warmup_steps=None, b1=0.9, b2=0.999, "
                  + "eps=1e-08, weight_decay=0.0, weight_lr_power=2.0, state_dtype=None"),
          sign(
              "schedule_free_sgd(learning_rate=1.0, warmup_steps=None, b1=0.9, "
                  + "weight_decay=None, weight_lr_power=2.0, state_dtype=None"),
          sign("lookahead(fast_optimizer, sync_period, slow_step_size, reset_state=False"),
          sign(
              "optimistic_adam(learning_rate, optimism=None, b1=0.9, b2=0.999, eps=1e-08, "
                  + "eps_root=0.0, mu_dtype=None, nesterov=True"));

  /** Sums over weights of several shapes, and a function, which no option here says. */
  private static final String[] UNSUPPORTED = {"clip_value_fn", "muon_weight_dimension_numbers"};

  /** Muon's coefficients by name; those of dion are others at each iteration. */
  private static final Value STANDARD = new Value.Text("standard");

  private static final List<String> MASKS = List.of("mask", "weight_decay_mask");
  private static final List<String> TYPES =
      List.of("mu_dtype", "accumulator_dtype", "dtype_momentum", "state_dtype");

  private OptaxRules() {}

  private static Signature sign(String declared) {
    return Signature.of(declared + ")");
  }

  /** Their names. */
  static List<String> names() {
    return SIGNATURES.stream().map(Signature::name).toList();
  }

  /** Whether it is one of them; around others, whether those are rules by themselves. */
  static boolean has(Call call) {
    return switch (call.simple()) {
      case "mechanize" -> around(call, "base_optimizer");
      case "lookahead" -> around(call, "fast_optimizer");
      default -> names().contains(call.simple());
    };
  }

  private static boolean around(Call call, String argument) {
    Value inner =
        call.positional().isEmpty()
            ? call.keywords().getOrDefault(argument, new Value.Nothing())
            : call.positional().getFirst();
    return inner instanceof Call other && has(other) && !climbs(other);
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
    if (has(call) && !climbs(call)) {
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
    return parts.getLast() instanceof Call last && has(last) && !climbs(last)
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
    Signature signature = Signatures.named(SIGNATURES, call, "optax");
    Args args = suited(signature.args(signature.bound(call)), ground);
    String rate = signature.name().equals("polyak_sgd") ? "scaling" : "learning_rate";
    if (signature.name().equals("mechanize")) {
      Made base = made(args.call("base_optimizer"), ground);
      return Made.of(mechanic(args, base.rule()), base.rate());
    } else if (signature.name().equals("lookahead")) {
      Made fast = made(args.call("fast_optimizer"), ground);
      return Made.of(lookahead(args, fast.rule()), fast.rate());
    }
    Sheet sheet = sheet(signature.name(), args).without(UNSUPPORTED);
    return !args.has(rate) || signature.name().equals("optimistic_adam")
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
      case "lion" -> betas(args, "lion").number("weight-decay", "weight_decay");
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
      case "sm3" -> new Sheet(args, "sm3").number("momentum", "momentum");
      case "sign_sgd" -> new Sheet(args, "sign-sgd");
      case "signum" -> new Sheet(args, "signum").number("beta", "beta");
      case "fromage" -> new Sheet(args, "fromage").number("floor", "min_norm");
      case "muon" -> muon(args);
      default -> OptaxContrib.sheet(name, args);
    };
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
        .say("scale", args.has("consistent_rms") ? Muon.Scale.LARGEST : Muon.Scale.COLUMNS)
        .number("rms", "consistent_rms")
        .say("nesterov", args.truth("nesterov"))
        .say("epsilon", args.number("eps"))
        .say("weight-decay", args.number("weight_decay"))
        .say("ratio", ratio);
  }
}
