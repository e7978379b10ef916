package rubato.exchange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import rubato.exchange.SourceLexer.Kind;
import rubato.exchange.SourceLexer.Piece;
import rubato.exchange.Value.Call;
import rubato.exchange.Value.Dict;
import rubato.exchange.Value.Items;
import rubato.exchange.Value.Lambda;
import rubato.exchange.Value.Name;
import rubato.exchange.Value.Nothing;
import rubato.exchange.Value.Num;
import rubato.exchange.Value.Operation;
import rubato.exchange.Value.Text;
import rubato.exchange.Value.Truth;

/**
 * Reads expressions as they stand in Python source, and in Java's builders as far as they are
 * alike: recursive descent, one method a level of precedence. {@link Script} reads what they stand
 * in.
 */
final class Source {

  private static final int DEEPEST = 60;

  private static final List<String> CASTS = List.of("float", "double");
  private static final int COMPARISONS = 2;
  private static final List<List<String>> BINARY =
      List.of(
          List.of("or"),
          List.of("and"),
          List.of("==", "!=", "<=", ">=", "<", ">", "in"),
          List.of("+", "-"),
          List.of("*", "/", "//", "%"));

  private final Cursor here;
  private final Map<String, Value> known = new HashMap<>();
  private int depth;

  Source(Cursor here) {
    this.here = here;
  }

  /**
   * The last value of the text.
   *
   * @throws ExchangeException when there is none, or something cannot be read
   */
  static Value read(String text) {
    return Script.read(text).last();
  }

  /** What names stand for. */
  Map<String, Value> known() {
    return known;
  }

  private Value function(String parameter) {
    Optional<Value> hidden = Optional.ofNullable(known.remove(parameter));
    Value body = expression();
    hidden.ifPresent(value -> known.put(parameter, value));
    return new Lambda(parameter, body);
  }

  Value expression() {
    if (++depth > DEEPEST) {
      throw new ExchangeException(
          "more than " + DEEPEST + " nested parts at " + here.peek().place());
    }
    try {
      return here.peek().is("lambda") || here.ahead(1).is("->") ? lambda() : conditional();
    } finally {
      depth--;
    }
  }

  private Value lambda() {
    here.accept("lambda");
    String parameter = here.word();
    if (!here.accept(":") && !here.accept("->")) {
      throw here.peek().unlike("`:` after one parameter");
    }
    return function(parameter);
  }

  private Value conditional() {
    Value value = binary(0);
    if (here.accept("?")) { // Java's
      Value yes = expression();
      here.expect(":");
      return Formula.choice(yes, value, expression());
    }
    if (!here.accept("if")) {
      return value;
    }
    Value condition = binary(0);
    here.expect("else");
    return Formula.choice(value, condition, expression());
  }

  private Value binary(int level) {
    if (level == BINARY.size()) {
      return unary();
    }
    Value left =
        level == COMPARISONS && here.accept("not")
            ? Formula.fold("not", binary(level))
            : binary(level + 1);
    @Nullable Value before = null; // what stands between two comparisons belongs to both
    while (true) {
      Piece operator = here.peek();
      if (level == COMPARISONS && operator.is("not") && here.ahead(1).is("in")) {
        here.skip(2);
        left = Formula.fold("not", Formula.fold("in", left, binary(level + 1)));
        continue;
      }
      if (operator.kind() == Kind.TEXT || BINARY.get(level).stream().noneMatch(operator::is)) {
        return left;
      }
      here.skip(1);
      Value right = binary(level + 1);
      left =
          level == COMPARISONS && before != null
              ? Formula.fold("and", left, Formula.fold(operator.text(), before, right))
              : Formula.fold(operator.text(), left, right);
      before = right;
    }
  }

  private Value unary() {
    if (++depth > DEEPEST) {
      throw new ExchangeException(
          "more than " + DEEPEST + " nested parts at " + here.peek().place());
    }
    try {
      if (here.accept("-")) {
        return Formula.fold("-", unary());
      }
      if (here.accept("+")) {
        return unary();
      }
      if (here.peek().is("(")
          && CASTS.stream().anyMatch(here.ahead(1)::is)
          && here.ahead(2).is(")")) {
        here.skip(3);
        return unary();
      }
      Value value = postfix(primary());
      return here.accept("**") ? Formula.fold("**", value, unary()) : value;
    } finally {
      depth--;
    }
  }

  private Value primary() {
    Piece piece = here.take();
    return switch (piece.kind()) {
      case NUMBER ->
          new Num(
              Double.parseDouble(piece.text()), piece.text().chars().allMatch(Character::isDigit));
      case TEXT -> {
        var text = new StringBuilder(piece.text());
        while (here.peek().kind() == Kind.TEXT) {
          text.append(here.take().text());
        }
        yield new Text(text.toString());
      }
      case WORD -> word(piece);
      case SIGN ->
          switch (piece.text()) {
            case "(" -> tuple();
            case "[" -> new Items(items("]"));
            case "{" -> braces();
            default -> throw piece.unlike("a value");
          };
      case LINE, END -> throw piece.unlike("a value");
    };
  }

  private Value word(Piece piece) {
    return switch (piece.text()) {
      case "True", "true" -> new Truth(true);
      case "False", "false" -> new Truth(false);
      case "None", "null" -> new Nothing();
      case "new" -> primary();

      case "if", "else", "for", "in", "and", "or", "not", "lambda" -> throw piece.unlike("a value");
      case "f", "r", "b", "u" -> here.peek().kind() == Kind.TEXT ? primary() : named(piece);
      default -> named(piece);
    };
  }

  private Value named(Piece piece) {
    return known.getOrDefault(piece.text(), new Name(piece.text()));
  }

  private Value tuple() {
    var items = new ArrayList<Value>();
    boolean comma = false;
    while (!here.peek().is(")")) {
      items.add(expression());
      if (!here.accept(",")) {
        break;
      }
      comma = true;
    }
    here.expect(")");
    return items.size() == 1 && !comma ? items.getFirst() : new Items(List.copyOf(items));
  }

  private List<Value> items(String end) {
    var items = new ArrayList<Value>();
    while (!here.peek().is(end)) {
      items.add(expression());
      if (items.size() == 1 && here.accept("for")) {
        String name = here.word();
        here.expect("in");
        items.addAll(Formula.each(items.removeFirst(), name, binary(0)));
        break;
      }
      if (!here.accept(",")) {
        break;
      }
    }
    here.expect(end);
    return List.copyOf(items);
  }

  private Value braces() {
    var entries = new LinkedHashMap<Value, Value>();
    var items = new ArrayList<Value>();
    while (!here.peek().is("}")) {
      Value key = expression();
      if (here.accept(":")) {
        Value value = expression();
        if (entries.isEmpty() && here.accept("for")) {
          entries.putAll(each(key, value));
          break;
        }
        entries.put(key, value);
      } else {
        // Java's new int[] {20, 50}.
        items.add(key);
      }
      if (!here.accept(",")) {
        break;
      }
    }
    here.expect("}");
    return items.isEmpty() ? new Dict(entries) : new Items(List.copyOf(items));
  }

  /** {@code {30 * i: 0.1 for i in range(1, 4)}}, behind its {@code for}. */
  private Map<Value, Value> each(Value key, Value value) {
    String name = here.word();
    here.expect("in");
    Value over = binary(0);
    List<Value> keys = Formula.each(key, name, over);
    List<Value> values = Formula.each(value, name, over);
    var entries = new LinkedHashMap<Value, Value>();
    for (int i = 0; i < keys.size(); i++) {
      entries.put(keys.get(i), values.get(i));
    }
    return entries;
  }

  private Value postfix(Value value) {
    Value result = value;
    while (true) {
      if (here.peek().is(".") || here.peek().is("::")) {
        here.skip(1);
        String member = here.word();
        if (result instanceof Name(var name)) {
          String whole = name + "." + member;
          result = known.getOrDefault(whole, new Name(whole));
        } else if (result instanceof Items(var items) && member.equals("length")) {
          result = new Num(items.size(), true);
        } else if (result instanceof Call call && here.peek().is("(")) {
          here.skip(1);
          result = Builders.applied(call, member, arguments(member));
        } else if (result instanceof Call call) {
          result = new Name(call.name() + "()." + member);
        } else {
          throw new ExchangeException(
              "cannot read `." + member + "` of " + SourceLexer.shown("" + result));
        }
      } else if (here.peek().is("(") && result instanceof Name(var name)) {
        here.skip(1);
        result = Builders.known(arguments(name));
      } else if (here.peek().is("(") && result instanceof Call call && Builders.injects(call)) {
        result = call.positional().getFirst();
      } else if (here.peek().is("(") && here.ahead(1).is(")") && result instanceof Lambda) {
        here.skip(2); // a class that is a function
      } else if (here.peek().is("[") && result instanceof Name(var name) && javaArray(name)) {
        here.skip(2);
        result = primary();
      } else if (here.peek().is("[") && result instanceof Items) {
        here.skip(1);
        result = new Operation("[]", List.of(result, expression()));
        here.expect("]");
      } else if (here.peek().is("[") && (result instanceof Name || result instanceof Call)) {
        here.skip(1);
        Value index = expression();
        result = result instanceof Call ? result : new Name(result + "[" + index + "]");
        here.expect("]");
      } else {
        return result;
      }
    }
  }

  /** {@code int[] {20, 50}}. */
  private boolean javaArray(String name) {
    return List.of("int", "float", "double", "long").contains(name) && here.ahead(1).is("]");
  }

  private Call arguments(String name) {
    var positional = new ArrayList<Value>();
    var keywords = new LinkedHashMap<String, Value>();
    while (!here.peek().is(")")) {
      Piece first = here.peek();
      if (here.accept("*")) {
        Value more = expression();
        positional.addAll(more instanceof Items(var items) ? items : unpacked(first, more));
      } else if (here.accept("**")) {
        Value more = expression();
        if (!(more instanceof Dict(var entries))) {
          throw new ExchangeException(unreadable(first, more));
        }
        keywords.putAll(Shapes.keywords(entries));
      } else if (first.kind() == Kind.WORD && here.ahead(1).is("=")) {
        here.skip(2);
        if (keywords.put(first.text(), expression()) != null) {
          throw new ExchangeException(name + ": " + first.text() + " is given twice");
        }
      } else if (keywords.isEmpty()) {
        positional.add(expression());
      } else {
        throw new ExchangeException(name + ": a positional argument follows a keyword");
      }
      if (!here.accept(",")) {
        break;
      }
    }
    here.expect(")");
    return new Call(name, List.copyOf(positional), keywords);
  }

  private static List<Value> unpacked(Piece sign, Value more) {
    throw new ExchangeException(unreadable(sign, more));
  }

  private static String unreadable(Piece sign, Value more) {
    return "cannot read " + sign.said() + SourceLexer.shown("" + more) + ": write it out";
  }
}
