package rubato.search;

import java.util.List;
import java.util.stream.Collectors;
import rubato.internal.Check;

/**
 * One thing a search can try: named values, in the order of the dimensions they belong to; a
 * dimension whose condition does not hold has none.
 *
 * <p>Printed as {@code rate=0.1, schedule="linear(rate -> 0)", batch=32.0}, which {@link #parse}
 * reads again, losing nothing.
 *
 * @param settings the values; at least one, each name once
 */
public record Arm(List<Setting> settings) {

  public Arm {
    settings = List.copyOf(settings);
    Check.atLeast("settings", settings.size(), 1);
    long names = settings.stream().map(Setting::name).distinct().count();
    Check.that(names == settings.size(), "settings", "of different names", settings);
  }

  /** The arm that is only a rate. */
  public static Arm of(double rate) {
    return new Arm(List.of(new Setting.Numeral(Space.RATE, rate)));
  }

  /**
   * Reads what {@link #toString} prints.
   *
   * @throws IllegalArgumentException when it is not the text of an arm
   */
  public static Arm parse(String text) {
    return new SearchText(text).arm();
  }

  /** The value named {@code rate}. */
  public double rate() {
    return number(Space.RATE);
  }

  /** True when it has a value of that name. */
  public boolean has(String name) {
    return settings.stream().anyMatch(one -> one.name().equals(name));
  }

  /**
   * A number.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  public double number(String name) {
    for (Setting one : settings) {
      if (one instanceof Setting.Numeral(var named, var value) && named.equals(name)) {
        return value;
      }
    }
    throw Check.rejection("name", "that of a number of the arm " + this, name);
  }

  /**
   * A word.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  public String word(String name) {
    for (Setting one : settings) {
      if (one instanceof Setting.Word(var named, var word) && named.equals(name)) {
        return word;
      }
    }
    throw Check.rejection("name", "that of a word of the arm " + this, name);
  }

  @Override
  public String toString() {
    return settings.stream().map(Setting::toString).collect(Collectors.joining(", "));
  }
}
