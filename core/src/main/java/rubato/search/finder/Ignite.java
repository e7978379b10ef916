package rubato.search.finder;

import java.util.OptionalDouble;

/** ignite: {@code FastaiLRFinder.lr_suggestion}. */
final class Ignite {

  private Ignite() {}

  /** Where the central slope from rung to rung is lowest, up to the lowest loss, or NaN. */
  static OptionalDouble suggestion(Trace all) {
    Trace of = all.first(Trace.lowest(all.losses()) + 1);
    if (of.size() < 3) {
      return OptionalDouble.empty();
    }
    int lowest = 1;
    for (int i = 1; i < of.size() - 1; i++) {
      double slope = of.losses()[i + 1] - of.losses()[i - 1];
      if (Double.isNaN(slope)) {
        return OptionalDouble.of(of.rates()[i]);
      }
      lowest = slope < of.losses()[lowest + 1] - of.losses()[lowest - 1] ? i : lowest;
    }
    return OptionalDouble.of(of.rates()[lowest]);
  }
}
