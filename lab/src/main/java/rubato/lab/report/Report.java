package rubato.lab.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import rubato.lab.TuneResult;
import rubato.lab.chart.Svg;
import rubato.lab.chart.Theme;
import rubato.lab.chart.Xml;
import rubato.search.Search;
import rubato.search.State;

/**
 * The result of a study as one HTML file: no network, no script, light and dark, for wide and
 * narrow windows and for paper. It is well-formed XML too.
 */
public final class Report {

  private Report() {}

  /** The whole file without the search's own pictures. */
  public static String html(TuneResult result) {
    return html(result, "");
  }

  /** The whole file, with what the search saw, believed and paid. */
  public static String html(TuneResult result, Search search, State state) {
    return html(
        result,
        section("search", "The search", SearchSection.html(search, state, result.judged())));
  }

  /* Runs of any length are drawn with as many points as can be seen. */
  private static String html(TuneResult result, String search) {
    var study = new Study(result);
    String task = Xml.text(result.task());
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <title>%s: learning rate, by Rubato</title>
        <style>
        %s</style>
        </head>
        <body>
        <header>
        <p class="kind">Rubato · learning-rate report</p>
        <h1>%s</h1>
        </header>
        <main>
        <section aria-label="Answer">
        """
            .formatted(task, style(), task)
        + new Answer(study).html()
        + next("Train with it", "next", result.next())
        + "</section>\n"
        + section("range", "The range test", RangeFigure.html(study))
        + section("metric", "What each rate reached", MetricFigure.html(study))
        + search
        + section("curves", "Learning curves", new CurvesFigure(study).html())
        + section("schedule", "The schedule", ScheduleFigure.html(study))
        + section("trials", "Trials", trials(study))
        + section("environment", "How it was made", environment(study))
        + "</main>\n</body>\n</html>\n";
  }

  private static String section(String id, String title, String body) {
    return "<section id=\"%s\">\n<h2>%s</h2>\n%s</section>\n".formatted(id, title, body);
  }

  private static String trials(Study study) {
    int count = study.result().trials().size();
    return "<p>%s, in the order they were started. ± is the sample standard deviation over seeds.</p>\n"
            .formatted(count == 1 ? "One trial" : count + " trials")
        + TrialTable.html(study);
  }

  private static String environment(Study study) {
    TuneResult result = study.result();
    var environment = result.environment();
    var html = new StringBuilder("<dl class=\"facts\">\n");
    Answer.fact(html, "Method", result.method());
    Answer.fact(html, "Optimizer", result.optimizer().replace(",", ", "));
    Answer.fact(html, "Seed of the study", String.valueOf(result.seed()));
    Answer.fact(html, "Seeds of the runs", seeds(result));
    Answer.fact(html, "Rubato", environment.rubato());
    Answer.fact(html, "Java", environment.java());
    Answer.fact(html, "System", environment.os() + ", " + environment.cores() + " processors");
    Answer.fact(html, "Optimizer kernel", environment.kernel());
    Answer.fact(html, "Engine", environment.engine());
    return html.append("</dl>\n")
        .append(next("Reproduce it", "reproduce", result.command()))
        .toString();
  }

  private static String seeds(TuneResult result) {
    var seeds = new TreeSet<Long>();
    result.trials().forEach(t -> seeds.add(t.run().seed()));
    return seeds.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static String next(String label, String kind, String command) {
    return "<div class=\"command\"><p>%s</p><pre class=\"%s\"><code>%s</code></pre></div>\n"
        .formatted(label, kind, Xml.text(command));
  }

  /** The style sheet, for pages that look like this one. */
  public static String style() {
    try (InputStream in =
        Objects.requireNonNull(Report.class.getResourceAsStream("report.css"), "report.css")) {
      String rules = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return ":root{%s}\n@media (prefers-color-scheme:dark){:root{%s}}\n%s\n@media print{:root,svg.rb-chart{%s}}\n%s"
          .formatted(Theme.LIGHT.css(), Theme.DARK.css(), Svg.css(), Theme.LIGHT.css(), rules);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
