package rubato.lab.report;

import java.util.ArrayList;
import java.util.List;
import rubato.lab.chart.Axis;
import rubato.lab.chart.Band;
import rubato.lab.chart.Chart;
import rubato.lab.chart.Mark;
import rubato.lab.chart.Points;
import rubato.lab.chart.Series;
import rubato.lab.chart.Style;
import rubato.train.Run;

/** Range tests as a chart: the loss over the rate; of several seeds a band with its median. */
public final class RangeChart {

  private RangeChart() {}

  /** The chart of these sweeps, one per seed. */
  public static Chart of(List<List<Run.Step>> sweeps, List<Mark> marks, List<Band> bands) {
    var series = new ArrayList<Series>();
    if (sweeps.size() > 1) {
      SeedBand band = SeedBand.of(sweeps);
      series.add(new Series("median of " + sweeps.size() + " seeds", band.line(), Style.FRONT));
      for (int i = 0; i < sweeps.size(); i++) {
        series.add(new Series("sweep " + (i + 1), "one seed", smooth(sweeps.get(i)), Style.BACK));
      }
      series.add(new Series("from the lowest to the highest seed", band.ring(), Style.AREA));
    } else {
      for (List<Run.Step> steps : sweeps) {
        var raw = Points.of(steps, Run.Step::rate, Run.Step::loss);
        series.add(new Series("each step", raw, Style.BACK));
        series.add(new Series("smoothed", smooth(steps), Style.FRONT));
      }
    }
    return new Chart(
        "Training loss over rate, range test",
        Axis.log("rate"),
        Bounds.losses("training loss", sweeps.stream().map(RangeChart::smooth).toList()),
        series,
        bands,
        marks);
  }

  static Points smooth(List<Run.Step> steps) {
    return Smooth.of(steps, Run.Step::rate, 0.01);
  }
}
