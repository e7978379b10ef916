package rubato.lab.report;

import java.util.ArrayList;
import java.util.List;
import rubato.lab.Trial;
import rubato.lab.chart.Numbers;
import rubato.lab.chart.Xml;
import rubato.train.Run;

/** Every trial in a row. */
final class TrialTable {

  private TrialTable() {}

  static String html(Study study) {
    var html = new StringBuilder();
    var columns =
        new ArrayList<>(
            List.of("#", "role", "schedule", "rate", "seed", "steps", "end", "held-out loss"));
    columns.add(study.result().metric().name());
    if (study.hasSettings()) {
      columns.add("settings");
    }
    Figure.open(html, "trials", "Trials", columns);
    study.result().trials().forEach(trial -> row(html, study, trial));
    return html.append("</tbody></table></div>\n").toString();
  }

  private static void row(StringBuilder html, Study study, Trial trial) {
    boolean chosen = study.isChosen(trial);
    boolean diverged =
        trial.role() != Trial.Role.RANGE_TEST && Study.ended(trial, Run.End.DIVERGED);
    html.append("<tr");
    if (chosen || diverged) {
      html.append(" class=\"").append(chosen ? "chosen" : "diverged").append('"');
    }
    html.append("><th scope=\"row\">").append(trial.id()).append("</th>");
    String role = Study.role(trial.role()) + (chosen ? ", chosen" : "");
    cell(html, "word", role);
    html.append("<td class=\"word\"><code>").append(Xml.text(trial.schedule()));
    html.append("</code></td>");
    cell(html, "", Numbers.of(trial.rate()));
    cell(html, "", String.valueOf(trial.run().seed()));
    cell(html, "", String.valueOf(trial.run().steps().size()));
    cell(html, "word", end(trial));
    var last = Study.last(trial);
    boolean seen = !trial.run().evaluations().isEmpty();
    cell(html, "", seen ? Numbers.of(last.loss()) : "–");
    cell(html, "", seen ? Numbers.fixed(last.metric(), 4) : "–");
    if (study.hasSettings()) {
      cell(html, "word", study.settings(trial));
    }
    html.append("</tr>\n");
  }

  private static void cell(StringBuilder html, String kind, String text) {
    html.append(kind.isEmpty() ? "<td>" : "<td class=\"" + kind + "\">");
    html.append(Xml.text(text)).append("</td>");
  }

  private static String end(Trial trial) {
    var steps = trial.run().steps();
    return switch (trial.run().end()) {
      case COMPLETED -> "completed";
      case STOPPED -> "stopped";
      case DIVERGED ->
          (trial.role() == Trial.Role.RANGE_TEST ? "blew up" : "✕ diverged")
              + (steps.isEmpty() ? "" : " at step " + steps.getLast().step());
    };
  }
}
