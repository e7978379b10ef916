package rubato.cli.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The streaming limit: the loads and stores of a rule, with one addition for each store and nothing
 * else. Loaded only where the Vector API is present.
 *
 * <p>Its threads each take one stretch and wait for one another without ever sleeping, which no
 * optimizer that shares a machine can afford.
 */
final class Limit implements Contender {

  private static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  /** The most state arrays that there is a loop for. */
  static final int MOST = 4;

  private final Arena arena = Arena.ofShared();

  /** For each thread its stretches: weights, gradient, state. */
  private final List<List<MemorySegment[]>> shares = new ArrayList<>();

  Limit(Course course) {
    for (int i = 0; i < course.threads(); i++) {
      shares.add(new ArrayList<>());
    }
    for (int i = 0; i < course.tensors(); i++) {
      var arrays = new MemorySegment[2 + course.arrays()];
      for (int j = 0; j < arrays.length; j++) {
        // The gradient is small: sums of it over a long run stay finite.
        arrays[j] =
            j == 1
                ? Numbers.random(arena, course.weights(), 1e-6f)
                : Numbers.zeros(arena, course.weights());
      }
      if (course.tensors() > 1) {
        shares.get((int) ((long) i * course.threads() / course.tensors())).add(arrays);
      } else {
        cut(arrays);
      }
    }
  }

  private void cut(MemorySegment[] arrays) {
    long vectors = arrays[0].byteSize() / LANES.vectorByteSize();
    for (int i = 0; i < shares.size(); i++) {
      long from = vectors * i / shares.size() * LANES.vectorByteSize();
      long to = vectors * (i + 1) / shares.size() * LANES.vectorByteSize();
      var stretch = new MemorySegment[arrays.length];
      for (int j = 0; j < arrays.length; j++) {
        stretch[j] = arrays[j].asSlice(from, to - from);
      }
      shares.get(i).add(stretch);
    }
  }

  @Override
  public String name() {
    return "limit";
  }

  @Override
  public long run(int count) {
    try (var hands = new Lockstep(shares.size(), i -> shares.get(i).forEach(Limit::stream))) {
      hands.pass(); // they are there now
      long begin = System.nanoTime();
      for (int i = 0; i < count; i++) {
        hands.pass();
      }
      return System.nanoTime() - begin;
    }
  }

  @Override
  public void close() {
    arena.close();
  }

  private static void stream(MemorySegment[] arrays) {
    MemorySegment x = arrays[0];
    MemorySegment g = arrays[1];
    switch (arrays.length) {
      case 2 -> stream(x, g);
      case 3 -> stream(x, g, arrays[2]);
      case 4 -> stream(x, g, arrays[2], arrays[3]);
      case 5 -> stream(x, g, arrays[2], arrays[3], arrays[4]);
      default -> stream(x, g, arrays[2], arrays[3], arrays[4], arrays[5]);
    }
  }

  private static void stream(MemorySegment x, MemorySegment g) {
    long end = LANES.loopBound(x.byteSize() / Float.BYTES) * Float.BYTES;
    for (long at = 0; at < end; at += LANES.vectorByteSize()) {
      FloatVector gi = FloatVector.fromMemorySegment(LANES, g, at, ORDER);
      add(x, gi, at);
    }
  }

  private static void stream(MemorySegment x, MemorySegment g, MemorySegment a) {
    long end = LANES.loopBound(x.byteSize() / Float.BYTES) * Float.BYTES;
    for (long at = 0; at < end; at += LANES.vectorByteSize()) {
      FloatVector gi = FloatVector.fromMemorySegment(LANES, g, at, ORDER);
      add(x, gi, at);
      add(a, gi, at);
    }
  }

  private static void stream(MemorySegment x, MemorySegment g, MemorySegment a, MemorySegment b) {
    long end = LANES.loopBound(x.byteSize() / Float.BYTES) * Float.BYTES;
    for (long at = 0; at < end; at += LANES.vectorByteSize()) {
      FloatVector gi = FloatVector.fromMemorySegment(LANES, g, at, ORDER);
      add(x, gi, at);
      add(a, gi, at);
      add(b, gi, at);
    }
  }

  private static void stream(
      MemorySegment x, MemorySegment g, MemorySegment a, MemorySegment b, MemorySegment c) {
    long end = LANES.loopBound(x.byteSize() / Float.BYTES) * Float.BYTES;
    for (long at = 0; at < end; at += LANES.vectorByteSize()) {
      FloatVector gi = FloatVector.fromMemorySegment(LANES, g, at, ORDER);
      add(x, gi, at);
      add(a, gi, at);
      add(b, gi, at);
      add(c, gi, at);
    }
  }

  private static void stream(
      MemorySegment x,
      MemorySegment g,
      MemorySegment a,
      MemorySegment b,
      MemorySegment c,
      MemorySegment d) {
    long end = LANES.loopBound(x.byteSize() / Float.BYTES) * Float.BYTES;
    for (long at = 0; at < end; at += LANES.vectorByteSize()) {
      FloatVector gi = FloatVector.fromMemorySegment(LANES, g, at, ORDER);
      add(x, gi, at);
      add(a, gi, at);
      add(b, gi, at);
      add(c, gi, at);
      add(d, gi, at);
    }
  }

  private static void add(MemorySegment to, FloatVector term, long at) {
    FloatVector.fromMemorySegment(LANES, to, at, ORDER).add(term).intoMemorySegment(to, at, ORDER);
  }
}
