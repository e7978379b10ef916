package rubato.lab.export;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import rubato.lab.Json;
import rubato.lab.store.Event;
import rubato.lab.store.Observed;
import rubato.lab.store.Recorded;
import rubato.lab.store.Study;

/**
 * Runs as JSON, one object a line: a study with its events, a run, then its observations one by
 * one. What is no number is the string {@code "NaN"}, {@code "Infinity"} or {@code "-Infinity"}.
 * What was written can be read again, nothing is lost.
 */
public final class JsonLines {

  /** What a line may hold: a study and its events, a run, or an observation. */
  private record Line(
      @Nullable Study study,
      @Nullable List<Event> events,
      @Nullable Recorded run,
      @Nullable String of,
      @Nullable Observed observed) {}

  private record StudyLine(Study study, List<Event> events) {}

  private record RunLine(Recorded run) {}

  private record ObservedLine(String of, Observed observed) {}

  /** So much of a bad line is shown. */
  private static final int SHOWN = 40;

  private JsonLines() {}

  /** Writes a study. */
  public static void write(Study study, List<Event> events, Writer out) throws IOException {
    out.append(Json.line(new StudyLine(study, events))).append('\n');
  }

  /** Writes runs. */
  public static void write(Iterable<Exported> runs, Writer out) throws IOException {
    for (Exported run : runs) {
      out.append(Json.line(new RunLine(run.run()))).append('\n');
      for (Observed seen : run.observed()) {
        out.append(Json.line(new ObservedLine(run.run().id(), seen))).append('\n');
      }
    }
  }

  /** Who is told what was read. */
  public interface Reader {
    void study(Study study, List<Event> events);

    void run(Exported run);
  }

  /**
   * Reads what was written.
   *
   * @throws IllegalArgumentException when a line is something else; the message has its number
   */
  public static void read(BufferedReader in, Reader reader) throws IOException {
    Recorded run = null;
    var observed = new ArrayList<Observed>();
    Consumer<@Nullable Recorded> done =
        finished -> {
          if (finished != null) {
            reader.run(new Exported(finished, List.copyOf(observed)));
            observed.clear();
          }
        };
    int number = 0;
    for (String text = in.readLine(); text != null; text = in.readLine()) {
      number++;
      if (text.isBlank()) {
        continue;
      }
      Line line = line(text, number);
      if (line.observed() != null && run != null && run.id().equals(line.of())) {
        observed.add(line.observed());
      } else if (line.run() != null) {
        done.accept(run);
        run = line.run();
      } else if (line.study() != null && line.events() != null) {
        done.accept(run);
        run = null;
        reader.study(line.study(), line.events());
      } else {
        throw new IllegalArgumentException(
            "line %d must be a study, a run or an observation of the run before, got another"
                .formatted(number));
      }
    }
    done.accept(run);
  }

  private static Line line(String text, int number) {
    Line line = parsed(text, number);
    try {
      if (line.run() != null) {
        require(line.run());
        require(line.run().told());
      } else if (line.study() != null) {
        require(line.study());
        require(line.study().told());
        (line.events() == null ? List.<Event>of() : line.events()).forEach(JsonLines::require);
      } else if (line.observed() != null) {
        require(line.observed());
      }
      return line;
    } catch (IllegalArgumentException bad) {
      throw new IllegalArgumentException("line " + number + ": " + bad.getMessage(), bad);
    }
  }

  private static Line parsed(String text, int number) {
    try {
      return Json.parse(text, Line.class);
    } catch (IllegalArgumentException bad) {
      throw new IllegalArgumentException(
          "line %d must be one that rubato runs export --to jsonl wrote, got %s"
              .formatted(number, text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text),
          bad);
    }
  }

  /** Fields that are missing in the text are null in the record. */
  private static void require(@Nullable Record value) {
    if (value == null) {
      throw new IllegalArgumentException("all fields must be there, got fewer");
    }
    for (RecordComponent field : value.getClass().getRecordComponents()) {
      try {
        if (field.getAccessor().invoke(value) == null) {
          throw new IllegalArgumentException(field.getName() + " must be there, got none");
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
