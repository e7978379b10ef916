package rubato.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * JSON (RFC 8259), as far as every reader of it agrees: marks, texts, numbers, what stands between
 * braces and brackets. What may stand where, and what becomes of it, is the reader's.
 *
 * @param <X> what a reader throws
 */
public final class JsonTokens<X extends Exception> {

  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

  private final String text;
  private final Faults<X> faults;
  private int at;

  /** How a reader says that a text is not JSON. Places are counted from 0. */
  public interface Faults<X extends Exception> {

    /** Something else stands at {@code at}, or nothing. */
    X expected(String what, int at);

    /** The text in quotes that begins at {@code from} has no end. */
    X unclosed(int from);
  }

  /** Reads what follows a name. */
  @FunctionalInterface
  public interface Field<X extends Exception> {
    void read(String name, int at) throws X;
  }

  /** Reads a value of an array. */
  @FunctionalInterface
  public interface Item<X extends Exception> {
    void read() throws X;
  }

  public JsonTokens(String text, Faults<X> faults) {
    this.text = text;
    this.faults = faults;
  }

  /** Where the next character is that is not blank. */
  public int at() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  /** The next character that is not blank; 0 at the end. */
  public char next() {
    at();
    return here();
  }

  private char here() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private boolean accept(char c) {
    boolean is = next() == c;
    at += is ? 1 : 0;
    return is;
  }

  private void expect(char c) throws X {
    if (!accept(c)) {
      throw faults.expected("`" + c + "`", at);
    }
  }

  /** Between two values; where the text ends, what would close them is missed. */
  private void comma(boolean first, char close) throws X {
    if (!first) {
      expect(at < text.length() ? ',' : close);
    }
  }

  /** An object; {@code field} reads each value, and says what a name given twice means. */
  public void fields(Field<X> field) throws X {
    expect('{');
    for (boolean first = true; !accept('}'); first = false) {
      comma(first, '}');
      int from = at();
      String name = string("a name in quotes");
      expect(':');
      field.read(name, from);
    }
  }

  /** An array; {@code item} reads each value. */
  public void items(Item<X> item) throws X {
    expect('[');
    for (boolean first = true; !accept(']'); first = false) {
      comma(first, ']');
      item.read();
    }
  }

  /** Nothing but blanks comes any more. */
  public void end() throws X {
    if (at() < text.length()) {
      throw faults.expected("the end", at);
    }
  }

  /** Goes past {@code word}, which is a value. */
  public void word(String word) throws X {
    if (!text.startsWith(word, at())) {
      throw faults.expected("a value", at);
    }
    at += word.length();
  }

  /** A number, as it is written. */
  public String number() throws X {
    Matcher number = NUMBER.matcher(text).region(at(), text.length());
    if (!number.lookingAt()) {
      throw faults.expected("a value", at);
    }
    at = number.end();
    return number.group();
  }

  /** A text in quotes, without them. */
  public String string() throws X {
    return string("`\"`");
  }

  private String string(String what) throws X {
    if (next() != '"') {
      throw faults.expected(what, at);
    }
    int from = at++;
    var said = new StringBuilder();
    while (here() != '"') {
      if (at >= text.length()) {
        throw faults.unclosed(from);
      }
      if (here() < ' ') {
        throw faults.expected("a control character as \\uXXXX", at);
      }
      said.append(here() == '\\' ? escaped() : here());
      at++;
    }
    at++;
    return said.toString();
  }

  private char escaped() throws X {
    at++;
    return switch (here()) {
      case '"', '\\', '/' -> here();
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> hex();
      default -> throw faults.expected("one of \" \\ / b f n r t u", at);
    };
  }

  private char hex() throws X {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      at++;
      // Digits of other scripts are digits to Java.
      int digit = here() < 128 ? Character.digit(here(), 16) : -1;
      if (digit < 0) {
        throw faults.expected("four hexadecimal digits", at);
      }
      code = 16 * code + digit;
    }
    return (char) code;
  }

  /**
   * Adds {@code text} in quotes.
   *
   * @param surrogates whether they are escaped too, since one alone could not be written
   */
  public static void quote(String text, boolean surrogates, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || (surrogates && Character.isSurrogate(c))) {
        out.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
