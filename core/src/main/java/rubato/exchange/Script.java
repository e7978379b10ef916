package rubato.exchange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import rubato.exchange.SourceLexer.Kind;
import rubato.exchange.SourceLexer.Piece;
import rubato.exchange.Value.Items;
import rubato.exchange.Value.Lambda;
import rubato.exchange.Value.Name;
import rubato.exchange.Value.Nothing;
import rubato.exchange.Value.Text;

/**
 * Reads source as people paste it, a line or a whole program: assignments are kept and their names
 * replaced, functions of one number are read, imports, loops and headers are passed over.
 */
final class Script {

  /** The last value of a text, all values in their order, and what the names stand for. */
  record Whole(Value last, List<Value> all, Map<String, Value> known) {}

  private static final Pattern PROMPT = Pattern.compile("(?m)^\\s*>>>");
  private static final List<String> PASSED =
      List.of("import", "from", "package", "with", "try", "finally", "except", "@", "pass", "del");
  private static final List<String> LOOPS = List.of("for", "while");
  private static final List<String> AUGMENTED = List.of("+", "-", "*", "/", "//", "%", "**");

  private final Cursor here;
  private final Source source;
  private final List<Value> values = new ArrayList<>();
  private String of = "";

  private Script(String text) {
    here = new Cursor(text);
    source = new Source(here);
  }

  /**
   * Reads all of a text.
   *
   * @throws ExchangeException when there is nothing in it, or something cannot be read
   */
  static Whole read(String text) {
    var script = new Script(prompted(text));
    while (script.here.more()) {
      script.top();
    }
    if (script.values.isEmpty()) {
      throw new ExchangeException("there is nothing to read");
    }
    return new Whole(script.values.getLast(), List.copyOf(script.values), script.source.known());
  }

  /** Without the prompts of an example in a documentation, and without what it printed. */
  private static String prompted(String text) {
    return PROMPT.matcher(text).find()
        ? String.join(
            "\n",
            text.lines()
                .map(String::strip)
                .filter(line -> line.startsWith(">>>") || line.startsWith("..."))
                .map(line -> line.substring(3).replaceFirst("^ ", ""))
                .toList())
        : text;
  }

  private void top() {
    Piece first = here.peek();
    int column = here.column();
    if (first.is("class")) {
      here.take();
      of = here.word();
      here.line();
    } else if (first.is("def") || first.is("async")) {
      here.accept("async");
      definition(column);
    } else if (LOOPS.stream().anyMatch(first::is)) {
      here.line();
      passBelow(column);
    } else if (PASSED.stream().anyMatch(first::is) || main()) {
      here.line();
    } else {
      values.add(statement());
    }
  }

  /** {@code if __name__ == "__main__":}. */
  private boolean main() {
    return here.peek().is("if") && here.ahead(1).is("__name__");
  }

  private void passBelow(int column) {
    while (here.more() && here.column() > column) {
      here.line();
    }
  }

  /** A function of one number, or one that makes a scheduler: then what is in it is read. */
  private void definition(int column) {
    here.expect("def");
    String name = here.word();
    List<String> parameters = parameters();
    boolean method =
        !parameters.isEmpty() && List.of("self", "cls").contains(parameters.getFirst());
    int count = parameters.size() - (method ? 1 : 0);
    if (name.equals("get_config") || (name.startsWith("__") && !name.equals("__call__"))) {
      here.line();
      passBelow(column);
    } else if (count == 1) {
      int begin = here.at();
      int before = values.size();
      try {
        Value function = function(parameters.getLast(), column);
        source.known().put(name.equals("__call__") ? of : name, function);
        values.add(function);
      } catch (ExchangeException unlike) {
        here.back(begin);
        inner(column);
        if (values.stream().skip(before).noneMatch(Value.Call.class::isInstance)) {
          throw unlike;
        }
      }
    } else {
      inner(column);
    }
  }

  /** What is in a function that makes a scheduler, as if it stood outside. */
  private void inner(int column) {
    if (here.peek().kind() != Kind.LINE) {
      values.add(statement());
    }
    while (here.more() && here.column() > column) {
      top();
    }
  }

  /** The names of those without a default; a default is what its name stands for. */
  private List<String> parameters() {
    var names = new ArrayList<String>();
    here.expect("(");
    while (!here.peek().is(")")) {
      String name = here.word();
      if (here.accept(":")) {
        source.expression();
      }
      if (here.accept("=")) {
        source.known().put(name, source.expression());
      } else {
        names.add(name);
      }
      if (!here.accept(",")) {
        break;
      }
    }
    here.expect(")");
    if (here.accept("->")) {
      source.expression();
    }
    here.expect(":");
    return names;
  }

  private Value function(String parameter, int column) {
    var outside = new HashMap<>(source.known());
    try {
      source.known().remove(parameter);
      var suite = suite(column);
      Value body =
          suite
              .returned()
              .orElseThrow(() -> here.peek().unlike("`return` at the end of the function"));
      return Formula.readable(new Lambda(parameter, body));
    } finally {
      source.known().clear();
      source.known().putAll(outside);
    }
  }

  /** {@code if condition: return value}, on the way to the last {@code return}. */
  private record Guard(Value condition, Value value) {}

  /** What a block gives: early under conditions, and at its end where that returns. */
  private record Suite(List<Guard> guards, Optional<Value> end) {

    Optional<Value> returned() {
      return end.map(
          last -> {
            Value value = last;
            for (Guard guard : guards.reversed()) {
              value = Formula.choice(guard.value, guard.condition, value);
            }
            return value;
          });
    }
  }

  /** A block: the lines that are deeper than {@code column}, or the rest of this one. */
  private Suite suite(int column) {
    boolean inline = here.peek().kind() != Kind.LINE;
    var guards = new ArrayList<Guard>();
    Optional<Value> end = Optional.empty();
    while (inline ? here.onLine() : here.more() && here.column() > column) {
      if (end.isPresent()) {
        here.line();
      } else if (here.accept("return")) {
        end = Optional.of(listed());
      } else if (here.peek().is("if")) {
        end = branch(here.column(), guards);
      } else if (here.peek().kind() == Kind.TEXT || here.peek().is("pass")) {
        here.line();
      } else if (here.assigned() == 0 && !augmented()) {
        throw here.peek().unlike("`return`");
      } else {
        statement();
      }
      here.accept(";");
    }
    return new Suite(guards, end);
  }

  /** An {@code if} with its {@code elif} and {@code else}; what returns early joins the guards. */
  private Optional<Value> branch(int column, List<Guard> guards) {
    here.take();
    Value condition = source.expression();
    here.expect(":");
    var before = new HashMap<>(source.known());
    Suite yes = suite(column);
    var after = new HashMap<>(source.known());
    source.known().clear();
    source.known().putAll(before);
    Suite no = otherwise(column);
    Optional<Value> first = yes.returned();
    Optional<Value> second = no.returned();
    if (first.isPresent() && second.isPresent()) {
      return Optional.of(Formula.choice(first.get(), condition, second.get()));
    }
    if (first.isPresent()) {
      guards.add(new Guard(condition, first.get()));
      guards.addAll(no.guards());
    } else if (!yes.guards().isEmpty() || !no.guards().isEmpty()) {
      throw here.peek().unlike("a function whose branches all return");
    } else if (second.isPresent()) {
      guards.add(new Guard(Formula.fold("not", condition), second.get()));
      source.known().clear();
      source.known().putAll(after);
    } else {
      join(condition, after);
    }
    return Optional.empty();
  }

  private Suite otherwise(int column) {
    boolean more = here.more() && here.column() == column;
    if (more && here.peek().is("elif")) {
      var guards = new ArrayList<Guard>();
      Optional<Value> end = branch(column, guards);
      return new Suite(guards, end);
    }
    if (more && here.accept("else")) {
      here.expect(":");
      return suite(column);
    }
    return new Suite(List.of(), Optional.empty());
  }

  /** What is known after either side: a name that differs stands for a choice. */
  private void join(Value condition, Map<String, Value> yes) {
    var names = new ArrayList<>(source.known().keySet());
    yes.keySet().stream().filter(name -> !source.known().containsKey(name)).forEach(names::add);
    for (String name : names) {
      Value first = yes.getOrDefault(name, new Name(name));
      Value second = source.known().getOrDefault(name, new Name(name));
      source
          .known()
          .put(name, first.equals(second) ? first : Formula.choice(first, condition, second));
    }
  }

  /** {@code name *= value} and its like. */
  private boolean augmented() {
    return here.peek().kind() == Kind.WORD
        && AUGMENTED.stream().anyMatch(here.ahead(1)::is)
        && here.ahead(2).is("=");
  }

  private Value statement() {
    if (augmented()) {
      String name = here.word();
      String operator = here.take().text();
      here.expect("=");
      Value old = source.known().getOrDefault(name, new Name(name));
      return keep(name, Formula.fold(operator, old, listed()));
    }
    List<String> names = several();
    int equals = names.isEmpty() ? here.assigned() : 0;
    if (equals > 0) {
      names = List.of(here.named(equals));
      here.back(equals + 1);
      while (here.peek().kind() == Kind.LINE) {
        here.take();
      }
    }
    here.accept("return");
    Value value = here.peek().is("pass") ? passed() : listed();
    if (here.onLine() && !here.peek().is(";")) {
      throw here.peek().unlike("the end");
    }
    if (names.size() > 1 && value instanceof Items(var items) && items.size() == names.size()) {
      for (int i = 0; i < items.size(); i++) {
        keep(names.get(i), items.get(i));
      }
    } else if (!names.isEmpty()) {
      keep(names.getFirst(), value);
    }
    return value;
  }

  private Value passed() {
    here.take();
    return new Nothing();
  }

  /** The names of {@code first, second = ...}, or none. */
  private List<String> several() {
    var names = new ArrayList<String>();
    int i = 0;
    while (here.ahead(i).kind() == Kind.WORD && here.ahead(i + 1).is(",")) {
      names.add(here.ahead(i).text());
      i += 2;
    }
    if (i == 0 || here.ahead(i).kind() != Kind.WORD || !here.ahead(i + 1).is("=")) {
      return List.of();
    }
    names.add(here.ahead(i).text());
    here.back(here.at() + i + 2);
    return names;
  }

  /** An expression, or several behind commas. */
  private Value listed() {
    Value first = source.expression();
    if (!here.peek().is(",")) {
      return first;
    }
    var items = new ArrayList<>(List.of(first));
    while (here.accept(",") && here.onLine()) {
      items.add(source.expression());
    }
    return new Items(List.copyOf(items));
  }

  private Value keep(String name, Value value) {
    source.known().put(name, value);
    return value instanceof Text || value instanceof Nothing ? new Nothing() : value;
  }
}
