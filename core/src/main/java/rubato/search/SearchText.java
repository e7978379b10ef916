package rubato.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import rubato.internal.Check;

/** Reads the texts of arms and spaces. */
final class SearchText {

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\[\"\\\\])*+)\"");

  private final String text;
  private int at;

  SearchText(String text) {
    this.text = text;
  }

  /** Rejects what cannot be the name of a dimension. */
  static void name(String name) {
    Check.that(NAME.matcher(name).matches(), "name", "letters, digits and hyphens", name);
  }

  Arm arm() {
    var settings = new ArrayList<Setting>();
    do {
      String name = take(NAME, "a name").group();
      expect("=");
      settings.add(
          peek("\"")
              ? new Setting.Word(name, word())
              : new Setting.Numeral(name, Double.parseDouble(number())));
    } while (skip(","));
    end();
    return new Arm(settings);
  }

  Space space() {
    var dimensions = new ArrayList<Dimension>();
    do {
      dimensions.add(dimension());
    } while (skip(";"));
    end();
    return new Space(dimensions);
  }

  private Dimension dimension() {
    String name = take(NAME, "a name").group();
    if (peek("\"")) {
      List<String> words = words("|");
      return new Dimension.Choice(name, words, when());
    }
    String kind = take(NAME, "log, linear, whole or a word in quotation marks").group();
    String low = number();
    expect("..");
    String high = number();
    return switch (kind.toLowerCase(Locale.ROOT)) {
      case "log" ->
          new Dimension.Log(name, Double.parseDouble(low), Double.parseDouble(high), when());
      case "linear" ->
          new Dimension.Linear(name, Double.parseDouble(low), Double.parseDouble(high), when());
      case "whole" -> new Dimension.Whole(name, whole(low), whole(high), when());
      default -> throw Check.rejection("range of " + name, "log, linear or whole", kind);
    };
  }

  private static long whole(String number) {
    double value = Double.parseDouble(number);
    Check.that(value == Math.rint(value) && Math.abs(value) < 1e18, "end", "whole", number);
    return (long) value;
  }

  private Optional<When> when() {
    if (!skip("if ")) {
      return Optional.empty();
    }
    String name = take(NAME, "a name").group();
    expect("is ");
    return Optional.of(new When(name, words("or ")));
  }

  private List<String> words(String between) {
    var words = new ArrayList<String>();
    do {
      words.add(word());
    } while (skip(between));
    return words;
  }

  private String word() {
    return take(QUOTED, "a word in quotation marks").group(1).replaceAll("\\\\(.)", "$1");
  }

  /* 1..10: the dot that ends a number may begin the dots of a range. */
  private String number() {
    spaces();
    int from = at;
    String number = take(NUMBER, "a number").group();
    if (number.endsWith(".") && text.startsWith(".", from + number.length())) {
      number = number.substring(0, number.length() - 1);
      at = from + number.length();
    }
    return number;
  }

  private Matcher take(Pattern pattern, String what) {
    spaces();
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw fail(what);
    }
    at = matcher.end();
    return matcher;
  }

  private void spaces() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private boolean peek(String token) {
    spaces();
    return text.startsWith(token, at);
  }

  private boolean skip(String token) {
    boolean there = peek(token);
    at += there ? token.length() : 0;
    return there;
  }

  private void expect(String token) {
    if (!skip(token)) {
      throw fail("`" + token.strip() + "`");
    }
  }

  private void end() {
    spaces();
    if (at < text.length()) {
      throw fail("the end");
    }
  }

  private IllegalArgumentException fail(String expected) {
    return Check.rejection("column " + (at + 1), expected, "`" + text + "`");
  }
}
