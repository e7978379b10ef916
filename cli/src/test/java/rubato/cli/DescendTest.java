package rubato.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rubato.text.Rules;
import tools.jackson.databind.JsonNode;

class DescendTest {

  private static final Path GUIDE = Path.of("../docs/guide/descend.md");

  @TempDir Path folder;

  private static Cli.Answer descend(String words) {
    return Cli.run(("descend " + words).split(" +"));
  }

  @Test
  void a_path_is_drawn_judged_and_gone_on_with() {
    var answer = descend("beale --rule adam --rate 0.1");
    assertThat(answer.exit()).isZero();
    assertThat(answer.out()).contains("adam, rate 0.1", "x2", "on the way, loss ");
    assertThat(answer.out().chars().anyMatch(c -> c >= 0x2800 && c < 0x2900)).isTrue();
    assertThat(answer.err())
        .isEqualTo("try a larger rate: ./rubato descend beale --rule adam --rate 0.3\n");
  }

  @Test
  void without_utf_8_all_is_ascii() {
    var answer = Cli.run(false, false, Map.of(), "descend", "quadratic");
    assertThat(answer.out() + answer.err()).matches("\\p{ASCII}*").contains("2/lambda_max");
  }

  @Test
  void rates_at_which_a_rule_that_reads_the_loss_overflows_are_only_not_the_best() {
    var answer = descend("rosenbrock --rule lbfgs --steps 20");
    assertThat(answer.exit()).as(answer.err()).isZero();
    assertThat(answer.out()).contains("lbfgs, rate ", "(best of 21)");
  }

  @Test
  void json_has_every_step_with_all_its_digits() {
    var json = descend("quadratic:condition=4 --rate 0.25 --steps 2 --json").json();
    JsonNode path = json.at("/paths/0");
    assertThat(json.at("/start").toString()).isEqualTo("[1.0,1.0]");
    assertThat(path.at("/points").size()).isEqualTo(3);
    assertThat(path.at("/points/1/position").toString()).isEqualTo("[0.75,0.0]");
    assertThat(path.at("/points/1/loss").asDouble()).isEqualTo(0.28125);
    assertThat(path.at("/points/1/gradientNorm").asDouble()).isEqualTo(0.75);
    assertThat(path.at("/points/1/rate").asDouble()).isEqualTo(0.25);
    assertThat(path.at("/points/2/rate").isNull()).isTrue();
    assertThat(path.at("/rule").asString()).isEqualTo(Rules.parse("sgd").toString());
  }

  @Test
  void numbers_that_json_cannot_say_are_texts() {
    var path = descend("quadratic --rate 1e200 --json").json().at("/paths/0");
    assertThat(path.at("/end").asString()).isEqualTo("diverged");
    assertThat(path.at("/verdict").asString()).isEqualTo("diverged");
    JsonNode last = path.at("/points/" + (path.at("/points").size() - 1));
    assertThat(last.at("/loss").asString()).isIn("Infinity", "NaN");
  }

  @Test
  void rates_can_be_parts_of_the_inverse_curvature() {
    var json = descend("quadratic --rate 0.5/L,2.1/L --json").json();
    assertThat(json.at("/paths/0/points/0/rate").asDouble()).isEqualTo(0.005);
    assertThat(json.at("/paths/0/verdict").asString()).isEqualTo("on-the-way");
    assertThat(json.at("/paths/1/verdict").asString()).isEqualTo("diverged");
  }

  @Test
  void the_bare_quadratic_shows_the_theory() {
    var answer = descend("quadratic:condition=10 --steps 80");
    assertThat(answer.out())
        .contains("bound 2/λmax = 0.2, fastest 2/(λmin + λmax) = 0.182, with λ from 1 to 10")
        .contains("too small", "right", "oscillating", "divergent", "diverged at step 31");
    var json = descend("booth --theory --json").json();
    assertThat(json.at("/bound").asDouble()).isBetween(0.1111, 0.1112);
    assertThat(json.at("/paths").size()).isEqualTo(4);
  }

  @Test
  void rules_and_schedules_pair() {
    var pairs =
        descend("beale --rule sgd --rate 0.01 --rule adam --rate 0.1 --steps 3 --json").json();
    assertThat(pairs.findValuesAsString("name"))
        .containsExactly("sgd, rate 0.01", "adam, rate 0.1");
    var shaped =
        Cli.run(
                "descend",
                "beale",
                "--schedule",
                "cosine(rate -> 0)",
                "--schedule",
                "0.02",
                "--rate",
                "0.01,0.02",
                "--json",
                "--steps",
                "4")
            .json();
    assertThat(shaped.findValuesAsString("name"))
        .containsExactly(
            "sgd, cosine(rate -> 0), rate 0.01", "sgd, cosine(rate -> 0), rate 0.02", "sgd, 0.02");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgd", "adam", "adamw", "rmsprop", "adagrad"})
  void the_best_rate_is_found_for_a_rule(String rule) {
    var answer = descend("himmelblau --rule " + rule + " --steps 50");
    assertThat(answer.exit()).isZero();
    assertThat(answer.out()).contains(rule + ", rate ", "(best of 21)");
  }

  @Test
  void every_rule_there_is_can_descend() {
    for (String rule : Rules.names()) {
      var answer = descend("booth --rate 0.01 --steps 5 --json --rule " + rule);
      assertThat(answer.exit()).as("%s: %s", rule, answer.err()).isZero();
      assertThat(answer.json().at("/paths/0/points").size()).as(rule).isBetween(2, 6);
    }
  }

  @Test
  void noise_is_of_its_seed() {
    String words = "booth --rate 0.05 --noise 2 --steps 5 --json --seed ";
    assertThat(descend(words + "1").out()).isEqualTo(descend(words + "1").out());
    assertThat(descend(words + "1").json().at("/paths"))
        .isNotEqualTo(descend(words + "2").json().at("/paths"));
  }

  @Test
  void many_variables_are_projected_and_that_is_said() {
    assertThat(descend("rosenbrock:dim=6 --rate 0.001").out())
        .contains("drawn in the paths' principal plane of 6 variables (");
    assertThat(descend("rosenbrock:dim=6 --rate 0.001 --axes 2,5 --json").json().at("/drawn"))
        .hasToString("\"along x2 and x5 of 6 variables\"");
  }

  @Test
  void pictures_are_written_whole() throws IOException {
    var words = new ArrayList<>(List.of("saddle --rule adam --rate 0.1 --steps 6"));
    var files = Map.of("--svg", "a.svg", "--png", "a.png", "--animate", "b.svg", "--gif", "c.gif");
    files.forEach((option, name) -> words.add(option + " " + folder.resolve(name)));
    var answer = descend(String.join(" ", words) + " --view -1..2,-1..1.5 --start 1.5,0.1");
    assertThat(answer.exit()).as(answer.err()).isZero();
    assertThat(answer.out()).startsWith("adam, rate 0.1").contains("\n  ");
    assertThat(folder.resolve("a.svg")).content().startsWith("<svg").doesNotContain("@keyframes");
    assertThat(folder.resolve("b.svg")).content().contains("prefers-reduced-motion", "step 3, ");
    assertThat(Files.readAllBytes(folder.resolve("a.png"))).startsWith(0x89, 'P', 'N', 'G');
    assertThat(Files.readAllBytes(folder.resolve("c.gif"))).startsWith('G', 'I', 'F');
    assertThat(folder.toFile().list()).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rosenbrok                           | got rosenbrok: did you mean rosenbrock?
          quadratic:conditon=3                | got conditon: did you mean condition?
          beale:dim=3                         | option of beale must be absent, got dim
          quadratic:condition=0.5             | condition must be finite and >= 1.0, got 0.5
          quadratic:dim=0                     | dim of quadratic must be a whole number between 1 and 10000, got 0
          quadratic:turned=maybe              | turned of quadratic must be true or false, got maybe
          quadratic:dim=2,dim=3               | dim of quadratic must be given once
          rosenbrock:dim=1                    | dimension must be >= 2, got 1
          beale --rule adamm                   | did you mean
          beale --rate 0                      | --rate must be finite and > 0.0, got 0
          beale --rate NaN                    | --rate must be finite and > 0.0, got NaN
          beale --rate 1/L                    | --rate 1/L: the curvature must be the same everywhere
          beale --schedule 0.1 --rate 1       | --rate has nothing to fill in
          beale --schedule cosine(            | column
          beale --start 1                     | --start must be 2 numbers for beale, got 1
          beale --start 1,x                   | --start must be finite, got x
          beale --steps 0                     | --steps must be a whole number between 1 and 1000000, got 0
          beale --noise -1                    | --noise must be finite and > 0.0, got -1
          beale --view 1                      | --view must be of the form -2..2,-1..3, got 1
          beale --view 1..2,3                 | --view must be of the form -2..2,-1..3, got 1..2,3
          beale --view 2..1,0..1              | --view must have its lower end first
          beale --axes 1                      | --axes must be two of 2 variables, got 1
          beale --axes 1,1                    | --axes must be two different variables, got 1,1
          beale --axes 1,3                    | --axes must be a whole number between 1 and 2, got 3
          beale --theory                      | the curvature must be the same everywhere
          quadratic --theory --rate 1         | --theory chooses rule, rates and view
          beale --rate 1,2,3,4,5,6,7          | paths must be at most 6, got 7
          beale --rule sgd --rule adam --rate 1,2,3 | 2 rules and 3 schedules or rates do not pair
          beale --rate 0.01 --svg /no/x.svg   | /no/x.svg cannot be written: there is no /no
          """)
  void every_mistake_is_told_in_one_line(String words, String part) {
    var answer = descend(words);
    assertThat(answer.err()).startsWith("error: ").contains(part);
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.out()).isEmpty();
  }

  @Test
  void the_guide_shows_commands_that_work_and_what_they_print() throws IOException {
    String guide = Files.readString(GUIDE);
    var blocks = Pattern.compile("(?s)```\\n\\./rubato (descend .*?)```").matcher(guide);
    int shown = 0;
    while (blocks.find()) {
      List<String> lines = blocks.group(1).lines().toList();
      for (String line : lines.stream().filter(l -> l.contains("descend ")).toList()) {
        String words = line.substring(line.indexOf("descend ")).replaceFirst("  +#.*", "");
        var answer =
            Cli.run(
                split(
                    words
                        .replace(" --svg ", " --svg " + folder + "/")
                        .replace(" --animate ", " --animate " + folder + "/")
                        .replace(" --gif ", " --gif " + folder + "/")));
        assertThat(answer.exit()).as("%s: %s", words, answer.err()).isZero();
        if (lines.size() > 1 && lines.get(1).startsWith("...")) {
          assertThat(answer.out().lines()).containsSubsequence(lines.subList(2, lines.size()));
        }
        shown++;
      }
    }
    assertThat(shown).isGreaterThanOrEqualTo(6);
    for (String name : Objectives.names()) {
      assertThat(guide).contains("| `" + name);
    }
  }

  /** Words as a shell would split them, quotes included. */
  private static String[] split(String line) {
    return Pattern.compile("\"([^\"]*)\"|\\S+")
        .matcher(line)
        .results()
        .map(found -> found.group(1) == null ? found.group() : found.group(1))
        .toArray(String[]::new);
  }

  @Test
  void the_picture_of_the_guide_is_the_one_the_command_draws() throws IOException {
    Path fresh = folder.resolve("theory.svg");
    descend("quadratic:condition=10,turned --steps 80 --svg " + fresh);
    assertThat(Files.readString(Path.of("../docs/images/descend-theory.svg")))
        .isEqualTo(Files.readString(fresh));
  }
}
