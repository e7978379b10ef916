package rubato.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import rubato.lab.chart.Band;
import rubato.lab.chart.Chart;
import rubato.lab.chart.Mark;
import rubato.lab.report.RangeChart;
import rubato.lab.report.SeedBand;
import rubato.search.RangeReading;
import rubato.search.RangeSweep;
import rubato.search.RangeTest;
import rubato.train.Run;

/**
 * What range tests have found, as a picture, a sentence and an object.
 *
 * @param outcome of the sweeps
 * @param others what other finders suggest from them
 */
record Found(RangeSweep.Outcome outcome, List<Suggested> others) {

  Found {
    others = List.copyOf(others);
  }

  String sentence() {
    return switch (outcome.reading()) {
      case RangeReading.Suggestion said ->
          "suggestion "
              + Numbers.rate(said.rate())
              + (Double.isNaN(outcome.spread())
                  ? ""
                  : " (×/÷ " + Numbers.rate(Math.pow(10, outcome.spread())) + " from seed to seed)")
              + ": "
              + said.reason();
      case RangeReading.Inconclusive missing -> "no suggestion: " + missing.reason();
    };
  }

  /** The others' suggestions as a table; empty without any. */
  String table(int width) {
    return others.isEmpty() ? "" : Table.of(others.stream().map(Suggested::row).toList(), width);
  }

  Chart chart() {
    var marks = new ArrayList<Mark>();
    var bands = new ArrayList<Band>();
    if (outcome.reading() instanceof RangeReading.Suggestion said) {
      marks.add(new Mark(said.rate(), "suggestion " + Numbers.rate(said.rate())));
      bands.add(new Band(said.low(), Math.max(said.low(), high(said.high())), "learns"));
    }
    for (Suggested other : others) {
      other
          .rate()
          .ifPresent(
              rate -> marks.add(new Mark(rate, other.finder().text() + " " + Numbers.rate(rate))));
    }
    return RangeChart.of(sweeps(), marks, bands);
  }

  private double high(OptionalDouble high) {
    return high.orElseGet(
        () ->
            sweeps().stream()
                .mapToDouble(steps -> steps.getLast().rate())
                .max()
                .orElse(Double.NaN));
  }

  private List<List<Run.Step>> sweeps() {
    return outcome.tests().stream().map(Found::steps).toList();
  }

  private static List<Run.Step> steps(RangeTest test) {
    var steps = new ArrayList<Run.Step>();
    for (RangeTest.Point point : test.points()) {
      steps.add(new Run.Step(steps.size(), point.rate(), point.loss()));
    }
    return steps;
  }

  /** Adds what was found to {@code object}. */
  void json(Map<String, @Nullable Object> object) {
    switch (outcome.reading()) {
      case RangeReading.Suggestion said -> {
        object.put("suggestion", said.rate());
        object.put("low", said.low());
        object.put("high", boxed(said.high()));
        object.put("steepest", said.steepest());
        object.put("minimum", said.minimum());
      }
      case RangeReading.Inconclusive missing -> {
        object.put("suggestion", null);
        object.put("cause", missing.cause());
      }
    }
    object.put("reason", outcome.reading().reason());
    object.put("spreadDecades", outcome.spread());
    object.put("updates", outcome.updates());
    if (!others.isEmpty()) {
      object.put("others", others.stream().map(Suggested::json));
    }
    object.put("band", SeedBand.of(sweeps()));
    object.put("sweeps", outcome.tests().stream().map(Found::sweep));
  }

  private static Map<String, Object> sweep(RangeTest test) {
    var sweep = new LinkedHashMap<String, Object>();
    sweep.put("rates", test.points().stream().map(RangeTest.Point::rate).toList());
    sweep.put("losses", test.points().stream().map(RangeTest.Point::loss).toList());
    switch (test.reading()) {
      case RangeReading.Suggestion said -> sweep.put("suggestion", said.rate());
      case RangeReading.Inconclusive missing -> sweep.put("cause", missing.cause());
    }
    return sweep;
  }

  private static Optional<Double> boxed(OptionalDouble value) {
    return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
  }
}
