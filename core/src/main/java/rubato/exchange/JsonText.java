package rubato.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import rubato.exchange.Value.Dict;
import rubato.exchange.Value.Items;
import rubato.exchange.Value.Nothing;
import rubato.exchange.Value.Num;
import rubato.exchange.Value.Text;
import rubato.exchange.Value.Truth;
import rubato.internal.JsonTokens;

/** Reads JSON, and the NaN and Infinity that Python writes into it. */
final class JsonText implements JsonTokens.Faults<ExchangeException> {

  private static final int DEEPEST = 60;

  private final String text;
  private final JsonTokens<ExchangeException> tokens;
  private int depth;

  private JsonText(String text) {
    this.text = text;
    this.tokens = new JsonTokens<>(text, this);
  }

  static Value read(String text) {
    var json = new JsonText(text);
    Value value = json.value();
    json.tokens.end();
    return value;
  }

  private Value value() {
    int from = tokens.at();
    if (++depth > DEEPEST) {
      throw new ExchangeException(
          "JSON nested deeper than " + DEEPEST + " at character " + (from + 1));
    }
    Value value =
        switch (tokens.next()) {
          case '{' -> object();
          case '[' -> array();
          case '"' -> new Text(tokens.string());
          case 't' -> word("true", new Truth(true));
          case 'f' -> word("false", new Truth(false));
          case 'n' -> word("null", new Nothing());
          case 'N' -> word("NaN", new Num(Double.NaN, false));
          case 'I' -> word("Infinity", new Num(Double.POSITIVE_INFINITY, false));
          default -> number(from);
        };
    depth--;
    return value;
  }

  private Value word(String word, Value value) {
    tokens.word(word);
    return value;
  }

  private Value number(int from) {
    if (text.startsWith("-Infinity", from)) {
      return word("-Infinity", new Num(Double.NEGATIVE_INFINITY, false));
    }
    String number = tokens.number();
    return new Num(Double.parseDouble(number), number.matches("-?\\d+"));
  }

  private Value object() {
    var entries = new LinkedHashMap<Value, Value>();
    tokens.fields(
        (name, _) -> {
          if (entries.put(new Text(name), value()) != null) {
            throw new ExchangeException("JSON names " + SourceLexer.shown(name) + " twice");
          }
        });
    return new Dict(entries);
  }

  private Value array() {
    List<Value> items = new ArrayList<>();
    tokens.items(() -> items.add(value()));
    return new Items(List.copyOf(items));
  }

  @Override
  public ExchangeException expected(String what, int at) {
    String got =
        at < text.length() ? text.substring(at, text.offsetByCodePoints(at, 1)) : "the end";
    return new ExchangeException(
        "JSON: expected " + what + ", got " + SourceLexer.shown(got) + " at character " + (at + 1));
  }

  @Override
  public ExchangeException unclosed(int from) {
    return new ExchangeException("the text begun at character " + (from + 1) + " has no end");
  }
}
