package rubato.exchange;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import rubato.exchange.Value.Call;
import rubato.exchange.Value.Items;
import rubato.exchange.Value.Lambda;
import rubato.exchange.Value.Name;
import rubato.exchange.Value.Num;
import rubato.exchange.Value.Operation;

/** A function of one whole number as Java writes it: arithmetic of Python, in Java's words. */
final class JavaFormula {

  private static final Pattern VALUE_AT =
      Pattern.compile(
          "double\\s+valueAt\\(\\s*(?:final\\s+)?int\\s+(\\w+)\\s*,[^)]*\\)\\s*\\{\\s*return\\s([^;]*);");

  private JavaFormula() {}

  /** {@code step -> (float) (...)}. */
  static String of(Lambda function) {
    return function.parameter() + " -> (float) " + bracketed(text(function.body()));
  }

  /** A class that implements {@code ISchedule}, and one of it. */
  static String ofClass(Lambda function) {
    return """
        final class Rate implements ISchedule {
          @Override
          public double valueAt(int %s, int epoch) {
            return %s;
          }

          @Override
          public ISchedule clone() {
            return this;
          }
        }

        ISchedule schedule = new Rate();
        """
        .formatted(function.parameter(), text(function.body()));
  }

  /** Such a class as the function that it is; any other text as it is. */
  static String unwrapped(String text) {
    Matcher found = VALUE_AT.matcher(text);
    return found.find() ? found.group(1) + " -> " + found.group(2) : text;
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
