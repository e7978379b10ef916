package rubato.optim;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import rubato.optim.kernel.Kernels;

/** Numbers that a rule reads and writes, whatever they are kept in: computed with in double. */
public sealed interface Values {

  /** How many. */
  long size();

  /** Number {@code i}, from 0. */
  double at(long i);

  /** Returns what it has become by being stored. */
  double set(long i, double value);

  /** Where they are. */
  MemorySegment memory();

  /** {@code size} of them from {@code from} on: the same memory. */
  Values part(long from, long size);

  /** The numbers of {@code memory}. */
  static Values of(MemorySegment memory, Precision precision) {
    return switch (precision) {
      case FLOAT32 -> new Floats(memory);
      case FLOAT64 -> new Doubles(memory);
      case BYTE -> new Bytes(memory);
    };
  }

  /** As many zeros, in float64. */
  static Values zeros(int size) {
    return new Doubles(MemorySegment.ofArray(new double[size]));
  }

  /** As many zeros in other memory, kept in the same way. */
  default Values another() {
    return another(Arena.ofAuto().allocate(memory().byteSize(), Double.BYTES));
  }

  /** The numbers of {@code other}, kept in the same way. */
  default Values another(MemorySegment other) {
    return switch (this) {
      case Doubles _ -> new Doubles(other);
      case Floats _ -> new Floats(other);
      case Bytes _ -> new Bytes(other);
      case Conditioned seen -> seen.base().another(other);
    };
  }

  /** Reads {@code size} numbers from {@code from} on. */
  default void read(long from, double[] into, int size) {
    for (int i = 0; i < size; i++) {
      into[i] = at(from + i);
    }
  }

  /** Writes {@code size} numbers from {@code from} on. */
  default void write(long from, double[] values, int size) {
    for (int i = 0; i < size; i++) {
      set(from + i, values[i]);
    }
  }

  /** Writes {@code size} numbers from {@code from} on; they become what they are kept as. */
  default void store(long from, double[] values, int size) {
    write(from, values, size);
  }

  /** Sets all to one value. */
  default void fill(double value) {
    for (long i = 0; i < size(); i++) {
      set(i, value);
    }
  }

  /** The same numbers elsewhere. */
  default Values copy() {
    Values copy = zeros((int) size());
    copy.follow(this, 1);
    return copy;
  }

  /** {@code a = a + weight * (x - a)}; a weight of 1 copies {@code x}, one of 0 does nothing. */
  default void follow(Values x, double weight) {
    if (weight == 0) {
      return;
    }
    Machine.ALONE.each(
        List.of(this, x),
        tile -> {
          double[] a = tile.of(0);
          double[] b = tile.of(1);
          for (int i = 0; i < tile.size(); i++) {
            a[i] = weight == 1 ? b[i] : a[i] + weight * (b[i] - a[i]);
          }
          tile.store(0);
        });
  }

  /** The sum of the squares, in double. */
  default double squares() {
    return Sums.squares(Machine.ALONE, this);
  }

  /** These as a rule sees them; to be read only. */
  default Values conditioned(Conditioning by) {
    return by.equals(Conditioning.NONE) ? this : new Conditioned(this, by);
  }

  /** Numbers that are read through a conditioning. */
  record Conditioned(Values base, Conditioning by) implements Values {

    @Override
    public long size() {
      return base.size();
    }

    @Override
    public Values part(long from, long size) {
      return new Conditioned(base.part(from, size), by);
    }

    @Override
    public double at(long i) {
      return by.of(base.at(i));
    }

    @Override
    public void read(long from, double[] into, int size) {
      base.read(from, into, size);
      for (int i = 0; i < size; i++) {
        into[i] = by.of(into[i]);
      }
    }

    @Override
    public double set(long i, double value) {
      throw new UnsupportedOperationException("a conditioned gradient is only read");
    }

    @Override
    public MemorySegment memory() {
      return base.memory();
    }
  }

  /** Float64 memory. */
  record Doubles(MemorySegment memory) implements Values {

    @Override
    public void read(long from, double[] into, int size) {
      MemorySegment.copy(memory, ValueLayout.JAVA_DOUBLE, from * Double.BYTES, into, 0, size);
    }

    @Override
    public void write(long from, double[] values, int size) {
      MemorySegment.copy(values, 0, memory, ValueLayout.JAVA_DOUBLE, from * Double.BYTES, size);
    }

    @Override
    public long size() {
      return memory.byteSize() / Double.BYTES;
    }

    @Override
    public Values part(long from, long size) {
      return new Doubles(memory.asSlice(from * Double.BYTES, size * Double.BYTES));
    }

    @Override
    public double at(long i) {
      return memory.getAtIndex(ValueLayout.JAVA_DOUBLE, i);
    }

    @Override
    public double set(long i, double value) {
      memory.setAtIndex(ValueLayout.JAVA_DOUBLE, i, value);
      return value;
    }
  }

  /** Float32 memory. */
  record Floats(MemorySegment memory) implements Values {

    @Override
    public void read(long from, double[] into, int size) {
      Kernels.fastest().widen(memory, from, into, size);
    }

    @Override
    public void write(long from, double[] values, int size) {
      store(from, Arrays.copyOf(values, size), size);
    }

    @Override
    public void store(long from, double[] values, int size) {
      Kernels.fastest().narrow(values, memory, from, size);
    }

    @Override
    public long size() {
      return memory.byteSize() / Float.BYTES;
    }

    @Override
    public Values part(long from, long size) {
      return new Floats(memory.asSlice(from * Float.BYTES, size * Float.BYTES));
    }

    @Override
    public double at(long i) {
      return memory.getAtIndex(ValueLayout.JAVA_FLOAT, i);
    }

    @Override
    public double set(long i, double value) {
      float stored = (float) value;
      memory.setAtIndex(ValueLayout.JAVA_FLOAT, i, stored);
      return stored;
    }
  }

  /** Bytes without a sign: codes from 0 to 255, whose meaning the rule knows. */
  record Bytes(MemorySegment memory) implements Values {

    /** {@code size} codes from {@code from} on. */
    byte[] codes(long from, int size) {
      return memory.asSlice(from, size).toArray(ValueLayout.JAVA_BYTE);
    }

    /** Writes {@code size} codes from {@code from} on. */
    void codes(long from, byte[] codes, int size) {
      MemorySegment.copy(codes, 0, memory, ValueLayout.JAVA_BYTE, from, size);
    }

    @Override
    public long size() {
      return memory.byteSize();
    }

    @Override
    public Values part(long from, long size) {
      return new Bytes(memory.asSlice(from, size));
    }

    @Override
    public double at(long i) {
      return memory.get(ValueLayout.JAVA_BYTE, i) & 0xff;
    }

    @Override
    public double set(long i, double value) {
      memory.set(ValueLayout.JAVA_BYTE, i, (byte) (int) value);
      return value;
    }
  }
}
