package rubato.exchange;

import java.util.List;
import java.util.Optional;
import rubato.exchange.Value.Call;

/** What authors' own packages have and no rule here is. */
final class AuthorLinks {

  private static final List<Signature> SIGNATURES =
      List.of(
          Signature.of(
              "DAdaptAdan(params, lr=1.0, betas=None, eps=1e-08, weight_decay=0.02, "
                  + "no_prox=False, log_every=0, d0=1e-06, growth_rate=None)"),
          Signature.of(
              "ScheduleFreeWrapper(base, weight_decay_at_y=0.0, momentum=0.9, "
                  + "weight_lr_power=2, r=0)"),
          Signature.of(
              "ScheduleFreeWrapperReference(base, momentum=0.9, weight_decay_at_y=0.0, r=0, "
                  + "weight_lr_power=2)"));

  private AuthorLinks() {}

  /** What a call of one of them makes. */
  static Optional<Link> of(Call call, Ground ground) {
    return SIGNATURES.stream()
        .filter(signature -> signature.name().equals(call.simple()))
        .findFirst()
        .map(signature -> made(signature, call, ground));
  }

  private static Link made(Signature signature, Call call, Ground ground) {
    Args args = signature.args(signature.bound(Params.merged(call)));
    if (signature.name().equals("DAdaptAdan")) {
      return new DAdaptAdanLink(
          new DAdaptAdanLink.Options(
              args.number("lr"),
              args.item("betas", 0, 0.98),
              args.item("betas", 1, 0.92),
              args.item("betas", 2, 0.99),
              args.number("eps"),
              args.number("weight_decay"),
              !args.truth("no_prox"),
              args.number("growth_rate", Double.POSITIVE_INFINITY)),
          args.number("d0"));
    }
    Call base = args.call("base");
    if (!base.name().startsWith("torch.")) {
      throw args.expected("base", "an optimizer of PyTorch");
    }
    Made made = TorchRules.made(base);
    return new FreeLink(
        new RuleLink(made, 1, false, ground),
        made.rate(),
        args.number("momentum"),
        args.number("weight_decay_at_y"),
        args.number("r"),
        args.number("weight_lr_power"));
  }
}
