package rubato.train;

import rubato.optim.NonFinite;
import rubato.optim.Optimizer;

/**
 * Gradients of a training that were not finite.
 *
 * @param policy what becomes of an update that has some
 * @param skipped updates that were left out because of them; each still was a step of the training
 * @param zeroed numbers that counted as 0
 */
public record Wild(NonFinite policy, long skipped, long zeroed) {

  /** Of a training that does not look. */
  public static final Wild UNSEEN = new Wild(NonFinite.PASS, 0, 0);

  /** Those that {@code optimizer} has met. */
  public static Wild of(Optimizer optimizer) {
    return new Wild(optimizer.treatment().nonFinite(), optimizer.skipped(), optimizer.zeroed());
  }

  /** Whether the weights outlive a batch whose loss is not finite. */
  public boolean outlived() {
    return switch (policy) {
      case PASS, FAIL -> false;
      case SKIP, ZERO -> true;
    };
  }
}
