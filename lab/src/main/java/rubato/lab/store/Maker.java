package rubato.lab.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;

/**
 * Who works on something: a process of a machine, and which store in it. Written as {@code
 * host:machine:pid:start:unique}.
 *
 * @param host the name of the machine, for the reader
 * @param machine what tells this boot of this machine, and this space of process numbers, from all
 *     others
 * @param pid the process
 * @param start when the process began, in milliseconds since 1970: numbers are used again
 * @param unique which of its stores
 */
record Maker(String host, String machine, long pid, long start, String unique) {

  static Maker here() {
    ProcessHandle self = ProcessHandle.current();
    return new Maker(
        read("/proc/sys/kernel/hostname", "this-machine"),
        read("/proc/sys/kernel/random/boot_id", System.getProperty("os.name")) + space(),
        self.pid(),
        start(self),
        UUID.randomUUID().toString());
  }

  static Maker parse(String text) {
    String[] words = text.split(":", -1);
    if (words.length != 5) {
      return new Maker(text, "", 0, 0, "");
    }
    try {
      return new Maker(
          words[0], words[1], Long.parseLong(words[2]), Long.parseLong(words[3]), words[4]);
    } catch (NumberFormatException _) {
      return new Maker(text, "", 0, 0, "");
    }
  }

  /** Whether it is of this machine, so that it can be seen whether it lives. */
  boolean near(Maker other) {
    return machine.equals(other.machine);
  }

  /** Whether the process, of this machine, lives. */
  boolean alive() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).map(Maker::start).orElse(-1L)
        == start;
  }

  /** For the reader. */
  String shown() {
    return "process " + pid + " on " + host;
  }

  @Override
  public String toString() {
    return String.join(":", host, machine, Long.toString(pid), Long.toString(start), unique);
  }

  private static long start(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  private static String space() {
    try {
      return "/" + Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString().replace(":", "");
    } catch (IOException | RuntimeException _) {
      return "";
    }
  }

  private static String read(String file, String otherwise) {
    try {
      return Files.readString(Path.of(file)).strip().replace(":", "-");
    } catch (IOException _) {
      return otherwise;
    }
  }
}
