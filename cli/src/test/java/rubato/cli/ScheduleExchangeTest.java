package rubato.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Import, export and eval, as a process of their own too. */
class ScheduleExchangeTest {

  private static final String CASES =
      """
      [{"name": "step", "framework": "pytorch", "scheduler": "StepLR", "args": {"step_size": 2, "gamma": 0.5},
        "base_lr": 0.1, "lrs": [0, 0, 0]},
       {"name": "cycle", "framework": "pytorch", "scheduler": "OneCycleLR", "base_lr": 0.1,
        "args": {"max_lr": 1.0, "total_steps": 4}, "lrs": [0, 0]},
       {"name": "inf", "framework": "pytorch", "scheduler": "ExponentialLR", "base_lr": "Infinity",
        "args": {"gamma": 0.0}, "lrs": [0, 0]},
       {"name": "plateau", "framework": "pytorch", "scheduler": "ReduceLROnPlateau", "base_lr": 0.1,
        "args": {"patience": 0, "factor": 0.5}, "metrics": [1.0, "NaN"], "lrs": [0]},
       {"name": "odd", "framework": "pytorch", "scheduler": "StepLR", "args": {"step_sise": 2}, "base_lr": 0.1, "lrs": [0]},
       {"name": "none", "framework": "caffe", "scheduler": "step", "args": {}, "base_lr": 0.1, "lrs": [0]}]
      """;

  @TempDir Path folder;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void cases_are_evaluated_in_their_order() throws Exception {
    write("cases.json", CASES);
    try (var run = Spawned.rubato(folder, "schedule", "eval", "--case", "cases.json")) {
      assertThat(run.exit()).as(run.err()).isZero();
      JsonNode all = new ObjectMapper().readTree(run.out());
      assertThat(all.findValuesAsString("name"))
          .containsExactly("step", "cycle", "inf", "plateau", "odd", "none");
      assertThat(all.at("/0").toString()).isEqualTo("{\"name\":\"step\",\"lrs\":[0.1,0.1,0.05]}");
      assertThat(all.at("/1/momentums").size()).isEqualTo(2);
      assertThat(all.at("/2/lrs").toString()).isEqualTo("[\"Infinity\",\"NaN\"]");
      assertThat(all.at("/4").toString())
          .isEqualTo(
              "{\"name\":\"odd\",\"error\":\"StepLR has no `step_sise`, did you mean `step_size`?\"}");
      assertThat(all.at("/5/error").asString()).startsWith("unknown framework `caffe`");
    }
  }

  @Test
  void steps_may_be_more_or_fewer_than_recorded() throws IOException {
    String file = write("cases.json", CASES).toString();
    JsonNode more = Cli.run("schedule", "eval", "--case", file, "--steps", "6").json();
    assertThat(more.at("/0/lrs").size()).isEqualTo(6);
    assertThat(more.at("/1/lrs").size()).isEqualTo(5);
    assertThat(more.at("/1/error").asString()).startsWith("ValueError: Tried to step 5 times");
    assertThat(more.at("/3/lrs").toString()).isEqualTo("[0.1,0.1,0.05,0.05,0.05,0.05]");
    JsonNode fewer = Cli.run("schedule", "eval", "--case", file, "--steps", "1").json();
    assertThat(fewer.at("/0/lrs").toString()).isEqualTo("[0.1]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[3]", "{", "", "[{\"a\": 1}", "\u0000\u0001", "{} {}"})
  void what_is_no_case_is_one_line(String text) throws IOException {
    var answer = Cli.run("schedule", "eval", "--case", write("odd.json", text).toString());
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.errorLine()).isNotEmpty();
  }

  @Test
  void import_reads_text_and_files_and_export_writes_what_import_reads() throws Exception {
    try (var run =
        Spawned.rubato(
            folder,
            "schedule",
            "export",
            "--to",
            "keras-config",
            "cosine(0.1 -> 0)",
            "--steps",
            "9")) {
      assertThat(run.exit()).as(run.err()).isZero();
      write("keras.json", run.out());
    }
    try (var run = Spawned.rubato(folder, "schedule", "import", "--from", "keras", "keras.json")) {
      assertThat(run.exit()).as(run.err()).isZero();
      assertThat(run.out())
          .startsWith("keras.CosineDecay(initial_learning_rate=0.1, decay_steps=9");
    }
  }

  @Test
  void a_rate_is_filled_in_or_asked_for() {
    var free = Cli.run("schedule", "import", "--from", "pytorch", "StepLR(optimizer, 3)");
    assertThat(free.out()).isEqualTo("pytorch.StepLR(step_size=3, lr=rate)\n");
    assertThat(free.err()).contains("its rate is still free");
    var json =
        Cli.run(
                "schedule",
                "import",
                "--from",
                "pytorch",
                "StepLR(optimizer, 3)",
                "--rate",
                "0.1",
                "--json")
            .json();
    assertThat(json.at("/spec").asString()).isEqualTo("pytorch.StepLR(step_size=3, lr=0.1)");
    assertThat(
            Cli.run("schedule", "import", "--from", "optax", "constant_schedule(1)", "--rate", "1")
                .exit())
        .isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import --from pytorch StepLR(3)",
        "import --from caffe StepLR(optimizer,3)",
        "import --from keras nowhere.json",
        "import --from keras CosineDecay(0.1,10,0.0,0.5)",
        "export --to caffe cosine(0.1->0)",
        "export --to keras-config 0.1*keras.ReduceLROnPlateau(lr=0.1)",
        "export --to pytorch cosine(rate->0)",
        "export --to pytorch 0.1 --steps 0",
        "eval --case nowhere.json"
      })
  void a_mistake_is_one_of_usage(String words) {
    var answer = Cli.run(("schedule " + words).split(" ", -1));
    assertThat(answer.exit()).isEqualTo(2);
    assertThat(answer.errorLine()).isNotEmpty();
    assertThat(answer.out()).isEmpty();
  }

  @Test
  void export_prints_source_or_json() {
    var text = Cli.run("schedule", "export", "--to", "dl4j", "0.1");
    assertThat(text.out()).isEqualTo("ISchedule schedule = new FixedSchedule(0.1);\n");
    var json =
        Cli.run("schedule", "export", "--to", "optax", "rate", "--rate", "0.1", "--json").json();
    assertThat(json.at("/source").asString()).contains("optax.constant_schedule(value=0.1)");
  }
}
