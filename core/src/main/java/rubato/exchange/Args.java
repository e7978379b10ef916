package rubato.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import rubato.exchange.Value.Call;
import rubato.exchange.Value.Dict;
import rubato.exchange.Value.Items;
import rubato.exchange.Value.Lambda;
import rubato.exchange.Value.Name;
import rubato.exchange.Value.Nothing;
import rubato.exchange.Value.Num;
import rubato.exchange.Value.Text;
import rubato.exchange.Value.Truth;

/**
 * The arguments of one scheduler, read as what is expected of them.
 *
 * @param scheduler whose they are
 * @param all every parameter, the defaults too
 * @param given the names that were given
 */
record Args(String scheduler, Map<String, Value> all, Set<String> given) {

  /** What JSON has no numbers for. */
  static final Map<String, Double> SPECIAL =
      Map.of(
          "NaN", Double.NaN,
          "nan", Double.NaN,
          "Infinity", Double.POSITIVE_INFINITY,
          "inf", Double.POSITIVE_INFINITY,
          "-Infinity", Double.NEGATIVE_INFINITY,
          "-inf", Double.NEGATIVE_INFINITY);

  /** What was said, or None. */
  Value value(String name) {
    return all.getOrDefault(name, new Nothing());
  }

  /** The same where one is None. */
  Args without(String name) {
    var rest = new LinkedHashMap<>(all);
    rest.remove(name);
    return new Args(scheduler, rest, given);
  }

  /** Whether it is something else than None. */
  boolean has(String name) {
    return !(value(name) instanceof Nothing);
  }

  /** A number; a list of one stands for it, there being one parameter group. */
  double number(String name) {
    Value value = value(name);
    if (value instanceof Items(var items) && items.size() == 1) {
      value = items.getFirst();
    }
    return switch (value) {
      case Num(var number, var _) -> number;
      case Truth(var truth) -> truth ? 1 : 0;
      case Text(var text) when SPECIAL.containsKey(text) -> SPECIAL.get(text);
      case Items(var items) ->
          throw new ExchangeException(
              "%s: %s has %d values, but one rate has one parameter group"
                  .formatted(scheduler, name, items.size()));
      default -> throw expected(name, "a number");
    };
  }

  /** A number, or {@code otherwise} where it is None. */
  double number(String name, double otherwise) {
    return has(name) ? number(name) : otherwise;
  }

  /** Item {@code i} of a list, {@code otherwise} where there is none. */
  double item(String name, int i, double otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    if (!(value(name) instanceof Items(var items)) || i >= items.size()) {
      throw expected(name, "a list of numbers");
    }
    return switch (items.get(i)) {
      case Num(var number, var _) -> number;
      case Nothing _ -> otherwise;
      default -> throw expected(name, "a list of numbers");
    };
  }

  /** Whether it is something that changes anything: not False, and not an empty list. */
  boolean truthy(String name) {
    return switch (value(name)) {
      case Truth(var truth) -> truth;
      case Nothing _ -> false;
      case Items(var items) -> !items.isEmpty();
      default -> true;
    };
  }

  /** The word that a list begins with: one of these. */
  String first(String name, String... words) {
    if (!(value(name) instanceof Items(var items))
        || items.isEmpty()
        || !(items.getFirst() instanceof Text(var text))
        || !List.of(words).contains(text)) {
      throw expected(name, "a list that begins with " + String.join(" or ", words));
    }
    return text;
  }

  /** A number in single precision. */
  float single(String name) {
    return (float) number(name);
  }

  /** A whole number that fits Java's int. */
  int integer(String name) {
    double number = number(name);
    if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
      throw expected(name, "a whole number");
    }
    return (int) number;
  }

  /** Whether it was written as a whole number. */
  boolean isWhole(String name) {
    return value(name) instanceof Num(var _, var whole) && whole;
  }

  boolean truth(String name) {
    return switch (value(name)) {
      case Truth(var truth) -> truth;
      case Num(var number, var _) -> number != 0;
      case Nothing _ -> false;
      default -> throw expected(name, "True or False");
    };
  }

  /** A text; a name stands for its last part, so that an enum's constant can be written. */
  String text(String name) {
    return switch (value(name)) {
      case Text(var text) -> text;
      case Name(var word) -> word.substring(word.lastIndexOf('.') + 1);
      default -> throw expected(name, "a text");
    };
  }

  /** A text that is one of these. */
  String oneOf(String name, String... words) {
    String text = text(name);
    if (!List.of(words).contains(text)) {
      throw ExchangeException.raised(
          "ValueError",
          "%s of %s must be one of %s, got '%s'"
              .formatted(name, scheduler, String.join(", ", words), SourceLexer.shown(text)));
    }
    return text;
  }

  List<Double> numbers(String name) {
    if (!(value(name) instanceof Items(var items))) {
      throw expected(name, "a list of numbers");
    }
    var numbers = new ArrayList<Double>();
    for (Value item : items) {
      switch (item) {
        case Num(var number, var _) -> numbers.add(number);
        case Text(var text) when SPECIAL.containsKey(text) -> numbers.add(SPECIAL.get(text));
        default -> throw expected(name, "a list of numbers");
      }
    }
    return List.copyOf(numbers);
  }

  boolean isList(String name) {
    return value(name) instanceof Items;
  }

  boolean isFunction(String name) {
    return value(name) instanceof Lambda;
  }

  /** Numbers by number, in the order of the keys; keys in quotes are read too. */
  NavigableMap<Double, Double> table(String name) {
    var table = new TreeMap<Double, Double>();
    if (!(value(name) instanceof Dict(var entries))) {
      throw expected(name, "a dictionary of numbers");
    }
    for (var entry : entries.entrySet()) {
      double key =
          switch (entry.getKey()) {
            case Num(var number, var _) -> number;
            case Text(var text) when text.matches("\\d{1,15}") -> Double.parseDouble(text);
            default -> throw expected(name, "a dictionary of numbers");
          };
      if (!(entry.getValue() instanceof Num(var number, var _))) {
        throw expected(name, "a dictionary of numbers");
      }
      table.put(key, number);
    }
    return table;
  }

  Call call(String name) {
    if (value(name) instanceof Call call) {
      return call;
    }
    throw expected(name, "a scheduler");
  }

  /** Schedulers in a list. */
  List<Call> calls(String name) {
    if (!(value(name) instanceof Items(var items))) {
      throw expected(name, "a list of schedulers");
    }
    var calls = new ArrayList<Call>();
    for (Value item : items) {
      if (!(item instanceof Call call)) {
        throw expected(name, "a list of schedulers");
      }
      calls.add(call);
    }
    return List.copyOf(calls);
  }

  /** Dictionaries in a list, each as the call it gives its keywords to. */
  List<Call> keywords(String name, String function) {
    if (!(value(name) instanceof Items(var items))) {
      throw expected(name, "a list of dictionaries");
    }
    var calls = new ArrayList<Call>();
    for (Value item : items) {
      if (!(item instanceof Dict(var entries))) {
        throw expected(name, "a list of dictionaries");
      }
      var keywords = new LinkedHashMap<String, Value>();
      entries.forEach((key, v) -> keywords.put(key instanceof Text(var t) ? t : key.toString(), v));
      calls.add(Call.of(function, keywords));
    }
    return List.copyOf(calls);
  }

  /** What a function gives of each step. */
  Curve curve(String name, String parameter) {
    Lambda function = function(name, parameter);
    return t -> Formula.at(function, t);
  }

  /** A function of one number: a lambda, the text of one, or a number that it always gives. */
  Lambda function(String name, String parameter) {
    Value value = value(name);
    if (value instanceof Items(var items) && items.size() == 1) {
      value = items.getFirst();
    }
    if (value instanceof Text(var text)) {
      value = Source.read(text);
    }
    return switch (value) {
      case Lambda lambda -> Formula.checked(lambda);
      case Num number -> new Lambda(parameter, number);
      case Value.Operation operation ->
          Formula.checked(new Lambda(free(operation, parameter), operation));
      default -> throw expected(name, "a lambda of arithmetic");
    };
  }

  /** The first name in it that is no constant. */
  private static String free(Value value, String otherwise) {
    var names = new ArrayList<String>();
    collect(value, names);
    return names.stream().filter(word -> word.indexOf('.') < 0).findFirst().orElse(otherwise);
  }

  private static void collect(Value value, List<String> names) {
    switch (value) {
      case Name(var name) -> names.add(name);
      case Value.Operation(var _, var on) -> on.forEach(each -> collect(each, names));
      case Call call -> call.positional().forEach(each -> collect(each, names));
      default -> {}
    }
  }

  ExchangeException expected(String name, String bound) {
    return new ExchangeException(
        "%s of %s must be %s, got %s"
            .formatted(name, scheduler, bound, SourceLexer.shown(value(name).toString())));
  }

  /** What the framework raises when {@code holds} is false. */
  void require(boolean holds, String kind, String message) {
    if (!holds) {
      throw ExchangeException.raised(kind, scheduler + ": " + message);
    }
  }
}
