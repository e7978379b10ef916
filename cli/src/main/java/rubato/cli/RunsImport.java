package rubato.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import rubato.lab.TextFile;
import rubato.lab.export.Exported;
import rubato.lab.export.JsonLines;
import rubato.lab.store.Event;
import rubato.lab.store.Mode;
import rubato.lab.store.Store;
import rubato.lab.store.Study;

/** Runs from a file. */
@Command(
    name = "import",
    description = "Take in what rubato runs export --to jsonl wrote; what is there already stays.",
    footer = {"", "Example:", "  rubato runs import digits.jsonl"})
final class RunsImport implements Callable<Integer> {

  private final Console console;

  @Mixin Manners manners = new Manners();
  @Mixin StoreOption place = new StoreOption();

  @Parameters(paramLabel = "FILE", description = "JSON Lines.")
  Path file = Path.of("");

  RunsImport(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var taken = new ArrayList<String>();
    var known = new ArrayList<String>();
    // Read through first: a file that breaks off in the middle changes nothing.
    read(new Counting(new ArrayList<>()));
    try (var store = place.open(console, Mode.WRITE)) {
      read(new Taking(store, taken, known));
    }
    if (manners.json) {
      console.out().println(Json.of(Map.of("taken", taken, "known", known)));
    }
    manners.hint(
        console,
        "%d run%s taken in, %d known already"
            .formatted(taken.size(), taken.size() == 1 ? "" : "s", known.size()));
    manners.hint(console, "look: " + place.command("runs", "list"));
    return Exit.OK;
  }

  private void read(JsonLines.Reader reader) {
    try (BufferedReader in = TextFile.open(file)) {
      read(in, reader);
    } catch (IOException e) {
      throw new Failure(Exit.USAGE, file + " cannot be read: " + TargetFile.reason(e), e);
    }
  }

  private void read(BufferedReader in, JsonLines.Reader reader) throws IOException {
    try {
      JsonLines.read(in, reader);
    } catch (IllegalArgumentException e) {
      throw new Failure(Exit.USAGE, file + ": " + e.getMessage(), e);
    }
  }

  private record Counting(List<String> ids) implements JsonLines.Reader {
    @Override
    public void study(Study study, List<Event> events) {
      ids.add(study.id());
    }

    @Override
    public void run(Exported run) {
      run.run()
          .told()
          .study()
          .filter(study -> !ids.contains(study))
          .ifPresent(
              study -> {
                throw new IllegalArgumentException(
                    "the study of run " + run.run().id() + " must come before it, got none");
              });
    }
  }

  private record Taking(Store store, List<String> taken, List<String> known)
      implements JsonLines.Reader {
    @Override
    public void study(Study study, List<Event> events) {
      store.restore(study, events);
    }

    @Override
    public void run(Exported run) {
      (store.restore(run.run(), run.observed()) ? taken : known).add(run.run().id());
    }
  }
}
