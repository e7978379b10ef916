package rubato.optim;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rubato.internal.Check;

/** The state of one parameter: its slots and scalars, and how often it was updated. */
final class Memory {

  /** A cache line, and the widest vector there is. */
  private static final long ALIGNMENT = 64;

  /** The name of the slot of the average. */
  static final String AVERAGE = "average";

  final Shape shape;
  final Precision precision;
  final List<MemorySegment> slots;
  final Values scalars;
  long steps;

  Memory(Shape shape, Precision precision, List<MemorySegment> slots, Values scalars, long steps) {
    this.shape = shape;
    this.precision = precision;
    this.slots = slots;
    this.scalars = scalars;
    this.steps = steps;
  }

  /** What a parameter starts with. */
  static Memory fresh(Rule rule, Average average, Parameter parameter) {
    Shape shape = parameter.shape();
    Precision precision = parameter.precision();
    List<MemorySegment> slots = new ArrayList<>();
    for (Slot slot : layout(rule, average, shape)) {
      Precision kept = slot.kind().precision(precision);
      MemorySegment memory = memory(slot.size() * kept.bytes());
      if (slot.startsAsWeights()) {
        memory.copyFrom(parameter.weights());
      } else if (slot.initial() != 0) {
        Values values = Values.of(memory, kept);
        for (long i = 0; i < slot.size(); i++) {
          values.set(i, slot.initial());
        }
      }
      slots.add(memory);
    }
    return new Memory(shape, precision, slots, Values.zeros(rule.scalars().size()), 0);
  }

  /** The slots of the rule, and after them the average of the weights, where one is kept. */
  static List<Slot> layout(Rule rule, Average average, Shape shape) {
    List<Slot> layout = new ArrayList<>(rule.layout(shape));
    if (average.kept()) {
      layout.add(new Slot(AVERAGE, shape));
    }
    return layout;
  }

  /** The same in memory of its own. */
  Memory copy() {
    List<MemorySegment> copies = new ArrayList<>();
    for (MemorySegment slot : slots) {
      copies.add(memory(slot.byteSize()).copyFrom(slot));
    }
    return new Memory(shape, precision, copies, scalars.copy(), steps);
  }

  /** The slots of the rule, without the average. */
  List<MemorySegment> slots(Average average) {
    return average.kept() ? slots.subList(0, slots.size() - 1) : slots;
  }

  /** The average of the weights, where one is kept. */
  @Nullable MemorySegment average(Average average) {
    return average.kept() ? slots.getLast() : null;
  }

  /** The slots of the rule's layout as numbers. */
  List<Values> values(Rule rule) {
    List<Values> values = new ArrayList<>();
    for (Slot slot : rule.layout(shape)) {
      values.add(Values.of(slots.get(values.size()), slot.kind().precision(precision)));
    }
    return values;
  }

  /** A copy of the numbers of a slot, the average's included. */
  double[] numbers(Rule rule, Average average, String name) {
    List<Slot> layout = layout(rule, average, shape);
    List<String> names = layout.stream().map(Slot::name).toList();
    Check.that(names.contains(name), "slot", "one of " + names, name);
    int i = names.indexOf(name);
    Values values = Values.of(slots.get(i), layout.get(i).kind().precision(precision));
    return values.copy().memory().toArray(ValueLayout.JAVA_DOUBLE);
  }

  /** Freed by the garbage collector, when nothing refers to it. */
  private static MemorySegment memory(long bytes) {
    return Arena.ofAuto().allocate(bytes, ALIGNMENT);
  }

  /** Rejects a parameter that this is not the state of. */
  void fits(Parameter parameter) {
    if (shape.equals(parameter.shape()) && precision == parameter.precision()) {
      return; // the words of a rejection cost more than a small update
    }
    String name = parameter.name();
    Check.that(
        shape.equals(parameter.shape()),
        "shape of " + name,
        shape + " as in its state",
        parameter.shape());
    throw Check.rejection(
        "precision of " + name, precision + " as in its state", parameter.precision());
  }
}
