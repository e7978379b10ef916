package rubato.search;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import rubato.internal.Check;

/**
 * One thing that a search decides, seen as the interval from 0 to 1. A dimension with a condition
 * exists only in arms for which it holds.
 */
public sealed interface Dimension {

  /** Letters, digits and hyphens; begins with a letter. */
  String name();

  /** When it exists; always if empty. */
  Optional<When> when();

  /** The value at {@code unit}; 0 and 1 are the ends, exactly. */
  Setting at(double unit);

  /** Where a value lies; {@code at(unit(value))} is the value, but for rounding. */
  double unit(Setting value);

  /** Where the values lie evenly on a logarithmic axis: {@code low * (high / low)^unit}. */
  record Log(String name, double low, double high, Optional<When> when) implements Dimension {
    public Log {
      SearchText.name(name);
      Check.above("low of " + name, low, 0);
      Check.above("high of " + name, high, low);
    }

    public Log(String name, double low, double high) {
      this(name, low, high, Optional.empty());
    }

    @Override
    public Setting at(double unit) {
      Check.within("unit", unit, 0, 1);
      return new Setting.Numeral(
          name,
          unit == 0
              ? low
              : unit == 1
                  ? high
                  // In logarithms: high / low may overflow.
                  : Math.clamp(
                      Math.exp((1 - unit) * Math.log(low) + unit * Math.log(high)), low, high));
    }

    @Override
    public double unit(Setting value) {
      double log = Math.log(number(this, value));
      return Math.clamp((log - Math.log(low)) / (Math.log(high) - Math.log(low)), 0, 1);
    }

    @Override
    public String toString() {
      return text(this, "log %s..%s".formatted(low, high));
    }
  }

  /** Where the values lie evenly: {@code low + (high - low) * unit}. */
  record Linear(String name, double low, double high, Optional<When> when) implements Dimension {
    public Linear {
      SearchText.name(name);
      Check.that(Double.isFinite(low), "low of " + name, "finite", low);
      Check.above("high of " + name, high, low);
      Check.that(Double.isFinite(high - low), "range of " + name, "finite", high - low);
    }

    public Linear(String name, double low, double high) {
      this(name, low, high, Optional.empty());
    }

    @Override
    public Setting at(double unit) {
      Check.within("unit", unit, 0, 1);
      return new Setting.Numeral(name, (1 - unit) * low + unit * high);
    }

    @Override
    public double unit(Setting value) {
      return Math.clamp((number(this, value) - low) / (high - low), 0, 1);
    }

    @Override
    public String toString() {
      return text(this, "linear %s..%s".formatted(low, high));
    }
  }

  /** Whole numbers from {@code low} to {@code high}, evenly on a logarithmic axis. */
  record Whole(String name, long low, long high, Optional<When> when) implements Dimension {
    public Whole {
      SearchText.name(name);
      Check.atLeast("low of " + name, low, 1);
      Check.atLeast("high of " + name, high, low);
      Check.that(high <= 1L << 53, "high of " + name, "at most 2^53", high);
    }

    public Whole(String name, long low, long high) {
      this(name, low, high, Optional.empty());
    }

    /* The whole numbers own the intervals around them: from low - 1/2 to high + 1/2. */
    private double from() {
      return Math.log(low - 0.5);
    }

    private double to() {
      return Math.log(high + 0.5);
    }

    @Override
    public Setting at(double unit) {
      Check.within("unit", unit, 0, 1);
      double value = Math.rint(Math.exp((1 - unit) * from() + unit * to()));
      return new Setting.Numeral(name, Math.clamp(value, (double) low, (double) high));
    }

    @Override
    public double unit(Setting value) {
      return Math.clamp((Math.log(number(this, value)) - from()) / (to() - from()), 0, 1);
    }

    @Override
    public String toString() {
      return text(this, "whole %d..%d".formatted(low, high));
    }
  }

  /** One of {@code words}; word {@code i} of {@code n} owns the units from i/n to (i + 1)/n. */
  record Choice(String name, List<String> words, Optional<When> when) implements Dimension {
    public Choice {
      SearchText.name(name);
      words = List.copyOf(words);
      Check.atLeast("words of " + name, words.size(), 1);
      Check.that(
          words.stream().distinct().count() == words.size(),
          "words of " + name,
          "different",
          words);
    }

    public Choice(String name, List<String> words) {
      this(name, words, Optional.empty());
    }

    @Override
    public Setting at(double unit) {
      Check.within("unit", unit, 0, 1);
      return new Setting.Word(
          name, words.get((int) Math.min(unit * words.size(), words.size() - 1.0)));
    }

    @Override
    public double unit(Setting value) {
      int at = value instanceof Setting.Word(var _, var word) ? words.indexOf(word) : -1;
      Check.that(at >= 0, name, "one of " + words, value);
      return (at + 0.5) / words.size();
    }

    @Override
    public String toString() {
      return text(this, words.stream().map(Setting::quoted).collect(Collectors.joining(" | ")));
    }
  }

  private static double number(Dimension dimension, Setting value) {
    if (value instanceof Setting.Numeral(var _, var number)) {
      return number;
    }
    throw Check.rejection(dimension.name(), "a number", value);
  }

  private static String text(Dimension dimension, String range) {
    return dimension.name()
        + " "
        + range
        + dimension.when().map(condition -> " " + condition).orElse("");
  }
}
