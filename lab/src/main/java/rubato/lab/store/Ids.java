package rubato.lab.store;

import java.security.SecureRandom;
import java.util.Locale;

/** Names of studies and runs: the task's, and as many hexadecimal digits as it takes. */
final class Ids {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int DIGITS = 4;
  private static final int LONGEST = 24;

  private Ids() {}

  /** The id of a run: its study's and its number there, or a name of its own. */
  static String of(NewRun run, int attempt) {
    return run.study().isPresent()
        ? run.study().get() + "." + run.trial().getAsInt()
        : of(run.task(), attempt);
  }

  /** {@code digits-7f3a} for {@code digits:cnn}; longer with each attempt that met another. */
  static String of(String task, int attempt) {
    String plain =
        task.toLowerCase(Locale.ROOT).replaceFirst(":.*", "").replaceAll("[^a-z0-9]", "");
    String name = plain.isEmpty() ? "run" : plain.substring(0, Math.min(LONGEST, plain.length()));
    long number = RANDOM.nextLong();
    return name
        + "-"
        + String.format(Locale.ROOT, "%016x", number).substring(0, Math.min(16, DIGITS + attempt));
  }
}
