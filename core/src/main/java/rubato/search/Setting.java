package rubato.search;

import rubato.internal.Check;

/** One value of an arm, by name. */
public sealed interface Setting {

  /** The dimension it belongs to. */
  String name();

  /** A number: {@code rate=0.1}. */
  record Numeral(String name, double value) implements Setting {
    public Numeral {
      Check.that(Double.isFinite(value), name, "finite", value);
    }

    @Override
    public String toString() {
      return name + "=" + value;
    }
  }

  /** A word: {@code schedule="linear(rate -> 0)"}. */
  record Word(String name, String word) implements Setting {
    @Override
    public String toString() {
      return name + "=" + quoted(word);
    }
  }

  /** {@code word} in quotation marks; those within it, and backslashes, after a backslash. */
  static String quoted(String word) {
    return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
