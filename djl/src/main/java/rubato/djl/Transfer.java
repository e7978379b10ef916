package rubato.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import rubato.optim.Precision;
import rubato.optim.Values;

/** Copies of numbers from where a tensor is to the CPU's memory, and back. */
final class Transfer {

  private Transfer() {}

  /** What numbers of this type are kept in, of the three that state has. */
  static Precision precision(DataType type) {
    return switch (type) {
      case UINT8 -> Precision.BYTE;
      case FLOAT64 -> Precision.FLOAT64;
      default -> Precision.FLOAT32;
    };
  }

  /** The type of an array of such numbers. */
  static DataType type(Precision precision) {
    return switch (precision) {
      case BYTE -> DataType.UINT8;
      case FLOAT32 -> DataType.FLOAT32;
      case FLOAT64 -> DataType.FLOAT64;
    };
  }

  /** The numbers of an array, here. */
  static Values here(NDArray array) {
    Precision precision = precision(array.getDataType());
    MemorySegment memory =
        switch (precision) {
          case BYTE -> MemorySegment.ofArray(array.toByteArray());
          case FLOAT32 -> MemorySegment.ofArray(array.toFloatArray());
          case FLOAT64 -> MemorySegment.ofArray(array.toDoubleArray());
        };
    return Values.of(memory, precision);
  }

  /** An array of these numbers where {@code like} is. */
  static NDArray there(Values values, Precision precision, Shape shape, NDArray like) {
    NDManager manager = like.getManager();
    MemorySegment memory = values.memory();
    NDArray array =
        switch (precision) {
          case BYTE ->
              manager.create(
                  ByteBuffer.wrap(memory.toArray(ValueLayout.JAVA_BYTE)), shape, DataType.UINT8);
          case FLOAT32 -> manager.create(memory.toArray(ValueLayout.JAVA_FLOAT), shape);
          case FLOAT64 -> manager.create(memory.toArray(ValueLayout.JAVA_DOUBLE), shape);
        };
    return array.toDevice(like.getDevice(), false);
  }

  /** An array of these numbers where {@code like} is, in its precision. */
  static NDArray there(double[] numbers, Shape shape, NDArray like) {
    boolean wide = like.getDataType() == DataType.FLOAT64;
    Values values = wide ? Values.zeros(numbers.length) : floats(numbers.length);
    values.write(0, numbers, numbers.length);
    return there(values, precision(like.getDataType()), shape, like);
  }

  private static Values floats(int size) {
    return Values.of(MemorySegment.ofArray(new float[size]), Precision.FLOAT32);
  }
}
