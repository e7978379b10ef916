package rubato.workloads;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The options of a variant, {@code dim=10,condition=1000}: each is asked for once, none is left.
 */
final class Options {

  private final String task;
  private final Map<String, String> given = new LinkedHashMap<>();

  /**
   * Reads {@code text}.
   *
   * @param known the options that {@code task} has
   * @throws IllegalArgumentException when an option is unknown, given twice or has no value
   */
  Options(String task, String text, List<String> known) {
    this.task = task;
    for (String option : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      String[] parts = option.split("=", 2);
      if (parts.length < 2 || !known.contains(parts[0])) {
        throw bad("options", "of the form " + String.join("=..., ", known) + "=...", option);
      }
      if (given.put(parts[0], parts[1]) != null) {
        throw bad(parts[0], "given once", option);
      }
    }
  }

  int whole(String name, int otherwise) {
    String value = given.get(name);
    try {
      return value == null ? otherwise : Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw bad(name, "a whole number", value);
    }
  }

  double number(String name, double otherwise) {
    String value = given.get(name);
    try {
      return value == null ? otherwise : Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw bad(name, "a number", value);
    }
  }

  String word(String name, String otherwise) {
    return given.getOrDefault(name, otherwise);
  }

  boolean truth(String name) {
    String value = given.getOrDefault(name, "false");
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw bad(name, "true or false", value);
    };
  }

  private IllegalArgumentException bad(String what, String bound, String got) {
    return new IllegalArgumentException(
        what + " of " + task + " must be " + bound + ", got " + got);
  }
}
