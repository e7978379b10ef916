package rubato.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import rubato.exchange.Value.Call;
import rubato.exchange.Value.Dict;
import rubato.exchange.Value.Items;
import rubato.exchange.Value.Num;
import rubato.exchange.Value.Text;

/** What Java's builders and a few functions of Python come to, as plain calls and values. */
final class Builders {

  private static final Pattern BUILDER =
      Pattern.compile("^Tracker\\.|[bB]uilder$|Tracker$|Schedule$");

  private Builders() {}

  /** {@code receiver.member(arguments)}: a setter is a keyword, {@code build} is nothing. */
  static Call applied(Call receiver, String member, Call call) {
    if (member.equals("build")
        || member.equals("builder")
        || member.equals("gradient_transformation")) {
      return receiver;
    }
    var keywords = new LinkedHashMap<>(receiver.keywords());
    boolean setter = member.length() > 3 && (member.startsWith("set") || member.startsWith("opt"));
    if (setter && call.positional().size() == 1 && call.keywords().isEmpty()) {
      String name = Character.toLowerCase(member.charAt(3)) + member.substring(4);
      keywords.put(name, call.positional().getFirst());
      return new Call(receiver.name(), receiver.positional(), keywords);
    }
    if (member.equals("add") && call.positional().size() == 2) {
      var entries = new LinkedHashMap<Value, Value>();
      if (keywords.get("values") instanceof Dict(var before)) {
        entries.putAll(before);
      }
      entries.put(call.positional().get(0), call.positional().get(1));
      keywords.put("values", new Dict(entries));
      return new Call(receiver.name(), receiver.positional(), keywords);
    }
    if (!BUILDER.matcher(receiver.name()).find()) {
      return new Call(receiver.name() + "()." + member, call.positional(), call.keywords());
    }
    throw new ExchangeException(
        "cannot read `."
            + SourceLexer.shown(member)
            + "(...)` of "
            + SourceLexer.shown(receiver.name()));
  }

  /** {@code inject_hyperparams(adam)} is a function, which is called as {@code adam} is. */
  static boolean injects(Call call) {
    return call.simple().matches("inject_(stateful_)?hyperparams")
        && !call.positional().isEmpty()
        && call.positional().getFirst() instanceof Value.Name;
  }

  /** Functions whose value is plain. */
  static Value known(Call call) {
    List<Value> on = call.positional();
    return switch (call.name()) {
      case "float", "int", "Decimal" ->
          on.size() == 1 && call.keywords().isEmpty() ? converted(call) : call;
      case "list", "tuple", "List.of", "Arrays.asList" ->
          on.size() == 1 && on.getFirst() instanceof Items items && call.name().length() < 6
              ? items
              : call.name().length() < 6 ? call : new Items(on);
      case "dict" -> {
        var entries = new LinkedHashMap<Value, Value>();
        call.keywords().forEach((key, value) -> entries.put(new Text(key), value));
        yield on.isEmpty() ? new Dict(entries) : call;
      }
      case "Map.of" -> {
        var entries = new LinkedHashMap<Value, Value>();
        for (int i = 0; i + 1 < on.size(); i += 2) {
          entries.put(on.get(i), on.get(i + 1));
        }
        yield on.size() % 2 == 0 ? new Dict(entries) : call;
      }
      case "Map.ofEntries" -> {
        var entries = new LinkedHashMap<Value, Value>();
        for (Value each : on) {
          if (each instanceof Call(var name, var pair, var _)
              && name.equals("Map.entry")
              && pair.size() == 2) {
            entries.put(pair.get(0), pair.get(1));
          }
        }
        yield entries.size() == on.size() ? new Dict(entries) : call;
      }
      case "range" -> range(call);
      case "len" ->
          on.size() == 1 && on.getFirst() instanceof Items(var items)
              ? new Num(items.size(), true)
              : call;
      case "ops.cast", "keras.ops.cast", "tf.cast" -> on.isEmpty() ? call : on.getFirst();
      default -> Formula.known(call);
    };
  }

  private static Value converted(Call call) {
    return switch (call.positional().getFirst()) {
      case Num(var value, var _) when call.name().equals("int") ->
          new Num(value < 0 ? Math.ceil(value) : Math.floor(value), true);
      case Num(var value, var _) -> new Num(value, false);
      case Text(var text) ->
          switch (text) {
            case "inf", "Infinity", "infinity" -> new Num(Double.POSITIVE_INFINITY, false);
            case "-inf", "-Infinity", "-infinity" -> new Num(Double.NEGATIVE_INFINITY, false);
            case "nan", "NaN" -> new Num(Double.NaN, false);
            default -> call;
          };
      default -> call;
    };
  }

  private static Value range(Call call) {
    var numbers = new ArrayList<Double>();
    for (Value value : call.positional()) {
      if (!(value instanceof Num(var number, var whole)) || !whole) {
        return call;
      }
      numbers.add(number);
    }
    double from = numbers.size() < 2 ? 0 : numbers.get(0);
    double to = numbers.isEmpty() ? 0 : numbers.get(Math.min(1, numbers.size() - 1));
    double by = numbers.size() < 3 ? 1 : numbers.get(2);
    if (numbers.isEmpty()
        || numbers.size() > 3
        || by == 0
        || Math.abs((to - from) / by) > 100_000) {
      return call;
    }
    var items = new ArrayList<Value>();
    for (double i = from; by > 0 ? i < to : i > to; i += by) {
      items.add(new Num(i, true));
    }
    return new Items(List.copyOf(items));
  }
}
