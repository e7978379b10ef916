package rubato.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class BenchSearchTest {

  @TempDir static Path folder;

  private static final List<String> TASK =
      List.of("line", "--epochs", "5", "--optimizer", "sgd", "--schedule", "linear(rate -> 0)");

  private static Cli.Answer run(List<String> command, String... more) {
    var words = new ArrayList<>(command);
    words.addAll(TASK);
    words.addAll(List.of(more));
    return Cli.run(words.toArray(String[]::new));
  }

  private static String in(String file) {
    return folder.resolve(file).toString();
  }

  @BeforeAll
  static void record() {
    String[] how = {"--rates", "1e-3..1:7", "--seeds", "2", "--out", in("truth.jsonl")};
    assertThat(run(List.of("search", "record"), how).exit()).isZero();
  }

  private static Cli.Answer bench(String... more) {
    var words = new ArrayList<>(List.of("--truth", in("truth.jsonl"), "--repeats", "2"));
    words.addAll(List.of(more));
    return run(List.of("bench", "search"), words.toArray(String[]::new));
  }

  @Test
  void methods_search_and_are_judged() throws Exception {
    var answer = bench("--ledger", in("l.jsonl"), "--budget", "2", "--json");
    assertThat(answer.exit()).as(answer.err()).isZero();
    assertThat(answer.json().size()).isEqualTo(4);
    for (JsonNode merit : answer.json()) {
      assertThat(merit.get("fte5").get("values").size()).isEqualTo(2);
      assertThat(merit.get("fte5").get("median").asDouble()).isBetween(0.0, 2.0);
      assertThat(merit.get("seconds").get("most").asDouble()).isPositive();
      assertThat(merit.get("p5").size()).isEqualTo(2);
    }
    byte[] ledger = Files.readAllBytes(folder.resolve("l.jsonl"));
    // Once more: nothing is trained, and the figures in full trainings are the same.
    var again = bench("--ledger", in("l.jsonl"), "--budget", "2");
    assertThat(again.out())
        .startsWith("method")
        .contains("pilot", "tpe", "asha", "random", "within 5 % after 1 2");
    assertThat(again.err()).contains("2 studies of 2 full trainings each");
    assertThat(Files.readAllBytes(folder.resolve("l.jsonl"))).isEqualTo(ledger);
  }

  @Test
  void bad_input_is_one_line() {
    assertThat(bench("--ledger", in("b.jsonl"), "--epochs", "6").errorLine()).contains("--epochs");
    assertThat(bench("--ledger", in("b.jsonl"), "--batch", "8").errorLine())
        .contains("must have the problem \"line sgd batch=8")
        .contains("search record");
    assertThat(bench("--ledger", in("b.jsonl"), "--method", "piolt").errorLine()).contains("piolt");
    assertThat(bench("--ledger", in("b.jsonl"), "--method", "widening+random").errorLine())
        .contains("goes beyond");
    assertThat(bench("--ledger", in("b.jsonl"), "--budget", "0.01").errorLine())
        .contains("--budget must be between 1/27");
    assertThat(bench("--ledger", in("none/b.jsonl")).errorLine()).contains("cannot be written");
    assertThat(bench().errorLine()).contains("--ledger");
  }
}
