package rubato.optim;

/** What a rule uses its rate for. */
public enum RateUse {
  /** It is how far an update goes: it has to be found. */
  LENGTH,
  /**
   * The rule finds how far to go itself, and multiplies it by the rate: 1 unless told otherwise.
   */
  FACTOR,
  /** It is the size of the first steps; after them the rule changes the sizes itself. */
  FIRST
}
