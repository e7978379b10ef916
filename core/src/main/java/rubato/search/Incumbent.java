package rubato.search;

import java.util.Comparator;
import java.util.Optional;

/** The trial that is best so far: the furthest alive, of those the lowest value. */
final class Incumbent {

  private static final double MARGIN = 0.05;

  private Incumbent() {}

  /** Further first; then by value and tie, then the lower number. */
  static final Comparator<Told> ORDER =
      Comparator.comparingLong(Told::step)
          .reversed()
          .thenComparing(Comparator.naturalOrder())
          .thenComparingInt(Told::trial);

  static Optional<Told> told(State state) {
    return state.trials().stream()
        .filter(Trial::alive)
        .flatMap(trial -> trial.last().stream())
        .min(ORDER);
  }

  static Optional<Recommendation> of(Space space, State state) {
    return told(state)
        .map(
            told -> {
              Arm arm = state.trials().get(told.trial()).arm();
              return of(
                  space,
                  state,
                  arm,
                  told.value(),
                  "the best of %d trials after %d updates"
                      .formatted(state.trials().size(), told.step()));
            });
  }

  /** The choice {@code arm}, between the rates beside it that were tried as far. */
  static Recommendation of(Space space, State state, Arm arm, double value, String reason) {
    if (!arm.has(Space.RATE)) {
      return new Recommendation(arm, value, Double.NaN, Double.NaN, reason, border(space, arm));
    }
    double low = arm.rate();
    double high = arm.rate();
    double below = 0;
    double above = Double.POSITIVE_INFINITY;
    for (Trial trial : state.trials()) {
      double rate = trial.arm().rate();
      below = rate < arm.rate() ? Math.max(below, rate) : below;
      above = rate > arm.rate() ? Math.min(above, rate) : above;
    }
    low = below > 0 ? below : low;
    high = Double.isFinite(above) ? above : high;
    return new Recommendation(arm, value, low, high, reason, border(space, arm));
  }

  /** The end of a range of numbers that {@code arm} lies at; the rate's before others. */
  static Optional<Recommendation.Border> border(Space space, Arm arm) {
    double[] unit = space.unit(arm);
    return space.dimensions().stream()
        .filter(dimension -> !(dimension instanceof Dimension.Choice))
        .sorted(Comparator.comparing(dimension -> !dimension.name().equals(Space.RATE)))
        .filter(
            dimension -> {
              double at = unit[space.index(dimension.name())];
              return at <= MARGIN || at >= 1 - MARGIN;
            })
        .map(
            dimension ->
                new Recommendation.Border(
                    dimension.name(), unit[space.index(dimension.name())] > 0.5))
        .findFirst();
  }
}
