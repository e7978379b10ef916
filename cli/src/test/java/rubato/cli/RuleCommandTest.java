package rubato.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rubato.text.Rules;

class RuleCommandTest {

  /** Gradient descent from 2 with gradient 2: right, wrong, and something nobody knows. */
  private static final String FILE =
      """
      {"format": "lr-golden-1",
       "objectives": {"bowl": {"lambda": [1], "center": [0], "start": [2]}},
       "cases": [
         {"id": "right", "objective": "bowl", "dtype": "float64", "optimizer": "SGD",
          "options": {"lr": 0.5}, "expected": {"1": [1.0]}, "tolerance": {"1": 1e-12}},
         {"id": "wrong", "objective": "bowl", "dtype": "float32", "make": "optax.sgd(0.25)",
          "expected": {"1": [1.0]}, "tolerance": {"1": 1e-6}},
         {"id": "unknown", "objective": "bowl", "dtype": "float64", "optimizer": "SDG",
          "options": {}, "expected": {"1": [1.0]}, "tolerance": {"1": 1e-12}}]}
      """;

  @TempDir Path folder;

  @Test
  void every_rule_is_listed() {
    var answer = Cli.run("rule", "list");
    assertThat(answer.exit()).isZero();
    assertThat(Rules.names()).allSatisfy(name -> assertThat(answer.out()).contains(name));
    assertThat(answer.err()).contains("Next: rubato train");
    var json = Cli.run("rule", "list", "--json").json();
    assertThat(json.size()).isEqualTo(Rules.names().size());
    assertThat(json.at("/0/name").asString()).isEqualTo(Rules.names().getFirst());
    int adam = Rules.names().indexOf("adam");
    assertThat(json.get(adam).get("stateBytes").asDouble()).isEqualTo(8);
    assertThat(answer.out())
        .containsPattern("\nadam +8 +adam:beta1")
        .containsPattern("\nadam8bit +2.03 ");
  }

  @Test
  void paths_are_taken_again_and_compared() throws Exception {
    Path file = folder.resolve("cases.json");
    Files.writeString(file, FILE);
    var answer = Cli.run("rule", "replay", file.toString());
    assertThat(answer.exit()).isZero();
    assertThat(answer.out()).contains("agrees", "differs");
    assertThat(answer.out().replaceAll("\\s+", " ")).contains("no optimizer `SDG`");
    assertThat(answer.out()).contains("1 of 3 cases agree.");
    assertThat(answer.err()).contains("Next: ");
  }

  @Test
  void json_is_in_the_order_of_the_cases() throws Exception {
    Path file = folder.resolve("cases.json");
    Files.writeString(file, FILE);
    var json = Cli.run("rule", "replay", file.toString(), "--json").json();
    assertThat(json.size()).isEqualTo(3);
    assertThat(json.at("/0/params/1/0").asDouble()).isEqualTo(1);
    assertThat(json.at("/1/params/1/0").asDouble()).isEqualTo(1.5);
    assertThat(json.at("/1/agrees").asBoolean()).isFalse();
    assertThat(json.at("/2/id").asString()).isEqualTo("unknown");
    assertThat(json.at("/2/error").asString()).startsWith("PyTorch has no optimizer `SDG`");
  }

  @Test
  void what_is_not_finite_is_a_text_as_in_the_file() throws Exception {
    Path file = folder.resolve("gaps.json");
    Files.writeString(
        file,
        """
        {"format": "lr-golden-1", "record_steps": [1],
         "objectives": {"gaps": {"start": [0, 0, 0], "gradients": [["nan", "inf", "-inf"]]}},
         "cases": [{"id": 7, "objective": "gaps", "dtype": "float32", "make": "optax.sgd(1.0)"}]}
        """);
    var json = Cli.run("rule", "replay", file.toString(), "--json").json();
    assertThat(json.at("/0/params/1").toString()).isEqualTo("[\"nan\",\"-inf\",\"inf\"]");
  }

  @Test
  void what_is_no_such_file_is_said_in_one_line() throws Exception {
    Path file = folder.resolve("other.json");
    Files.writeString(file, "{}");
    var answer = Cli.run("rule", "replay", file.toString());
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.errorLine()).contains("format must be \"lr-golden-1\", got null");
    assertThat(Cli.run("rule").exit()).isEqualTo(2);
    assertThat(Cli.run("rule", "replay").exit()).isEqualTo(2);
  }
}
