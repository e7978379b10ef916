package rubato.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchQualityTest {

  @TempDir Path folder;

  @Test
  void rules_are_compared_once() throws Exception {
    Path out = folder.resolve("q.jsonl");
    Path svg = folder.resolve("q.svg");
    Path medians = folder.resolve("m.jsonl");
    String[] asked = {
      "bench",
      "quality",
      "--out",
      out.toString(),
      "--rules",
      "sgd,adamw,dog",
      "--tasks",
      "quadratic,rosenbrock",
      "--seeds",
      "1",
      "--svg",
      svg.toString(),
      "--medians",
      medians.toString(),
      "--json"
    };
    var answer = Cli.run(asked);
    assertThat(answer.exit()).as(answer.err()).isZero();
    assertThat(answer.json()).hasSize(6);
    assertThat(answer.json().get(0).get("rule").asString()).isEqualTo("sgd");
    assertThat(answer.json().get(0).get("medians")).hasSize(21);
    assertThat(answer.json().get(0).get("default").get("rate").asDouble()).isEqualTo(0.001);
    assertThat(Files.readAllLines(medians)).hasSize(6);
    assertThat(svg).content().contains("adamw", "rosenbrock", "at the best of 21 rates");
    String before = Files.readString(out);
    String page =
        Cli.run(
                "bench",
                "quality",
                "--out",
                out.toString(),
                "--rules",
                "sgd,adamw,dog",
                "--tasks",
                "quadratic,rosenbrock",
                "--seeds",
                "1")
            .out();
    assertThat(page).contains("## quadratic", "## Rules without a rate", "| `dog` |");
    assertThat(Files.readString(out)).isEqualTo(before);
  }

  @Test
  void what_is_not_known_names_the_nearest() {
    var answer =
        Cli.run("bench", "quality", "--out", folder.resolve("q").toString(), "--rules", "prodigi");
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.err())
        .contains("--rules must be among")
        .contains("got prodigi; did you mean prodigy?");
    answer = Cli.run("bench", "quality", "--out", folder.resolve("no/q").toString());
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.err()).contains("cannot be written").doesNotContain("Exception");
    assertThat(Cli.run("bench").err()).contains("which command?");
  }
}
