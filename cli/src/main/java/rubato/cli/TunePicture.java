package rubato.cli;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rubato.lab.chart.Chart;
import rubato.lab.chart.Terminal;
import rubato.lab.report.SearchCharts;
import rubato.search.Recommendation;
import rubato.search.Search;
import rubato.search.State;
import rubato.train.Metric;

/**
 * What a search knows, for a terminal: the report's valley, with the belief and the choice. It is
 * made anew when something was told, or the window has another size.
 */
final class TunePicture {

  /** In a smaller room nothing could be told from the picture. */
  private static final int LEAST_COLUMNS = 50;

  private static final int LEAST_ROWS = 14;
  private static final int MOST_ROWS = 28;

  private final Metric metric;
  private final boolean colour;
  private final boolean unicode;
  private @Nullable Chart chart;
  private Size room = new Size(0, 0);
  private List<String> lines = List.of();

  /**
   * Of a search that nothing is known of.
   *
   * @param metric what trials are judged by
   */
  TunePicture(Metric metric, boolean colour, boolean unicode) {
    this.metric = metric;
    this.colour = colour;
    this.unicode = unicode;
  }

  void known(Search search, State state, Optional<Recommendation> choice) {
    chart = new SearchCharts(search, state, metric).valley(choice).orElse(chart);
    lines = List.of();
  }

  /** In at most so many columns and rows; nothing where that is too little. */
  List<String> lines(Size most) {
    if (chart == null || most.columns() < LEAST_COLUMNS || most.rows() < LEAST_ROWS) {
      return List.of();
    }
    if (lines.isEmpty() || !room.equals(most)) {
      room = most;
      int rows = Math.min(most.rows(), MOST_ROWS);
      lines = Terminal.of(chart, most.columns(), rows, colour, unicode).lines().toList();
    }
    return lines;
  }
}
