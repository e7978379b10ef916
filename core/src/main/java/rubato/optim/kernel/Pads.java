package rubato.optim.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Single vectors that rests are copied into: made once, since allocating costs more than a rest.
 */
final class Pads {

  private final List<MemorySegment> vectors = new ArrayList<>();
  private int used;

  /** All of them, to be given out again. */
  Pads fresh() {
    used = 0;
    return this;
  }

  /** The next, with {@code rest} and then zeros. */
  MemorySegment with(MemorySegment rest) {
    if (used == vectors.size()) {
      vectors.add(Arena.ofAuto().allocate(Lanes.BYTES, Lanes.BYTES));
    }
    MemorySegment vector = vectors.get(used++);
    Lanes.store(Lanes.loadRest(rest), vector, 0);
    return vector;
  }
}
