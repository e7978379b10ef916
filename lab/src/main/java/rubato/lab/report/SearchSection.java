package rubato.lab.report;

import java.util.List;
import java.util.Optional;
import rubato.lab.chart.Bars;
import rubato.lab.chart.Chart;
import rubato.lab.chart.Xml;
import rubato.search.Search;
import rubato.search.State;
import rubato.train.Metric;

/** What a search saw, believed and paid, as HTML. */
public final class SearchSection {

  private static final int NARROW = 376;

  private SearchSection() {}

  /**
   * The section's body.
   *
   * @param metric what trials are judged by
   */
  public static String html(Search search, State state, Metric metric) {
    var html = new StringBuilder();
    for (Chart chart : new SearchCharts(search, state, metric).all()) {
      html.append("<h3>").append(Xml.text(chart.title())).append("</h3>\n");
      html.append(new Figure(chart, caption(chart, metric), List.of(), List.of()).html());
    }
    if (search.space().size() > 1) {
      String coordinates = Coordinates.of(search, state, metric).svg();
      html.append(drawn("<div class=\"scroll broad\">" + coordinates + "</div>\n"));
      bars(search, state)
          .ifPresent(
              bars ->
                  html.append(
                      drawn(
                          "<div class=\"wide\">%s</div>\n<div class=\"narrow\">%s</div>\n"
                              .formatted(bars.svg(), bars.svg(NARROW)))));
    }
    return html.isEmpty() ? "<p>Nothing was reported.</p>\n" : html.toString();
  }

  /** How much each dimension explains; empty where trials are too few. */
  public static Optional<Bars> bars(Search search, State state) {
    List<Importance> shares = Importance.of(search, state);
    if (shares.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Bars(
            "What explains the differences",
            shares.stream().map(one -> new Bars.Bar(one.name(), one.share())).toList()));
  }

  private static String drawn(String svg) {
    return "<figure>\n" + svg + "</figure>\n";
  }

  private static String caption(Chart chart, Metric metric) {
    return switch (chart.title().split(":", 2)[0]) {
      case "The valley", "The hill" ->
          "Every trial at the parts of the training that it reached; the lines go through the"
              + " medians of the seeds. The dashed line and the area are what is expected at the end of"
              + " the training, and a standard deviation of that.";
      case "The belief" ->
          "What the search would have answered, had it ended there; the area holds the rates that"
              + " it thought might be as good.";
      default ->
          "The expectation %s where something better was found, and %s where luck was seen through."
              .formatted(
                  metric.higherIsBetter() ? "rises" : "falls",
                  metric.higherIsBetter() ? "falls" : "rises");
    };
  }
}
