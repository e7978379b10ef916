package rubato.exchange;

import java.util.List;
import rubato.exchange.Value.Call;
import rubato.optim.Epsilon;
import rubato.optim.Lbfgs;
import rubato.optim.Muon;

/** The optimizers of PyTorch, by their constructors. */
final class TorchRules {

  private static final String IDLE =
      ", foreach=None, maximize=False, capturable=False, differentiable=False, fused=None)";

  private static final List<Signature> SIGNATURES =
      List.of(
          sign("SGD(params, lr=0.001, momentum=0, dampening=0, weight_decay=0, nesterov=False"),
          sign("ASGD(params, lr=0.01, lambd=0.0001, alpha=0.75, t0=1000000.0, weight_decay=0"),
          sign(
              "Adagrad(params, lr=0.01, lr_decay=0, weight_decay=0, "
                  + "initial_accumulator_value=0, eps=1e-10"),
          sign("Adadelta(params, lr=1.0, rho=0.9, eps=1e-06, weight_decay=0"),
          sign(
              "RMSprop(params, lr=0.01, alpha=0.99, eps=1e-08, weight_decay=0, momentum=0, "
                  + "centered=False"),
          sign("Rprop(params, lr=0.01, etas=None, step_sizes=None"),
          sign(
              "Adam(params, lr=0.001, betas=None, eps=1e-08, weight_decay=0, amsgrad=False, "
                  + "decoupled_weight_decay=False"),
          sign("AdamW(params, lr=0.001, betas=None, eps=1e-08, weight_decay=0.01, amsgrad=False"),
          sign("Adamax(params, lr=0.002, betas=None, eps=1e-08, weight_decay=0"),
          sign(
              "NAdam(params, lr=0.002, betas=None, eps=1e-08, weight_decay=0, "
                  + "momentum_decay=0.004, decoupled_weight_decay=False"),
          sign(
              "RAdam(params, lr=0.001, betas=None, eps=1e-08, weight_decay=0, "
                  + "decoupled_weight_decay=False"),
          sign("SparseAdam(params, lr=0.001, betas=None, eps=1e-08"),
          sign("Adafactor(params, lr=0.01, beta2_decay=-0.8, eps=None, d=1.0, weight_decay=0.0"),
          sign(
              "LBFGS(params, lr=1, max_iter=20, max_eval=None, tolerance_grad=1e-07, "
                  + "tolerance_change=1e-09, history_size=100, line_search_fn=None"),
          sign(
              "Muon(params, lr=0.001, weight_decay=0.1, momentum=0.95, nesterov=True, "
                  + "ns_coefficients=None, eps=1e-07, ns_steps=5, adjust_lr_fn=None"));

  private TorchRules() {}

  private static Signature sign(String declared) {
    return Signature.of(declared + IDLE);
  }

  /** What a call of one of them makes. */
  static Made made(Call call) {
    Signature signature = Signatures.named(SIGNATURES, call, "PyTorch");
    Args args = signature.args(signature.bound(Params.merged(call)));
    return sheet(signature.name(), args)
        .at("lr", Framework.PYTORCH)
        .scale(args.truth("maximize") ? -1 : 1);
  }

  private static Sheet sheet(String name, Args args) {
    return switch (name) {
      case "SGD" ->
          new Sheet(args, "sgd")
              .number("momentum", "momentum")
              .number("dampening", "dampening")
              .flag("nesterov", "nesterov")
              .number("weight-decay", "weight_decay");
      case "ASGD" ->
          new Sheet(args, "asgd")
              .number("lambda", "lambd")
              .number("alpha", "alpha")
              .number("begin", "t0")
              .number("weight-decay", "weight_decay");
      case "Adagrad" ->
          new Sheet(args, "adagrad")
              .number("rate-decay", "lr_decay")
              .number("weight-decay", "weight_decay")
              .number("initial", "initial_accumulator_value")
              .number("epsilon", "eps");
      case "Adadelta" ->
          new Sheet(args, "adadelta")
              .number("rho", "rho")
              .number("epsilon", "eps")
              .number("weight-decay", "weight_decay");
      case "RMSprop" ->
          new Sheet(args, "rmsprop")
              .number("alpha", "alpha")
              .number("epsilon", "eps")
              .number("weight-decay", "weight_decay")
              .number("momentum", "momentum")
              .flag("centred", "centered")
              .say("clamp", false);
      case "Rprop" ->
          new Sheet(args, "rprop")
              .item("decrease", "etas", 0, 0.5)
              .item("increase", "etas", 1, 1.2)
              .item("smallest", "step_sizes", 0, 1e-6)
              .item("largest", "step_sizes", 1, 50);
      case "Adafactor" ->
          new Sheet(args, "adafactor")
              .say("decay", -args.number("beta2_decay"))
              .item("epsilon", "eps", 0, 0)
              .item("floor", "eps", 1, 1e-3)
              .number("clip", "d")
              .number("weight-decay", "weight_decay");
      case "LBFGS" ->
          new Sheet(args, "lbfgs")
              .whole("iterations", "max_iter")
              .whole("evaluations", "max_eval")
              .number("flat", "tolerance_grad")
              .number("change", "tolerance_change")
              .whole("history", "history_size")
              .say("search", args.has("line_search_fn") ? wolfe(args) : Lbfgs.Search.NONE);
      case "Muon" -> muon(args);
      default -> moments(name, args);
    };
  }

  private static Sheet moments(String name, Args args) {
    String decay = args.truth("decoupled_weight_decay") ? "decoupled" : "coupled";
    return switch (name) {
      case "Adam", "AdamW" ->
          common(args, name.equals("AdamW") || decay.equals("decoupled") ? "adamw" : "adam")
              .say("amsgrad", args.truth("amsgrad") ? "raw" : "off");
      case "Adamax" -> common(args, "adamax").say("placement", Epsilon.INSIDE);
      case "NAdam" ->
          common(args, "nadam").number("momentum-decay", "momentum_decay").say("decay", decay);
      case "RAdam" -> common(args, "radam").say("placement", Epsilon.HAT).say("decay", decay);
      default ->
          new Sheet(args, "adam")
              .betas("betas")
              .number("epsilon", "eps")
              .say("placement", Epsilon.HAT);
    };
  }

  private static Sheet common(Args args, String rule) {
    return new Sheet(args, rule)
        .betas("betas")
        .number("epsilon", "eps")
        .number("weight-decay", "weight_decay");
  }

  private static Lbfgs.Search wolfe(Args args) {
    args.oneOf("line_search_fn", "strong_wolfe");
    return Lbfgs.Search.STRONG_WOLFE;
  }

  private static Sheet muon(Args args) {
    Muon.Scale scale =
        !args.has("adjust_lr_fn")
                || args.oneOf("adjust_lr_fn", "original", "match_rms_adamw").equals("original")
            ? Muon.Scale.ROWS
            : Muon.Scale.LARGEST;
    return new Sheet(args, "muon")
        .number("momentum", "momentum")
        .flag("nesterov", "nesterov")
        .item("first", "ns_coefficients", 0, 3.4445)
        .item("second", "ns_coefficients", 1, -4.775)
        .item("third", "ns_coefficients", 2, 2.0315)
        .whole("steps", "ns_steps")
        .number("epsilon", "eps")
        .say("floor", true)
        .number("weight-decay", "weight_decay")
        .say("scale", scale)
        .say("rounding", Muon.Rounding.FUSED);
  }
}
