package rubato.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an {@link Optimizer} knows and keeps, for an engine that makes the updates by itself, where
 * its arrays are. Whose update it was does not show in the state.
 */
public final class Elsewhere {

  private final Optimizer optimizer;

  Elsewhere(Optimizer optimizer) {
    this.optimizer = optimizer;
  }

  /**
   * The number of the group of a parameter, from 0.
   *
   * @throws IllegalArgumentException if no group has it
   */
  public int place(String parameter) {
    return optimizer.grouped().place(parameter);
  }

  /**
   * The rule of each group in an update.
   *
   * @throws IllegalArgumentException if one has other state than its group's, or needs a loss that
   *     was not said
   */
  public List<Rule> rules(Step step) {
    List<Rule> rules = optimizer.grouped().rules(step);
    Groups.told(step, rules);
    return rules;
  }

  /** The state arrays of a parameter: those of its rule, and the average where one is kept. */
  public List<Slot> layout(String parameter, Shape shape) {
    Rule rule = optimizer.grouped().of(parameter).rule();
    return Memory.layout(rule, optimizer.treatment().average(), shape);
  }

  /**
   * What becomes of the gradients of an update; nothing, if it is to be skipped. Then that is
   * counted, and else what is not finite, and the update.
   *
   * @param count of those that will move
   * @throws IllegalArgumentException if a gradient is not finite and the policy is {@link
   *     NonFinite#FAIL}
   */
  public Optional<Conditioned> begin(double scale, int count, Gauge gauge) {
    var found = Conditioner.look(optimizer.treatment(), scale, count, gauge);
    Store store = optimizer.store();
    if (found.isEmpty()) {
      store.skipped++;
    } else {
      store.zeroed += found.get().wild();
      store.steps++;
    }
    return found;
  }

  /** How many updates were made of a parameter. */
  public long updates(String parameter) {
    Memory memory = optimizer.store().memories.get(parameter);
    return memory == null ? 0 : memory.steps;
  }

  /**
   * So many updates were made of a parameter; its {@link #arrays} and {@link #scalars} are as they
   * left them.
   */
  public void updated(Parameter parameter, long updates) {
    memory(parameter).steps = updates;
  }

  /**
   * The numbers of its {@link #layout}, to be read and written; as before the first update, where
   * there was none.
   *
   * @throws IllegalArgumentException if its state was made for another shape or precision
   */
  public List<Values> arrays(Parameter parameter) {
    Memory memory = memory(parameter);
    List<Values> arrays = new ArrayList<>();
    for (Slot slot : layout(parameter.name(), memory.shape)) {
      Precision kept = slot.kind().precision(memory.precision);
      arrays.add(Values.of(memory.slots.get(arrays.size()), kept));
    }
    return arrays;
  }

  /** How many scalars a parameter has. */
  public int scalars(String parameter) {
    return optimizer.grouped().of(parameter).rule().scalars().size();
  }

  /** The scalars of a parameter, to be read and written. */
  public Values scalars(Parameter parameter) {
    return memory(parameter).scalars;
  }

  /** The shared scalars of a group by its number, to be read and written. */
  public Values shared(int place) {
    return optimizer.store().shared.get(place);
  }

  private Memory memory(Parameter parameter) {
    Rule rule = optimizer.grouped().of(parameter.name()).rule();
    Average average = optimizer.treatment().average();
    Memory memory =
        optimizer
            .store()
            .memories
            .computeIfAbsent(parameter.name(), _ -> Memory.fresh(rule, average, parameter));
    memory.fits(parameter);
    return memory;
  }
}
