package rubato.optim;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import rubato.internal.Check;
import rubato.optim.kernel.Kernel;

/**
 * What of an update need not be looked up again while the parameters are the very same: with many
 * small ones that would cost more than to update them.
 */
final class Plan {

  /** What it was made for. */
  private final Store store;

  /** Those with a gradient for some rows alone. */
  private final List<Entry> sparse = new ArrayList<>();

  final List<Entry> entries = new ArrayList<>();

  private Plan(Store store) {
    this.store = store;
  }

  /** A parameter of an update. */
  static final class Entry {

    final Parameter parameter;

    /** The number of its group. */
    final int place;

    /** In this update, multiplied. */
    double rate;

    private @Nullable Memory memory;
    private @Nullable List<Kernel.Piece> resting;

    private Entry(Parameter parameter, int place) {
      this.parameter = parameter;
      this.place = place;
    }

    /** What is kept for it, made when it first moves. */
    Memory memory(Store store, Rule rule, Average average) {
      Memory known = memory;
      if (known == null) {
        known =
            store.memories.computeIfAbsent(
                parameter.name(), _ -> Memory.fresh(rule, average, parameter));
        memory = known;
      }
      return known;
    }

    /** What of it a rule that takes weight by weight moves. */
    List<Kernel.Piece> resting(Memory known, Average average, Kernel kernel) {
      List<Kernel.Piece> pieces = resting;
      if (pieces == null) {
        pieces = new ArrayList<>();
        for (Kernel.Piece piece : Pieces.of(parameter, known, average)) {
          pieces.addAll(kernel.cut(piece));
        }
        resting = pieces;
      }
      return pieces;
    }
  }

  /**
   * For these parameters.
   *
   * @throws IllegalArgumentException if a name comes twice, a parameter has not the shape that its
   *     state was made for, or no group has it
   */
  static Plan of(List<Parameter> parameters, Groups groups, Store store) {
    var plan = new Plan(store);
    var names = new HashSet<String>();
    for (Parameter parameter : parameters) {
      String name = parameter.name();
      if (!names.add(name)) {
        throw Check.rejection("parameter names", "unique", name + " twice");
      }
      var entry = new Entry(parameter, groups.place(name));
      Memory memory = store.memories.get(name);
      if (memory != null) {
        memory.fits(parameter);
      }
      plan.entries.add(entry);
      if (parameter.rows().isPresent()) {
        plan.sparse.add(entry);
      }
    }
    return plan;
  }

  /** Whether it is for these very parameters, and for this store. */
  @SuppressWarnings("ReferenceEquality") // an equal one may be other memory
  boolean covers(List<Parameter> others, Store kept) {
    if (store != kept || entries.size() != others.size()) {
      return false;
    }
    int i = 0;
    for (Parameter other : others) {
      if (entries.get(i++).parameter != other) {
        return false;
      }
    }
    return true;
  }

  /**
   * Takes the rates of an update.
   *
   * @throws IllegalArgumentException if one is out of bounds, or a rule needs whole gradients and
   *     has not got them
   */
  void pace(Step step, Groups groups, List<Rule> rules) {
    for (Entry entry : sparse) {
      Rule rule = rules.get(entry.place);
      Check.that(
          rule instanceof Elementwise,
          "gradient of " + entry.parameter.name(),
          "whole for a rule that looks at whole tensors, " + rule,
          "some rows");
    }
    for (Entry entry : entries) {
      String name = entry.parameter.name();
      double rate = step.rates().applyAsDouble(name) * groups.all.get(entry.place).multiplier();
      if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
        Check.atLeast("rate of " + name, rate, 0);
      }
      entry.rate = rate;
    }
  }
}
