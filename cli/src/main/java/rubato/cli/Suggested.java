package rubato.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import rubato.search.RangeTest;
import rubato.search.finder.Finder;

/**
 * What another library's finder suggests from the same sweeps.
 *
 * @param finder its rule
 * @param rates its suggestion for each seed
 */
record Suggested(Finder finder, List<OptionalDouble> rates) {

  Suggested {
    rates = List.copyOf(rates);
  }

  /** The finders of a list such as {@code fastai-valley,lightning}; {@code all} are all. */
  static List<Finder> finders(@Nullable String names) {
    if (names == null) {
      return List.of();
    }
    return names.equals("all")
        ? List.of(Finder.values())
        : Arrays.stream(names.split(",", -1))
            .map(String::strip)
            .map(Finder::named)
            .distinct()
            .toList();
  }

  static List<Suggested> of(List<Finder> finders, List<RangeTest> tests) {
    return finders.stream()
        .map(finder -> new Suggested(finder, tests.stream().map(test -> on(finder, test)).toList()))
        .toList();
  }

  private static OptionalDouble on(Finder finder, RangeTest test) {
    double[] losses = test.points().stream().mapToDouble(RangeTest.Point::loss).toArray();
    // A finder does not stop at NaN; where find stopped for another reason, it sees no more.
    boolean finite = losses.length == 0 || Double.isFinite(losses[losses.length - 1]);
    int rungs = finite ? losses.length : test.ladder().rungs();
    double[] rates = IntStream.range(0, rungs).mapToDouble(test.ladder()::at).toArray();
    return finder.suggest(rates, losses);
  }

  /** The median of the seeds that have one; with an even number the lower of the two. */
  OptionalDouble rate() {
    double[] all = rates.stream().flatMapToDouble(OptionalDouble::stream).sorted().toArray();
    return all.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(all[(all.length - 1) / 2]);
  }

  /** As a row of a table. */
  List<String> row() {
    double[] all = rates.stream().flatMapToDouble(OptionalDouble::stream).sorted().toArray();
    if (all.length == 0) {
      return List.of(finder.text(), "none", "", finder.library());
    }
    return List.of(
        finder.text(),
        Numbers.rate(rate().orElseThrow()),
        all.length == 1
            ? ""
            : "seeds from " + Numbers.rate(all[0]) + " to " + Numbers.rate(all[all.length - 1]),
        finder.library());
  }

  Map<String, @Nullable Object> json() {
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("finder", finder.text());
    object.put("library", finder.library());
    object.put("suggestion", boxed(rate()));
    var each = new ArrayList<@Nullable Object>();
    rates.forEach(rate -> each.add(boxed(rate)));
    object.put("seeds", each);
    return object;
  }

  private static @Nullable Object boxed(OptionalDouble rate) {
    return rate.isPresent() ? (Object) rate.getAsDouble() : null;
  }
}
