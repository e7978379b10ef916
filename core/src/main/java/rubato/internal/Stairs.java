package rubato.internal;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * A list whose elements begin at rising steps, with the rate of each stretch beside it. A training
 * asks for one step after the other, so the stretch that was asked for last is looked at first;
 * elsewhere the stretch is found by halving.
 *
 * @param <E> what begins at a step
 */
public final class Stairs<E> extends AbstractList<E> implements RandomAccess {

  /** The steps from {@code from} to before {@code from + length}, and their rate. */
  private record Stretch(long from, long length, double rate) {}

  private final List<E> elements;
  private final long[] steps;
  private final Stretch[] stretches;

  // Only a guess: whichever thread wrote it, it is a whole stretch, and is checked before it is
  // used.
  private Stretch last;

  /** {@code rates[i]} holds from {@code steps[i - 1]} on, {@code rates[0]} before all of them. */
  public Stairs(List<E> elements, long[] steps, double[] rates) {
    this.elements = elements;
    this.steps = steps;
    stretches = new Stretch[rates.length];
    long from = 0;
    for (int i = 0; i < rates.length; i++) {
      long to = i < steps.length ? steps[i] : Long.MAX_VALUE;
      stretches[i] = new Stretch(from, to - from, rates[i]);
      from = to;
    }
    last = stretches[0];
  }

  /** How many of the steps are not after {@code step}. */
  public int count(long step) {
    int low = 0;
    for (int high = steps.length; low < high; ) {
      int middle = (low + high) >>> 1;
      if (steps[middle] <= step) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * The rate at {@code step}.
   *
   * @throws IllegalArgumentException for a step below 0
   */
  public double at(long step) {
    Stretch guess = last;
    // As unsigned numbers, which have the steps before the stretch beyond its end too.
    return Long.compareUnsigned(step - guess.from, guess.length) < 0 ? guess.rate : found(step);
  }

  private double found(long step) {
    Stretch stretch = stretches[count(Check.atLeast("step", step, 0))];
    last = stretch;
    return stretch.rate;
  }

  @Override
  public E get(int index) {
    return elements.get(index);
  }

  @Override
  public int size() {
    return elements.size();
  }
}
