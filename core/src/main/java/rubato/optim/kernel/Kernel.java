package rubato.optim.kernel;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import rubato.optim.Conditioning;
import rubato.optim.Elementwise;
import rubato.optim.Gradients;
import rubato.optim.Precision;
import rubato.optim.Shape;
import rubato.optim.Tensor;
import rubato.optim.Values;

/** What runs a rule over memory. */
public interface Kernel {

  /** What {@code Optimizer.kernel} says. */
  String name();

  /** One update of a piece: weights, state and, if wanted, the gradient. */
  void update(Elementwise rule, Piece piece);

  /** The piece in parts that {@link #update} would cut it into: to be cut once for many updates. */
  List<Piece> cut(Piece piece);

  /** The sum of squares, in double. */
  double squares(MemorySegment numbers, Precision precision);

  /** Reads {@code size} float32 numbers from number {@code from} on. */
  void widen(MemorySegment numbers, long from, double[] into, int size);

  /** Rounds {@code size} values, and writes them as float32 from number {@code from} on. */
  void narrow(double[] values, MemorySegment into, long from, int size);

  /** Columns {@code from} to {@code to} of a product, from row {@code first} on. */
  void multiply(Product product, int first, int from, int to);

  /**
   * What rides along with an update.
   *
   * @param conditioning what the rule sees of the gradient
   * @param after what is left in the gradient
   * @param weight of the new weights in their average; 0 leaves the average alone
   */
  record Along(Conditioning conditioning, Gradients after, double weight) {}

  /**
   * A stretch of a parameter.
   *
   * @param scalars of the parameter, brought to update {@code t}
   * @param t the number of this update of the parameter, from 1
   * @param average of the weights, where one is kept
   */
  record Piece(
      Precision precision,
      MemorySegment x,
      MemorySegment g,
      List<MemorySegment> state,
      Values scalars,
      long t,
      double rate,
      Along along,
      @Nullable MemorySegment average) {

    private static final Along ALONE = new Along(Conditioning.NONE, Gradients.KEEP, 0);
    private static final Values NOTHING = Values.zeros(0);

    /** A gradient alone. */
    public static Piece reading(Precision precision, MemorySegment g) {
      return resting(precision, g, g, List.of(), NOTHING, null);
    }

    /** The memory alone, to be moved {@link #at} an update. */
    public static Piece resting(
        Precision precision,
        MemorySegment x,
        MemorySegment g,
        List<MemorySegment> state,
        Values scalars,
        @Nullable MemorySegment average) {
      return new Piece(precision, x, g, state, scalars, 1, 0, ALONE, average);
    }

    /** The same in update {@code t}. */
    public Piece at(long update, double pace, Along with) {
      return new Piece(precision, x, g, state, scalars, update, pace, with, average);
    }

    /** A tensor of a wrapped rule; none, if its numbers are not all of one precision. */
    public static Optional<Piece> of(Tensor p) {
      Conditioning conditioning = Conditioning.NONE;
      Values g = p.g();
      if (g instanceof Values.Conditioned(Values base, Conditioning by)) {
        g = base;
        conditioning = by;
      }
      List<Values> all = new ArrayList<>(p.state());
      all.add(g);
      if (all.stream().anyMatch(values -> values.getClass() != p.x().getClass())) {
        return Optional.empty();
      }
      Precision precision = p.x() instanceof Values.Floats ? Precision.FLOAT32 : Precision.FLOAT64;
      var along = new Along(conditioning, Gradients.KEEP, 0);
      List<MemorySegment> state = p.state().stream().map(Values::memory).toList();
      return Optional.of(
          new Piece(
              precision,
              p.x().memory(),
              g.memory(),
              state,
              p.scalars(),
              p.t(),
              p.rate(),
              along,
              null));
    }

    /** The number of weights. */
    public long size() {
      return x.byteSize() / precision.bytes();
    }

    /** {@code size} weights of it, from {@code from} on. */
    Piece part(long from, long size) {
      return each(whole -> slice(whole, from, size, precision));
    }

    /** The same weights and state, with their own gradient. */
    public Piece rows(long from, long size, MemorySegment gradient) {
      return reading(x).part(from, size).reading(gradient);
    }

    /** {@code size} numbers from {@code from} on. */
    public static MemorySegment slice(MemorySegment of, long from, long size, Precision precision) {
      return of.asSlice(from * precision.bytes(), size * precision.bytes());
    }

    /** The piece that {@code other} makes of its memory. */
    Piece each(UnaryOperator<MemorySegment> other) {
      List<MemorySegment> slots = new ArrayList<>(state.size());
      for (MemorySegment slot : state) {
        slots.add(other.apply(slot));
      }
      return new Piece(
          precision,
          other.apply(x),
          other.apply(g),
          slots,
          scalars,
          t,
          rate,
          along,
          average == null ? null : other.apply(average));
    }

    /** The same with the gradient elsewhere. */
    Piece reading(MemorySegment gradient) {
      return new Piece(precision, x, gradient, state, scalars, t, rate, along, average);
    }

    /** The same with what the rule sees of the gradient. */
    Piece seeing(MemorySegment gradient) {
      var seen = new Along(Conditioning.NONE, along.after(), along.weight());
      return new Piece(precision, x, gradient, state, scalars, t, rate, seen, average);
    }

    /** Whether {@code thread} can get at all its memory. */
    boolean accessibleBy(Thread thread) {
      boolean all = x.isAccessibleBy(thread) && g.isAccessibleBy(thread);
      for (MemorySegment slot : state) {
        all &= slot.isAccessibleBy(thread);
      }
      return all && (average == null || average.isAccessibleBy(thread));
    }

    /** As the rules see it. */
    Tensor tensor() {
      Values gradient = Values.of(g, precision).conditioned(along.conditioning());
      List<Values> slots = new ArrayList<>(state.size());
      for (MemorySegment slot : state) {
        slots.add(Values.of(slot, precision));
      }
      return new Tensor(
          "", Shape.of(size()), Values.of(x, precision), gradient, slots, scalars, t, rate);
    }
  }
}
