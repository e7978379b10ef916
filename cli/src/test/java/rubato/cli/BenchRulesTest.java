package rubato.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import rubato.text.Rules;
import tools.jackson.databind.JsonNode;

class BenchRulesTest {

  private static final Map<String, String> ALONE = Map.of("RUBATO_PYTHON", "no-such-python");

  @TempDir Path folder;

  private static Cli.Answer bench(Map<String, String> environment, String words) {
    String rounds = words.contains("--rounds") ? "" : "--rounds 1 ";
    return Cli.run(false, environment, ("bench rules --quick " + rounds + words).split(" +"));
  }

  private static List<String> who(JsonNode json) {
    List<String> who = new ArrayList<>();
    json.at("/results").forEach(row -> who.add(row.at("/who").asString()));
    return who;
  }

  @Test
  void all_are_timed_in_one_run() {
    var answer = bench(ALONE, "--rules adamw,adan --sizes 1k,3x100 --threads 2 --json");
    assertThat(answer.exit()).isZero();
    assertThat(answer.err()).contains("PyTorch for Python is not here: set RUBATO_PYTHON", "Next:");
    JsonNode json = answer.json();
    assertThat(json.at("/environment/cores").asInt()).isPositive();
    assertThat(json.at("/torch").asString()).isEmpty();
    assertThat(who(json))
        .filteredOn(who -> !who.equals("limit"))
        .containsExactly("rubato", "DJL", "rubato", "DJL", "rubato", "rubato");
    for (JsonNode row : json.at("/results")) {
      assertThat(row.at("/threads").asInt()).isEqualTo(2);
      assertThat(row.at("/rounds").asInt()).isEqualTo(1);
      assertThat(row.at("/microsecondsBest").asDouble()).isPositive();
      boolean many = row.at("/tensors").asInt() == 3;
      assertThat(row.at("/weights").asInt()).isEqualTo(many ? 100 : 1000);
      double bytes = row.at("/rule").asString().startsWith("adamw") ? 28 : 44;
      double all = row.at("/weights").asDouble() * row.at("/tensors").asDouble();
      // Both are rounded quotients of one time.
      assertThat(row.at("/gigabytesPerSecond").asDouble() * row.at("/microsecondsBest").asDouble())
          .isCloseTo(bytes * all / 1e3, withPercentage(1e-9));
      if (row.at("/who").asString().equals("rubato")) {
        assertThat(row.at("/timesOurs").asDouble()).isEqualTo(1);
        assertThat(Rules.parse(row.at("/rule").asString()).toString())
            .isEqualTo(row.at("/rule").asString());
      }
    }
  }

  @Test
  void large_courses_are_timed_in_several_draws_of_memory() {
    var answer = bench(ALONE, "--rules sgd --sizes 1M,2M --threads 1 --draws 2 --rounds 3 --json");
    assertThat(answer.json().at("/draws").asInt()).isEqualTo(2);
    for (JsonNode row : answer.json().at("/results")) {
      int draws = row.at("/weights").asInt() > 1_000_000 ? 2 : 1;
      assertThat(row.at("/draws").asInt()).isEqualTo(draws);
      assertThat(row.at("/microsecondsDraws").size()).isEqualTo(draws);
      // As many rounds, or one more where they do not divide.
      assertThat(row.at("/rounds").asInt()).isEqualTo(draws == 1 ? 3 : 4);
    }
  }

  @Test
  void a_picture_that_cannot_be_written_is_rejected_before_anything_is_timed() {
    for (String file : List.of(folder + "/none/a.svg", folder.toString())) {
      var answer = bench(ALONE, "--sizes 1k --svg " + file);
      assertThat(answer.exit()).isEqualTo(2);
      assertThat(answer.out()).isEmpty();
      assertThat(answer.err()).startsWith("error: " + file + " cannot be written: ");
    }
  }

  @Test
  void a_size_that_is_none_is_told_what_sizes_are() {
    for (String size : List.of("10q", "1000x", "10k,,50k")) {
      assertThat(bench(ALONE, "--sizes " + size).err())
          .startsWith("error: --sizes must be weights, tensors x weights or rows by columns, such");
    }
  }

  @Test
  void matrices_have_rows_and_columns() {
    var answer = bench(ALONE, "--rules muon --sizes 16by24 --threads 1");
    assertThat(answer.out()).contains("16 by 24");
    assertThat(bench(ALONE, "--sizes 16by0").errorLine()).contains("--sizes must be");
  }

  @Test
  void a_table_and_a_drawing_show_it() throws Exception {
    Path svg = folder.resolve("rules.svg");
    var answer = bench(ALONE, "--rules sgd --sizes 100,1k --threads 1 --svg " + svg);
    assertThat(answer.exit()).isZero();
    assertThat(answer.out()).contains("sgd:", "rubato", "DJL", "of the limit", "1,000");
    assertThat(Files.readString(svg)).startsWith("<svg").contains("sgd, 1 thread", "GB/s");
    assertThat(answer.err()).contains("Next: ");
  }

  @Test
  void what_cannot_be_timed_is_said_in_one_line() {
    assertThat(bench(ALONE, "--rules adamv").errorLine()).contains("adamv", "adamw");
    assertThat(bench(ALONE, "--rules lbfgs").errorLine()).contains("got lbfgs");
    assertThat(bench(ALONE, "--sizes 10G").errorLine()).contains("--sizes must be weights, ");
    assertThat(bench(ALONE, "--sizes 0x5").exit()).isEqualTo(2);
    assertThat(bench(ALONE, "--threads 0").errorLine()).contains("--threads must be");
    assertThat(Cli.run("bench").exit()).isEqualTo(2);
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "RUBATO_PYTHON", matches = ".+")
  void pytorch_takes_its_turns() {
    var answer = bench(System.getenv(), "--rules adamw,lion --sizes 3x100 --threads 1 --json");
    assertThat(answer.exit()).isZero();
    assertThat(answer.json().at("/torch").asString()).isNotEmpty();
    assertThat(who(answer.json()))
        .filteredOn(who -> who.startsWith("PyTorch"))
        .containsExactly("PyTorch default", "PyTorch foreach", "PyTorch fused");
  }
}
