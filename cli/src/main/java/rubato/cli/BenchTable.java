package rubato.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import rubato.cli.bench.Course;
import rubato.cli.bench.Outcome;
import rubato.cli.bench.Timing;

/** Timings of rules as a table for each rule. */
final class BenchTable {

  private BenchTable() {}

  static String of(List<Outcome> outcomes, Console console) {
    var text = new StringBuilder();
    String rule = "";
    List<List<String>> rows = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      String other = outcome.course().rule().toString();
      if (!other.equals(rule)) {
        add(text, rows, rule, console);
        rows = new ArrayList<>();
        rows.add(
            List.of(
                "weights",
                "threads",
                "who",
                "time",
                "median",
                "GB/s",
                "of the limit",
                "time / ours"));
        rule = other;
      }
      for (Timing timing : outcome.timings()) {
        rows.add(row(outcome, timing));
      }
    }
    add(text, rows, rule, console);
    text.append("Time of one update of all weights, the best round and the median of all;\n");
    text.append("ratios of the best rounds, and the median of the ratios within each round.\n");
    return text.toString();
  }

  private static void add(
      StringBuilder text, List<List<String>> rows, String rule, Console console) {
    if (!rows.isEmpty()) {
      text.append(rule).append("\n\n");
      text.append(Table.of(rows, Math.max(console.columns(), 120))).append('\n');
    }
  }

  private static List<String> row(Outcome outcome, Timing timing) {
    Course course = outcome.course();
    boolean first = outcome.timings().getFirst().equals(timing);
    return List.of(
        first ? course.size() : "",
        first ? Integer.toString(course.threads()) : "",
        timing.who(),
        time(timing.best()),
        time(timing.median()),
        said("%.1f", outcome.speed(timing)),
        timing.who().equals("limit")
            ? ""
            : said("%.2f", outcome.ofLimit(timing), outcome.ofLimitInRounds(timing)),
        timing.who().equals("rubato")
            ? ""
            : said("%.2f", outcome.asOurs(timing), outcome.asOursInRounds(timing)));
  }

  private static String time(double nanos) {
    return nanos < 1e6 ? said("%.2f us", nanos / 1e3) : said("%.2f ms", nanos / 1e6);
  }

  private static String said(String format, double best, double median) {
    return Double.isNaN(best) ? "" : said(format, best) + ", " + said(format, median);
  }

  private static String said(String format, double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
  }
}
