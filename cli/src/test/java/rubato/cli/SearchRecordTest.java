package rubato.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class SearchRecordTest {

  @TempDir Path folder;

  private Cli.Answer record(String... more) {
    String[] all = new String[more.length + 3];
    all[0] = "search";
    all[1] = "record";
    all[2] = "line";
    System.arraycopy(more, 0, all, 3, more.length);
    return Cli.run(all);
  }

  @Test
  void a_table_is_recorded_once() {
    String out = folder.resolve("t.jsonl").toString();
    String sweeps = folder.resolve("s.jsonl").toString();
    String[] asked = {
      "--out",
      out,
      "--rates",
      "1e-3..1:4",
      "--seeds",
      "2",
      "--epochs",
      "5",
      "--json",
      "--sweeps",
      sweeps,
      "--optimizer",
      "sgd:momentum=0.9",
      "--schedule",
      "linear(rate -> 0)"
    };
    var answer = record(asked);
    assertThat(answer.exit()).as(answer.err()).isZero();
    assertThat(answer.json().get("problem").asString())
        .isEqualTo("line sgd:momentum=0.9 batch=16 updates=50");
    assertThat(answer.json().get("made").asInt()).isEqualTo(8);
    assertThat(answer.json().get("swept").asInt()).isEqualTo(6);
    assertThat(Path.of(out)).content().hasLineCount(8);
    JsonNode first = new ObjectMapper().readTree(contentOf(out).lines().findFirst().orElseThrow());
    assertThat(first.get("sched").asString()).isEqualTo("linear(rate -> 0.0)");
    assertThat(first.get("val").size()).isEqualTo(27);
    assertThat(record(asked).json().get("made").asInt()).isZero();
  }

  private static String contentOf(String file) {
    return org.assertj.core.util.Files.contentOf(
        new java.io.File(file), java.nio.charset.StandardCharsets.UTF_8);
  }

  @Test
  void bad_input_is_one_line() {
    String out = folder.resolve("t.jsonl").toString();
    assertThat(record("--out", out, "--rates", "1..2").errorLine())
        .contains("rates must be of the form LOW..HIGH:COUNT");
    assertThat(record("--out", out, "--schedule", "0.1").errorLine()).contains("free word `rate`");
    assertThat(record("--out", out, "--seeds", "0").errorLine()).contains("--seeds must be");
    assertThat(record("--out", folder.resolve("none/t.jsonl").toString()).errorLine())
        .contains("cannot be written");
    assertThat(record().errorLine()).contains("--out");
    assertThat(Cli.run("search").exit()).isEqualTo(2);
  }

  @Test
  void finders_are_scored_on_what_is_shipped() {
    var answer = Cli.run("search", "finders", "--json");
    assertThat(answer.exit()).as(answer.err()).isZero();
    assertThat(answer.json().size()).isEqualTo(11);
    for (JsonNode finder : answer.json()) {
      assertThat(finder.get("suggestions").asInt()).isEqualTo(100);
      assertThat(finder.get("within10").asDouble()).isBetween(0.0, 1.0);
    }
    assertThat(Cli.run("search", "finders").out()).contains("fastai-valley", "decades off");
  }

  @Test
  void finders_need_a_table_and_its_sweeps() {
    assertThat(Cli.run("search", "finders", "a.jsonl").errorLine()).contains("go together");
    String none = folder.resolve("none").toString();
    assertThat(Cli.run("search", "finders", none, "--sweeps", none).errorLine())
        .contains("cannot be read");
  }
}
