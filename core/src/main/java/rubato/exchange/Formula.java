package rubato.exchange;

import java.util.Arrays;
import java.util.List;
import rubato.exchange.Value.Call;
import rubato.exchange.Value.Items;
import rubato.exchange.Value.Lambda;
import rubato.exchange.Value.Name;
import rubato.exchange.Value.Num;
import rubato.exchange.Value.Operation;
import rubato.exchange.Value.Truth;

/** Arithmetic as Python does it: constants are folded, lambdas of one number evaluated. */
final class Formula {

  private static final List<String> COMPARED = List.of("==", "!=", "<=", ">=", "<", ">");
  private static final int LONGEST = 4_000;
  private static final List<String> FOLDED =
      List.of("sum", "min", "max", "round", "floor", "ceil", "abs", "pow", "sqrt", "log", "exp");

  private Formula() {}

  /** The operator applied, at once when all is numbers. */
  static Value fold(String operator, Value... on) {
    for (Value value : on) {
      if (!(value instanceof Num) && !(value instanceof Truth)) {
        return new Operation(operator, List.of(on));
      }
    }
    double a = number(on[0], "", 0);
    double value = on.length == 1 ? unary(operator, a) : binary(operator, a, number(on[1], "", 0));
    boolean truth = on.length == 1 ? operator.equals("not") : COMPARED.contains(operator);
    if (truth) {
      return new Truth(value != 0);
    }
    boolean whole = !operator.equals("/") && value == Math.rint(value);
    for (Value each : on) {
      whole &= each instanceof Num(var _, var w) && w;
    }
    return new Num(value, whole);
  }

  /** {@code yes if condition else no}, at once where the condition is known. */
  static Value choice(Value yes, Value condition, Value no) {
    return switch (condition) {
      case Truth(var truth) -> truth ? yes : no;
      case Num(var number, var _) -> number != 0 ? yes : no;
      default -> new Operation("if", List.of(yes, condition, no));
    };
  }

  /**
   * A function that is short enough to be written as one expression.
   *
   * @throws ExchangeException when it is not
   */
  static Lambda readable(Lambda function) {
    if (size(function.body(), LONGEST) > LONGEST) {
      throw new ExchangeException("a function must come to at most " + LONGEST + " parts");
    }
    return function;
  }

  private static int size(Value value, int most) {
    List<Value> parts =
        switch (value) {
          case Operation(var _, var on) -> on;
          case Call call -> call.positional();
          case Items(var items) -> items;
          default -> List.of();
        };
    int size = 1;
    for (Value part : parts) {
      size += size > most ? 0 : size(part, most - size);
    }
    return size;
  }

  /** What a function of math gives of numbers, the call itself where it is none. */
  static Value known(Call call) {
    List<Value> on =
        call.positional().size() == 1 && call.positional().getFirst() instanceof Items(var items)
            ? items
            : call.positional();
    String name = call.simple();
    boolean numbers = on.stream().allMatch(Num.class::isInstance) && call.keywords().isEmpty();
    if (!FOLDED.contains(name) || !numbers || on.isEmpty()) {
      return call;
    }
    double[] values = on.stream().mapToDouble(each -> number(each, "", 0)).toArray();
    double value =
        switch (name) {
          case "sum" -> Arrays.stream(values).sum();
          case "min" -> Arrays.stream(values).min().orElse(0);
          case "max" -> Arrays.stream(values).max().orElse(0);
          default -> function(call, values);
        };
    boolean whole =
        List.of("round", "floor", "ceil").contains(name)
            || on.stream().allMatch(each -> each instanceof Num(var _, var w) && w);
    return new Num(value, whole && value == Math.rint(value) && !name.equals("sqrt"));
  }

  /**
   * What the function gives for {@code x}.
   *
   * @throws ExchangeException when it uses what is not known here, or Python would raise
   */
  static double at(Lambda function, double x) {
    return number(function.body(), function.parameter(), x);
  }

  /** {@code [value for name in over]}. */
  static List<Value> each(Value value, String name, Value over) {
    if (!(over instanceof Items(var items))) {
      throw new ExchangeException(
          "`for` needs a list or a range, got " + SourceLexer.shown("" + over));
    }
    checked(new Lambda(name, value));
    return items.stream()
        .map(item -> number(value, name, number(item, "", 0)))
        .<Value>map(number -> new Num(number, number == Math.rint(number)))
        .toList();
  }

  /** Fails when the function uses what is not known here. */
  static Lambda checked(Lambda function) {
    names(function.body(), function.parameter());
    return function;
  }

  private static void names(Value value, String parameter) {
    switch (value) {
      case Name(var name) -> {
        if (!name.equals(parameter) && Double.isNaN(constant(name))) {
          throw unknown(value);
        }
      }
      case Operation(var _, var on) -> on.forEach(each -> names(each, parameter));
      case Items(var items) -> items.forEach(each -> names(each, parameter));
      case Call call -> {
        function(call, new double[] {1, 2, 3});
        call.positional().forEach(each -> names(each, parameter));
      }
      case Num _, Truth _ -> {}
      default -> throw unknown(value);
    }
  }

  private static double number(Value value, String parameter, double x) {
    return switch (value) {
      case Num(var number, var _) -> number;
      case Truth(var truth) -> truth ? 1 : 0;
      case Name(var name) when name.equals(parameter) -> x;
      case Name(var name) when !Double.isNaN(constant(name)) -> constant(name);
      case Operation(var _, var on) when on.size() == 3 ->
          number(on.get(number(on.get(1), parameter, x) != 0 ? 0 : 2), parameter, x);
      case Operation(var operator, var on) when operator.equals("and") || operator.equals("or") -> {
        double left = number(on.getFirst(), parameter, x);
        yield left != 0 == operator.equals("and") ? number(on.get(1), parameter, x) : left;
      }
      case Operation(var operator, var on)
          when operator.equals("in") && on.get(1) instanceof Items(var items) -> {
        double sought = number(on.getFirst(), parameter, x);
        yield items.stream().anyMatch(each -> number(each, parameter, x) == sought) ? 1 : 0;
      }
      case Operation(var operator, var on) when on.size() == 1 ->
          unary(operator, number(on.getFirst(), parameter, x));
      case Operation(var operator, var on)
          when operator.equals("[]") && on.get(0) instanceof Items(var items) ->
          indexed(items, number(on.get(1), parameter, x), parameter, x);
      case Operation(var operator, var on) ->
          binary(operator, number(on.get(0), parameter, x), number(on.get(1), parameter, x));
      case Call call ->
          function(
              call,
              call.positional().stream().mapToDouble(each -> number(each, parameter, x)).toArray());
      default -> throw unknown(value);
    };
  }

  private static double indexed(List<Value> items, double index, String parameter, double x) {
    double at = index < 0 ? index + items.size() : index;
    if (!(at >= 0 && at < items.size()) || at != Math.rint(at)) {
      throw ExchangeException.raised("IndexError", "list index out of range");
    }
    return number(items.get((int) at), parameter, x);
  }

  private static ExchangeException unknown(Value value) {
    return new ExchangeException(
        "a lambda may use its parameter, numbers and functions of math, got "
            + SourceLexer.shown(value.toString()));
  }

  private static double constant(String name) {
    return switch (name) {
      case "math.pi", "Math.PI", "np.pi", "numpy.pi", "jnp.pi", "torch.pi" -> Math.PI;
      case "math.e", "np.e" -> Math.E;
      default -> Double.NaN;
    };
  }

  private static double unary(String operator, double a) {
    return operator.equals("not") ? (a == 0 ? 1 : 0) : -a;
  }

  private static double binary(String operator, double a, double b) {
    return switch (operator) {
      case "+" -> a + b;
      case "-" -> a - b;
      case "*" -> a * b;
      case "/" -> Py.divide(a, b);
      case "//" -> Py.floor(a, b);
      case "%" -> Py.modulo(a, b);
      case "**" -> Py.power(a, b);
      case "==" -> a == b ? 1 : 0;
      case "!=" -> a != b ? 1 : 0;
      case "<=" -> a <= b ? 1 : 0;
      case ">=" -> a >= b ? 1 : 0;
      case "<" -> a < b ? 1 : 0;
      case ">" -> a > b ? 1 : 0;
      case "and" -> a != 0 ? b : a;
      default -> a != 0 ? a : b;
    };
  }

  private static double function(Call call, double[] on) {
    String name = call.name().replaceFirst("^([mM]ath|np|numpy|jnp|(keras\\.)?ops)\\.", "");
    int arity = call.keywords().isEmpty() ? Math.min(call.positional().size(), 3) : 0;
    return switch (name + "/" + arity) {
      case "min/2", "minimum/2" -> on[1] < on[0] ? on[1] : on[0];
      case "max/2", "maximum/2" -> on[1] > on[0] ? on[1] : on[0];
      case "min/3" -> Arrays.stream(on).min().orElse(0);
      case "max/3" -> Arrays.stream(on).max().orElse(0);
      case "where/3" -> on[0] != 0 ? on[1] : on[2];
      case "floorDiv/2" -> Math.floor(Py.divide(on[0], on[1]));
      case "pow/2", "power/2" -> Py.power(on[0], on[1]);
      case "log/2" -> Py.divide(Math.log(on[0]), Math.log(on[1]));
      case "cos/1" -> Py.cos(on[0]);
      case "sin/1" -> Math.sin(on[0]);
      case "tanh/1" -> Math.tanh(on[0]);
      case "exp/1" -> Py.finite(Math.exp(on[0]), on[0]);
      case "log/1" -> Math.log(on[0]);
      case "log10/1" -> Math.log10(on[0]);
      case "sqrt/1" -> Math.sqrt(on[0]);
      case "abs/1", "fabs/1" -> Math.abs(on[0]);
      case "floor/1" -> Math.floor(on[0]);
      case "ceil/1" -> Math.ceil(on[0]);
      case "round/1" -> Math.rint(on[0]);
      case "int/1" -> on[0] < 0 ? Math.ceil(on[0]) : Math.floor(on[0]);
      case "float/1" -> on[0];
      default -> throw unknown(call);
    };
  }
}
