package rubato.workloads.quality;

import java.util.List;
import java.util.stream.IntStream;

/** The rates that every rule is tried at, besides its default. */
public final class Rates {

  /** The decades from one to the next. */
  public static final double STEP = 0.3;

  /** From 0.00001 to 10. */
  public static final List<Double> ALL =
      IntStream.range(0, 21).mapToObj(k -> rounded(Math.pow(10, -5 + STEP * k))).toList();

  private Rates() {}

  /** To twelve digits: the last bit of a power is nobody's business. */
  private static double rounded(double rate) {
    return new java.math.BigDecimal(rate).round(new java.math.MathContext(12)).doubleValue();
  }
}
