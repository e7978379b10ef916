package rubato.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Reads numbers the user typed; what is out of bounds is refused by name, bound and value. */
final class Numbers {

  private Numbers() {}

  /** A finite number above {@code min}. */
  static double above(String name, String text, double min) {
    double value = number(name, "finite and > " + min, text);
    if (!(value > min && value < Double.POSITIVE_INFINITY)) {
      throw refused(name, "finite and > " + min, text);
    }
    return value;
  }

  /** A finite number. */
  static double finite(String name, String text) {
    double value = number(name, "finite", text);
    if (!Double.isFinite(value)) {
      throw refused(name, "finite", text);
    }
    return value;
  }

  /** A whole number of at least {@code min}. */
  static long whole(String name, String text, long min) {
    return whole(name, text, min, Long.MAX_VALUE);
  }

  /** A whole number between {@code min} and {@code max}. */
  static long whole(String name, String text, long min, long max) {
    String bound =
        max == Long.MAX_VALUE
            ? "a whole number >= " + min
            : "a whole number between " + min + " and " + max;
    try {
      long value = Long.parseLong(text.strip().replace("_", ""));
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told below, like every other refusal.
    }
    throw refused(name, bound, text);
  }

  private static double number(String name, String bound, String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw refused(name, bound, text);
    }
  }

  private static Failure refused(String name, String bound, String text) {
    return Failure.usage(name + " must be " + bound + ", got " + (text.isBlank() ? "''" : text));
  }

  /** {@code 12 345}: groups of three, whatever the locale. */
  static String grouped(long value) {
    return String.format(Locale.ROOT, "%,d", value).replace(',', ' ');
  }

  /** Four figures that matter, for reading, not for parsing. */
  static String brief(double value) {
    return figures(value, 4);
  }

  /** A rate for reading: {@code 3e-4}, not {@code 0.0003}. */
  static String rate(double value) {
    return figures(value, 3);
  }

  /** {@code value} as close as {@code spread} makes sense of: {@code 0.9981 ± 0.0016}. */
  static String around(double value, double spread) {
    if (!Double.isFinite(value) || !Double.isFinite(spread)) {
      return brief(value);
    }
    if (spread == 0) {
      return brief(value) + " ± 0";
    }
    BigDecimal rounded = new BigDecimal(spread).round(new MathContext(2));
    if (rounded.scale() < 0 || rounded.scale() > 6) {
      return brief(value) + " ± " + brief(spread);
    }
    BigDecimal mean = new BigDecimal(value).setScale(rounded.scale(), RoundingMode.HALF_EVEN);
    return mean.toPlainString() + " ± " + rounded.toPlainString();
  }

  private static String figures(double value, int figures) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.toString(value);
    }
    double rounded = new BigDecimal(value).round(new MathContext(figures)).doubleValue();
    double size = Math.abs(rounded);
    if (size == 0 || (size >= 1e-2 && size < 1e5)) {
      return new BigDecimal(Double.toString(rounded)).stripTrailingZeros().toPlainString();
    }
    String text = String.format(Locale.ROOT, "%." + (figures - 1) + "e", rounded);
    String mantissa = text.substring(0, text.indexOf('e')).replaceFirst("\\.?0+$", "");
    return mantissa + "e" + Integer.parseInt(text.substring(text.indexOf('e') + 1));
  }
}
