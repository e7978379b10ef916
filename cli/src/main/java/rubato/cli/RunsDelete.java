package rubato.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rubato.lab.store.Mode;
import rubato.lab.store.Status;
import rubato.lab.store.Store;

/** What is no longer wanted. */
@Command(
    name = "delete",
    description = "Delete runs, or studies with all of their trials. It cannot be undone.",
    footer = {"", "Example:", "  rubato runs delete digits-7f3a digits-90c1 --yes"})
final class RunsDelete implements Callable<Integer> {

  private final Console console;

  @Mixin Manners manners = new Manners();
  @Mixin StoreOption place = new StoreOption();

  @Parameters(arity = "1..*", paramLabel = "ID", description = "Runs or studies.")
  List<String> ids = new ArrayList<>();

  @Option(names = "--yes", description = "Do not ask.")
  boolean yes;

  RunsDelete(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (var store = place.open(console, Mode.WRITE)) {
      ids.forEach(id -> requireIdle(store, id));
      if (!yes && !agreed()) {
        return Exit.USAGE;
      }
      for (String id : ids) {
        if (store.find(id).isPresent()) {
          store.delete(id);
        } else {
          store.deleteStudy(id);
        }
      }
    }
    if (manners.json) {
      console.out().println(Json.of(Map.of("deleted", ids)));
    } else {
      manners.hint(console, "deleted " + String.join(", ", ids));
    }
    return Exit.OK;
  }

  private static void requireIdle(Store store, String id) {
    Status status = store.find(id).isPresent() ? store.run(id).status() : store.study(id).status();
    if (status == Status.RUNNING) {
      throw Failure.usage(id + " is running: end it first");
    }
  }

  private boolean agreed() {
    @SuppressWarnings("SystemConsoleNull") // it may say so
    var keys = System.console();
    if (!console.errTerminal() || keys == null || !keys.isTerminal()) {
      throw Failure.usage("deleting cannot be undone: say --yes");
    }
    console.err().print("delete " + String.join(", ", ids) + "? It cannot be undone. [y/N] ");
    console.err().flush();
    String answer = keys.readLine();
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
  }
}
