package rubato.optim;

/**
 * What becomes of an update whose gradients are not all finite: those that it begins with. What a
 * rule asks for in between ({@link Rule#evaluatesAgain}: SAM, L-BFGS, line searches) is not looked
 * at; a line search rejects a loss that is not finite by itself, SAM and L-BFGS do not.
 */
public enum NonFinite {
  /** Nothing is looked at: NaN reaches the weights. */
  PASS,
  /** It is rejected, and nothing has changed. */
  FAIL,
  /** It is left out as if it had not been asked for, and counted. */
  SKIP,
  /** What is not finite counts as 0, and is counted. */
  ZERO
}
