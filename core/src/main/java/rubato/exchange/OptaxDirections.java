package rubato.exchange;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rubato.exchange.Value.Call;
import rubato.exchange.Value.Nothing;
import rubato.exchange.Value.Num;
import rubato.exchange.Value.Truth;

/**
 * The transformations of optax that are one of its optimizers without the rate: {@code
 * scale_by_adam}.
 */
final class OptaxDirections {

  /** Says of muon that it is a direction. */
  static final String ALONE = "alone";

  private static final Num ONE = new Num(1, false);
  private static final String MOMENTS = "b1=0.9, b2=0.999, eps=1e-08, eps_root=0.0";
  private static final String SQUARES =
      "(decay=0.9, eps=1e-08, initial_scale=0.0, eps_in_sqrt=True, bias_correction=False)";

  /**
   * One of them.
   *
   * @param alias the optimizer
   * @param renamed arguments that have another name there
   * @param fixed arguments that it adds
   * @param blind whether it does not look at the weights
   * @param sign of what it says: 1 where that is added to the weights
   */
  private record Direction(
      Signature signature,
      String alias,
      Map<String, String> renamed,
      Map<String, Value> fixed,
      boolean blind,
      double sign) {

    static Direction of(String declared, String alias) {
      return new Direction(Signature.of(declared), alias, Map.of(), Map.of(), true, -1);
    }

    Direction renamed(Map<String, String> names) {
      return new Direction(signature, alias, names, fixed, blind, sign);
    }

    Direction with(Map<String, Value> more) {
      return new Direction(signature, alias, renamed, more, blind, sign);
    }

    Direction seeing() {
      return new Direction(signature, alias, renamed, fixed, false, sign);
    }

    Direction added() {
      return new Direction(signature, alias, renamed, fixed, blind, 1);
    }
  }

  private static final List<Direction> ALL =
      List.of(
          Direction.of("scale_by_adam(" + MOMENTS + ", mu_dtype=None, nesterov=False)", "adam"),
          Direction.of(
              "scale_by_amsgrad("
                  + MOMENTS
                  + ", mu_dtype=None, bias_correction_mu=True, bias_correction_nu=True)",
              "amsgrad"),
          Direction.of("scale_by_adamax(b1=0.9, b2=0.999, eps=1e-08)", "adamax"),
          Direction.of("scale_by_rms" + SQUARES, "rmsprop"),
          Direction.of("scale_by_stddev" + SQUARES, "rmsprop")
              .with(Map.of("centered", new Truth(true))),
          Direction.of("scale_by_rss(initial_accumulator_value=0.1, eps=1e-07)", "adagrad"),
          Direction.of("scale_by_adadelta(rho=0.9, eps=1e-06)", "adadelta"),
          Direction.of("scale_by_adan(b1=0.98, b2=0.92, b3=0.99, eps=1e-08, eps_root=0.0)", "adan"),
          Direction.of(
              "scale_by_belief(b1=0.9, b2=0.999, eps=1e-16, eps_root=1e-16, nesterov=False)",
              "adabelief"),
          Direction.of(
              "scale_by_yogi(b1=0.9, b2=0.999, eps=0.001, eps_root=0.0, "
                  + "initial_accumulator_value=1e-06)",
              "yogi"),
          Direction.of("scale_by_radam(" + MOMENTS + ", threshold=5.0, nesterov=False)", "radam"),
          Direction.of(
                  "scale_by_lion(b1=0.9, b2=0.99, mu_dtype=None, mode='hard', smooth_beta=1.0)",
                  "lion")
              .with(Map.of("weight_decay", new Num(0, true))),
          Direction.of(
                  "scale_by_novograd(b1=0.9, b2=0.25, eps=1e-08, eps_root=0.0, weight_decay=0.0, "
                      + "mu_dtype=None)",
                  "novograd")
              .seeing(),
          Direction.of("scale_by_sm3(b1=0.9, b2=1.0, eps=1e-08)", "sm3")
              .renamed(Map.of("b1", "momentum")),
          Direction.of(
              "scale_by_rprop(learning_rate, eta_minus=0.5, eta_plus=1.2, min_step_size=1e-06, "
                  + "max_step_size=50.0)",
              "rprop"),
          Direction.of("scale_by_sign()", "sign_sgd"),
          Direction.of(
                  "scale_by_factored_rms(factored=True, decay_rate=0.8, step_offset=0, "
                      + "min_dim_size_to_factor=128, epsilon=1e-30)",
                  "adafactor")
              .renamed(Map.of("step_offset", "decay_offset", "epsilon", "eps"))
              .with(
                  Map.of(
                      "clipping_threshold",
                      new Nothing(),
                      "multiply_by_parameter_scale",
                      new Truth(false))),
          Direction.of(
              "scale_by_ademamix(b1=0.9, b2=0.999, b3=0.9999, alpha=6.0, eps=1e-08, "
                  + "eps_root=0.0, mu_dtype=None)",
              "ademamix"),
          Direction.of(
              "scale_by_simplified_ademamix(b1=0.99, b2=0.95, alpha=0.0, eps=1e-08, eps_root=0.0)",
              "simplified_ademamix"),
          Direction.of("scale_by_acprop(b1=0.9, b2=0.999, eps=1e-16, eps_root=1e-16)", "acprop"),
          Direction.of(
              "scale_by_adopt(b1=0.9, b2=0.9999, eps=1e-06, mu_dtype=None, nesterov=False, "
                  + "use_clipping=True, clip_value_fn=None)",
              "adopt"),
          Direction.of(
                  "scale_by_muon(ns_coeffs=None, ns_steps=5, beta=0.95, eps=1e-08, "
                      + "mu_dtype=None, nesterov=True, adaptive=False, "
                      + "preconditioning='frobenius', weight_dimension_numbers=None)",
                  "muon")
              .renamed(Map.of("weight_dimension_numbers", "muon_weight_dimension_numbers"))
              .with(Map.of(ALONE, new Truth(true))),
          Direction.of("scale_by_cocob(alpha=100.0, eps=1e-08)", "cocob").seeing().added(),
          Direction.of("scale_by_madgrad(learning_rate, momentum=0.9, eps=1e-06)", "madgrad")
              .seeing()
              .added());

  private OptaxDirections() {}

  /** Their names. */
  static List<String> names() {
    return ALL.stream().map(direction -> direction.signature().name()).toList();
  }

  /** The one that is called, if it is one of them. */
  static Optional<Link> link(Call call, Ground ground) {
    for (Direction direction : ALL) {
      if (direction.signature().name().equals(call.simple())) {
        return Optional.of(link(direction, call, ground));
      }
    }
    return Optional.empty();
  }

  private static Link link(Direction direction, Call call, Ground ground) {
    Args args = direction.signature().args(direction.signature().bound(call));
    Optional<Link> lower = lower(args, ground);
    if (lower.isPresent()) {
      return lower.get();
    }
    Map<String, Value> said = new LinkedHashMap<>(direction.fixed());
    args.all().forEach((key, value) -> said.put(direction.renamed().getOrDefault(key, key), value));
    said.putIfAbsent("learning_rate", ONE);
    Made made = OptaxRules.made(direction.alias(), said, ground);
    // The step sizes of rprop begin at its rate.
    return new RuleLink(made, direction.sign(), direction.blind(), ground);
  }

  /** Those whose mean is of another precision than the weights. */
  private static Optional<Link> lower(Args args, Ground ground) {
    StatePrecision kept = StatePrecision.of(args, "mu_dtype", ground.single());
    if (kept == StatePrecision.WEIGHTS) {
      return Optional.empty();
    }
    return switch (args.scheduler()) {
      case "scale_by_adam", "scale_by_amsgrad" -> {
        boolean largest = args.scheduler().equals("scale_by_amsgrad");
        yield Optional.of(
            new Averaging.Adam(
                new Averaging.Options(
                    args.number("b1"),
                    args.number("b2"),
                    args.number("eps"),
                    args.number("eps_root"),
                    args.truth("nesterov"),
                    largest,
                    !largest || args.truth("bias_correction_mu"),
                    !largest || args.truth("bias_correction_nu")),
                kept));
      }
      case "scale_by_lion" ->
          Optional.of(
              new Averaging.Lion(
                  args.number("b1"),
                  args.number("b2"),
                  OptaxRules.squash(args),
                  args.number("smooth_beta"),
                  kept));
      default -> Optional.empty();
    };
  }
}
