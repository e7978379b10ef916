package rubato.optim;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import rubato.optim.kernel.Crew;
import rubato.optim.kernel.Kernel;
import rubato.optim.kernel.Kernels;

/**
 * What the update of a rule for whole tensors is computed on: threads, and the kernel. Where arrays
 * are cut does not depend on the number of threads, so no sum does.
 */
public final class Machine {

  /** Numbers that a thread takes at a time, and that a sum is made of: whole tiles. */
  private static final long GRAIN = 1 << 14;

  /** Ranges that lines are cut into at most. */
  private static final long MOST = 64;

  /** The caller's thread. */
  static final Machine ALONE = new Machine(new Crew(1), Kernels.fastest());

  private final Crew crew;
  private final Kernel kernel;

  Machine(Crew crew, Kernel kernel) {
    this.crew = crew;
    this.kernel = kernel;
  }

  Kernel kernel() {
    return kernel;
  }

  /** Tile after tile, all numbers of {@code arrays}; several tiles at a time. */
  void each(List<Values> arrays, Consumer<Tile> body) {
    sums(0, arrays, (tile, _) -> body.accept(tile));
  }

  /** The sum of what {@code body} makes of each tile. */
  double sum(List<Values> arrays, ToDoubleFunction<Tile> body) {
    return sums(1, arrays, (tile, sums) -> sums[0] += body.applyAsDouble(tile))[0];
  }

  /** So many sums, to which {@code body} adds what it makes of each tile. */
  double[] sums(int count, List<Values> arrays, BiConsumer<Tile, double[]> body) {
    long size = arrays.getFirst().size();
    double[][] parts = new double[(int) ((size + GRAIN - 1) / GRAIN)][count];
    ranges(
        size,
        GRAIN,
        arrays,
        (number, from, to) ->
            new Tile(arrays, from, to).run(tile -> body.accept(tile, parts[number])));
    double[] sums = new double[count];
    for (double[] part : parts) {
      for (int i = 0; i < count; i++) {
        sums[i] += part[i];
      }
    }
    return sums;
  }

  /** Runs {@code body} on all ranges of {@code grain} out of {@code size}, several at a time. */
  void ranges(long size, long grain, List<Values> arrays, Crew.Range body) {
    List<MemorySegment> memory = arrays.stream().map(Values::memory).toList();
    crew.ranges(size, grain, memory, body);
  }

  /** Into how many ranges {@link #lines} cuts so many. */
  static int parts(long lines, long width) {
    long grain = grain(lines, width);
    return (int) ((lines + grain - 1) / grain);
  }

  /** The lines that a thread takes at a time: few ranges, since each may need sums of its own. */
  private static long grain(long lines, long width) {
    return Math.max(Math.max(1, GRAIN / width), (lines + MOST - 1) / MOST);
  }

  /** Runs {@code body} on ranges of lines of {@code width} numbers, several at a time. */
  void lines(long lines, long width, List<Values> arrays, Crew.Range body) {
    ranges(lines, grain(lines, width), arrays, body);
  }
}
