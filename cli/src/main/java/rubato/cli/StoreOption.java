package rubato.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rubato.lab.store.Mode;
import rubato.lab.store.Patience;
import rubato.lab.store.Place;
import rubato.lab.store.Store;

/** Which store is meant. */
final class StoreOption {

  @Option(
      names = "--store",
      paramLabel = "PLACE",
      description =
          "A folder, a file of SQLite, or jdbc:postgresql://HOST/DATABASE; without it RUBATO_STORE,"
              + " else the user's own.")
  @Nullable String where;

  Place place(Console console) {
    return Place.of(where == null ? "" : where, console.environment());
  }

  /** A command about the same store. */
  String command(String... words) {
    var all = new ArrayList<>(List.of(words));
    TaskOptions.add(all, "--store", where == null ? null : shown(where));
    return Shell.command(all);
  }

  /** A place as it may be seen by others: for a password there is a word. */
  static String shown(String where) {
    return where.startsWith("jdbc:")
        ? where
            .replaceFirst("(//[^/@:]*:)[^/@]*@", "$1PASSWORD@")
            .replaceFirst("([?&]password=)[^&]*", "$1PASSWORD")
        : where;
  }

  Store open(Console console, Mode mode) {
    return Store.open(place(console), mode, Patience.NONE);
  }

  /** A store to record in: when it goes away, this waits, says so, and goes on. */
  Store patient(Console console, Interrupt interrupt) {
    var waiting = new Waiting(console.err()::println, () -> !interrupt.asked());
    return Store.open(place(console), Mode.WRITE, waiting);
  }
}
