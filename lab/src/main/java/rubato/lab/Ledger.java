package rubato.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import rubato.train.Times;

/** Where the entries of a study are kept: the truth of it. */
public interface Ledger {

  /** All entries, in order. */
  List<Entry> entries();

  /** Says that a trial is being trained from now on; of use to who writes down times. */
  default void trains(int trial) {}

  /**
   * Keeps one more; it survives anything when this returns.
   *
   * @param times when its updates and evaluations were made; of use to who writes down times
   */
  void append(Entry entry, Times times);

  /** The folder for checkpoints of trials; made if missing. */
  Path folder();

  /** A ledger that forgets all when the process ends. */
  static Ledger of(Path folder) {
    var entries = new ArrayList<Entry>();
    try {
      Files.createDirectories(folder);
    } catch (IOException failure) {
      throw Json.unwritable(folder, failure);
    }
    return new Ledger() {
      @Override
      public List<Entry> entries() {
        return List.copyOf(entries);
      }

      @Override
      public void append(Entry entry, Times times) {
        entries.add(entry);
      }

      @Override
      public Path folder() {
        return folder;
      }
    };
  }
}
