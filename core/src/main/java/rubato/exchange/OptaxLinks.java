package rubato.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rubato.exchange.Value.Call;
import rubato.exchange.Value.Dict;
import rubato.exchange.Value.Items;
import rubato.exchange.Value.Num;
import rubato.exchange.Value.Text;
import rubato.internal.Nearest;
import rubato.optim.Shape;

/** The gradient transformations of optax, by their functions, and what is put together of them. */
final class OptaxLinks {

  private static final List<Signature> SIGNATURES =
      List.of(
          Signature.of("identity()"),
          Signature.of("set_to_zero()"),
          Signature.of("clip(max_delta)"),
          Signature.of("clip_by_global_norm(max_norm)"),
          Signature.of("clip_by_block_rms(threshold)"),
          Signature.of("adaptive_grad_clip(clipping, eps=0.001, axis=None)"),
          Signature.of("zero_nans()"),
          Signature.of("centralize()"),
          Signature.of("normalize_by_update_norm(scale_factor=1.0, eps=1e-06)"),
          Signature.of("keep_params_nonnegative()"),
          Signature.of("scale(step_size)"),
          Signature.of("scale_by_learning_rate(learning_rate=None, flip_sign=True)"),
          Signature.of("scale_by_schedule(step_size_fn)"),
          Signature.of("scale_by_param_block_norm(min_scale=0.001)"),
          Signature.of("scale_by_param_block_rms(min_scale=0.001)"),
          Signature.of("scale_by_trust_ratio(min_norm=0.0, trust_coefficient=1.0, eps=0.0)"),
          Signature.of("scale_by_polyak(f_min=0.0, max_learning_rate=1.0, eps=0.0, variant='sps')"),
          Signature.of("add_decayed_weights(weight_decay=0.0, mask=None)"),
          Signature.of("trace(decay, nesterov=False, accumulator_dtype=None)"),
          Signature.of("ema(decay, debias=True, accumulator_dtype=None)"),
          Signature.of("scale_by_optimistic_gradient(alpha=1.0, beta=1.0)"),
          Signature.of("apply_every(k=1)"),
          Signature.of("add_noise(eta, gamma, key=None, seed=None)"),
          Signature.of("noisy_sgd(learning_rate, eta=0.01, gamma=0.55, key=None, seed=None)"),
          Signature.of("normalize()"),
          Signature.of("scale_by_lbfgs(memory_size=10, scale_init_precond=True)"),
          Signature.of(
              "lbfgs(learning_rate=None, memory_size=10, scale_init_precond=True, "
                  + "linesearch='zoom')"),
          Signature.of(
              "sam(inner, adv_optimizer, sync_period=2, reset_state=True, "
                  + "opaque_mode=False, batch_axis_name=None)"),
          Signature.of("selective_transform(inner, freeze_mask)"),
          Signature.of("masked(inner, mask, mask_compatible_extra_args=False)"),
          Signature.of("freeze(mask)"),
          Signature.of("flatten(inner)"),
          Signature.of("with_extra_args_support(tx)"),
          Signature.of("partition(transforms, param_labels, mask_compatible_extra_args=False)"),
          Signature.of(
              "multi_transform(transforms, param_labels, mask_compatible_extra_args=False)"),
          Signature.of(
              "conditionally_transform(inner, should_transform_fn, forward_extra_args=False)"),
          Signature.of("conditionally_mask(inner, should_transform_fn, forward_extra_args=False)"),
          Signature.of("split_real_and_imaginary(inner)"),
          Signature.of(
              "scale_by_distance_over_gradients(reps_rel=1e-06, eps=1e-08, "
                  + "param_dtype='float32', global_scale=1.0)"),
          Signature.of(
              "reduce_on_plateau(factor=0.1, patience=10, rtol=0.0001, atol=0.0, cooldown=0, "
                  + "accumulation_size=1, min_scale=0.0)"),
          Signature.of("apply_if_finite(inner, max_consecutive_errors)"),
          Signature.of(
              "MultiSteps(opt, every_k_schedule, use_grad_mean=True, "
                  + "should_skip_update_fn=None, accumulator_dtype='float32')"),
          Signature.of("lookahead(fast_optimizer, sync_period, slow_step_size, reset_state=False)"),
          Signature.of(
              "schedule_free(base_optimizer, learning_rate, b1=0.9, weight_lr_power=2.0, "
                  + "state_dtype=None)"),
          Signature.of(
              "mechanize(base_optimizer, weight_decay=0.01, eps=1e-08, s_init=1e-06, "
                  + "num_betas=6)"));

  private static final String MORE = "it sees more than one gradient";
  private static final String LINE = "its search along a line is optax's own";
  private static final String WHOLE = "only the whole optimizer is read, without `scale_by_`";

  /** What optax has and we do not follow, and why. */
  private static final Map<String, String> OTHERS =
      Map.ofEntries(
          Map.entry("dpsgd", MORE),
          Map.entry("differentially_private_aggregate", MORE),
          Map.entry("sophia", MORE),
          Map.entry("scale_by_sophia", MORE),
          Map.entry("scale_by_zoom_linesearch", LINE),
          Map.entry("scale_by_backtracking_linesearch", LINE),
          Map.entry("scale_by_dog", WHOLE),
          Map.entry("scale_by_dowg", WHOLE),
          Map.entry("galore", "no rule here projects gradients"),
          Map.entry("scale_by_galore", "no rule here projects gradients"),
          Map.entry("maybe_update", "its condition is a function"));

  private OptaxLinks() {}

  /** What a call makes. */
  static Link of(Call call, Ground ground) {
    String name = call.simple();
    if (name.equals("chain")) {
      return new Links.Chain(call.positional().stream().map(part -> of(part, ground)).toList());
    } else if (name.equals("named_chain")) {
      return new Links.Chain(
          call.positional().stream().map(part -> of(second(part), ground)).toList());
    } else if (OptaxRules.has(call, ground)) {
      return alias(call, ground);
    }
    Optional<Call> chain = OptaxRules.split(call, ground);
    if (chain.isPresent()) {
      return of(chain.get(), ground);
    }
    Optional<Link> direction = OptaxDirections.link(call, ground);
    return direction.orElseGet(() -> made(named(call), inner(call), ground));
  }

  /** With another word for `optimizer`, which schedulers of other libraries have for nothing. */
  private static Call inner(Call call) {
    Map<String, Value> keywords = new LinkedHashMap<>();
    call.keywords()
        .forEach((key, value) -> keywords.put(key.equals("optimizer") ? "inner" : key, value));
    return new Call(call.name(), call.positional(), keywords);
  }

  private static Link of(Value value, Ground ground) {
    if (value instanceof Call call) {
      return of(call, ground);
    }
    throw new ExchangeException(
        "optax: a transformation must be a call, got " + SourceLexer.shown("" + value));
  }

  /** The transformation of {@code ("name", transformation)}. */
  private static Value second(Value part) {
    return part instanceof Items(var items) && items.size() == 2 ? items.get(1) : part;
  }

  /** An optimizer among others. */
  private static Link alias(Call call, Ground ground) {
    return new RuleLink(
        OptaxRules.made(call, ground), OptaxRules.climbs(call) ? -1 : 1, false, ground);
  }

  private static Signature named(Call call) {
    List<String> names = new ArrayList<>(OptaxRules.names());
    SIGNATURES.forEach(signature -> names.add(signature.name()));
    names.addAll(OptaxDirections.names());
    String name = SourceLexer.shown(call.simple());
    String why = OTHERS.get(call.simple());
    if (why != null) {
      throw new ExchangeException("optax: `" + name + "` is not supported here: " + why);
    }
    return SIGNATURES.stream()
        .filter(signature -> signature.name().equals(call.simple()))
        .findFirst()
        .orElseThrow(
            () ->
                new ExchangeException(
                    "optax has no optimizer `" + name + "`" + Nearest.hint(name, names)));
  }

  private static Link made(Signature signature, Call call, Ground ground) {
    Args args = signature.args(signature.bound(call));
    return switch (signature.name()) {
      case "identity" -> (u, _) -> u;
      case "normalize" -> Links.normalized(1, 0);
      case "scale_by_lbfgs" ->
          new LbfgsLink(atLeastOne(args, "memory_size"), args.truth("scale_init_precond"));
      case "set_to_zero" -> (u, _) -> new double[u.length];
      case "clip" -> Links.clip(args.number("max_delta"));
      case "clip_by_global_norm" -> Links.globalNorm(args.number("max_norm"));
      case "clip_by_block_rms" -> Links.blockRms(args.number("threshold"));
      case "adaptive_grad_clip" ->
          new Units(args.number("clipping"), args.number("eps"), axes(args));
      case "zero_nans" -> (u, _) -> Links.each(u, v -> Double.isNaN(v) ? 0 : v);
      case "centralize" -> Links.centralize();
      case "normalize_by_update_norm" ->
          Links.normalized(args.number("scale_factor"), args.number("eps"));
      case "keep_params_nonnegative" -> Links.nonnegative();
      case "scale" -> new Running.Scaled(curve(args, "step_size"), 1);
      case "scale_by_learning_rate" -> rated(args);
      case "scale_by_schedule" -> new Running.Scaled(curve(args, "step_size_fn"), 1);
      case "scale_by_param_block_norm" -> Links.blockNorm(args.number("min_scale"));
      case "scale_by_param_block_rms" -> Links.blockRoot(args.number("min_scale"));
      case "scale_by_trust_ratio" ->
          Links.trust(
              args.number("min_norm"), args.number("trust_coefficient"), args.number("eps"));
      case "scale_by_polyak" ->
          Links.polyak(
              args.number("f_min"),
              args.number("max_learning_rate"),
              args.number("eps"),
              args.oneOf("variant", "sps", "sps+").equals("sps+"));
      case "add_decayed_weights" ->
          masked(args, "mask", ground, new Running.Decayed(curve(args, "weight_decay")));
      case "trace" ->
          new Running.Trace(args.number("decay"), args.truth("nesterov"), kept(args, ground));
      case "ema" ->
          new Running.Mean(args.number("decay"), args.truth("debias"), kept(args, ground));
      case "scale_by_optimistic_gradient" ->
          new Running.Optimistic(args.number("alpha"), args.number("beta"));
      case "scale_by_distance_over_gradients" ->
          new Watching.Distance(
              args.number("reps_rel"),
              args.number("eps"),
              args.number("global_scale"),
              StatePrecision.of(args, "param_dtype", ground.single()));
      case "reduce_on_plateau" -> new Watching.Plateau(OptaxPlateau.of(args));
      case "add_noise" -> noise(args);
      case "noisy_sgd" -> new Links.Chain(List.of(noise(args), rated(args)));
      case "apply_every" -> new Running.Every(atLeastOne(args, "k"));
      default -> wrapped(signature.name(), args, ground);
    };
  }

  private static Link wrapped(String name, Args args, Ground ground) {
    return switch (name) {
      case "masked" -> masked(args, "mask", ground, of(args.value("inner"), ground));
      case "freeze" -> masked(args, "mask", ground, (u, _) -> new double[u.length]);
      case "selective_transform" ->
          ground.masked(args.scheduler(), args.value("freeze_mask"))
              ? (u, _) -> new double[u.length]
              : of(args.value("inner"), ground);
      case "sam" -> sam(args, ground);
      case "lbfgs" -> lbfgs(args);
      case "flatten" -> of(args.value("inner"), flat(ground));
      case "with_extra_args_support" -> of(args.value("tx"), ground);
      case "partition", "multi_transform" -> of(labelled(args), ground);
      case "apply_if_finite" ->
          new Wrapped.Finite(
              of(args.value("inner"), ground), args.number("max_consecutive_errors"));
      case "MultiSteps" ->
          new Wrapped.Steps(
              of(args.value("opt"), ground),
              curve(args, "every_k_schedule"),
              args.truth("use_grad_mean"),
              Skipped.of(args, "should_skip_update_fn"),
              kept(args, ground));
      case "conditionally_transform", "conditionally_mask" -> {
        if (args.truth("forward_extra_args")) {
          throw args.expected("forward_extra_args", "False");
        }
        yield new Wrapped.When(
            of(args.value("inner"), ground),
            Rates.of(args, "should_transform_fn", Framework.OPTAX),
            name.equals("conditionally_mask"));
      }
      case "split_real_and_imaginary" -> of(args.value("inner"), ground);
      case "lookahead" -> {
        Value fast = args.value("fast_optimizer");
        yield new Wrapped.Ahead(
            () -> of(fast, ground),
            atLeastOne(args, "sync_period"),
            args.number("slow_step_size"),
            args.truth("reset_state"));
      }
      case "schedule_free" -> {
        ground.keeps(args, "state_dtype");
        yield new Wrapped.Free(
            of(args.value("base_optimizer"), ground),
            curve(args, "learning_rate"),
            args.number("b1"),
            args.number("weight_lr_power"));
      }
      default ->
          new Wrapped.Mechanized(
              of(args.value("base_optimizer"), ground),
              args.number("weight_decay"),
              args.number("eps"),
              args.number("s_init"),
              atLeastOne(args, "num_betas"));
    };
  }

  private static Link noise(Args args) {
    String said = args.has("key") ? "key" : "seed";
    long seed = args.has(said) ? (long) seed(args.value(said), args, said) : 0;
    return new Running.Noise(args.number("eta"), args.number("gamma"), JaxRandom.key(seed));
  }

  /** A whole number, or a key that is made of one. */
  private static double seed(Value said, Args args, String name) {
    if (said instanceof Num(var number, var whole) && whole) {
      return number;
    } else if (said instanceof Call call
        && call.simple().matches("key|PRNGKey")
        && call.positional().size() == 1) {
      return seed(call.positional().getFirst(), args, name);
    }
    throw args.expected(name, "a whole number or jax.random.key of one");
  }

  private static Link sam(Args args, Ground ground) {
    if (args.truth("opaque_mode")) {
      throw args.expected("opaque_mode", "False: the gradients in between are not in the file");
    }
    Value climber = args.value("adv_optimizer");
    return new SamLink(
        of(args.value("inner"), ground),
        () -> of(climber, ground),
        atLeastOne(args, "sync_period"),
        args.truth("reset_state"));
  }

  private static Link lbfgs(Args args) {
    if (args.has("linesearch")) {
      throw args.expected("linesearch", "None, for " + LINE);
    }
    Link length =
        args.has("learning_rate")
            ? new Running.Scaled(curve(args, "learning_rate"), -1)
            : (u, _) -> Links.each(u, v -> -v);
    return new Links.Chain(
        List.of(
            new LbfgsLink(atLeastOne(args, "memory_size"), args.truth("scale_init_precond")),
            length));
  }

  private static StatePrecision kept(Args args, Ground ground) {
    return StatePrecision.of(args, "accumulator_dtype", ground.single());
  }

  /** None, a number or a list of numbers. */
  private static List<Integer> axes(Args args) {
    if (!args.has("axis")) {
      return List.of();
    }
    return args.isList("axis")
        ? args.numbers("axis").stream().map(Double::intValue).toList()
        : List.of(args.integer("axis"));
  }

  private static Ground flat(Ground ground) {
    return new Ground(Shape.of(ground.shape().size()), ground.single());
  }

  private static Link rated(Args args) {
    boolean kept = args.given().contains("flip_sign") && !args.truth("flip_sign");
    return args.has("learning_rate")
        ? new Running.Scaled(curve(args, "learning_rate"), kept ? 1 : -1)
        : (u, _) -> u;
  }

  private static Curve curve(Args args, String name) {
    return Rates.of(args, name, Framework.OPTAX);
  }

  private static Link masked(Args args, String name, Ground ground, Link inner) {
    return ground.masked(args.scheduler(), args.value(name)) ? inner : (u, _) -> u;
  }

  /** The one of the transformations that the label of the weights names. */
  private static Value labelled(Args args) {
    if (args.value("transforms") instanceof Dict(Map<Value, Value> entries)
        && args.value("param_labels") instanceof Text label
        && entries.containsKey(label)) {
      return entries.get(label);
    }
    throw args.expected("param_labels", "the label of one of the transforms");
  }

  private static int atLeastOne(Args args, String name) {
    int value = args.integer(name);
    if (value < 1) {
      throw args.expected(name, ">= 1");
    }
    return value;
  }
}
