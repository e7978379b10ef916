package rubato.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Supplier;

/**
 * Lines at the end of a terminal that are drawn over themselves: each frame in one write, line by
 * line over what was there, so that nothing flickers. The cursor is left below them and never
 * hidden: a process that is killed leaves the terminal as it was.
 */
final class Screen {

  private static final String COLOURS = "\u001b\\[[\\d;]*m";

  private final PrintStream out;
  private final Supplier<Size> size;
  private List<String> drawn = List.of();

  Screen(PrintStream out, Supplier<Size> size) {
    this.out = out;
    this.size = size;
  }

  Size size() {
    return size.get();
  }

  /** Shows these lines, narrower than the terminal; the first ones where there are too many. */
  void show(List<String> lines) {
    List<String> fit = lines.subList(0, Math.min(lines.size(), Math.max(0, size().rows() - 1)));
    var frame = new StringBuilder(toTheTop());
    for (String line : fit) {
      frame.append(line).append("\u001b[K\n");
    }
    out.print(frame.append("\u001b[J"));
    out.flush();
    drawn = List.copyOf(fit);
  }

  /** Takes them away. */
  void erase() {
    if (!drawn.isEmpty()) {
      out.print(toTheTop() + "\u001b[J");
      out.flush();
      drawn = List.of();
    }
  }

  /* A window that has become narrower has wrapped what was drawn. */
  private String toTheTop() {
    int columns = Math.max(1, size().columns());
    int rows =
        drawn.stream()
            .mapToInt(line -> line.replaceAll(COLOURS, "").length())
            .map(length -> Math.max(1, Math.ceilDiv(length, columns)))
            .sum();
    return rows == 0 ? "" : "\u001b[" + rows + "A\r";
  }
}
