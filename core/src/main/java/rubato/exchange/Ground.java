package rubato.exchange;

import java.util.List;
import rubato.exchange.Value.Call;
import rubato.exchange.Value.Lambda;
import rubato.exchange.Value.Name;
import rubato.exchange.Value.Nothing;
import rubato.exchange.Value.Num;
import rubato.exchange.Value.Operation;
import rubato.exchange.Value.Truth;
import rubato.optim.Shape;

/**
 * What an optimizer of another library is made for.
 *
 * @param shape of the weights: one array
 * @param single whether they are float32
 */
record Ground(Shape shape, boolean single) {

  /**
   * Whether a mask of optax has these weights in it: {@code True}, {@code lambda p: p.ndim > 1}, or
   * such a function for every leaf of a tree. None has them.
   */
  boolean masked(String whose, Value mask) {
    return switch (mask) {
      case Nothing _ -> true;
      case Truth(var truth) -> truth;
      case Lambda(var parameter, var body) -> said(whose, parameter, body);
      default ->
          throw new ExchangeException(
              whose
                  + ": a mask must be True, False or a lambda, got "
                  + SourceLexer.shown(mask.toString()));
    };
  }

  private boolean said(String whose, String parameter, Value body) {
    if (body instanceof Call call
        && call.simple().matches("map|tree_map")
        && call.positional().size() == 2
        && call.positional().getFirst() instanceof Lambda each) {
      return masked(whose, each);
    }
    return Formula.at(Formula.checked(new Lambda("", known(parameter, body))), 0) != 0;
  }

  private Value known(String parameter, Value value) {
    if (value instanceof Operation(var operator, var on)) {
      return new Operation(operator, on.stream().map(each -> known(parameter, each)).toList());
    }
    if (value instanceof Call call
        && call.name().equals("len")
        && call.positional().equals(List.of(new Name(parameter + ".shape")))) {
      return new Num(shape.rank(), true);
    }
    if (value instanceof Name(var name)) {
      if (name.equals(parameter + ".ndim")) {
        return new Num(shape.rank(), true);
      } else if (name.equals(parameter + ".size")) {
        return new Num((double) shape.size(), true);
      }
    }
    return value;
  }

  /** Passes where a type of numbers is that of the weights, or None. */
  void keeps(Args args, String name) {
    if (StatePrecision.of(args, name, single) != StatePrecision.WEIGHTS) {
      throw new ExchangeException(
          "%s: `%s` must be %s, as the weights are, got %s; states of other precision are not kept"
              .formatted(
                  args.scheduler(),
                  name,
                  single ? "float32" : "float64",
                  SourceLexer.shown(args.value(name).toString())));
    }
  }
}
