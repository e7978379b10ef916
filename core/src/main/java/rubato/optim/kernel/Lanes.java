package rubato.optim.kernel;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** As many floats as one instruction of this machine works on, and how they come and go. */
final class Lanes {

  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** Half as many, each twice as wide. */
  static final VectorSpecies<Double> DOUBLES =
      VectorSpecies.of(double.class, SPECIES.vectorShape());

  /** As many floats as there are doubles in a vector. */
  private static final VectorSpecies<Float> HALF =
      VectorSpecies.of(float.class, VectorShape.forBitSize(SPECIES.vectorBitSize() / 2));

  static final int BYTES = SPECIES.vectorByteSize();

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private Lanes() {}

  static FloatVector load(MemorySegment from, long at) {
    return FloatVector.fromMemorySegment(SPECIES, from, at, ORDER);
  }

  static void store(FloatVector lanes, MemorySegment to, long at) {
    lanes.intoMemorySegment(to, at, ORDER);
  }

  /** Floats as doubles. */
  static DoubleVector widen(MemorySegment from, long at) {
    FloatVector half = FloatVector.fromMemorySegment(HALF, from, at, ORDER);
    return (DoubleVector) half.convertShape(VectorOperators.F2D, DOUBLES, 0);
  }

  /** Stores doubles as floats; what they have become. */
  static DoubleVector narrow(DoubleVector lanes, MemorySegment to, long at) {
    FloatVector half = (FloatVector) lanes.convertShape(VectorOperators.D2F, HALF, 0);
    half.intoMemorySegment(to, at, ORDER);
    return (DoubleVector) half.convertShape(VectorOperators.F2D, DOUBLES, 0);
  }

  /** What fills less than a vector, and then zeros. */
  static FloatVector loadRest(MemorySegment from) {
    return FloatVector.fromMemorySegment(SPECIES, from, 0, ORDER, rest(from));
  }

  /** As many lanes as {@code to} has room for. */
  static void storeRest(FloatVector lanes, MemorySegment to) {
    lanes.intoMemorySegment(to, 0, ORDER, rest(to));
  }

  private static VectorMask<Float> rest(MemorySegment of) {
    return SPECIES.indexInRange(0, of.byteSize() / Float.BYTES);
  }

  /** The same value in all lanes. */
  static FloatVector all(double value) {
    return FloatVector.broadcast(SPECIES, (float) value);
  }
}
