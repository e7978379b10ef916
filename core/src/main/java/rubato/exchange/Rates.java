package rubato.exchange;

import java.util.Map;
import rubato.exchange.Value.Call;
import rubato.exchange.Value.Dict;
import rubato.exchange.Value.Lambda;

/** The rate of an optimizer, where a schedule may stand in its place. */
final class Rates {

  private Rates() {}

  /** By the number of updates made before. */
  static Curve of(Args args, String name, Framework framework) {
    Value said = args.value(name);
    return switch (said) {
      case Lambda function -> {
        Lambda checked = Formula.checked(function);
        yield step -> Formula.at(checked, step);
      }
      case Call call -> of(framework, call);
      case Dict(Map<Value, Value> _) -> of(framework, said);
      default -> {
        double rate = args.number(name);
        yield _ -> rate;
      }
    };
  }

  private static Curve of(Framework framework, Value said) {
    Call call = Shapes.call(framework, said);
    Scheduler scheduler = Scheduler.of(framework, call, Setting.of(Double.NaN));
    if (scheduler.watches()) {
      throw new ExchangeException(
          scheduler.call().name() + " watches a metric, and can be no learning_rate");
    }
    Curve plain = step -> scheduler.at((long) step);
    return framework == Framework.OPTAX ? JaxRates.of(call).orElse(plain) : plain;
  }
}
