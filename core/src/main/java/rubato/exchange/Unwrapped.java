package rubato.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rubato.exchange.Value.Call;
import rubato.exchange.Value.Num;

/**
 * What optax puts around an optimizer and has as an optimizer too, or could have the other way
 * round: so that a rule of ours takes the path, and not a transformation.
 */
final class Unwrapped {

  private static final Signature FREE =
      Signature.of(
          "schedule_free(base_optimizer, learning_rate, b1=0.9, weight_lr_power=2.0, "
              + "state_dtype=None)");
  private static final Signature AHEAD =
      Signature.of("lookahead(fast_optimizer, sync_period, slow_step_size, reset_state=False)");
  private static final Signature SGD = Signature.of("sgd(learning_rate)");
  private static final Signature ADAM =
      Signature.of("adam(learning_rate, b1=0.9, b2=0.999, eps=1e-08)");

  private Unwrapped() {}

  /** The call that does the same, or the call itself. */
  static Call of(Call call) {
    return switch (call.simple()) {
      case "schedule_free" -> free(call).orElse(call);
      case "lookahead" -> ahead(call).orElse(call);
      default -> call;
    };
  }

  /** Around steps without momentum at the same constant rate. */
  private static Optional<Call> free(Call call) {
    Args args = FREE.args(FREE.bound(call));
    if (!(args.value("base_optimizer") instanceof Call base
        && args.value("learning_rate") instanceof Num)) {
      return Optional.empty();
    }
    boolean adam = base.simple().equals("adam");
    Signature signature = adam ? ADAM : SGD;
    if (!base.simple().equals(signature.name()) || !plain(base, signature)) {
      return Optional.empty();
    }
    Args inside = signature.args(signature.bound(base));
    boolean still = !adam || (inside.value("b1") instanceof Num(var b1, var _) && b1 == 0);
    if (!still || !inside.value("learning_rate").equals(args.value("learning_rate"))) {
      return Optional.empty();
    }
    Map<String, Value> all = new LinkedHashMap<>(args.all());
    all.remove("base_optimizer");
    if (adam) {
      all.put("b2", inside.value("b2"));
      all.put("eps", inside.value("eps"));
    }
    return Optional.of(Call.of(adam ? "schedule_free_adamw" : "schedule_free_sgd", all));
  }

  /** Whether it is called with nothing else. */
  private static boolean plain(Call call, Signature signature) {
    return call.positional().size() <= 1
        && signature
            .args(Call.of(call.name(), Map.of()))
            .all()
            .keySet()
            .containsAll(call.keywords().keySet());
  }

  /** Clippings see the same gradients outside. */
  private static Optional<Call> ahead(Call call) {
    Args args = AHEAD.args(AHEAD.bound(call));
    if (!(args.value("fast_optimizer") instanceof Call chain
        && chain.simple().equals("chain")
        && chain.positional().size() > 1)) {
      return Optional.empty();
    }
    int last = chain.positional().size() - 1;
    for (Value part : chain.positional().subList(0, last)) {
      if (!(part instanceof Call clip && clip.simple().matches("clip|clip_by_global_norm"))) {
        return Optional.empty();
      }
    }
    Map<String, Value> all = new LinkedHashMap<>(args.all());
    all.put("fast_optimizer", chain.positional().get(last));
    List<Value> parts = new ArrayList<>(chain.positional());
    parts.set(last, Call.of("lookahead", all));
    return Optional.of(new Call("chain", parts, Map.of()));
  }
}
