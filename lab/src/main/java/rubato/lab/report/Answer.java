package rubato.lab.report;

import java.util.ArrayList;
import java.util.List;
import rubato.lab.Trial;
import rubato.lab.TuneResult;
import rubato.lab.chart.Numbers;
import rubato.lab.chart.Xml;

/** The answer in plain words, as HTML. */
final class Answer {

  private final Study study;
  private final TuneResult result;
  private final int decimals;

  Answer(Study study) {
    this.study = study;
    this.result = study.result();
    this.decimals = Measure.decimals(result.chosen(), result.baseline());
  }

  String html() {
    var html = new StringBuilder("<p class=\"answer\">");
    html.append(recommendation()).append("</p>\n<p class=\"verdict\">").append(outcome());
    html.append("</p>\n");
    var notes = notes();
    if (!notes.isEmpty()) {
      html.append("<ul class=\"notes\">\n");
      notes.forEach(note -> html.append("<li>").append(Xml.text(note)).append("</li>\n"));
      html.append("</ul>\n");
    }
    return html.append(facts()).toString();
  }

  private String recommendation() {
    if (!Double.isFinite(result.rate())) {
      return "None of the rates tried trained <b>" + Xml.text(result.task()) + "</b>.";
    }
    String interval =
        study.hasInterval()
            ? "; rates from <b class=\"n\">%s</b> to <b class=\"n\">%s</b> cannot be told from it by these trials"
                .formatted(Numbers.of(result.low(), 3), Numbers.of(result.high(), 3))
            : "; these trials do not allow an interval around it";
    return "Train <b>%s</b> %s <b class=\"n rate\">%s</b> under <code>%s</code>%s."
        .formatted(
            Xml.text(result.task()),
            result.schedule().equals("rate")
                ? "at a constant rate of"
                : "with <code>" + Xml.text(result.schedule()) + "</code> at rate",
            Numbers.of(result.rate()),
            Xml.text(optimizer()),
            interval);
  }

  /** The rule's name; its options are among the facts. */
  private String optimizer() {
    return result.optimizer().split(":", 2)[0];
  }

  private String outcome() {
    if (result.chosen().values().isEmpty()) {
      return "It was not measured on held-out data.";
    }
    String reached =
        "Held-out %s: <b class=\"n\">%s</b> %s"
            .formatted(
                Xml.text(result.metric().name()),
                Measure.of(result.chosen(), decimals),
                Measure.seeds(result.chosen()));
    if (result.baseline().values().isEmpty()) {
      return reached + ". No baseline was run beside it.";
    }
    return "%s, beside <b class=\"n\">%s</b> %s for the naive default%s in as many steps. %s"
        .formatted(
            reached,
            Measure.of(result.baseline(), decimals),
            Measure.seeds(result.baseline()),
            baseline(),
            verdict());
  }

  private String baseline() {
    return result.trials().stream()
        .filter(t -> t.role() == Trial.Role.BASELINE)
        .findFirst()
        .map(t -> " (Adam at a constant " + Numbers.of(t.rate()) + ")")
        .orElse("");
  }

  private String verdict() {
    var comparison = Comparison.of(result.chosen(), result.baseline(), result.metric());
    String gain = Numbers.of(Math.abs(comparison.gain()), 2);
    String interval =
        "95 %% interval of the gain: %s to %s"
            .formatted(Numbers.of(comparison.low(), 2), Numbers.of(comparison.high(), 2));
    return switch (comparison.verdict()) {
      case BETTER ->
          "That is better by %s, more than seed-to-seed noise explains (%s)."
              .formatted(gain, interval);
      case WORSE ->
          "That is <strong class=\"worse\">worse</strong> by %s, more than seed-to-seed noise explains (%s): keep the default."
              .formatted(gain, interval);
      case WITHIN_NOISE ->
          "The difference, %s, is within seed-to-seed noise (%s): on this evidence neither is better."
              .formatted(Numbers.of(comparison.gain(), 2), interval);
      case UNKNOWN ->
          "With so few finished seeds the noise is unknown, so the difference may be chance.";
    };
  }

  private List<String> notes() {
    var notes = new ArrayList<>(result.notes());
    if (result.range().suggestion().isEmpty() && !study.sweeps().isEmpty()) {
      notes.add("The range test was inconclusive: " + sentence(result.range().reason()));
    }
    return notes;
  }

  static String sentence(String text) {
    String trimmed = text.strip();
    return trimmed.isEmpty() || trimmed.endsWith(".") ? trimmed : trimmed + ".";
  }

  private String facts() {
    var html = new StringBuilder("<dl class=\"facts\">\n");
    fact(html, "Rate", Numbers.of(result.rate()));
    fact(
        html,
        "Interval",
        study.hasInterval()
            ? Numbers.of(result.low(), 3) + " to " + Numbers.of(result.high(), 3)
            : "not known");
    fact(html, "Held-out " + result.metric().name(), Measure.of(result.chosen(), decimals));
    fact(
        html,
        "Naive default",
        result.baseline().values().isEmpty() ? "not run" : Measure.of(result.baseline(), decimals));
    fact(
        html,
        "Budget used",
        "%s of %s trainings, and %s for the default"
            .formatted(
                Numbers.of(result.used(), 3),
                Numbers.of(result.budget(), 3),
                Numbers.of(result.baselineUsed(), 3)));
    fact(
        html,
        "Full training",
        "%s steps, %s an epoch"
            .formatted(result.horizon().steps(), result.horizon().stepsPerEpoch()));
    return html.append("</dl>\n").toString();
  }

  static void fact(StringBuilder html, String name, String value) {
    html.append("<div><dt>").append(Xml.text(name)).append("</dt><dd>");
    html.append(Xml.text(value)).append("</dd></div>\n");
  }
}
