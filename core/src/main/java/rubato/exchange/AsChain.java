package rubato.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rubato.exchange.Value.Call;
import rubato.exchange.Value.Nothing;
import rubato.exchange.Value.Num;

/**
 * An optimizer of optax that keeps its mean less precise than the weights, as the chain of
 * transformations that optax makes of it: no rule of ours does that.
 */
final class AsChain {

  private static final Map<String, String> DIRECTIONS =
      Map.of(
          "adam", "scale_by_adam",
          "adamw", "scale_by_adam",
          "nadam", "scale_by_adam",
          "nadamw", "scale_by_adam",
          "amsgrad", "scale_by_amsgrad",
          "lion", "scale_by_lion",
          "sgd", "trace",
          "signum", "ema");

  /** Arguments of optimizers, and those of their directions. */
  private static final Map<String, String> RENAMED =
      Map.of("momentum", "decay", "beta", "decay", "accumulator_dtype", "accumulator_dtype");

  private static final List<String> OUTSIDE =
      List.of("learning_rate", "weight_decay", "mask", "momentum", "beta");

  private AsChain() {}

  /** The chain, where the call says such a precision and is of one of these. */
  static Optional<Call> of(Call call, Signature signature, Ground ground) {
    String direction = DIRECTIONS.getOrDefault(signature.name(), "");
    if (direction.isEmpty()) {
      return Optional.empty();
    }
    Args args = signature.args(signature.bound(call));
    String type = args.all().containsKey("mu_dtype") ? "mu_dtype" : "accumulator_dtype";
    if (StatePrecision.of(args, type, ground.single()) == StatePrecision.WEIGHTS
        || (direction.equals("trace") && !args.has("momentum"))) {
      return Optional.empty();
    }
    Map<String, Value> inside = new LinkedHashMap<>();
    args.all()
        .forEach(
            (name, value) -> {
              if (RENAMED.containsKey(name)) {
                inside.put(RENAMED.getOrDefault(name, name), value);
              } else if (!OUTSIDE.contains(name)) {
                inside.put(name, value);
              }
            });
    List<Value> parts = new ArrayList<>(List.of(Call.of(direction, inside)));
    if (signature.name().equals("signum")) {
      parts.add(Call.of("scale_by_sign", Map.of()));
    }
    if (args.has("weight_decay")) {
      Map<String, Value> decay = new LinkedHashMap<>();
      decay.put("weight_decay", args.all().getOrDefault("weight_decay", new Num(0, true)));
      decay.put("mask", args.all().getOrDefault("mask", new Nothing()));
      parts.add(Call.of("add_decayed_weights", decay));
    }
    parts.add(
        Call.of("scale_by_learning_rate", Map.of("learning_rate", args.value("learning_rate"))));
    return Optional.of(new Call("chain", parts, Map.of()));
  }
}
