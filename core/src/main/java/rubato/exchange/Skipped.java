package rubato.exchange;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import rubato.exchange.Value.Call;
import rubato.exchange.Value.Name;
import rubato.exchange.Value.Nothing;
import rubato.exchange.Value.Num;

/** Gradients that {@code MultiSteps} of optax leaves out, by the functions that optax has. */
final class Skipped {

  private Skipped() {}

  /** {@code skip_not_finite}, or {@code functools.partial(skip_large_updates, ...)}. */
  static Predicate<double[]> of(Args args, String name) {
    Value said = args.value(name);
    if (said instanceof Nothing) {
      return _ -> false;
    } else if (said instanceof Name(var word) && word.endsWith("skip_not_finite")) {
      return u -> !Arrays.stream(u).allMatch(Double::isFinite);
    } else if (said instanceof Call call
        && call.simple().equals("partial")
        && call.positional().size() == 1
        && call.positional().getFirst() instanceof Name(var word)
        && word.endsWith("skip_large_updates")
        && limit(call) instanceof Num(var most, var _)) {
      return u -> !(Arrays.stream(u).map(v -> v * v).sum() < most);
    }
    throw args.expected(name, "None, skip_not_finite or a partial skip_large_updates");
  }

  private static Value limit(Call call) {
    Map<String, Value> keywords = new LinkedHashMap<>(call.keywords());
    return keywords.getOrDefault("max_squared_norm", new Nothing());
  }
}
