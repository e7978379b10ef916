package rubato.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rubato.lab.store.Mode;
import rubato.lab.store.NewStudy;
import rubato.lab.store.Patience;
import rubato.lab.store.Place;
import rubato.lab.store.Status;
import rubato.lab.store.Store;
import tools.jackson.databind.JsonNode;

class RunsTest {

  @TempDir Path folder;
  private String store = "";

  @BeforeEach
  void place() {
    store = folder.resolve("store").toString();
  }

  private Cli.Answer run(String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--store", store));
    return Cli.run(all.toArray(String[]::new));
  }

  /** Trains and gives the id of the run. */
  private String trained(String schedule) {
    var answer = run("train", "cancer", "--schedule", schedule, "--epochs", "2", "--seed", "3");
    assertThat(answer.exit()).as(answer.err()).isZero();
    return answer
        .err()
        .lines()
        .filter(line -> line.startsWith("recorded as "))
        .map(line -> line.substring("recorded as ".length()))
        .findFirst()
        .orElseThrow();
  }

  private JsonNode only(String... words) {
    return run(words).json().at("/runs/0");
  }

  @Test
  void a_training_is_recorded_with_all_that_decides_it() {
    String id = trained("cosine(0.01 -> 0)");
    JsonNode run = run("runs", "show", id, "--json").json();
    assertThat(run.at("/task").asString()).isEqualTo("cancer");
    assertThat(run.at("/schedule").asString()).isEqualTo("cosine(0.01 -> 0.0)");
    assertThat(run.at("/seed").asLong()).isEqualTo(3);
    assertThat(run.at("/status").asString()).isEqualTo("completed");
    assertThat(run.at("/updates").asLong()).isEqualTo(run.at("/horizon/steps").asLong());
    assertThat(run.at("/data").asString()).startsWith("cancer.csv.gz sha256:");
    assertThat(run.at("/environment").asString()).contains("\"kernel\": ");
    assertThat(run.at("/optimizer").asString()).isNotEmpty();
    var first = run.at("/observations/0");
    assertThat(first.at("/kind").asString()).isEqualTo("loss");
    assertThat(first.at("/rate").asDouble()).isEqualTo(0.01);
    String shown = run("runs", "show", id).out();
    assertThat(shown).contains("cosine(0.01 -> 0.0)").contains("held-out loss").contains("rate");
  }

  @Test
  void runs_are_listed_filtered_tagged_and_deleted() {
    String one = trained("0.01");
    String two = trained("0.02");
    assertThat(run("runs", "tag", two, "paper").exit()).isZero();
    assertThat(run("runs", "list").out().lines()).hasSize(3).allMatch(line -> line.length() <= 80);
    assertThat(only("runs", "list", "--json", "--tag", "paper").at("/id").asString())
        .isEqualTo(two);
    assertThat(run("runs", "list", "--json", "--task", "digits").json().at("/runs").size())
        .isZero();
    assertThat(run("runs", "list", "--json", "--since", "1h").json().at("/runs").size())
        .isEqualTo(2);
    assertThat(run("runs", "list", "--json", "--status", "crashed").json().at("/runs").size())
        .isZero();
    assertThat(run("runs", "delete", one).errorLine()).contains("say --yes");
    assertThat(run("runs", "delete", one, "--yes").exit()).isZero();
    assertThat(run("runs", "show", one).exit()).isEqualTo(2);
    assertThat(only("runs", "list", "--json").at("/id").asString()).isEqualTo(two);
  }

  @Test
  void a_trial_is_recorded_with_the_data_and_the_revision_too() {
    trained("0.01");
    JsonNode alone = only("runs", "list", "--json");
    var tuned =
        run("tune", "cancer", "--budget", "1", "--out", folder.resolve("out").toString(), "--json");
    JsonNode trial =
        only("runs", "list", "--study", tuned.json().at("/study").asString(), "--json");
    assertThat(trial.at("/data")).isEqualTo(alone.at("/data"));
    assertThat(trial.at("/data").asString()).contains(" sha256:");
    assertThat(trial.at("/revision")).isEqualTo(alone.at("/revision"));
  }

  @Test
  void a_study_that_was_interrupted_is_told_of_with_how_to_go_on() {
    var settings = new NewStudy("cancer", "{}", "{}", "");
    String id;
    try (var there = Store.open(Place.of(store, Map.of()), Mode.WRITE, Patience.NONE)) {
      id = there.begin(settings);
      there.end(id, Status.INTERRUPTED, "");
    }
    String goOn = "go on: ./rubato tune --resume " + id + " --store " + store;
    assertThat(run("runs", "list").err()).contains("study " + id + " was interrupted; " + goOn);
    assertThat(run("runs", "show", id).err()).contains(goOn);
    String trained = trained("0.01");
    assertThat(run("runs", "list").err())
        .contains("all of one: ./rubato runs show " + trained + " --store " + store)
        .contains(goOn);
  }

  @Test
  void runs_are_compared_by_what_differs() throws IOException {
    String one = trained("0.01");
    String two = trained("linear(0.02 -> 0)");
    Path svg = folder.resolve("both.svg");
    JsonNode said = run("runs", "compare", one, two, "--json", "--svg", svg.toString()).json();
    assertThat(said.at("/differences/schedule/0").asString()).isEqualTo("0.01");
    assertThat(said.at("/differences/schedule/1").asString()).isEqualTo("linear(0.02 -> 0.0)");
    assertThat(said.at("/differences/optimizer").isMissingNode()).isTrue();
    assertThat(Files.readString(svg)).contains(one).contains(two);
    assertThat(run("runs", "compare", one, two).out()).contains("schedule").contains(two);
    assertThat(run("runs", "compare", one, one).errorLine()).contains("runs must be two or more");
    assertThat(run("runs", "compare", one).errorLine()).contains("runs must be two or more");
  }

  @Test
  void what_was_exported_is_imported_whole() throws IOException {
    String one = trained("0.01");
    Path file = folder.resolve("runs.jsonl");
    assertThat(run("runs", "export", "--to", "jsonl", "--out", file.toString()).exit()).isZero();
    String before = run("runs", "show", one, "--json").out();
    store = folder.resolve("other").toString();
    assertThat(run("runs", "import", file.toString()).err()).contains("1 run taken in");
    assertThat(run("runs", "show", one, "--json").out()).isEqualTo(before);
    assertThat(run("runs", "import", file.toString()).err()).contains("1 known already");
    Files.writeString(file, "{}\n");
    assertThat(run("runs", "import", file.toString()).errorLine()).contains("line 1 must be");
  }

  @Test
  void every_format_is_written() {
    String one = trained("0.01");
    assertThat(run("runs", "export", one, "--to", "csv").out())
        .startsWith("run,task,schedule,")
        .contains(one + ",cancer,0.01,");
    for (String format : List.of("parquet", "tensorboard", "mlflow")) {
      Path out = folder.resolve(format);
      assertThat(run("runs", "export", one, "--to", format, "--out", out.toString()).exit())
          .isZero();
      assertThat(out).exists();
      assertThat(run("runs", "export", one, "--to", format).errorLine())
          .contains("--out PATH is missing");
    }
    assertThat(run("runs", "export", one, "--to", "xml").errorLine())
        .contains("--to must be one of csv, jsonl, parquet, tensorboard, mlflow, got xml");
    assertThat(run("runs", "export", one, "--to", "mlflow", "--uri", "http://127.0.0.1:1").exit())
        .isEqualTo(2);
  }

  @Test
  void nothing_is_recorded_when_it_is_not_wanted() {
    var variables = Map.of("RUBATO_STORE", store);
    var answer =
        Cli.run(
            false, variables, "train", "cancer", "--rate", "0.1", "--epochs", "1", "--no-store");
    assertThat(answer.exit()).isZero();
    assertThat(answer.err()).doesNotContain("recorded");
    assertThat(folder.resolve("store")).doesNotExist();
    assertThat(Cli.run(false, variables, "runs", "list").err()).contains("nothing is recorded yet");
    assertThat(folder.resolve("store")).doesNotExist();
  }

  @Test
  void the_sweeps_of_a_range_test_are_runs() {
    assertThat(run("find", "cancer", "--seeds", "2").exit()).isIn(0, 3);
    JsonNode runs = run("runs", "list", "--json").json().at("/runs");
    assertThat(runs.size()).isEqualTo(2);
    assertThat(runs.get(0).at("/role").asString()).isEqualTo("range test");
  }

  @Test
  void a_store_that_is_none_is_refused_before_anything_is_trained() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.txt"), "rate\n".repeat(100));
    store = file.toString();
    for (String[] words :
        List.of(
            new String[] {"train", "cancer", "--rate", "0.1"},
            new String[] {"find", "cancer"},
            new String[] {"runs", "list"})) {
      var answer = run(words);
      assertThat(answer.exit()).isEqualTo(2);
      assertThat(answer.errorLine()).contains("notes.txt must be a store of Rubato");
    }
    assertThat(Files.readString(file)).isEqualTo("rate\n".repeat(100));
    assertThat(run("runs", "list", "--since", "yesterday").errorLine())
        .contains("--since must be a day like 2026-11-22");
    assertThat(run("runs", "list", "--status", "odd").errorLine()).contains("--status must be");
  }
}
