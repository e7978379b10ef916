package rubato.exchange;

import java.util.LinkedHashMap;
import java.util.Map;
import rubato.exchange.Value.Call;
import rubato.exchange.Value.Dict;
import rubato.exchange.Value.Items;
import rubato.exchange.Value.Nothing;

/** The parameters that an optimizer of PyTorch is made with: {@code [{"params": p, "lr": 0.1}]}. */
final class Params {

  private Params() {}

  /** The call with the options of its only parameter group, which go before its own. */
  static Call merged(Call call) {
    Value params =
        call.positional().isEmpty()
            ? call.keywords()
                .getOrDefault("params", call.keywords().getOrDefault("param_groups", new Nothing()))
            : call.positional().getFirst();
    if (!(params instanceof Items(var groups))
        || groups.stream().noneMatch(group -> group instanceof Dict)) {
      return call;
    }
    if (groups.size() > 1 || !(groups.getFirst() instanceof Dict(var entries))) {
      throw new ExchangeException(
          call.simple() + ": one parameter group can be read here, got " + groups.size());
    }
    Map<String, Value> keywords = new LinkedHashMap<>(call.keywords());
    Shapes.keywords(entries)
        .forEach(
            (key, value) -> {
              if (!key.equals("params")) {
                keywords.put(key, value);
              }
            });
    return new Call(call.name(), call.positional(), keywords);
  }
}
