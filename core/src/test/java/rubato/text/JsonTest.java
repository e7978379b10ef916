package rubato.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class JsonTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          0.1 | {"type": "constant", "rate": 0.1}
          cosine(rate -> 0, 10%) | {"type": "cosine", "from": "rate", "to": 0.0, "length": "10%"}
          linear(0.5 * rate -> 0) | {"type": "linear", "from": "0.5 * rate", "to": 0.0}
          polynomial(1 -> 0, power 2, 5..10) | {"type": "polynomial", "from": 1.0, "to": 0.0, "options": [2.0], "length": "5..10"}
          exponential(0.1, gamma 0.9 per 1ep) | {"type": "exponential", "from": 0.1, "gamma": 0.9, "per": "1ep", "power": 1.0}
          noam(0.1, warmup 100) | {"type": "noam", "rate": 0.1, "warmup": 100}
          piecewise(0: 0.1, 5: 0.2) | {"type": "piecewise", "levels": [{"from": 0, "rate": 0.1}, {"from": 5, "rate": 0.2}]}
          0.1 for 5ep then 0.2 | {"type": "sequence", "parts": [{"node": {"type": "constant", "rate": 0.1}, "length": "5ep"}], "last": {"type": "constant", "rate": 0.2}}
          warmup(5%) then 0.1 | {"type": "warmup", "steps": "5%", "main": {"type": "constant", "rate": 0.1}}
          noise(1, amount 0.5, seed 9223372036854775807) | {"type": "noise", "node": {"type": "constant", "rate": 1.0}, "amount": 0.5, "seed": 9223372036854775807}
          """)
  void a_schedule_is_a_tree(String text, String json) {
    Spec spec = Spec.parse(text);
    String whole = "{\"schedule\": " + json + ", \"feedbacks\": []}";
    assertThat(Json.write(spec)).isEqualTo(whole);
    assertThat(Json.read(whole)).isEqualTo(spec);
    assertThat(Json.read("{\"schedule\": " + json + "}")).isEqualTo(spec);
  }

  @Test
  void feedback_is_in_it_too() {
    Spec spec =
        Spec.parse("0.1 * plateau(highest \"a \\\\ \\\" b\", factor 0.5) * plateau(margin 0.1)");
    String json = Json.write(spec);
    assertThat(Json.read(json)).isEqualTo(spec);
    var tree = JsonMapper.shared().readTree(json);
    assertThat(tree.at("/feedbacks/0/feedback/type").asString()).isEqualTo("plateau");
    assertThat(tree.at("/feedbacks/0/feedback/cut").asDouble()).isEqualTo(0.5);
    assertThat(Json.read(tree.toPrettyString())).isEqualTo(spec);
  }

  @Test
  void what_looks_from_a_piece_on_is_in_it_too() {
    Spec piece = Spec.parse("warmup(5%) then 0.1 * plateau() * greedy() after 1ep");
    assertThat(Json.read(Json.write(piece))).isEqualTo(piece);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          `` | column 1: not JSON: expected a value
          [] | column 1: expected an object, got an array
          {"schedule": 1} | column 14: expected an object, got 1
          {"schedule": {}} | column 1: expected a field "type"
          {"schedule": {"type": "cosin"}} | column 23: unknown type "cosin", did you mean `cosine`?
          {"schedule": {"type": "constant"}} | column 14: expected a field "rate"
          {"schedule": {"type": "constant", "rate": 1, "rat": 2}} | column 53: unknown field "rat"
          {"schedule": {"type": "constant", "rate": 1, "rate": 2}} | column 46: given twice: "rate"
          {"schedule": {"type": "constant", "rate": -1}} | column 43: rate must be finite and >= 0, got -1
          {"schedule": {"type": "constant", "rate": [1]}} | column 43: expected a number or a text, got an array
          {"schedule": {"type": "constant", "rate": 1}} x | column 47: not JSON: expected the end
          {"schedule": {"type": "rex", "from": 1, "to": 0, "options": [2]}} | column 14: options must be the values of [], got [2.0]
          {"schedule": {"type": "exponential", "from": 1, "gamma": 0.5, "per": 1, "power": 2}} | column 27: expected `)`, got `,`
          {"schedule": {"type": "warmup", "steps": 5, "from": [1, 2], "main": {"type": "constant", "rate": 1}}} | column 1: must be as it is said, {"schedule": {"type": "warmup", "steps": 5, "from": [1.0], "main": {"type": "constant", "rate": 1.0}}, "feedbacks": []}
          {"schedule": {"type": 5}} | column 23: expected a text, got 5
          {"schedule": {"type": true}} | column 23: expected a text, got true
          {"schedule": {"type": "noise", "node": {"type": "constant", "rate": 1}, "amount": "1", "seed": 1}} | column 83: expected a number, got "1"
          {"schedule": {"type": "noise", "node": {"type": "constant", "rate": 1}, "amount": 1, "seed": 1.5}} | column 94: expected a whole number, got 1.5
          {"schedule": {"type": "shift", "node": {"type": "constant", "rate": 1}, "steps": "1..5"}} | column 82: expected a span such as 500, got "1..5"
          {"schedule": {"type": "shift", "node": {"type": "constant", "rate": 1}, "steps": "1 5"}} | column 82: expected the end, got `5`
          {"schedule": {"type": "milestones", "from": 1, "factor": 1, "at": 5}} | column 67: expected an array, got 5
          {"schedule": {"type": "constant", "rate": 1}, "feedbacks": [{"feedback": {"type": "plateu"}}]} | column 83: unknown type "plateu", did you mean `plateau`?
          {"a\\q": 1} | column 5: not JSON: expected one of " \\ / b f n r t u
          {"a\\u00g0": 1} | column 8: not JSON: expected four hexadecimal digits
          {"a" 1} | column 6: not JSON: expected `:`
          {a: 1} | column 2: not JSON: expected a name in quotes
          {"a": "b | column 7: the quotation begun here has no end
          [1 2] | column 4: not JSON: expected `,`
          [tru] | column 2: not JSON: expected a value
          [01] | column 3: not JSON: expected `,`
          {"schedule": null} | column 14: not JSON: expected a value
          """)
  void a_mistake_is_told_with_its_place(String json, String message) {
    assertThatExceptionOfType(SpecException.class)
        .isThrownBy(() -> Json.read(json))
        .withMessage(message);
  }

  @Test
  void the_bounds_of_the_language_hold() {
    String json =
        "{\"schedule\": {\"type\": \"exponential\", \"from\": 1, \"gamma\": 2, \"per\": 1,"
            + " \"power\": 1}}";
    assertThatExceptionOfType(SpecException.class)
        .isThrownBy(() -> Json.read(json))
        .withMessage("column 24: gamma must be between 0 and 1, got 2.0");
    assertThatExceptionOfType(SpecException.class)
        .isThrownBy(() -> Json.read("[".repeat(5000)))
        .withMessageContaining("nested values");
  }
}
