package rubato.optim;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * How all stood before an update whose rule evaluates again: such an evaluation overwrites the
 * gradients, and may be what the update is rejected or left out for.
 *
 * @param gradients as they were
 * @param weights as they were; none where no policy can undo the update
 * @param store as it was; the one that goes on where no policy can undo the update
 */
record Before(List<Kept> gradients, List<Kept> weights, Store store) {

  /** A copy of some memory. */
  private record Kept(MemorySegment memory, MemorySegment copy) {

    static Kept of(MemorySegment memory) {
      MemorySegment copy = Arena.ofAuto().allocate(memory.byteSize(), Double.BYTES);
      return new Kept(memory, copy.copyFrom(memory));
    }

    void putBack() {
      memory.copyFrom(copy);
    }
  }

  /** Of an update of {@code entries}. */
  static Before of(List<Plan.Entry> entries, Store store, NonFinite policy) {
    boolean undoable = policy == NonFinite.FAIL || policy == NonFinite.SKIP;
    List<Kept> gradients = new ArrayList<>();
    List<Kept> weights = new ArrayList<>();
    for (Plan.Entry entry : entries) {
      gradients.add(Kept.of(entry.parameter.gradient()));
      if (undoable) {
        weights.add(Kept.of(entry.parameter.weights()));
      }
    }
    return new Before(gradients, weights, undoable ? store.copy() : store);
  }

  /** Puts the gradients back. */
  void gradientsBack() {
    gradients.forEach(Kept::putBack);
  }

  /** Puts all back, and gives the store to go on with. */
  Store back() {
    gradientsBack();
    weights.forEach(Kept::putBack);
    return store;
  }
}
