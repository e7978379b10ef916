package rubato.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import rubato.lab.store.Mode;
import rubato.lab.store.Patience;
import rubato.lab.store.Place;
import rubato.lab.store.Store;

/** Which store is meant. */
final class StoreOption {

  private static final Duration QUIET = Duration.ofSeconds(1);
  private static final Duration BETWEEN = Duration.ofSeconds(5);

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

  Store open(Console console, Mode mode) {
    return Store.open(place(console), mode, Patience.NONE);
  }

  /** A store to record in: when it goes away, this waits, says so, and goes on. */
  Store patient(Console console, Interrupt interrupt) {
    return Store.open(place(console), Mode.WRITE, new Waiting(console, interrupt));
  }

  private static final class Waiting implements Patience {
    private final Console console;
    private final Interrupt interrupt;
    private Duration next = QUIET;

    Waiting(Console console, Interrupt interrupt) {
      this.console = console;
      this.interrupt = interrupt;
    }

    @Override
    public boolean wait(String what, Duration waited) {
      if (waited.compareTo(BETWEEN) < 0 && next.compareTo(BETWEEN) > 0) {
        next = QUIET; // another time
      }
      if (waited.compareTo(next) >= 0) {
        console.err().println(what + ": waiting, " + waited.toSeconds() + " s so far");
        next = waited.plus(BETWEEN);
      }
      return !interrupt.asked();
    }
  }
}
