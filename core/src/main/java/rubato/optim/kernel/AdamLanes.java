package rubato.optim.kernel;

import rubato.optim.Adam;
import rubato.optim.AdamW;
import rubato.optim.Amsgrad;
import rubato.optim.Rule;
import rubato.optim.kernel.Kernel.Piece;
import rubato.optim.kernel.MomentsLanes.Form;

/** Adam and AdamW in lanes. */
final class AdamLanes {

  private AdamLanes() {}

  static void adam(Adam rule, Piece piece) {
    run(form(rule, piece), piece);
  }

  static void adamW(AdamW rule, Piece piece) {
    run(form(rule, piece), piece);
  }

  private static void run(Known known, Piece piece) {
    switch (known.loop) {
      case PLAIN -> MomentsLanes.plain(known.form, piece);
      case AHEAD -> MomentsLanes.ahead(known.form, piece);
      case LARGEST -> MomentsLanes.largest(known.form, known.correction, piece);
    }
  }

  private enum Loop {
    PLAIN,
    AHEAD,
    LARGEST
  }

  /** What update {@code t} of a rule comes to: the powers cost as much as hundreds of weights. */
  private record Known(Rule rule, long t, double rate, Loop loop, Form form, double correction) {

    @SuppressWarnings("ReferenceEquality") // an equal one is only computed again
    boolean is(Rule other, Piece piece) {
      return rule == other && t == piece.t() && rate == piece.rate();
    }
  }

  /** The last one computed, which most parameters of a step share; any thread may replace it. */
  private static Known last = known(new Adam(), new Adam(), 0, 1, 1, 0);

  private static Known form(Adam rule, Piece piece) {
    Known known = last;
    if (!known.is(rule, piece)) {
      known = known(rule, rule, rule.weightDecay(), 1, piece.t(), piece.rate());
      last = known;
    }
    return known;
  }

  private static Known form(AdamW rule, Piece piece) {
    Known known = last;
    if (!known.is(rule, piece)) {
      double shrink = 1 - piece.rate() * rule.weightDecay();
      known = known(rule, rule.adam(), 0, shrink, piece.t(), piece.rate());
      last = known;
    }
    return known;
  }

  private static Known known(Rule of, Adam rule, double decay, double shrink, long t, double rate) {
    double c1 = correction(rule.correctMean(), rule.beta1(), t);
    double c2 = correction(rule.correctSquare(), rule.beta2(), t);
    double next = correction(rule.correctMean(), rule.beta1(), t + 1);
    boolean ready = rule.amsgrad() == Amsgrad.CORRECTED;
    var form =
        new Form(
            rule.beta1(),
            rule.beta2(),
            decay,
            shrink,
            rule.nesterov() ? rate * rule.beta1() / next : rate / c1,
            rule.nesterov() ? rate * (1 - rule.beta1()) / c1 : 0,
            Denominator.of(rule.placement(), ready ? 1 : c2, rule.epsilon(), rule.root()));
    Loop loop =
        rule.amsgrad() != Amsgrad.OFF ? Loop.LARGEST : rule.nesterov() ? Loop.AHEAD : Loop.PLAIN;
    return new Known(of, t, rate, loop, form, ready ? 1 / c2 : 1);
  }

  private static double correction(boolean wanted, double beta, long t) {
    return wanted ? 1 - Math.pow(beta, (double) t) : 1;
  }
}
