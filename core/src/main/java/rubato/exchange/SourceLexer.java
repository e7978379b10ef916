package rubato.exchange;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Cuts source text, Python or Java, into words, numbers, texts and signs. */
final class SourceLexer {

  /** Longer texts are refused: nobody writes a schedule like that. */
  static final int LONGEST = 200_000;

  private static final List<String> SIGNS =
      List.of(
          "**", "//", "==", "!=", "<=", ">=", "->", "::", "+", "-", "*", "/", "%", "(", ")", "[",
          "]", "{", "}", ",", ":", "=", ".", "<", ">", ";", "@", "?", "&&", "||", "!");

  /** What Java's signs are in Python. */
  private static final Map<String, String> JAVA = Map.of("&&", "and", "||", "or", "!", "not");

  enum Kind {
    WORD,
    NUMBER,
    TEXT,
    SIGN,
    LINE,
    END
  }

  record Piece(Kind kind, String text, int at) {
    boolean is(String sign) {
      return (kind == Kind.SIGN || kind == Kind.WORD) && text.equals(sign);
    }

    ExchangeException unlike(String expected) {
      return new ExchangeException(
          "expected " + expected + ", got " + shown(said()) + " at " + place());
    }

    String place() {
      return "character " + (at + 1);
    }

    String said() {
      return kind == Kind.END
          ? "the end"
          : kind == Kind.LINE ? "the end of the line" : "`" + text + "`";
    }
  }

  private static final Map<String, Integer> BASES = Map.of("0x", 16, "0o", 8, "0b", 2);

  private final String text;
  private int at;
  private int brackets;

  private SourceLexer(String text) {
    this.text = text;
  }

  static List<Piece> pieces(String text) {
    if (text.length() > LONGEST) {
      throw new ExchangeException(
          "a text must be at most " + LONGEST + " characters, got " + text.length());
    }
    var lexer = new SourceLexer(text);
    var pieces = new ArrayList<Piece>();
    do {
      pieces.add(lexer.next());
    } while (pieces.getLast().kind != Kind.END);
    return pieces;
  }

  private Piece next() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#' || text.startsWith("/*", at) || (text.startsWith("//", at) && comment())) {
        skip(c);
      } else if (c == '\\' && (peek(1) == '\n' || peek(1) == '\r')) {
        at += 2;
      } else if (c == '\n' && brackets == 0 && !continued()) {
        return new Piece(Kind.LINE, "\n", at++);
      } else if (Character.isWhitespace(c)) {
        at++;
      } else {
        return piece();
      }
    }
    return new Piece(Kind.END, "", at);
  }

  /** A line that begins with a point goes on with the one before. */
  private boolean continued() {
    int next = at;
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    return next < text.length() && text.charAt(next) == '.';
  }

  /** {@code //} begins a comment in Java and divides in Python: only after a value it divides. */
  private boolean comment() {
    int before = at - 1;
    while (before >= 0 && (text.charAt(before) == ' ' || text.charAt(before) == '\t')) {
      before--;
    }
    return before < 0 || ";{},\n(".indexOf(text.charAt(before)) >= 0;
  }

  private void skip(char c) {
    int end = c == '/' && peek(1) == '*' ? text.indexOf("*/", at + 2) + 2 : text.indexOf('\n', at);
    at = end <= at ? text.length() : end;
  }

  private Piece piece() {
    int from = at;
    char c = text.charAt(at);
    if (c == '"' || c == '\'') {
      String three = String.valueOf(c).repeat(3);
      return text.startsWith(three, at) ? lines(three) : string(c);
    }
    if (digit(c) || (c == '.' && digit(peek(1)))) {
      return number();
    }
    if (Character.isJavaIdentifierStart(c)) {
      while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
        at++;
      }
      return new Piece(Kind.WORD, text.substring(from, at), from);
    }
    for (String sign : SIGNS) {
      if (text.startsWith(sign, at)) {
        at += sign.length();
        brackets =
            Math.max(0, brackets + ("([{".contains(sign) ? 1 : ")]}".contains(sign) ? -1 : 0));
        String word = JAVA.getOrDefault(sign, "");
        return word.isEmpty() ? new Piece(Kind.SIGN, sign, from) : new Piece(Kind.WORD, word, from);
      }
    }
    String odd = text.substring(at, text.offsetByCodePoints(at, 1));
    throw new ExchangeException("cannot read `" + shown(odd) + "` at character " + (at + 1));
  }

  private Piece number() {
    int from = at;
    String number = based();
    if (number.isEmpty()) {
      number = decimal();
    }
    if ("fFdDlL".indexOf(peek(0)) >= 0 && at < text.length()) {
      // Java's 0.1f has a point in Python too.
      boolean real = peek(0) != 'l' && peek(0) != 'L';
      at++;
      number += real && number.matches("\\d+") ? ".0" : "";
    }
    if (Character.isJavaIdentifierPart(peek(0)) && at < text.length()) {
      throw new ExchangeException(
          "a number ends oddly at character "
              + (at + 1)
              + ": "
              + shown(text.substring(from, at + 1)));
    }
    return new Piece(Kind.NUMBER, number, from);
  }

  private String decimal() {
    int from = at;
    digits();
    if (peek(0) == '.' && !Character.isJavaIdentifierStart(peek(1))) {
      at++;
      digits();
    }
    if (peek(0) == 'e' || peek(0) == 'E') {
      int sign = peek(1) == '-' || peek(1) == '+' ? 1 : 0;
      if (digit(peek(1 + sign))) {
        at += 1 + sign;
        digits();
      }
    }
    return text.substring(from, at).replace("_", "");
  }

  /** {@code 0x1f}, {@code 0o17} and {@code 0b11} as decimal digits; else empty. */
  private String based() {
    String prefix = text.substring(at, Math.min(at + 2, text.length())).toLowerCase(Locale.ROOT);
    int base = BASES.getOrDefault(prefix, 0);
    int end = at + 2;
    while (base > 0 && end < text.length() && Character.digit(text.charAt(end), base) >= 0) {
      end++;
    }
    if (base == 0 || end == at + 2) {
      return "";
    }
    String digits = text.substring(at + 2, end);
    at = end;
    return new BigInteger(digits, base).toString();
  }

  private void digits() {
    while (digit(peek(0)) || (peek(0) == '_' && digit(peek(1)))) {
      at++;
    }
  }

  /** A text of several lines, between three quotes. */
  private Piece lines(String quotes) {
    int from = at;
    int end = text.indexOf(quotes, at + 3);
    if (end < 0) {
      throw new ExchangeException("the text begun at character " + (from + 1) + " has no end");
    }
    at = end + 3;
    return new Piece(Kind.TEXT, text.substring(from + 3, end), from);
  }

  private Piece string(char quote) {
    int from = at++;
    var said = new StringBuilder();
    while (peek(0) != quote) {
      if (peek(0) == '\\') {
        at++;
        said.append(at < text.length() ? escape(text.charAt(at)) : "");
      } else if (at < text.length()) {
        said.append(text.charAt(at));
      }
      if (++at >= text.length()) {
        throw new ExchangeException("the text begun at character " + (from + 1) + " has no end");
      }
    }
    at++;
    return new Piece(Kind.TEXT, said.toString(), from);
  }

  private static String escape(char c) {
    return switch (c) {
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'r' -> "\r";
      default -> String.valueOf(c);
    };
  }

  private char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  /** At most forty characters of it, on one line. */
  static String shown(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= 40 ? line : line.substring(0, 40) + "...";
  }
}
