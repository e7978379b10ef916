package rubato.exchange;

import java.util.Optional;
import java.util.Set;
import rubato.optim.Clip;
import rubato.optim.RmsProp;
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

  private static final Set<String> PROPORTIONAL =
      Set.of(
          "sgd",
          "adam",
          "adamw",
          "adamax",
          "nadam",
          "radam",
          "adabelief",
          "yogi",
          "adan",
          "lion",
          "sign-sgd",
          "signum",
          "sm3",
          "novograd",
          "adagrad",
          "adadelta",
          "rmsprop",
          "lamb",
          "ademamix",
          "simplified-ademamix",
          "adopt",
          "acprop",
          "optimistic-gd",
          "optimistic-adam",
          "muon");

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

  /** Whether all that the rate does is to multiply what the weights move by. */
  boolean proportional() {
    return PROPORTIONAL.contains(rule.name())
        && !(rule instanceof RmsProp root && root.momentum() != 0);
  }

  /**
   * The size of a step at a rate. A compiled schedule may end a little below 0, where only
   * proportional rules can go: they are turned by {@link #sign}.
   */
  double length(double rate) {
    return rate >= 0 ? rate : proportional() ? -rate : 0;
  }

  /** -1 where {@link #length} is not the rate but its negative. */
  int sign(double rate) {
    return rate < 0 && proportional() ? -1 : 1;
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
