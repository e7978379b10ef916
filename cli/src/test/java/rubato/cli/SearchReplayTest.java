package rubato.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code search replay}. */
class SearchReplayTest {

  @TempDir Path folder;

  private Path table;

  @BeforeEach
  void record() throws IOException {
    var lines = new StringBuilder();
    for (int k = 0; k < 7; k++) {
      String losses =
          String.join(",", Collections.nCopies(27, String.valueOf(1 + Math.abs(k - 4))));
      for (int seed = 0; seed < 2; seed++) {
        lines.append(
            "{\"p\":\"a\",\"sched\":\"c\",\"k\":%d,\"lr\":%s,\"seed\":%d,\"v0\":9,\"val\":[%s]}\n"
                .formatted(k, "1e" + (k - 5), seed, losses));
      }
    }
    table = folder.resolve("t.jsonl");
    Files.writeString(table, lines);
  }

  @Test
  void figures_come_as_json() {
    var answer =
        Cli.run(
            "search",
            "replay",
            table.toString(),
            "--method",
            "grid:points=7,shuffled=false,sobol",
            "--repeats",
            "2",
            "--seed",
            "3",
            "--json");
    assertThat(answer.exit()).as(answer.err()).isZero();
    var json = answer.json();
    assertThat(json.size()).isEqualTo(2);
    assertThat(json.at("/0/method").asString()).isEqualTo("grid:points=7,shuffled=false");
    assertThat(json.at("/1/method").asString()).isEqualTo("sobol");
    for (String figure : List.of("fte5", "fte10", "n2")) {
      for (String part : List.of("median", "p90", "miss")) {
        assertThat(json.at("/0/" + figure + "/" + part).isNumber()).as(figure + part).isTrue();
      }
    }
    // The fifth training shows the best, and no sooner.
    assertThat(json.at("/0/fte5/median").asDouble()).isEqualTo(5);
    assertThat(json.at("/0/p5/5").asDouble()).isEqualTo(1);
    assertThat(json.at("/0/regret/1").asDouble()).isEqualTo(0.5);
    assertThat(json.at("/0/problems").asInt()).isEqualTo(1);
  }

  @Test
  void figures_come_as_a_table() {
    var answer =
        Cli.run("search", "replay", table.toString(), "--method", "random", "--repeats", "1");
    assertThat(answer.out())
        .contains("method", "FTE@5%", "random", "within 5 % after 1 2 3 5 10 20");
    assertThat(answer.err()).contains("1 problems, 1 repeats");
  }

  @Test
  void what_is_wrong_is_told_in_one_line() throws IOException {
    Files.writeString(table, "{\"p\": 1}\n");
    assertThat(Cli.run("search", "replay", table.toString(), "--method", "random").err())
        .contains("line 1: p must be a text, got 1");
    record();
    var unknown = Cli.run("search", "replay", table.toString(), "--method", "ransom");
    assertThat(unknown.exit()).isEqualTo(2);
    assertThat(unknown.err()).contains("did you mean `random`?");
    assertThat(Cli.run("search", "replay", ".", "--method", "random").err())
        .contains(". is a folder, not a file");
    assertThat(Cli.run("search", "replay", "nowhere.jsonl", "--method", "random").exit())
        .isEqualTo(2);
    assertThat(Cli.run("search", "replay", table.toString()).exit()).isEqualTo(2);
    assertThat(Cli.run("search", "replay", "--method", "random").exit()).isEqualTo(2);
    assertThat(Cli.run("search").err()).contains("which command?");
  }

  @Test
  void options_stay_with_their_method() {
    assertThat(
            SearchReplay.split(
                List.of("tpe:startup=5,parallel=2,asha", "sobol:parallel=3+median:warmup=2")))
        .containsExactly("tpe:startup=5,parallel=2", "asha", "sobol:parallel=3+median:warmup=2");
  }
}
