package rubato.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rubato.testkit.Trials;

class JsonTokensTest {

  private static final JsonTokens.Faults<IllegalStateException> FAULTS =
      new JsonTokens.Faults<>() {
        @Override
        public IllegalStateException expected(String what, int at) {
          return new IllegalStateException(what + " at " + at);
        }

        @Override
        public IllegalStateException unclosed(int from) {
          return new IllegalStateException("unclosed from " + from);
        }
      };

  private static JsonTokens<IllegalStateException> tokens(String text) {
    return new JsonTokens<>(text, FAULTS);
  }

  /** What a text says, its values as they are written. */
  private static void read(JsonTokens<IllegalStateException> tokens, List<String> said) {
    switch (tokens.next()) {
      case '{' ->
          tokens.fields(
              (name, at) -> {
                said.add(name + "@" + at);
                read(tokens, said);
              });
      case '[' -> tokens.items(() -> read(tokens, said));
      case '"' -> said.add(tokens.string());
      case 't' -> {
        tokens.word("true");
        said.add("true");
      }
      default -> said.add(tokens.number());
    }
  }

  private static List<String> read(String text) {
    var tokens = tokens(text);
    var said = new ArrayList<String>();
    read(tokens, said);
    tokens.end();
    return said;
  }

  @Test
  void what_is_written_is_read() {
    assertThat(read(" { \"a\" : [ 1, -2.5e+3 ,0,true ], \"b\":{}, \"\": [] } "))
        .containsExactly("a@3", "1", "-2.5e+3", "0", "true", "b@33", "@41");
    assertThat(read("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\ude00\""))
        .containsExactly("\"\\/\b\f\n\r\té😀");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ~~       | a value at 0
          [1,]     | a value at 3
          [1 2]    | `,` at 3
          [1       | `]` at 2
          {"a":1  | `}` at 6
          [trug]   | a value at 1
          [01]     | `,` at 2
          [1.]     | `,` at 2
          1 1      | the end at 2
          {"a" 1}  | `:` at 5
          {"a":1,} | a name in quotes at 7
          {a:1}    | a name in quotes at 1
          ["a      | unclosed from 1
          ["a\\     | one of " \\ / b f n r t u at 4
          ["\\x"]   | one of " \\ / b f n r t u at 3
          ["\\u00g" | four hexadecimal digits at 6
          ["\\u0٣"  | four hexadecimal digits at 5
          ["\\u0    | four hexadecimal digits at 5
          """)
  void a_mistake_is_told_with_its_place(String text, String message) {
    assertThatIllegalStateException().isThrownBy(() -> read(text)).withMessage(message);
  }

  @Test
  void control_characters_are_not_text() {
    assertThatIllegalStateException()
        .isThrownBy(() -> read("\"a\nb\""))
        .withMessage("a control character as \\uXXXX at 2");
  }

  @Test
  void what_is_quoted_is_read_again() {
    Trials.check(
        in -> {
          var text = new StringBuilder();
          for (int i = in.whole(0, 20); i > 0; i--) {
            text.append((char) in.whole(0, in.whole(0, 1) == 0 ? 127 : Character.MAX_VALUE));
          }
          for (boolean surrogates : new boolean[] {true, false}) {
            var quoted = new StringBuilder();
            JsonTokens.quote(text.toString(), surrogates, quoted);
            assertThat(read(quoted.toString())).containsExactly(text.toString());
            assertThat(surrogates && quoted.chars().anyMatch(c -> Character.isSurrogate((char) c)))
                .isFalse();
          }
        });
  }
}
