package rubato.exchange;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import rubato.exchange.Value.Call;
import rubato.exchange.Value.Items;
import rubato.exchange.Value.Lambda;
import rubato.exchange.Value.Name;
import rubato.exchange.Value.Num;
import rubato.exchange.Value.Operation;

/** A function of one whole number as Java writes it: arithmetic of Python, in Java's words. */
final class JavaFormula {

  private JavaFormula() {}

  /** {@code step -> (float) (...)}. */
  static String of(Lambda function) {
    return function.parameter() + " -> (float) " + bracketed(text(function.body()));
  }

  private static String bracketed(String text) {
    return text.startsWith("(") ? text : "(" + text + ")";
  }

  private static String text(Value value) {
    return switch (value) {
      case Num number -> number.toString().toLowerCase(Locale.ROOT);
      case Name(var name) -> function(name);
      case Call call ->
          call.positional().stream()
              .map(JavaFormula::text)
              .collect(Collectors.joining(", ", function(call.name()) + "(", ")"));
      case Operation(var operator, var on) -> operation(operator, on);
      case Items(var items) ->
          items.stream()
              .map(item -> item instanceof Num(var n, var _) ? Export.number(n) : text(item))
              .collect(Collectors.joining(", ", "new double[] {", "}"));
      default -> value.toString().toLowerCase(Locale.ROOT);
    };
  }

  private static String operation(String operator, List<Value> on) {
    if (on.size() == 3) {
      return "(%s ? %s : %s)".formatted(text(on.get(1)), text(on.get(0)), text(on.get(2)));
    }
    String left = text(on.getFirst());
    if (on.size() == 1) {
      return "(" + (operator.equals("not") ? "!" : operator) + left + ")";
    }
    String right = text(on.get(1));
    return switch (operator) {
      case "**" -> "Math.pow(" + left + ", " + right + ")";
      case "//" -> "Math.floorDiv(" + left + ", " + right + ")";
      case "/" ->
          on.get(1) instanceof Num(var by, var whole) && whole
              ? "(" + left + " / " + Export.number(by) + ")"
              : "((double) " + left + " / " + right + ")";
      case "[]" -> left + "[" + right + "]";
      case "and" -> "(" + left + " && " + right + ")";
      case "or" -> "(" + left + " || " + right + ")";
      default -> "(" + left + " " + operator + " " + right + ")";
    };
  }

  private static String function(String name) {
    return switch (name) {
      case "math.pi" -> "Math.PI";
      case "min", "max", "pow", "abs", "round", "floor", "ceil" -> "Math." + name;
      default -> name.replaceFirst("^(math|np|numpy)\\.", "Math.");
    };
  }
}
