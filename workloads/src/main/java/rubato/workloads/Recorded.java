package rubato.workloads;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/**
 * Trainings of tasks at many rates, and range tests of the same, recorded and shipped: what finders
 * and searches are measured on. How they were recorded is in docs/guide/quality-of-search.md.
 */
public final class Recorded {

  private Recorded() {}

  /** Full trainings, one a line, losses to five digits. */
  public static String curves() {
    return text("curves.jsonl.gz");
  }

  /** Range tests, one a line. */
  public static String sweeps() {
    return text("sweeps.jsonl.gz");
  }

  private static String text(String name) {
    try (InputStream packed = Recorded.class.getResourceAsStream(name)) {
      if (packed == null) {
        throw new IllegalStateException(name + " is not in the jar");
      }
      return new String(new GZIPInputStream(packed).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
