package rubato.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import rubato.internal.JsonTokens;

/** Reads JSON (RFC 8259) without {@code null}, which nothing here may be. */
final class JsonParser implements JsonTokens.Faults<SpecException> {

  private static final int LONGEST = 1_000_000;
  private static final int DEEPEST = 1000;

  private final String text;
  private final JsonTokens<SpecException> tokens;
  private int depth;

  private JsonParser(String text) {
    this.text = text;
    this.tokens = new JsonTokens<>(text, this);
  }

  /**
   * The value that {@code text} is.
   *
   * @throws SpecException when it is none, pointing at the column
   */
  static JsonValue parse(String text) {
    var parser = new JsonParser(text);
    if (text.length() > LONGEST) {
      throw parser.fail(
          "a text must be at most " + LONGEST + " characters, got " + text.length(), 0);
    }
    JsonValue value = parser.value();
    parser.tokens.end();
    return value;
  }

  private JsonValue value() {
    int from = tokens.at();
    if (++depth > DEEPEST) {
      throw fail("more than " + DEEPEST + " nested values: nobody could read it", from);
    }
    JsonValue value =
        switch (tokens.next()) {
          case '{' -> new JsonValue.Fields(fields(), from);
          case '[' -> new JsonValue.Array(array(), from);
          case '"' -> new JsonValue.Text(tokens.string(), from);
          case 't' -> flag("true", from);
          case 'f' -> flag("false", from);
          default -> new JsonValue.Numeral(tokens.number(), from);
        };
    depth--;
    return value;
  }

  private JsonValue flag(String word, int from) {
    tokens.word(word);
    return new JsonValue.Flag(word.equals("true"), from);
  }

  private Map<String, JsonValue> fields() {
    var fields = new LinkedHashMap<String, JsonValue>();
    tokens.fields(
        (name, from) -> {
          if (fields.put(name, value()) != null) {
            throw new SpecException("given twice: \"" + name + '"', text, from + 1);
          }
        });
    return fields;
  }

  private List<JsonValue> array() {
    var values = new ArrayList<JsonValue>();
    tokens.items(() -> values.add(value()));
    return values;
  }

  @Override
  public SpecException expected(String what, int at) {
    return fail("expected " + what, at);
  }

  @Override
  public SpecException unclosed(int from) {
    return new SpecException("the quotation begun here has no end", text, from + 1);
  }

  private SpecException fail(String message, int at) {
    return new SpecException("not JSON: " + message, text, at + 1);
  }
}
