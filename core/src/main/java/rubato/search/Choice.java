package rubato.search;

import java.util.Locale;

/** What a {@link Pilot} recommends: the spot of the lowest expected final loss. */
final class Choice {

  private Choice() {}

  static Recommendation of(Survey survey, State state, Belief belief) {
    double[] mean = belief.mean();
    int best = spot(survey, belief);
    int rates = survey.lattice().length;
    int side = belief.spots().get(best).side();
    Arm arm = arm(survey, side, best);
    double low = Double.NaN;
    double high = Double.NaN;
    if (survey.sides().axis() >= 0) {
      int from = best;
      while (from % rates > 0 && asGood(survey, belief, mean, from - 1, best)) {
        from--;
      }
      int to = best;
      while (to % rates < rates - 1 && asGood(survey, belief, mean, to + 1, best)) {
        to++;
      }
      low = survey.sides().arm(side, survey.lattice()[from % rates]).rate();
      high = survey.sides().arm(side, survey.lattice()[to % rates]).rate();
    }
    long full =
        state.trials().stream()
            .filter(trial -> survey.part(trial.step()) == Search.REPORTS && trial.alive())
            .count();
    long diverged = state.trials().stream().filter(Trial::dead).count();
    String reason =
        String.format(
            Locale.ROOT,
            "the lowest of the losses expected at the horizon, by %d trials, %d of them full, %d diverged",
            state.trials().size(),
            full,
            diverged);
    return new Recommendation(
        arm,
        survey.yardstick().value(mean[best]),
        low,
        high,
        reason,
        Incumbent.border(survey.sides().space(), arm));
  }

  /* Not changed for less than 5 %, unless that is clear. */
  static int spot(Survey survey, Belief belief) {
    return belief.choice(survey.yardstick().tolerance());
  }

  private static Arm arm(Survey survey, int side, int spot) {
    int rates = survey.lattice().length;
    return survey.sides().arm(side, survey.lattice()[spot % rates]);
  }

  /* Within 5 %, or within a deviation of what is known of the difference. */
  private static boolean asGood(Survey survey, Belief belief, double[] mean, int spot, int best) {
    return mean[spot] - mean[best]
        <= Math.max(survey.yardstick().tolerance(), belief.apart(spot, best));
  }
}
