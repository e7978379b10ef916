package rubato.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rubato.testkit.GoldenOptimizers;

class TrajectoryTest {

  @ParameterizedTest
  @CsvSource({
    "pytorch, 276",
    "optax, 362",
    "keras, 134",
    "references, 100",
    "transformations, 83",
    "replays, 132"
  })
  void every_recorded_path_is_taken_again(String library, int cases) throws IOException {
    List<Trajectory> all = Trajectory.read(file(library));
    assertThat(all).hasSize(cases);
    for (Trajectory one : all) {
      Trajectory.Outcome outcome = one.run();
      assertThat(outcome.error()).as(outcome.id()).isEmpty();
      assertThat(outcome.agrees())
          .as("%s: %s of its tolerance", outcome.id(), outcome.deviation())
          .isTrue();
      assertThat(outcome.params()).isNotEmpty();
    }
  }

  private static String file(String library) throws IOException {
    String name = "/golden/optimizers/" + library + ".json";
    try (InputStream in = GoldenOptimizers.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          optax.adamm(0.1) | optax has no optimizer `adamm`, did you mean `adam`?
          optax.adam(0.1, beta=1) | adam has no `beta`
          optax.adam() | adam needs `learning_rate`
          optax.adam(0.1, b1=1.5) | adam: beta1 must be >= 0 and < 1, got 1.5
          optax.adamw(0.1, mask=1) | adamw: a mask must be True, False or a lambda, got 1
          keras.optimizers.Adom(0.1) | Keras has no optimizer `Adom`, did you mean `Adam`?
          torch.optim.Addam([p]) | PyTorch has no optimizer `Addam`, did you mean `Adam`?
          0.1 | make must be a call, got 0.1
          """)
  void what_is_unknown_is_said_in_the_peers_words(String make, String error) {
    Trajectory.Outcome outcome = one("\"make\": \"" + make + "\"").run();
    assertThat(outcome.error()).hasValue(error);
    assertThat(outcome.agrees()).isFalse();
  }

  @Test
  void clippings_before_an_optimizer_are_read() {
    Trajectory.Outcome outcome =
        one("\"make\": \"optax.chain(optax.clip(0.5), optax.sgd(1.0))\"").run();
    assertThat(outcome.params()).isEqualTo(Map.of(1L, List.of(1.5)));
    assertThat(outcome.largest()).isEqualTo(0.5);
    assertThat(outcome.deviation()).isGreaterThan(1);
  }

  @Test
  void what_is_recorded_must_be_as_long_as_the_weights_to_agree() {
    Trajectory.Outcome outcome =
        one("\"make\": \"optax.sgd(0.5)\", \"eval_params\": {\"1\": [1.0, 2.0]}").run();
    assertThat(outcome.params()).isEqualTo(Map.of(1L, List.of(1.0)));
    assertThat(outcome.agrees()).isFalse();
  }

  @Test
  void a_case_that_expects_nothing_is_taken_to_the_steps_of_the_file() {
    Trajectory.Outcome outcome =
        Trajectory.read(
                """
                {"format": "lr-golden-1", "record_steps": [1, 3],
                 "objectives": {"bowl": {"lambda": [1], "center": [0], "start": [2]}},
                 "cases": [{"id": "one", "objective": "bowl", "dtype": "float64",
                            "make": "optax.sgd(0.5)", "expected": null}]}
                """)
            .getFirst()
            .run();
    assertThat(outcome.params()).isEqualTo(Map.of(1L, List.of(1.0), 3L, List.of(0.25)));
    assertThat(outcome.agrees()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          schedulefree.SGDScheduleFree([p], lr=0.5) | true
          optax.lookahead(optax.sgd(0.5), 2, 0.5)   | true
          optax.sgd(0.5)                            | false
          """)
  void weights_to_evaluate_are_said_where_they_are_others_and_nothing_is_expected(
      String make, boolean others) {
    Trajectory.Outcome outcome =
        Trajectory.read(
                """
                {"format": "lr-golden-1", "record_steps": [2, 3],
                 "objectives": {"bowl": {"lambda": [1], "center": [0], "start": [2]}},
                 "cases": [{"id": "one", "objective": "bowl", "dtype": "float64", "make": "%s"}]}
                """
                    .formatted(make))
            .getFirst()
            .run();
    assertThat(outcome.evaluation().isEmpty()).isNotEqualTo(others);
  }

  @Test
  void rows_without_a_gradient_stay_in_either_form_of_sparse_adam() {
    String file =
        """
        {"format": "lr-golden-1", "record_steps": [2],
         "objectives": {"rows": {"rows": 2, "cols": 1, "start": [[1], [1]], "sparse_gradients": [
           {"rows": [0], "values": [[1]]}, {"rows": [1], "values": [[1]]}]}},
         "cases": [{"id": "one", "objective": "rows", "dtype": "float64", %s}]}
        """;
    var made = Trajectory.read(file.formatted("\"make\": \"torch.optim.SparseAdam([p], lr=0.5)\""));
    var said =
        Trajectory.read(
            file.formatted("\"optimizer\": \"SparseAdam\", \"options\": {\"lr\": 0.5}"));
    assertThat(made.getFirst().run().params()).isEqualTo(said.getFirst().run().params());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "clip": {"kind": "value", "value": 0.5} | 1.5
          "clip": {"kind": "global_norm", "value": 0.5} | 1.5
          "lr_multipliers": [0.5] | 1.0
          "lr_multipliers": ["x"] | 0.0
          "lr_multipliers": [] | 0.0
          """)
  void clippings_and_multipliers_of_the_file_are_read(String said, double weight) {
    Trajectory.Outcome outcome =
        one("\"optimizer\": \"SGD\", \"options\": {\"lr\": 1.0}, " + said).run();
    assertThat(outcome.error()).isEmpty();
    // The norm is divided by with 1e-6 beside it, as PyTorch does.
    assertThat(Objects.requireNonNull(outcome.params().get(1L)).getFirst())
        .isCloseTo(weight, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "clip": {"kind": "norm", "value": 1} | clip.kind must be global_norm or value, got norm
          "clip": {"value": 1} | clip.kind must be global_norm or value, got
          "clip": 1 | clip must be an object, got 1
          "objective": "hill" | objective must be one of the file's, got `hill`
          "objective": 1 | objective must be one of the file's, got ``
          "expected": {"0": [1]} | steps of expected must be from 1 to 1000000, got 0
          "expected": {"1000001": [1]} | steps of expected must be from 1 to 1000000, got 1000001
          "expected": {"one": [1]} | steps of expected must be from 1 to 1000000, got one
          """)
  void what_a_case_cannot_say_is_named(String said, String error) {
    String json =
        """
        {"format": "lr-golden-1",
         "objectives": {"bowl": {"lambda": [1], "center": [0], "start": [2]}},
         "cases": [{"objective": "bowl", "optimizer": "SGD", "options": {"lr": 1.0}, %s}]}
        """;
    String text =
        said.startsWith("\"objective\"")
            ? json.replace("\"objective\": \"bowl\"", said).replace(", %s", "")
            : json.formatted(said);
    Trajectory.Outcome outcome = Trajectory.read(text).getFirst().run();
    assertThat(outcome.id()).isEqualTo("case 1");
    assertThat(outcome.error().map(String::strip)).hasValue(error);
  }

  @Test
  void options_by_the_names_of_pytorch_are_read() {
    String options = "\"optimizer\": \"SGD\", \"options\": {\"lr\": 0.25, \"maximize\": true}";
    assertThat(one(options).run().params()).isEqualTo(Map.of(1L, List.of(2.5)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [] | the file must be an object, got []
          {} | format must be "lr-golden-1", got null
          {"format": "lr-golden-1"} | objectives must be an object, got null
          {"format": "lr-golden-1", "objectives": {}} | cases must be a list, got null
          {"format": "lr-golden-1", "objectives": {}, "cases": [1]} | case 1 must be an object, got 1
          """)
  void other_files_are_rejected(String text, String message) {
    assertThatThrownBy(() -> Trajectory.read(text))
        .isInstanceOf(ExchangeException.class)
        .hasMessage(message);
  }

  /** One update of {@code (x - 0)^2} from 2: the gradient is 2. */
  private static Trajectory one(String how) {
    return Trajectory.read(
            """
            {"format": "lr-golden-1",
             "objectives": {"bowl": {"lambda": [1], "center": [0], "start": [2]}},
             "cases": [{"id": "one", "objective": "bowl", "dtype": "float64", %s,
                        "expected": {"1": [1.0]}, "tolerance": {"1": 1e-12}}]}
            """
                .formatted(how))
        .getFirst();
  }
}
