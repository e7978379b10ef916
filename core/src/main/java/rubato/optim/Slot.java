package rubato.optim;

import rubato.internal.Check;

/**
 * A state array of one parameter.
 *
 * @param name unique in its rule, without a slash
 * @param shape how the numbers are laid out, for those who read a saved state
 * @param initial what each is before the first update; NaN for a copy of the weights
 * @param kind numbers, or codes
 */
public record Slot(String name, Shape shape, double initial, Kind kind) {

  /** What an array holds. */
  public enum Kind {
    /** Numbers as precise as the weights. */
    NUMBERS,
    /** Codes from 0 to 255, a byte each. */
    CODES;

    /** What an array holds it in, beside weights in {@code weights}. */
    public Precision precision(Precision weights) {
      return this == CODES ? Precision.BYTE : weights;
    }
  }

  public Slot {
    Check.that(name.indexOf('/') < 0, "name", "without a slash", name);
  }

  /** As many numbers, in a row. */
  public Slot(String name, long size, double initial, Kind kind) {
    this(name, Shape.of(size), initial, kind);
  }

  /** Numbers that start at 0, in a row. */
  public Slot(String name, long size) {
    this(name, Shape.of(size));
  }

  /** Numbers that start at 0. */
  public Slot(String name, Shape shape) {
    this(name, shape, 0, Kind.NUMBERS);
  }

  /** Numbers that start as the weights are before the first update; {@code size} must be theirs. */
  public static Slot ofWeights(String name, long size) {
    return ofWeights(name, Shape.of(size));
  }

  /** The same, laid out as the weights. */
  public static Slot ofWeights(String name, Shape shape) {
    return new Slot(name, shape, Double.NaN, Kind.NUMBERS);
  }

  /** How many numbers. */
  public long size() {
    return shape.size();
  }

  /** Whether it starts as a copy of the weights. */
  public boolean startsAsWeights() {
    return Double.isNaN(initial);
  }
}
