package rubato.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import rubato.lab.RangeFinding;
import rubato.lab.Score;
import rubato.lab.Trial;
import rubato.lab.TuneResult;
import rubato.train.Metric;
import rubato.train.Run;

class ReportTest {

  private final XPath path = XPathFactory.newInstance().newXPath();

  private static Document parsed(String html) throws Exception {
    var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    builder.setEntityResolver((id, system) -> new InputSource(new StringReader("")));
    return builder.parse(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)));
  }

  private String text(Document page, String where) throws Exception {
    return path.evaluate("normalize-space(" + where + ")", page);
  }

  private int count(Document page, String what) throws Exception {
    return path.evaluateExpression("count(" + what + ")", page, Integer.class);
  }

  @Test
  void says_the_answer_in_a_sentence() throws Exception {
    var page = parsed(Report.html(Studies.clear()));
    assertThat(text(page, "//p[@class='answer']"))
        .isEqualTo(
            "Train digits with warmup(5%) then cosine(rate -> 0) at rate 3.162e-3 under adamw; rates"
                + " from 1.4e-3 to 6.2e-3 cannot be told from it by these trials.");
    assertThat(text(parsed(Report.html(Studies.constant())), "//p[@class='answer']"))
        .startsWith("Train digits at a constant rate of 3.162e-3 under adamw; rates");
    assertThat(text(page, "//p[@class='verdict']"))
        .matches(
            "Held-out accuracy: 0\\.\\d+ ± 0\\.\\d+ over 3 seeds, beside 0\\.\\d+ ± 0\\.\\d+ over 3"
                + " seeds for the naive default \\(Adam at a constant 1e-3\\) in as many steps\\."
                + " That is better by .* more than seed-to-seed noise explains .*");
    assertThat(text(page, "//pre[@class='next']")).isEqualTo(Studies.clear().next());
    assertThat(text(page, "//pre[@class='reproduce']")).isEqualTo(Studies.clear().command());
    assertThat(text(page, "//section[@id='environment']"))
        .contains("PyTorch 2.7.1", "vector 16 lanes", "25.0.3+9-LTS", "1, 2, 3", "42");
  }

  @Test
  void says_so_when_noise_is_larger_or_the_range_test_failed() throws Exception {
    var page = parsed(Report.html(Studies.unclear()));
    assertThat(text(page, "//ul[@class='notes']"))
        .contains("third seed of the runner-up", "The range test was inconclusive: the loss never");
    assertThat(text(page, "//section[@id='range']//figcaption"))
        .contains("The range test was inconclusive");
    var result = Studies.clear();
    var same = Studies.with(result, result.chosen(), result.chosen());
    assertThat(text(parsed(Report.html(same)), "//p[@class='verdict']"))
        .contains("within seed-to-seed noise", "neither is better");
    var worse = Studies.with(result, result.baseline(), result.chosen());
    assertThat(text(parsed(Report.html(worse)), "//p[@class='verdict']"))
        .contains("worse", "keep the default");
    var single = Studies.with(result, Score.of(List.of(0.9)), Score.of(List.of()));
    assertThat(text(parsed(Report.html(single)), "//p[@class='verdict']"))
        .isEqualTo("Held-out accuracy: 0.9000 on one seed. No baseline was run beside it.");
  }

  @Test
  void has_every_trial_in_the_table_and_in_the_curves() throws Exception {
    var result = Studies.study(20, 600, "digits", 0.03, true);
    var page = parsed(Report.html(result));
    assertThat(count(page, "//table[@class='trials']/tbody/tr")).isEqualTo(result.trials().size());
    for (Trial trial : result.trials()) {
      if (trial.role() != Trial.Role.RANGE_TEST) {
        String name = "starts-with(*[name()='title'], 'trial " + trial.id() + ": ')";
        String curve = "//section[@id='curves']//*[name()='g'][" + name + "]/*[name()='path']";
        // Training loss and metric, each wide and narrow; a cross more where it diverged.
        assertThat(count(page, curve)).as("%s", trial.id()).isGreaterThanOrEqualTo(4);
      }
    }
    long diverged = result.trials().stream().filter(t -> t.run().end() == Run.End.DIVERGED).count();
    assertThat(count(page, "//tr[@class='diverged']")).isEqualTo((int) diverged - 2).isPositive();
    assertThat(text(page, "//tr[@class='diverged'][1]")).contains("✕ diverged at step");
    assertThat(count(page, "//tr[@class='chosen']")).isEqualTo(3);
    assertThat(count(page, "//figure")).isEqualTo(5);
    assertThat(count(page, "//*[name()='svg'][@role='img'][*[name()='desc'] != '']")).isEqualTo(10);
  }

  @Test
  void marks_the_chosen_rate_and_its_interval() throws Exception {
    var page = parsed(Report.html(Studies.clear()));
    for (String section : List.of("range", "metric")) {
      assertThat(text(page, "//section[@id='" + section + "']//*[name()='desc']"))
          .contains("interval: from 1.4e-3 to 6.2e-3.", "chosen 3.162e-3: at 3.162e-3.");
    }
    assertThat(text(page, "//section[@id='schedule']//tbody/tr[last()]")).startsWith("899");
  }

  @Test
  void is_one_file_under_a_megabyte_however_long_the_runs() throws Exception {
    String html = Report.html(Studies.study(60, 20_000, "fashion", 0.03, true));
    assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(1_000_000);
    assertThat(html.replace("xmlns=\"http://www.w3.org/2000/svg\"", ""))
        .doesNotContain("http:", "https:", "src=", "<script", "@import", "url(", "<link");
    assertThat(count(parsed(html), "//table[@class='trials']/tbody/tr")).isEqualTo(60);
  }

  @Test
  void escapes_whatever_the_names_are() throws Exception {
    String odd = "<script>alert(1)</script>&amp;\"'\u0000\ud800";
    var page = Report.html(Studies.named(odd));
    assertThat(page).doesNotContain("<script");
    assertThat(text(parsed(page), "//h1")).startsWith("<script>alert(1)</script>&amp;\"'\ufffd");
  }

  @Test
  void stands_whatever_is_missing() throws Exception {
    var result = Studies.clear();
    var none = Score.of(List.of());
    var empty =
        new TuneResult(
            "t",
            new Metric("loss", false),
            "sgd",
            "grid",
            "nonsense(",
            Double.NaN,
            Double.NaN,
            Double.NaN,
            none,
            none,
            1,
            0,
            0,
            1,
            result.horizon(),
            new RangeFinding(
                List.of(), Optional.empty(), Optional.empty(), Optional.empty(), "not run"),
            List.of(),
            result.environment(),
            "",
            "",
            List.of());
    assertThat(text(parsed(Report.html(empty)), "//main"))
        .contains(
            "None of the rates tried trained t.", "No range test", "No trial", "cannot be drawn");
    var trials = new ArrayList<Trial>();
    for (Run.End end : Run.End.values()) {
      trials.add(
          new Trial(
              trials.size(),
              Trial.Role.SEARCH,
              "rate",
              0,
              new Run("t", "0.0", 1, end, List.of(), List.of())));
    }
    parsed(Report.html(Studies.with(empty, trials)));
  }

  @Test
  void does_not_depend_on_the_locale() {
    var before = Locale.getDefault();
    String html = Report.html(Studies.clear());
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(Report.html(Studies.clear())).isEqualTo(html);
    } finally {
      Locale.setDefault(before);
    }
  }
}
