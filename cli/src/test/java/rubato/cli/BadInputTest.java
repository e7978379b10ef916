package rubato.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadInputTest {

  @TempDir Path folder;

  private static void refused(Cli.Answer answer, String... parts) {
    assertThat(answer.err()).contains(parts);
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err().lines()).as(answer.err()).hasSize(1);
    assertThat(answer.err()).startsWith("error: ").doesNotContain("Exception");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tune digist                                | did you mean digits?
          find digist                                | did you mean digits?
          train digist --rate 1                      | did you mean digits?
          tune line --budget 0                       | --budget must be finite and > 0.0, got 0
          tune line --budget NaN                     | --budget must be finite and > 0.0, got NaN
          tune line --budget 1e400                   | --budget must be finite and > 0.0, got 1e400
          tune line --budget ten                     | --budget must be finite and > 0.0, got ten
          tune line --method best                    | method must be one of asha, coarse-to-fine, golden-section, gp, grid
          tune line --out /dev/null/here             | /dev/null/here cannot be written
          tune line --by accuracy                    | --by must be loss or metric, got accuracy
          tune line --over rate,rate                 | --over must name each once, got rate,rate
          tune line --over rate,warmup               | did you mean warm-up?
          tune line --over batch                     | --over must name the rate too, got batch
          tune line --over rate,warm-up --warm-ups 0..2 | warm-up must leave updates of 500 for linear(rate -> 0), got 2.0 of them
          tune line --over rate,batch --batches 1..161 | batch must be all or 1 to 160, got 161
          tune cancer --budget 0.5                   | budget must be >= 1.0, one full training of 300 updates, got 0.5
          tune cancer --store /dev/null              | /dev/null must be a store of Rubato, got a device
          tune cancer --store jdbc:mysql:x           | store must be a file, a folder or jdbc:postgresql://HOST/DATABASE
          runs list --store /no/store                | there is no store at /no/store
          train line --rate 0                        | --rate must be finite and > 0.0, got 0
          train line --rate -1                       | --rate must be finite and > 0.0, got -1
          train line --rate NaN                      | --rate must be finite and > 0.0, got NaN
          train line --rate 1e400                    | --rate must be finite and > 0.0, got 1e400
          train line --schedule 0                    | rate must be > 0 at some step of the 500, got 0 at each
          train line --rate 1 --epochs 0             | --epochs must be a whole number
          train line --rate 1 --batch 0              | batch must be >= 1, got 0
          train line --rate 1 --threads 0            | --threads must be a whole number between 1 and 1024, got 0
          train line --rate 1 --seed x               | --seed must be a whole number
          train line --rate 1 --every 0              | --every must be finite and > 0.0, got 0
          train line --rate 1 --optimizer admw       | did you mean
          train line --schedule rate                 | say what it is, for example --rate 0.001
          train line --schedule 0.1 --rate 1         | --rate has nothing to fill in
          train line                                 | --schedule is missing
          train                                      | TASK is missing
          train --resume /no/such/file               | /no/such/file cannot be read: there is no /no/such/file
          train line --rate 1 --checkpoint /no/x     | /no/x cannot be written: there is no /no
          find line --seeds 0                        | --seeds must be a whole number between 1 and 100, got 0
          schedule show 1 --steps 0                  | --steps must be a whole number >= 1, got 0
          schedule show 1 --steps 9 --epochs 9       | give one of them
          schedule show rate --rate 1e400            | --rate must be finite and > 0.0, got 1e400
          schedule show 1 --svg /no/x.svg            | /no/x.svg cannot be written: there is no /no
          scedule show 1                             | did you mean schedule?
          schedule shwo 1                            | did you mean show?
          tune line --bugdet 3                       | did you mean --budget?
          tune                                       | TASK
          ''                                         | which command?
          """)
  void every_mistake_is_told_in_one_line_and_exits_with_2(String line, String part) {
    refused(Cli.run(line.isEmpty() ? new String[0] : line.split(" +")), part);
  }

  @Test
  void a_mistake_in_a_schedule_is_shown_with_a_caret() {
    var answer = Cli.run("schedule", "show", "cosine(0.1 -> )");
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err().lines().toList())
        .hasSize(3)
        .satisfies(
            lines -> {
              assertThat(lines.getFirst()).startsWith("error: column 15: ");
              assertThat(lines.get(1)).isEqualTo("  cosine(0.1 -> )");
              assertThat(lines.get(2)).isEqualTo(" ".repeat(16) + "^");
            });
  }

  @Test
  void a_plan_that_the_rule_cannot_follow_is_refused_before_anything_is_trained() {
    refused(
        Cli.run("tune", "cancer", "--optimizer", "sgd", "--schedule", "rate; beta1 0.9"),
        "plan of sgd must be of batch-size, momentum, weight-decay, got beta1");
  }

  @Test
  void what_is_no_store_is_refused_and_left_alone() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.db"), "rate = 0.1");
    for (String command : new String[] {"tune cancer", "train cancer --rate 1", "runs list"}) {
      refused(
          Cli.run((command + " --store " + file).split(" ")),
          "notes.db must be a store of Rubato, got something else: name another");
    }
    assertThat(file).hasContent("rate = 0.1");
  }

  @Test
  void a_full_disk_is_named() {
    assumeTrue(Files.exists(Path.of("/dev/full")), "Linux has /dev/full");
    refused(
        Cli.run("schedule", "show", "0.1", "--svg", "/dev/full"),
        "/dev/full cannot be written: No space left on device");
    refused(Cli.run("schedule", "show", "0.1", "--csv", "/dev/full"), "No space left on device");
    refused(
        Cli.run("train", "line", "--rate", "0.1", "--checkpoint", "/dev/full"),
        "No space left on device");
    assertThat(Path.of("/dev/full")).as("a device is never replaced").exists();
    assertThat(Files.isRegularFile(Path.of("/dev/full"))).isFalse();
  }

  @Test
  void a_truncated_data_file_is_named() throws IOException {
    for (String part : new String[] {"train-images-idx3", "train-labels-idx1"}) {
      Files.write(folder.resolve(part + "-ubyte"), new byte[100]);
    }
    for (String part : new String[] {"t10k-images-idx3", "t10k-labels-idx1"}) {
      Files.write(folder.resolve(part + "-ubyte"), new byte[100]);
    }
    String before = System.getProperty("rubato.data", "");
    System.setProperty("rubato.data", folder.toString());
    try {
      refused(
          Cli.run("train", "fashion", "--rate", "0.1"),
          folder.toString(),
          "must be",
          "got 100: delete it and run again");
    } finally {
      System.setProperty("rubato.data", before);
    }
  }

  @Test
  void a_folder_that_is_a_file_is_named() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    refused(
        Cli.run("tune", "line", "--budget", "1", "--out", file.toString()),
        file + " cannot be written: " + file + " is a file, not a folder");
  }

  @Test
  void what_was_there_stays_when_a_write_fails() throws IOException {
    Path file = Files.writeString(folder.resolve("one.svg"), "before");
    var answer = Cli.run("schedule", "show", "0.1", "cosine(0.1 ->", "--svg", file.toString());
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(file).hasContent("before");
    assertThat(folder.toFile().list()).containsExactly("one.svg");
  }

  @Test
  void errors_are_json_when_results_are() {
    var answer = Cli.run("tune", "digist", "--json");
    assertThat(answer.err().strip())
        .startsWith("{\"error\": \"task must be")
        .endsWith("\"exit\": 2}");
  }

  @Test
  void stack_traces_are_shown_on_request_only() {
    assertThat(Cli.run(false, Map.of("RUBATO_DEBUG", "1"), "tune", "digist").err())
        .contains("\tat rubato.");
  }
}
