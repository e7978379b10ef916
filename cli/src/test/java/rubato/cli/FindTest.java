package rubato.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class FindTest {

  private static final double[] LADDER = {1e-5, 10};

  private static Cli.Answer find(String... more) {
    String[] all = new String[more.length + 2];
    all[0] = "find";
    all[1] = "line";
    System.arraycopy(more, 0, all, 2, more.length);
    return Cli.run(all);
  }

  @Test
  void several_seeds_are_a_band() {
    JsonNode json = find("--seeds", "3", "--rates", "1e-5..10:90", "--json").json();
    JsonNode band = json.get("band");
    assertThat(band.get("rates").size()).isBetween(40, 90);
    for (int i = 0; i < band.get("rates").size(); i++) {
      double middle = band.get("middle").get(i).asDouble();
      assertThat(middle)
          .isBetween(band.get("low").get(i).asDouble(), band.get("high").get(i).asDouble());
      assertThat(band.get("rates").get(i).asDouble()).isBetween(LADDER[0], LADDER[1]);
    }
    assertThat(json.get("sweeps").size()).isEqualTo(3);
    assertThat(json.get("sweeps").get(0).get("suggestion").isNumber()).isTrue();
    assertThat(find("--seeds", "3").out()).contains("median of 3 seeds", "from seed to seed");
  }

  @Test
  void other_finders_read_the_same_sweeps() {
    JsonNode json = find("--suggest", "fastai-valley,lightning", "--seeds", "2", "--json").json();
    assertThat(json.get("others").size()).isEqualTo(2);
    JsonNode valley = json.get("others").get(0);
    assertThat(valley.get("finder").asString()).isEqualTo("fastai-valley");
    assertThat(valley.get("seeds").size()).isEqualTo(2);
    assertThat(valley.get("suggestion").asDouble()).isPositive();
    assertThat(find("--suggest", "all", "--seeds", "1").out()).contains("fastai-slide", "ignite");
    assertThat(find("--suggest", "valley").errorLine()).contains("finder must be one of");
  }

  @Test
  void pieces_of_a_batch_climb_as_the_whole_and_what_comes_next_keeps_what_was_asked() {
    var whole = Cli.run("find", "cancer", "--seeds", "1", "--json", "--no-store").json();
    var pieces =
        Cli.run("find", "cancer", "--seeds", "1", "--accumulate", "4", "--json", "--no-store");
    assertThat(pieces.json().at("/suggestion")).isEqualTo(whole.at("/suggestion"));
    assertThat(pieces.json().at("/task").asString()).isEqualTo("cancer:accumulate=4");
    var short4 =
        Cli.run(
            "find", "cancer", "--rates", "1e-3..1:4", "--batch", "8", "--schedule", "0.5 * rate");
    assertThat(short4.exit()).isEqualTo(3);
    assertThat(short4.err()).contains("tune cancer --batch 8 --schedule \"0.5 * rate\"");
  }

  @Test
  void a_plan_is_followed_and_the_ladder_takes_the_place_of_its_rate() {
    double plain = find("--seeds", "1", "--json").json().get("suggestion").asDouble();
    JsonNode half = find("--seeds", "1", "--schedule", "0.1 * linear(rate -> 0)", "--json").json();
    // A tenth of the ladder is climbed, so ten times the rate is suggested, to a digit or two.
    assertThat(half.get("suggestion").asDouble()).isBetween(5 * plain, 20 * plain);
    assertThat(half.get("next").asString())
        .contains("--schedule \"0.1 * linear(rate -> 0)\" --rate");
    JsonNode some =
        find("--seeds", "1", "--schedule", "0.001; layers \"*\" at rate", "--json").json();
    assertThat(some.get("suggestion").asDouble()).isEqualTo(plain);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0.1 | the plan must have the word `rate` where the rate should climb
          rate; momentum rate | momentum must not follow the word `rate`
          rate; layers "x" times rate | times must be without the word `rate`
          """)
  void a_plan_in_which_nothing_climbs_is_refused(String plan, String message) {
    var answer = find("--schedule", plan);
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.errorLine()).contains(message);
  }

  @Test
  void a_rule_without_a_rate_to_find_says_why() {
    var answer = find("--optimizer", "prodigy");
    assertThat(answer.exit()).isEqualTo(3);
    assertThat(answer.out())
        .startsWith("prodigy finds the length of its steps itself")
        .hasLineCount(1);
    assertThat(answer.err()).contains("train line --optimizer prodigy --schedule 1");
    JsonNode json = find("--optimizer", "rprop", "--json").json();
    assertThat(json.get("suggestion").isNull()).isTrue();
    assertThat(json.get("reason").asString()).contains("reads its rate once");
  }

  @Test
  void rules_that_look_at_the_loss_again_are_swept_like_others() {
    var answer = find("--optimizer", "sam of sgd", "--seeds", "1", "--json");
    assertThat(answer.json().get("suggestion").asDouble()).isPositive();
  }
}
