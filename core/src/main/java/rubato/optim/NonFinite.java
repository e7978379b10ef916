package rubato.optim;

/**
 * What becomes of an update whose gradients are not all finite: those that it begins with, and
 * those that its rule asks for in between ({@link Rule#evaluatesAgain}: SAM, L-BFGS, line searches;
 * for Sophia, estimates of the curvature too). Where the loss of a point that a line search tries
 * is not finite its gradients are not looked at: the search rejects the point.
 *
 * <p>To undo updates of such rules, {@link #FAIL} and {@link #SKIP} copy weights and state first.
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
