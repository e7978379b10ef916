package rubato.exchange;

import java.util.List;
import rubato.exchange.SourceLexer.Kind;
import rubato.exchange.SourceLexer.Piece;

/** A place in source text, and the steps that reading takes from it. */
final class Cursor {

  private final List<Piece> pieces;
  private int at;

  Cursor(String text) {
    pieces = SourceLexer.pieces(text);
  }

  /** Passes over the ends of lines; whether anything is behind them. */
  boolean more() {
    while (peek().kind() == Kind.LINE || peek().is(";")) {
      at++;
    }
    return peek().kind() != Kind.END;
  }

  /** Whether there is more on this line. */
  boolean onLine() {
    return peek().kind() != Kind.LINE && peek().kind() != Kind.END;
  }

  void line() {
    while (onLine() && !peek().is(";")) {
      at++;
    }
  }

  /** How far the line of the next piece is indented. */
  int column() {
    int first = at;
    while (first > 0 && pieces.get(first - 1).kind() != Kind.LINE) {
      first--;
    }
    int line = first == 0 ? -1 : pieces.get(first - 1).at();
    return pieces.get(first).at() - line - 1;
  }

  void skip(int count) {
    at = Math.min(at + count, pieces.size() - 1);
  }

  int at() {
    return at;
  }

  void back(int place) {
    at = place;
  }

  Piece ahead(int count) {
    return pieces.get(Math.min(at + count, pieces.size() - 1));
  }

  /** Where the {@code =} of {@code name = ...} or {@code Type name = ...} is, or 0. */
  int assigned() {
    int i = at;
    while (pieces.get(i).kind() == Kind.WORD
        || pieces.get(i).is(".")
        || (pieces.get(i).is("[") && pieces.get(i + 1).is("]"))
        || (i > at && pieces.get(i).is("]") && pieces.get(i - 1).is("["))) {
      i++;
    }
    int typed = i;
    if (i > at
        && pieces.get(i).is(":")
        && !pieces.get(at).is("lambda")) { // Python's `name: Type = ...`
      while (pieces.get(i).kind() != Kind.LINE
          && pieces.get(i).kind() != Kind.END
          && !pieces.get(i).is("=")) {
        i++;
      }
      return pieces.get(i).is("=") ? i : 0;
    }
    return typed > at && pieces.get(i).is("=") && pieces.get(i - 1).kind() == Kind.WORD ? i : 0;
  }

  /** The name that is assigned to by the {@code =} at this place. */
  String named(int equals) {
    int colon = at;
    while (colon < equals && !pieces.get(colon).is(":")) {
      colon++;
    }
    int last = colon - 1;
    int first = last;
    while (first - 2 >= at && pieces.get(first - 1).is(".")) {
      first -= 2;
    }
    var name = new StringBuilder();
    for (int i = first; i <= last; i++) {
      name.append(pieces.get(i).text());
    }
    return name.toString();
  }

  String word() {
    Piece piece = take();
    if (piece.kind() != Kind.WORD) {
      throw piece.unlike("a name");
    }
    return piece.text();
  }

  Piece peek() {
    return pieces.get(at);
  }

  Piece take() {
    Piece piece = pieces.get(at);
    at = Math.min(at + 1, pieces.size() - 1);
    return piece;
  }

  boolean accept(String sign) {
    if (peek().is(sign)) {
      at++;
      return true;
    }
    return false;
  }

  void expect(String sign) {
    if (!accept(sign)) {
      throw peek().unlike("`" + sign + "`");
    }
  }
}
