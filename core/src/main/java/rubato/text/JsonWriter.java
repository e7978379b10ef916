package rubato.text;

import java.util.List;
import java.util.Optional;
import rubato.exchange.Watcher;
import rubato.internal.JsonTokens;

/** Writes records as JSON. */
final class JsonWriter {

  private JsonWriter() {}

  static void write(Object value, StringBuilder out) {
    switch (value) {
      case Quantity rate when rate.free() -> quote(rate.toString(), out);
      case Quantity rate -> out.append(rate.value());
      case Span.Steps(long count) -> out.append(count);
      case Span span -> quote(span.toString(), out);
      case Extent.Length(var span) -> write(span, out);
      case Extent.Range(var from, var to) -> quote(from + ".." + to, out);
      case Reaction.At(Span span) -> write(span, out);
      case Reaction.LastPiece _ -> quote("last-piece", out);
      case Watcher watcher -> {
        quote(watcher.toString(), out.append("{\"type\": \"foreign\", \"call\": "));
        out.append('}');
      }
      case String text -> quote(text, out);
      case Enum<?> choice -> quote(Shape.kebab(choice.name()), out);
      case List<?> values -> {
        String comma = "";
        out.append('[');
        for (Object one : values) {
          write(one, out.append(comma));
          comma = ", ";
        }
        out.append(']');
      }
      case Record record -> record(record, out);
      default -> out.append(value);
    }
  }

  private static void record(Record record, StringBuilder out) {
    Optional<Shape> typed = Shape.of(record);
    Shape shape = typed.orElse(new Shape("", record.getClass(), Optional.empty()));
    List<Object> values = Shape.values(record);
    int skipped = values.size() - shape.fields().size();
    String comma = "";
    out.append('{');
    if (typed.isPresent()) {
      quote(shape.type(), out.append("\"type\": "));
      comma = ", ";
    }
    for (int i = skipped; i < values.size(); i++) {
      if (!silent(values.get(i))) {
        quote(shape.fields().get(i - skipped).name(), out.append(comma));
        write(values.get(i), out.append(": "));
        comma = ", ";
      }
    }
    out.append('}');
  }

  /** What takes what is left has no length, what looks from now on no start. */
  private static boolean silent(Object value) {
    return value instanceof Extent.Rest || value instanceof Reaction.Now || value.equals(List.of());
  }

  static void quote(String text, StringBuilder out) {
    JsonTokens.quote(text, true, out);
  }
}
