package rubato.search;

import rubato.internal.Check;

/**
 * Rates that grow by the same factor from rung to rung: rung {@code i} is {@code low * (high /
 * low)^(i / (rungs - 1))}. Rung 0 is {@code low} and the last is {@code high}, exactly.
 *
 * @param low the lowest rate; finite, above 0
 * @param high the highest; finite, above {@code low}
 * @param rungs how many; at least 2
 */
public record Ladder(double low, double high, int rungs) {

  /** What a range test climbs when nothing better is known: seven decades. */
  public static final Ladder DEFAULT = new Ladder(1e-6, 10, 150);

  public Ladder {
    Check.above("low", low, 0);
    Check.above("high", high, low);
    Check.atLeast("rungs", rungs, 2);
  }

  /**
   * The ladder that {@code text} names: {@code 1e-5..10:37} is 37 rungs from 1e-5 to 10.
   *
   * @throws IllegalArgumentException when it names none
   */
  public static Ladder parse(String text) {
    int dots = text.indexOf("..");
    int colon = text.lastIndexOf(':');
    Check.that(
        dots > 0 && colon > dots, "rates", "of the form LOW..HIGH:COUNT, as 1e-5..10:37", text);
    try {
      return new Ladder(
          Double.parseDouble(text.substring(0, dots)),
          Double.parseDouble(text.substring(dots + 2, colon)),
          Integer.parseInt(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw Check.rejection("rates", "of the form LOW..HIGH:COUNT, as 1e-5..10:37", text);
    }
  }

  /** The rate of rung {@code i}. */
  public double at(int i) {
    Check.within("rung", i, 0, rungs - 1);
    if (i == 0 || i == rungs - 1) {
      return i == 0 ? low : high;
    }
    // In logarithms: high / low may overflow.
    return Math.exp(Math.log(low) + (Math.log(high) - Math.log(low)) * i / (rungs - 1));
  }

  /** The same density of rungs, with {@code low} divided by {@code factor}. */
  public Ladder down(double factor) {
    return stretched(low / factor, high);
  }

  /** The same density of rungs, with {@code high} multiplied by {@code factor}. */
  public Ladder up(double factor) {
    return stretched(low, high * factor);
  }

  /** The same range in {@code count} rungs. */
  public Ladder with(int count) {
    return new Ladder(low, high, count);
  }

  private Ladder stretched(double from, double to) {
    double share = (Math.log(to) - Math.log(from)) / (Math.log(high) - Math.log(low));
    return new Ladder(from, to, (int) Math.round((rungs - 1) * share) + 1);
  }
}
