package rubato.cli;

import java.util.ArrayList;
import java.util.List;
import rubato.feedback.Observation;
import rubato.lab.chart.Axis;
import rubato.lab.chart.Chart;
import rubato.lab.chart.Points;
import rubato.lab.chart.Series;
import rubato.lab.chart.Style;
import rubato.lab.export.Exported;
import rubato.lab.store.Observed;

/** Recorded runs as charts. */
final class RunCurves {

  private RunCurves() {}

  /** The losses, and below them the rates; what was never seen has no chart. */
  static List<Chart> of(List<Exported> runs) {
    var losses = new ArrayList<Series>();
    var rates = new ArrayList<Series>();
    boolean positive = true;
    for (Exported run : runs) {
      List<Observed> loss = of(run, Observation.LOSS);
      List<Observed> held = of(run, Observation.HELD_OUT_LOSS);
      String name = runs.size() == 1 ? "" : run.run().id();
      if (!loss.isEmpty()) {
        losses.add(new Series(name.isEmpty() ? "loss" : name, points(loss), Style.FRONT));
        rates.add(
            new Series(
                name.isEmpty() ? "rate" : name,
                Points.of(loss, Observed::step, Observed::rate),
                Style.FRONT));
      }
      if (!held.isEmpty() && runs.size() == 1) {
        losses.add(new Series("held-out loss", points(held), Style.DASHED));
      }
      positive &= loss.stream().allMatch(seen -> !(seen.value() <= 0));
      positive &= held.stream().allMatch(seen -> !(seen.value() <= 0));
    }
    var charts = new ArrayList<Chart>();
    if (!losses.isEmpty()) {
      var axis = positive ? Axis.log("loss") : Axis.linear("loss");
      charts.add(new Chart("Loss", Axis.linear("step"), axis, losses, List.of(), List.of()));
      charts.add(
          new Chart("Rate", Axis.linear("step"), Axis.linear("rate"), rates, List.of(), List.of()));
    }
    return charts;
  }

  private static Points points(List<Observed> seen) {
    return Points.of(seen, Observed::step, Observed::value);
  }

  private static List<Observed> of(Exported run, String kind) {
    return run.observed().stream().filter(seen -> seen.kind().equals(kind)).toList();
  }
}
