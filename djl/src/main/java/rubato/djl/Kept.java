package rubato.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import rubato.optim.Average;
import rubato.optim.Elsewhere;
import rubato.optim.Parameter;
import rubato.optim.Precision;
import rubato.optim.Shape;
import rubato.optim.Slot;
import rubato.optim.Values;

/**
 * What is kept of a parameter where its tensor is: state, scalars, and how often it was updated.
 */
final class Kept {

  final Device device;
  long updates;
  private final String name;
  private final Shape shape;
  private final boolean wide;
  private final List<NDArray> state;
  private final Values scalars;

  private Kept(String name, Shape shape, NDArray x, List<NDArray> state, Values scalars) {
    this.name = name;
    this.shape = shape;
    this.device = x.getDevice();
    this.wide = x.getDataType() == DataType.FLOAT64;
    this.state = state;
    this.scalars = scalars;
  }

  /** What the optimizer has of it; as before the first update, where there was none. */
  static Kept of(String name, Shape shape, NDArray x, Elsewhere optimizer) {
    long updates = optimizer.updates(name);
    List<NDArray> state = new ArrayList<>();
    var own = new Kept(name, shape, x, state, Values.zeros(optimizer.scalars(name)));
    own.updates = updates;
    List<Slot> layout = optimizer.layout(name, shape);
    if (updates == 0) {
      layout.forEach(slot -> state.add(fresh(slot, x)));
    } else {
      Parameter known = own.parameter();
      List<Values> arrays = optimizer.arrays(known);
      for (int k = 0; k < arrays.size(); k++) {
        Slot slot = layout.get(k);
        state.add(Transfer.there(arrays.get(k), precision(slot, x), line(slot.shape()), x));
      }
      copy(optimizer.scalars(known), own.scalars);
    }
    state.forEach(NDScope::unregister);
    return own;
  }

  /** The same with an axis, if it has none. */
  static NDArray line(NDArray array) {
    return array.getShape().dimension() == 0
        ? array.reshape(new ai.djl.ndarray.types.Shape(1))
        : array;
  }

  private static ai.djl.ndarray.types.Shape line(Shape shape) {
    long[] axes = shape.axes().stream().mapToLong(Long::longValue).toArray();
    return axes.length == 0
        ? new ai.djl.ndarray.types.Shape(1)
        : new ai.djl.ndarray.types.Shape(axes);
  }

  private static NDArray fresh(Slot slot, NDArray x) {
    if (slot.startsAsWeights()) {
      return x.duplicate();
    }
    NDManager manager = x.getManager();
    NDArray zeros = manager.zeros(line(slot.shape()), x.getDataType(), x.getDevice());
    NDArray numbers = slot.initial() == 0 ? zeros : zeros.addi(slot.initial());
    return numbers.toType(Transfer.type(precision(slot, x)), false);
  }

  private static Precision precision(Slot slot, NDArray x) {
    return slot.kind().precision(Transfer.precision(x.getDataType()));
  }

  /** The parameter without its numbers. */
  private Parameter parameter() {
    int size = Math.toIntExact(shape.size());
    MemorySegment none =
        wide ? MemorySegment.ofArray(new double[size]) : MemorySegment.ofArray(new float[size]);
    return new Parameter(name, shape, none, none, wide ? Precision.FLOAT64 : Precision.FLOAT32);
  }

  /** What its rule sees. */
  Operand operand(NDArray x, NDArray g, double rate, Average average) {
    List<NDArray> own = average.kept() ? state.subList(0, state.size() - 1) : state;
    return new Operand(name, shape, x, g, own, scalars, updates, rate);
  }

  /** {@code a = a + w * (x - a)} for the average of the weights, where one is kept. */
  void follow(NDArray x, Average average) {
    double w = average.kept() ? average.weight(updates) : 0;
    if (w == 1) {
      Operand.copy(x, state.getLast());
    } else if (w > 0) {
      state.getLast().addi(x.sub(state.getLast()).muli(w));
    }
  }

  /** Gives a copy to the optimizer. */
  void tell(Elsewhere optimizer) {
    Parameter known = parameter();
    List<Values> arrays = optimizer.arrays(known);
    for (int k = 0; k < arrays.size(); k++) {
      arrays.get(k).memory().copyFrom(Transfer.here(state.get(k)).memory());
    }
    copy(scalars, optimizer.scalars(known));
    optimizer.updated(known, updates);
  }

  private static void copy(Values from, Values to) {
    for (long i = 0; i < from.size(); i++) {
      to.set(i, from.at(i));
    }
  }

  void close() {
    state.forEach(NDArray::close);
  }
}
