package rubato.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import rubato.internal.JsonTokens;
import rubato.internal.OneLine;

/**
 * Reads as much of JSON as there is in a header: objects, lists of whole numbers, texts. It knows
 * what must come next, so that nothing is nested deeper or kept longer than that.
 */
final class HeaderText implements JsonTokens.Faults<IOException> {

  /** No tensor has as many axes. */
  private static final int MOST = 64;

  private final String text;
  private final JsonTokens<IOException> tokens;

  /** What comes after a name. */
  @FunctionalInterface
  interface Field {
    void read(String name) throws IOException;
  }

  HeaderText(byte[] utf8) throws IOException {
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new IOException("safetensors header must be UTF-8, got other bytes", e);
    }
    tokens = new JsonTokens<>(text, this);
  }

  /** An object: {@code field} reads each value. */
  void fields(Field field) throws IOException {
    var names = new HashSet<String>();
    tokens.fields(
        (name, _) -> {
          if (!names.add(name)) {
            throw failure("names given once", "`" + name + "` twice");
          }
          field.read(name);
        });
  }

  /** A list of whole numbers. */
  List<Long> numbers() throws IOException {
    var numbers = new ArrayList<Long>();
    tokens.items(
        () -> {
          numbers.add(number());
          if (numbers.size() > MOST) {
            throw failure("at most " + MOST + " numbers in a list", "more");
          }
        });
    return numbers;
  }

  private long number() throws IOException {
    int from = tokens.at();
    String number = tokens.number();
    if (!number.matches("\\d+")) {
      throw expected("a whole number, 0 or more,", from);
    }
    try {
      return Long.parseLong(number);
    } catch (NumberFormatException e) {
      throw failure("numbers below 2^63", "more");
    }
  }

  String string() throws IOException {
    return tokens.string();
  }

  /** Nothing comes any more. */
  void end() throws IOException {
    tokens.end();
  }

  @Override
  public IOException expected(String what, int at) {
    String got = at < text.length() ? "`" + text.charAt(at) + "`" : "its end";
    return failure(what + " at character " + (at + 1), got);
  }

  @Override
  public IOException unclosed(int from) {
    return expected("a text and its end", text.length());
  }

  static IOException failure(String bound, String got) {
    return new IOException(OneLine.of("safetensors header must have " + bound + ", got " + got));
  }

  /** As JSON, in quotes. */
  static void quote(String text, StringBuilder out) {
    JsonTokens.quote(text, false, out);
  }
}
