package rubato.optim;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import rubato.internal.Check;

/**
 * Weights and their gradient, in the byte order of the machine, on the heap or native.
 *
 * @param name what its state is kept under
 * @param shape of the weights: what rules for matrices go by
 * @param weights updated in place
 * @param gradient in other memory; as large as {@code weights}, or as the rows it touches
 * @param precision of both: float32 or float64
 * @param rows that the gradient touches: all, where nothing is said
 */
public record Parameter(
    String name,
    Shape shape,
    MemorySegment weights,
    MemorySegment gradient,
    Precision precision,
    Optional<Rows> rows) {

  public Parameter {
    Check.that(precision != Precision.BYTE, "precision", "float32 or float64", "byte");
    fits("weights of " + name, weights, precision.bytes());
    fits("gradient of " + name, gradient, precision.bytes());
    long size = weights.byteSize() / precision.bytes();
    Check.that(shape.size() == size, "shape of " + name, "of " + size + " weights", shape);
    long touched = rows.map(some -> touched(name, shape, some, size)).orElse(size);
    long bytes = touched * precision.bytes();
    Check.that(
        gradient.byteSize() == bytes,
        "gradient of " + name,
        "as large as its weights, " + bytes + " bytes",
        gradient.byteSize() + " bytes");
  }

  private static long touched(String name, Shape shape, Rows rows, long size) {
    Check.that(shape.rank() > 0, "shape of " + name, "of rows", "a single number");
    if (rows.numbers().isEmpty()) {
      return 0;
    }
    long last = rows.numbers().getLast();
    Check.that(last < shape.axis(0), "rows of " + name, "below " + shape.axis(0), last);
    return size / shape.axis(0) * rows.numbers().size();
  }

  /** With a gradient for all weights. */
  public Parameter(
      String name,
      Shape shape,
      MemorySegment weights,
      MemorySegment gradient,
      Precision precision) {
    this(name, shape, weights, gradient, precision, Optional.empty());
  }

  /** The same with a gradient for some rows alone: only they and their state move. */
  public Parameter sparse(Rows touched, MemorySegment values) {
    return new Parameter(name, shape, weights, values, precision, Optional.of(touched));
  }

  /** Float32 without a shape. */
  public Parameter(String name, MemorySegment weights, MemorySegment gradient) {
    this(name, line(weights, Precision.FLOAT32), weights, gradient, Precision.FLOAT32);
  }

  /** Heap arrays. */
  public Parameter(String name, float[] weights, float[] gradient) {
    this(name, MemorySegment.ofArray(weights), MemorySegment.ofArray(gradient));
  }

  /** Heap arrays with a shape. */
  public Parameter(String name, Shape shape, float[] weights, float[] gradient) {
    this(
        name,
        shape,
        MemorySegment.ofArray(weights),
        MemorySegment.ofArray(gradient),
        Precision.FLOAT32);
  }

  /** Heap arrays in float64. */
  public Parameter(String name, double[] weights, double[] gradient) {
    this(name, Shape.of(weights.length), weights, gradient);
  }

  /** Heap arrays in float64 with a shape. */
  public Parameter(String name, Shape shape, double[] weights, double[] gradient) {
    this(
        name,
        shape,
        MemorySegment.ofArray(weights),
        MemorySegment.ofArray(gradient),
        Precision.FLOAT64);
  }

  /** The number of weights. */
  public long size() {
    return weights.byteSize() / precision.bytes();
  }

  /** Rejects memory that is not as large as the weights. */
  void fits(MemorySegment into) {
    Check.that(
        into.byteSize() == weights.byteSize(),
        "memory for " + name,
        "as large as its weights, " + weights.byteSize() + " bytes",
        into.byteSize() + " bytes");
  }

  private static Shape line(MemorySegment weights, Precision precision) {
    return Shape.of(weights.byteSize() / precision.bytes());
  }

  private static void fits(String name, MemorySegment segment, int bytes) {
    Check.that(
        segment.byteSize() % bytes == 0,
        name,
        "whole floats, a multiple of " + bytes + " bytes",
        segment.byteSize() + " bytes");
    Check.that(
        segment.maxByteAlignment() >= bytes,
        name,
        "aligned to " + bytes + " bytes",
        segment.maxByteAlignment());
  }
}
