package rubato.search;

import java.util.List;
import java.util.Optional;
import rubato.internal.Check;

/**
 * A search whose range of rates grows: when the best trial lies at an end of it, the range goes on
 * for another factor of ten there, and the recommendation says so.
 *
 * <p>The range is what was given, and every rate that was asked, and the factor beyond the end that
 * the search would choose now.
 *
 * @param search the method, on the range that was given; it has a rate
 * @param most the factor of ten by which each end may move at most; at least 1
 */
public record Widening(Search search, int most) implements Search {

  private static final double FACTOR = 10;

  public Widening {
    int at = search.space().index(Space.RATE);
    Check.that(
        at >= 0 && search.space().dimensions().get(at) instanceof Dimension.Log,
        "space to be widened",
        "one with a rate on a logarithmic axis",
        search.space());
    Check.within("most", most, 1, 100);
  }

  private Dimension.Log range() {
    return (Dimension.Log) space().dimensions().get(space().index(Space.RATE));
  }

  private static Dimension.Log to(Dimension.Log range, double low, double high) {
    return new Dimension.Log(
        range.name(), Math.min(low, range.low()), Math.max(high, range.high()), range.when());
  }

  /** The method on the range as it is now. */
  Search now(State state) {
    Dimension.Log range = range();
    double low = range.low();
    double high = range.high();
    for (Trial trial : state.trials()) {
      if (trial.arm().has(Space.RATE)) {
        low = Math.min(low, trial.arm().rate());
        high = Math.max(high, trial.arm().rate());
      }
    }
    Space tried = space().with(to(range, low, high));
    Optional<Recommendation.Border> border =
        search
            .over(tried)
            .recommend(state)
            .flatMap(Recommendation::border)
            .filter(end -> end.name().equals(Space.RATE));
    if (border.isEmpty()) {
      return search.over(tried);
    }
    double limit = Math.pow(FACTOR, most);
    double lowest = border.get().high() ? low : Math.max(low / FACTOR, range.low() / limit);
    double highest = border.get().high() ? Math.min(high * FACTOR, range.high() * limit) : high;
    return search.over(space().with(to(range, lowest, highest)));
  }

  @Override
  public Space space() {
    return search.space();
  }

  @Override
  public long horizon() {
    return search.horizon();
  }

  @Override
  public long seed() {
    return search.seed();
  }

  @Override
  public List<Ask> ask(State state, int limit) {
    return now(state).ask(state, limit);
  }

  @Override
  public Optional<Recommendation> recommend(State state) {
    Search now = now(state);
    var range = (Dimension.Log) now.space().dimensions().get(now.space().index(Space.RATE));
    boolean wider = range.low() < range().low() || range.high() > range().high();
    return now.recommend(state)
        .map(
            said ->
                wider
                    ? new Recommendation(
                        said.arm(),
                        said.value(),
                        said.low(),
                        said.high(),
                        "%s; the best lay at the border, so the rates were widened from %s..%s to %s..%s"
                            .formatted(
                                said.reason(),
                                range().low(),
                                range().high(),
                                range.low(),
                                range.high()),
                        said.border())
                    : said);
  }

  @Override
  public List<Outlook> outlook(State state) {
    return now(state).outlook(state);
  }

  @Override
  public boolean orderly() {
    // When the range grows depends on what is known when a trial is asked.
    return false;
  }

  @Override
  public Search over(Space other) {
    return new Widening(search.over(other), most);
  }

  @Override
  public String toString() {
    return Options.print("widening", "most", most) + "+" + search;
  }
}
