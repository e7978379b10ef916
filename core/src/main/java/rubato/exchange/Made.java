package rubato.exchange;

import java.util.Optional;
import rubato.optim.Clip;
import rubato.optim.Rule;

/**
 * An optimizer of another library, as we say it.
 *
 * @param rule that does the same
 * @param rate it was given, by the number of gradients before
 * @param clip of its gradients
 * @param scale of its gradients, by their number before: -1 climbs
 * @param every so many gradients are averaged for an update; at least 1
 * @param overwriting of the weights by their average
 */
record Made(
    Rule rule, Curve rate, Clip clip, Curve scale, int every, Optional<Overwriting> overwriting) {

  /**
   * {@code a = momentum * a + (1 - momentum) * x}, and {@code x = a} after every so many gradients.
   *
   * @param every at least 1
   */
  record Overwriting(double momentum, int every) {}

  /** With nothing done to its gradients. */
  static Made of(Rule rule, Curve rate) {
    return new Made(rule, rate, new Clip.None(), _ -> 1, 1, Optional.empty());
  }

  Made clip(Clip by) {
    return new Made(rule, rate, by, scale, every, overwriting);
  }

  Made scale(double factor) {
    return scale(_ -> factor);
  }

  Made scale(Curve factor) {
    return new Made(rule, rate, clip, factor, every, overwriting);
  }

  Made every(int gradients) {
    return new Made(rule, rate, clip, scale, gradients, overwriting);
  }

  Made overwriting(Overwriting by) {
    return new Made(rule, rate, clip, scale, every, Optional.of(by));
  }
}
