package rubato.cli;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How large a terminal is, in characters.
 *
 * @param columns its width
 * @param rows its height
 */
record Size(int columns, int rows) {

  private static final int USUAL_ROWS = 24;

  /** Four numbers of 16 bits: rows, columns, and both in dots. */
  private static final int WINDOW_BYTES = 8;

  /** The size of the terminal that standard error is, now; else what the environment says. */
  static Size of(Console console) {
    return (console.errTerminal() ? asked() : Optional.<Size>empty())
        .orElseGet(() -> new Size(console.columns(), rows(console.environment().get("LINES"))));
  }

  private static int rows(@Nullable String text) {
    try {
      int rows = text == null ? USUAL_ROWS : Integer.parseInt(text.strip());
      return rows < 1 ? USUAL_ROWS : Math.min(rows, 1000);
    } catch (NumberFormatException e) {
      return USUAL_ROWS;
    }
  }

  /** What the kernel says of descriptor 2: a window may be resized at any time. */
  private static Optional<Size> asked() {
    String os = System.getProperty("os.name", "");
    long wanted = os.equals("Linux") ? 0x5413L : os.startsWith("Mac") ? 0x40087468L : 0;
    if (wanted == 0) {
      return Optional.empty();
    }
    var linker = Linker.nativeLinker();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment window = arena.allocate(WINDOW_BYTES, Short.BYTES);
      int failed =
          (int)
              linker
                  .downcallHandle(
                      linker.defaultLookup().findOrThrow("ioctl"),
                      FunctionDescriptor.of(
                          ValueLayout.JAVA_INT,
                          ValueLayout.JAVA_INT,
                          ValueLayout.JAVA_LONG,
                          ValueLayout.ADDRESS),
                      Linker.Option.firstVariadicArg(2))
                  .invokeExact(2, wanted, window);
      int rows = Short.toUnsignedInt(window.get(ValueLayout.JAVA_SHORT, 0));
      int columns = Short.toUnsignedInt(window.get(ValueLayout.JAVA_SHORT, Short.BYTES));
      return failed == 0 && rows > 0 && columns > 0
          ? Optional.of(new Size(columns, rows))
          : Optional.empty();
    } catch (Throwable e) {
      return Optional.empty(); // a size is a nicety
    }
  }
}
