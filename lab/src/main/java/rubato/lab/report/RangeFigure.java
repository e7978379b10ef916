package rubato.lab.report;

import java.util.ArrayList;
import java.util.List;
import rubato.lab.TuneResult;
import rubato.lab.chart.Band;
import rubato.lab.chart.Chart;
import rubato.lab.chart.Mark;
import rubato.lab.chart.Numbers;
import rubato.lab.chart.Xml;
import rubato.train.Run;

/** The range test: loss over a growing rate. */
final class RangeFigure {

  private RangeFigure() {}

  static String html(Study study) {
    var sweeps = study.sweeps();
    if (sweeps.stream().allMatch(List::isEmpty)) {
      return "<p>No range test was made.</p>\n";
    }
    return new Figure(
            chart(study, sweeps), caption(study, sweeps.size()), columns(sweeps), rows(sweeps))
        .html();
  }

  private static Chart chart(Study study, List<List<Run.Step>> sweeps) {
    TuneResult result = study.result();
    var marks = new ArrayList<Mark>();
    if (Double.isFinite(result.rate())) {
      marks.add(new Mark(result.rate(), "chosen " + Numbers.of(result.rate())));
    }
    result
        .range()
        .suggestion()
        .filter(s -> s != result.rate())
        .ifPresent(s -> marks.add(new Mark(s, "range test " + Numbers.of(s, 3))));
    var bands =
        study.hasInterval()
            ? List.of(new Band(result.low(), result.high(), "interval"))
            : List.<Band>of();
    return RangeChart.of(sweeps, marks, bands);
  }

  private static String caption(Study study, int sweeps) {
    var range = study.result().range();
    String how =
        "The rate grows from step to step while the loss is watched%s."
            .formatted(
                sweeps > 1
                    ? ", on "
                        + sweeps
                        + " seeds: the thick line is their median, the band goes from the lowest to"
                        + " the highest"
                    : "; the thick line is smoothed");
    String said =
        range
            .suggestion()
            .map(s -> "The range test suggests " + Numbers.of(s, 3) + ": ")
            .orElse("<strong>The range test was inconclusive:</strong> ");
    String learns =
        range.low().map(l -> " Below " + Numbers.of(l, 3) + " nothing is learnt.").orElse("");
    String breaks =
        range
            .high()
            .map(h -> " Above " + Numbers.of(h, 3) + " the training is unstable.")
            .orElse("");
    return how + " " + said + Xml.text(Answer.sentence(range.reason())) + learns + breaks;
  }

  private static List<String> columns(List<List<Run.Step>> sweeps) {
    var columns = new ArrayList<>(List.of("rate"));
    for (int i = 1; i <= sweeps.size(); i++) {
      columns.add("smoothed loss, sweep " + i);
    }
    return columns;
  }

  /** Some thirty rates of the longest sweep; the sweeps share their rates as far as they go. */
  private static List<List<String>> rows(List<List<Run.Step>> sweeps) {
    var smooth = sweeps.stream().map(RangeChart::smooth).toList();
    var longest = smooth.stream().max((a, b) -> Integer.compare(a.size(), b.size())).orElseThrow();
    var rows = new ArrayList<List<String>>();
    int every = Math.max(1, longest.size() / 30);
    for (int i = 0; i < longest.size(); i += every) {
      int at = i;
      var cells = new ArrayList<>(List.of(Numbers.of(longest.x(i), 3)));
      smooth.forEach(s -> cells.add(at < s.size() ? Numbers.of(s.y(at)) : "ended"));
      rows.add(cells);
    }
    return rows;
  }
}
