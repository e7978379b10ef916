package rubato.exchange;

import java.util.List;
import rubato.exchange.Value.Call;
import rubato.optim.DecayPoint;
import rubato.optim.Muon;
import rubato.optim.Rule;

/**
 * The optimizers of their authors' own packages: schedulefree, prodigyopt, dadaptation, and Keller
 * Jordan's Muon.
 */
final class AuthorRules {

  private static final String FREE =
      ", weight_decay=0, warmup_steps=0, r=0.0, weight_lr_power=2.0, foreach=None)";
  private static final String ADAPT =
      ", log_every=0, d0=1e-06, growth_rate=None, fsdp_in_use=False)";

  private static final List<Signature> SIGNATURES =
      List.of(
          Signature.of("SGDScheduleFree(params, lr=1.0, momentum=0.9" + FREE),
          Signature.of("SGDScheduleFreeReference(params, lr=1.0, momentum=0.9" + FREE),
          Signature.of(
              "AdamWScheduleFreeReference(params, lr=0.0025, betas=None, eps=1e-08"
                  + FREE.replace(", foreach", ", decay_at_z=False, foreach")),
          Signature.of("AdamWScheduleFree(params, lr=0.0025, betas=None, eps=1e-08" + FREE),
          Signature.of("AdamWScheduleFreePaper(params, lr=0.0025, betas=None, eps=1e-08" + FREE),
          Signature.of(
              "RAdamScheduleFree(params, lr=0.0025, betas=None, eps=1e-08, "
                  + "weight_decay=0, r=0.0, weight_lr_power=2.0, foreach=None, "
                  + "silent_sgd_phase=True)"),
          Signature.of(
              "AdamCScheduleFreePlusPaper(params, lr=1.0, betas=None, eps=1e-08, "
                  + "weight_decay=0, r=0.0, weight_lr_power=2.0, polyak_beta=0.0, c_warmup=0, "
                  + "sf_beta1=0.9, sf_beta1_max=0.965, sf_beta1_anneal_steps=0, foreach=None)"),
          Signature.of(
              "Prodigy(params, lr=1.0, betas=None, beta3=None, eps=1e-08, "
                  + "weight_decay=0, decouple=True, use_bias_correction=False, "
                  + "safeguard_warmup=False, d0=1e-06, d_coef=1.0, growth_rate=None, "
                  + "fsdp_in_use=False, slice_p=1)"),
          Signature.of(
              "DAdaptAdam(params, lr=1.0, betas=None, eps=1e-08, weight_decay=0, "
                  + "log_every=0, decouple=False, use_bias_correction=False, d0=1e-06, "
                  + "growth_rate=None, fsdp_in_use=False)"),
          Signature.of("DAdaptSGD(params, lr=1.0, momentum=0.0, weight_decay=0" + ADAPT),
          Signature.of(
              "DAdaptAdaGrad(params, lr=1.0, momentum=0, log_every=0, "
                  + "weight_decay=0.0, eps=1e-06, d0=1e-06, growth_rate=None)"),
          Signature.of(
              "DAdaptLion(params, lr=1.0, betas=None, weight_decay=0, log_every=0, "
                  + "d0=1e-06, fsdp_in_use=False)"),
          Signature.of("SingleDeviceMuon(params, lr=0.02, weight_decay=0, momentum=0.95)"),
          Signature.of(
              "SingleDeviceMuonWithAuxAdam(param_groups, lr=None, weight_decay=0, momentum=0.95, "
                  + "betas=None, eps=1e-10, use_muon=None)"));

  private AuthorRules() {}

  /** Whether it is one of theirs. */
  static boolean has(Call call) {
    return SIGNATURES.stream().anyMatch(signature -> signature.name().equals(call.simple()));
  }

  /** What a call of one of them makes. */
  static Made made(Call call) {
    Signature signature = Signatures.named(SIGNATURES, call, "no package");
    Args args = signature.args(signature.bound(Params.merged(call)));
    return args.all().containsKey("use_muon")
        ? together(args)
        : sheet(signature.name(), args).at("lr", Framework.PYTORCH);
  }

  /** Muon and AdamW in one: each group says which of them moves it. */
  private static Made together(Args args) {
    if (!args.has("use_muon")) {
      throw args.expected("use_muon", "said in the parameter group");
    }
    boolean muon = args.truth("use_muon");
    Sheet sheet =
        muon
            ? sheet("SingleDeviceMuon", args)
            : new Sheet(args, "adamw")
                .item("beta1", "betas", 0, 0.9)
                .item("beta2", "betas", 1, 0.95)
                .number("epsilon", "eps")
                .number("weight-decay", "weight_decay");
    Rule rule = sheet.rule();
    double rate = args.number("lr", muon ? 0.02 : 3e-4);
    return Made.of(rule, _ -> rate);
  }

  private static Sheet sheet(String name, Args args) {
    return switch (name) {
      case "SGDScheduleFree", "SGDScheduleFreeReference" ->
          free(args, "schedule-free-sgd")
              .number("beta", "momentum")
              .whole("warmup", "warmup_steps");
      case "AdamWScheduleFree" ->
          free(args, "schedule-free-adamw")
              .betas("betas")
              .number("epsilon", "eps")
              .whole("warmup", "warmup_steps");
      case "AdamWScheduleFreePaper", "AdamWScheduleFreeReference" ->
          free(args, "schedule-free-adamw")
              .betas("betas")
              .number("epsilon", "eps")
              .whole("warmup", "warmup_steps")
              .say("decay", args.truth("decay_at_z") ? DecayPoint.Z : DecayPoint.Y)
              .say("correction", "rate");
      case "RAdamScheduleFree" ->
          free(args, "schedule-free-radam")
              .betas("betas")
              .number("epsilon", "eps")
              .flag("silent", "silent_sgd_phase");
      case "AdamCScheduleFreePlusPaper" ->
          free(args, "schedule-free-plus")
              .item("beta1", "betas", 0, 0.9)
              .item("beta2", "betas", 1, 0.95)
              .number("epsilon", "eps")
              .number("beta", "sf_beta1")
              .number("last", "sf_beta1_max")
              .whole("anneal", "sf_beta1_anneal_steps")
              .whole("warmup", "c_warmup")
              .number("norm-beta", "polyak_beta")
              .say("compounding", true);
      case "Prodigy" ->
          new Sheet(args, "prodigy")
              .betas("betas")
              .number("beta3", "beta3")
              .number("epsilon", "eps")
              .number("weight-decay", "weight_decay")
              .say("decay", args.truth("decouple") ? "decoupled" : "coupled")
              .flag("bias-correction", "use_bias_correction")
              .flag("safeguard", "safeguard_warmup")
              .number("d0", "d0")
              .number("coefficient", "d_coef")
              .say("growth", args.number("growth_rate", Double.POSITIVE_INFINITY))
              .whole("slice", "slice_p");
      case "DAdaptAdam" ->
          new Sheet(args, "d-adapt-adam")
              .betas("betas")
              .number("epsilon", "eps")
              .number("weight-decay", "weight_decay")
              .say("decay", args.truth("decouple") ? "decoupled" : "coupled")
              .flag("bias-correction", "use_bias_correction")
              .number("d0", "d0")
              .say("growth", args.number("growth_rate", Double.POSITIVE_INFINITY));
      case "DAdaptSGD" ->
          new Sheet(args, "d-adapt-sgd")
              .number("momentum", "momentum")
              .number("weight-decay", "weight_decay")
              .number("d0", "d0")
              .say("growth", args.number("growth_rate", Double.POSITIVE_INFINITY));
      case "DAdaptAdaGrad" ->
          new Sheet(args, "d-adapt-adagrad")
              .number("momentum", "momentum")
              .number("epsilon", "eps")
              .number("weight-decay", "weight_decay")
              .number("d0", "d0")
              .say("growth", args.number("growth_rate", Double.POSITIVE_INFINITY));
      case "DAdaptLion" ->
          new Sheet(args, "d-adapt-lion")
              .item("beta1", "betas", 0, 0.9)
              .item("beta2", "betas", 1, 0.99)
              .number("weight-decay", "weight_decay")
              .number("d0", "d0");
      default ->
          new Sheet(args, "muon")
              .number("momentum", "momentum")
              .number("weight-decay", "weight_decay")
              .say("floor", false)
              .say("rounding", Muon.Rounding.EACH);
    };
  }

  private static Sheet free(Args args, String rule) {
    return new Sheet(args, rule)
        .number("weight-decay", "weight_decay")
        .number("power", "r")
        .number("rate-power", "weight_lr_power");
  }
}
