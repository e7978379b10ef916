package rubato.cli;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import rubato.lab.store.Patience;

/**
 * Waits for a store that went away: says so after a second, then each minute, and when it is back.
 */
final class Waiting implements Patience {

  private static final Duration QUIET = Duration.ofSeconds(1);
  private static final Duration BETWEEN = Duration.ofSeconds(60);

  private final Consumer<String> say;
  private final BooleanSupplier willing;
  private Duration next = QUIET;

  /**
   * One who waits.
   *
   * @param say where lines go
   * @param willing whether to wait any longer
   */
  Waiting(Consumer<String> say, BooleanSupplier willing) {
    this.say = say;
    this.willing = willing;
  }

  @Override
  public synchronized boolean wait(String what, Duration waited) {
    if (!willing.getAsBoolean()) {
      return false;
    }
    if (waited.compareTo(next) >= 0) {
      say.accept(
          next.equals(QUIET)
              ? what + ": waiting for it; nothing is lost"
              : "%s: waiting for %d s now".formatted(what, waited.toSeconds()));
      next = waited.plus(BETWEEN);
    }
    return true;
  }

  @Override
  public synchronized void back(Duration waited) {
    if (!next.equals(QUIET)) {
      say.accept("the store is back after %d s".formatted(waited.toSeconds()));
      next = QUIET;
    }
  }
}
