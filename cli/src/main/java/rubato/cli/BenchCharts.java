package rubato.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rubato.cli.bench.Course;
import rubato.cli.bench.Outcome;
import rubato.cli.bench.Timing;
import rubato.lab.chart.Axis;
import rubato.lab.chart.Chart;
import rubato.lab.chart.Points;
import rubato.lab.chart.Series;
import rubato.lab.chart.Style;

/** Speed over size, a chart for each rule and number of threads: the limit dashed above all. */
final class BenchCharts {

  private BenchCharts() {}

  /** A size and how fast it went. */
  private record At(double weights, double speed) {}

  static List<Chart> of(List<Outcome> outcomes) {
    var charts = new LinkedHashMap<String, List<Outcome>>();
    for (Outcome outcome : outcomes) {
      Course course = outcome.course();
      String many = course.tensors() == 1 ? "" : ", " + course.tensors() + " tensors";
      String title = course.rule().name() + ", " + threads(course) + many;
      charts.computeIfAbsent(title, _ -> new ArrayList<>()).add(outcome);
    }
    return charts.entrySet().stream()
        .map(entry -> chart(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** {@code 2 threads}. */
  static String threads(Course course) {
    return course.threads() == 1 ? "1 thread" : course.threads() + " threads";
  }

  private static Chart chart(String title, List<Outcome> outcomes) {
    Map<String, List<At>> lines = new LinkedHashMap<>();
    boolean bytes = outcomes.stream().allMatch(o -> o.course().bytes() > 0);
    for (Outcome outcome : outcomes) {
      for (Timing timing : outcome.timings()) {
        double weights = outcome.course().all();
        double speed = bytes ? outcome.speed(timing) : weights / timing.best();
        lines.computeIfAbsent(timing.who(), _ -> new ArrayList<>()).add(new At(weights, speed));
      }
    }
    Series[] series =
        lines.entrySet().stream()
            .map(line -> series(line.getKey(), line.getValue()))
            .toArray(Series[]::new);
    return Chart.of(
        title, Axis.log("weights"), Axis.log(bytes ? "GB/s" : "billion weights a second"), series);
  }

  private static Series series(String who, List<At> at) {
    Style style = who.equals("limit") ? Style.DASHED : at.size() == 1 ? Style.DOTS : Style.FRONT;
    return new Series(who, Points.of(at, At::weights, At::speed), style);
  }
}
