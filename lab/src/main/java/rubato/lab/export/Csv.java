package rubato.lab.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import rubato.lab.store.Observed;

/** Observations as comma-separated values: a row each, long form; numbers as Java prints them. */
public final class Csv {

  private Csv() {}

  /** Writes all of {@code runs}; what is no number is {@code NaN} or {@code Infinity}. */
  public static void write(Iterable<Exported> runs, Writer out) throws IOException {
    CsvWriter csv = CsvWriter.builder().build(out);
    csv.writeRecord(
        "run", "task", "schedule", "optimizer", "seed", "step", "kind", "value", "rate", "time");
    for (Exported run : runs) {
      var told = run.run().told();
      String seed = Long.toString(told.seed());
      for (Observed seen : run.observed()) {
        csv.writeRecord(
            run.run().id(),
            told.task(),
            told.schedule(),
            told.optimizer(),
            seed,
            Long.toString(seen.step()),
            seen.kind(),
            Double.toString(seen.value()),
            Double.isNaN(seen.rate()) ? "" : Double.toString(seen.rate()),
            seen.at().isPresent() ? Instant.ofEpochMilli(seen.at().getAsLong()).toString() : "");
      }
    }
    csv.flush();
  }
}
