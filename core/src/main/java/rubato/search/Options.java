package rubato.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import rubato.internal.Check;
import rubato.internal.Nearest;

/** The options of one method: {@code startup=10,parallel=4}; each is taken once. */
final class Options {

  private final String method;
  private final Map<String, String> given = new LinkedHashMap<>();
  private final List<String> known = new ArrayList<>();

  Options(String method, String text) {
    this.method = method;
    for (String option : text.isBlank() ? new String[0] : text.split(",", -1)) {
      int equals = option.indexOf('=');
      Check.that(equals > 0, "option of " + method, "name=value", option.strip());
      String name = option.substring(0, equals).strip();
      Check.that(
          given.put(name, option.substring(equals + 1).strip()) == null,
          "option " + name,
          "given once",
          text);
    }
  }

  /** The value of {@code name}, or {@code otherwise}. */
  String text(String name, String otherwise) {
    known.add(name);
    String value = given.remove(name);
    return value == null ? otherwise : value;
  }

  int whole(String name, int otherwise) {
    String value = text(name, Integer.toString(otherwise));
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException notWhole) {
      throw Check.rejection(name, "a whole number", value);
    }
  }

  double number(String name, double otherwise) {
    String value = text(name, Double.toString(otherwise));
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException notNumber) {
      throw Check.rejection(name, "a number", value);
    }
  }

  boolean flag(String name, boolean otherwise) {
    String value = text(name, Boolean.toString(otherwise));
    Check.that(value.equals("true") || value.equals("false"), name, "true or false", value);
    return value.equals("true");
  }

  /** A constant of an enum, written small and with hyphens. */
  <E extends Enum<E>> E word(String name, Class<E> words, E otherwise) {
    String value = text(name, said(otherwise));
    for (E word : words.getEnumConstants()) {
      if (said(word).equals(value)) {
        return word;
      }
    }
    List<String> all = new ArrayList<>();
    for (E word : words.getEnumConstants()) {
      all.add(said(word));
    }
    throw Check.rejection(name, "one of " + String.join(", ", all), value);
  }

  /** Rejects what no one has taken. */
  void end() {
    for (String name : given.keySet()) {
      throw Check.rejection(
          "option of " + method,
          known.isEmpty() ? "none" : "one of " + String.join(", ", known),
          name + Nearest.hint(name, known));
    }
  }

  static String said(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** {@code method:name=value,...}: names and values in turn. */
  static String print(String method, Object... options) {
    var out = new StringBuilder(method);
    for (int i = 0; i < options.length; i += 2) {
      Object value = options[i + 1] instanceof Enum<?> word ? said(word) : options[i + 1];
      out.append(i == 0 ? ':' : ',').append(options[i]).append('=').append(value);
    }
    return out.toString();
  }
}
