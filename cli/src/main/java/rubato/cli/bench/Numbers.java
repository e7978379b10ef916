package rubato.cli.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;

/** Float32 numbers to compute with, in native memory as engines have it. */
final class Numbers {

  private static final long ALIGNMENT = 64;

  private Numbers() {}

  static MemorySegment zeros(Arena arena, long size) {
    return arena.allocate(size * Float.BYTES, ALIGNMENT);
  }

  /** Between {@code -size} and {@code size}, the same every time. */
  static MemorySegment random(Arena arena, long count, float size) {
    MemorySegment numbers = zeros(arena, count);
    var random = new SplittableRandom(1);
    for (long i = 0; i < count; i++) {
      float value = (2 * (float) random.nextDouble() - 1) * size;
      numbers.setAtIndex(ValueLayout.JAVA_FLOAT, i, value);
    }
    return numbers;
  }
}
