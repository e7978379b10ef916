package rubato.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainTest {

  @TempDir Path folder;

  private String train(String... more) {
    return planned("linear(0.1 -> 0)", more);
  }

  private String planned(String plan, String... more) {
    var words = new String[] {"train", "line", "--schedule", plan, "--epochs", "4"};
    String[] all = java.util.Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    var answer = Cli.run(all);
    assertThat(answer.exit()).as(answer.err()).isZero();
    return answer.out();
  }

  @Test
  void a_training_ends_with_its_metrics_and_a_digest() {
    String out = train();
    assertThat(out)
        .contains("line  linear(0.1 -> 0.0)", "held-out", "40 of 40 updates", "completed");
    assertThat(out).containsPattern("state sha256 [0-9a-f]{64}\n");
    assertThat(train()).as("same seed, same result").isEqualTo(out);
    assertThat(train("--seed", "1")).isNotEqualTo(out);
  }

  @Test
  void json_has_every_loss_and_evaluation() {
    var answer =
        Cli.run("train", "line", "--rate", "0.1", "--epochs", "2", "--batch", "all", "--json");
    var json = answer.json();
    assertThat(json.get("end").asString()).isEqualTo("completed");
    assertThat(json.get("losses").size()).isEqualTo(json.get("steps").asInt()).isEqualTo(2);
    assertThat(json.get("evaluations").size()).isEqualTo(2);
    assertThat(json.at("/settings/schedule").asString()).isEqualTo("0.1");
    assertThat(json.get("stateSha256").asString()).hasSize(64);
  }

  @Test
  void clipping_and_policies_are_kept_and_reported() {
    String file = folder.resolve("c.ckpt").toString();
    String[] flags = {"--clip", "norm:0.5", "--non-finite", "skip"};
    String out = train("--checkpoint", file, flags[0], flags[1], flags[2], flags[3]);
    assertThat(out)
        .contains("line:clip=norm:0.5,non-finite=skip")
        .contains("gradients 0 updates skipped, 0 numbers counted as 0: not finite");
    assertThat(out).doesNotContain(train().lines().toList().getLast());
    var resumed = Cli.run("train", "--resume", file, "--json").json();
    assertThat(resumed.at("/settings/task").asString())
        .isEqualTo("line:clip=norm:0.5,non-finite=skip");
    assertThat(resumed.at("/nonFinite/policy").asString()).isEqualTo("skip");
    assertThat(resumed.at("/nonFinite/skippedUpdates").asInt()).isZero();
    assertThat(Cli.run("train", "--resume", file, flags[0], flags[1]).exit()).isZero();
    var other = Cli.run("train", "--resume", file, "--clip", "0.1");
    assertThat(other.exit()).isEqualTo(Exit.USAGE);
    assertThat(other.err())
        .contains("task must be line:clip=norm:0.5,non-finite=skip")
        .contains("got line:clip=0.1,non-finite=skip");
  }

  @ParameterizedTest
  @CsvSource({
    "skip, 3, updates skipped",
    "zero, 3, numbers counted as 0",
    "fail, 2, 'gradient of x must be finite'"
  })
  void gradients_that_are_not_finite(String policy, int exit, String part) {
    var answer = Cli.run("train", "line", "--schedule", "1e308", "--non-finite", policy);
    assertThat(answer.exit()).as(answer.err()).isEqualTo(exit);
    assertThat(answer.out() + answer.err()).contains(part);
  }

  @ParameterizedTest
  @CsvSource({
    "--clip, 0, 'clip must be global:L, norm:L or value:L with L finite and > 0, got 0'",
    "--clip, most:1, 'got most:1'",
    "--non-finite, ignore, 'non-finite must be fail, skip, zero or pass, got ignore'"
  })
  void words_it_does_not_know_are_refused_in_one_line(String flag, String word, String part) {
    var answer = Cli.run("train", "line", "--schedule", "0.1", flag, word);
    assertThat(answer.exit()).isEqualTo(Exit.USAGE);
    assertThat(answer.err().strip()).contains(part).doesNotContain("\n");
  }

  @Test
  void divergence_is_exit_3_and_keeps_the_last_good_checkpoint() throws IOException {
    Path file = folder.resolve("d.ckpt");
    var answer =
        Cli.run(
            "train",
            "line",
            "--rate",
            "1e9",
            "--optimizer",
            "sgd",
            "--checkpoint",
            file.toString());
    assertThat(answer.exit()).isEqualTo(3);
    assertThat(answer.err()).contains("diverged at step", "rubato find line");
    assertThat(file).exists();
  }

  @Test
  void a_checkpoint_is_never_overwritten_by_a_new_training() {
    Path file = folder.resolve("c.ckpt");
    train("--checkpoint", file.toString());
    var again = Cli.run("train", "line", "--rate", "0.1", "--checkpoint", file.toString());
    assertThat(again.exit()).isEqualTo(2);
    assertThat(again.err()).contains(file + " exists: go on with --resume");
  }

  @Test
  void a_finished_training_resumes_to_itself() {
    Path file = folder.resolve("c.ckpt");
    String out = train("--checkpoint", file.toString());
    assertThat(Cli.run("train", "--resume", file.toString()).out()).isEqualTo(out);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          plane                        | task must be line
          line --batch all             | batch must be 16, as in the checkpoint, got all
          line --seed 3                | seed must be 0, as in the checkpoint, got 3
          line --optimizer adam        | optimizer must be
          line --schedule 0.1          | schedule must be linear(0.1 -> 0.0), as in the checkpoint, got 0.1
          line --threads 7             | threads must be
          """)
  void a_checkpoint_of_other_settings_is_refused_naming_what_differs(String words, String part) {
    Path file = folder.resolve("c.ckpt");
    train("--checkpoint", file.toString(), "--optimizer", "sgd");
    var answer = Cli.run(("train " + words + " --resume " + file).split(" "));
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.err()).contains(part).contains(file.toString());
    assertThat(answer.err().lines()).hasSize(1);
    assertThat(answer.out()).isEmpty();
  }

  @Test
  void a_damaged_checkpoint_is_refused() throws IOException {
    Path file = folder.resolve("c.ckpt");
    train("--checkpoint", file.toString());
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    var cut = Cli.run("train", "--resume", file.toString());
    assertThat(cut.exit()).isEqualTo(2);
    assertThat(cut.err()).contains("checkpoint must be undamaged").doesNotContain("Exception");
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertThat(Cli.run("train", "--resume", file.toString()).exit()).isEqualTo(2);
  }

  @Test
  void a_rule_that_finds_its_own_rate_asks_for_a_factor_of_one() {
    String said = "dog finds the length of its steps itself and multiplies it by the rate: 1 is";
    String line = "train line --epochs 1 --optimizer ";
    assertThat(Cli.run((line + "dog --schedule 0.001").split(" ")).err()).contains(said);
    assertThat(Cli.run((line + "dog --schedule 1").split(" ")).err()).doesNotContain(said);
    assertThat(Cli.run((line + "adam --schedule 0.001").split(" ")).err()).doesNotContain("finds");
  }

  @Test
  void a_plan_is_followed_and_resumed() {
    Path file = folder.resolve("c.ckpt");
    String plan = "linear(0.1 -> 0); momentum 0.5 for 2ep then 0.9; batch-size 8";
    String out = planned(plan, "--optimizer", "sgd", "--checkpoint", file.toString());
    assertThat(out).contains("line  linear(0.1 -> 0.0); momentum 0.5 for 2ep then 0.9");
    assertThat(Cli.run("train", "--resume", file.toString()).out()).isEqualTo(out);
    assertThat(train("--optimizer", "sgd")).isNotEqualTo(out);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0.1; beta1 0.9            | plan of sgd must be of batch-size, momentum, weight-decay, got beta1
          0.1; layers "head" at 0.1 | layers must be a pattern for some of x, got "head"
          rate; momentum 0.9        | the schedule has the free word `rate`
          0; layers "x" times 2     | rate must be > 0 at some step
          """)
  void a_plan_that_cannot_be_followed_is_an_error_of_one_line(String plan, String part) {
    var answer = Cli.run("train", "line", "--optimizer", "sgd", "--schedule", plan);
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.err()).contains(part).doesNotContain("Exception");
    assertThat(answer.err().lines()).hasSize(1);
    assertThat(Cli.run("train", "line", "--schedule", "0.1; momentum").err())
        .contains("column 14: expected a rate or a schedule, got the end");
  }

  @Test
  void the_recipes_for_plans_run() throws IOException {
    var commands =
        Files.readString(Path.of("../docs/guide/recipes.md"))
            .lines()
            .filter(line -> line.startsWith("./rubato train "))
            .toList();
    assertThat(commands).hasSizeGreaterThanOrEqualTo(5);
    for (String command : commands) {
      var words = new ArrayList<String>();
      Pattern.compile("'([^']*)'|(\\S+)")
          .matcher(command)
          .results()
          .forEach(found -> words.add(found.group(1) == null ? found.group() : found.group(1)));
      words.add("--epochs");
      words.add("6");
      var answer = Cli.run(words.subList(1, words.size()).toArray(String[]::new));
      assertThat(answer.exit()).as(command + "\n" + answer.err()).isZero();
    }
  }
}
