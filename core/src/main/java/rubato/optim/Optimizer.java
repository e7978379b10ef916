package rubato.optim;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import rubato.internal.Check;
import rubato.optim.kernel.Crew;
import rubato.optim.kernel.Kernel;
import rubato.optim.kernel.Kernels;
import rubato.safetensors.Safetensors;

/**
 * Rules that are running: it updates weights in place and keeps their state, under the name of the
 * parameter, from the first update on. The result does not depend on the number of threads. Not to
 * be used by two threads at once.
 */
public final class Optimizer {

  private final Groups groups;
  private final Treatment treatment;
  private final Crew crew;
  private final Kernel kernel;
  private final Machine machine;
  private Store store;
  private @Nullable Plan plan;

  /**
   * An optimizer that has seen nothing, with one rule for all.
   *
   * @param threads how many work on large parameters; at least 1, the caller's included
   * @throws IllegalArgumentException if {@code threads} is below 1
   */
  public Optimizer(Rule rule, int threads) {
    this(List.of(Group.all(rule)), Treatment.NONE, threads);
  }

  /**
   * An optimizer that has seen nothing.
   *
   * @param groups a parameter belongs to the first that has its name
   * @param treatment of gradients and weights around the rules
   * @param threads how many work on large parameters; at least 1, the caller's included
   * @throws IllegalArgumentException if {@code threads} is below 1, or there is no group
   */
  public Optimizer(List<Group> groups, Treatment treatment, int threads) {
    this(groups, treatment, threads, Kernels.fastest());
  }

  Optimizer(List<Group> groups, Treatment treatment, int threads, Kernel kernel) {
    Check.atLeast("threads", threads, 1);
    this.groups = new Groups(groups);
    this.treatment = treatment;
    this.crew = new Crew(threads);
    this.kernel = kernel;
    this.machine = new Machine(crew, kernel);
    this.store = Store.fresh(this.groups);
  }

  /** The rule of the first group: of all, where there is one group. */
  public Rule rule() {
    return groups.all.getFirst().rule();
  }

  /** The groups. */
  public List<Group> groups() {
    return groups.all;
  }

  /** What is done around the rules. */
  public Treatment treatment() {
    return treatment;
  }

  /** The number of updates made. */
  public long steps() {
    return store.steps;
  }

  /** The number of updates left out because of gradients that were not finite. */
  public long skipped() {
    return store.skipped;
  }

  /** How many gradients counted as 0 because they were not finite. */
  public long zeroed() {
    return store.zeroed;
  }

  /** Which kernel runs here: {@code vector 16 lanes}, or {@code reference} without Vector API. */
  public static String kernel() {
    return Kernels.fastest().name();
  }

  /**
   * One update of all {@code parameters}, in place. What is rejected is rejected before anything
   * moves.
   *
   * @param rate finite, not negative; 0 moves no weight whose gradient is finite, but for what a
   *     buffer of {@link Buffer#STEPS} still holds, and for rules that say so
   * @param after what is left in the gradients
   * @throws IllegalArgumentException if the rate is out of bounds, a name comes twice, a parameter
   *     has not the shape that its state was made for, or no group has it
   */
  public void step(double rate, List<Parameter> parameters, Gradients after) {
    step(Step.at(rate).leaving(after), parameters);
  }

  /**
   * The same with all that can be said of an update.
   *
   * @throws IllegalArgumentException as above; or if a rule needs a loss that was not said, or
   *     whole gradients where some are sparse; or if a gradient is not finite under {@link
   *     NonFinite#FAIL}
   */
  public void step(Step step, List<Parameter> parameters) {
    List<Rule> rules = groups.rules(step);
    Plan planned = plan(parameters);
    planned.pace(step, groups, rules);
    plan = planned;
    List<Plan.Entry> moving = new ArrayList<>(parameters.size());
    List<Plan.Entry> frozen = new ArrayList<>();
    for (Plan.Entry entry : planned.entries) {
      boolean rests = step.frozen().test(entry.parameter.name());
      (rests || groups.all.get(entry.place).frozen() ? frozen : moving).add(entry);
    }
    var conditioner = new Conditioner(treatment, crew, kernel);
    var found = conditioner.look(step.scale(), moving);
    if (found.isEmpty()) {
      store.skipped++;
      clear(step, planned.entries);
      return;
    }
    Groups.told(step, rules);
    store.zeroed += found.get().wild();
    boolean again = rules.stream().anyMatch(Rule::evaluatesAgain);
    NonFinite policy = treatment.nonFinite();
    var treated = new Treated(step, policy, conditioner, moving, store, found.get().each(), again);
    if (!again) {
      make(step, rules, moving, treated);
      clear(step, frozen);
      return;
    }
    Before before = Before.of(planned.entries, store, policy);
    try {
      make(step, rules, moving, treated);
      before.gradientsBack();
    } catch (Treated.LeftOut _) {
      store = before.back();
      store.skipped++;
    } catch (RuntimeException e) {
      store = before.back();
      throw e;
    }
    clear(step, planned.entries);
  }

  /** Moves weights and state. */
  private void make(Step step, List<Rule> rules, List<Plan.Entry> moving, Treated treated) {
    store.steps++;
    List<List<Tensor>> whole = new ArrayList<>();
    groups.all.forEach(_ -> whole.add(new ArrayList<>()));
    List<List<Kernel.Piece>> pieces = new ArrayList<>();
    groups.all.forEach(_ -> pieces.add(new ArrayList<>()));
    for (int i = 0; i < moving.size(); i++) {
      Plan.Entry entry = moving.get(i);
      Rule kept = groups.all.get(entry.place).rule();
      Memory memory = entry.memory(store, kept, treatment.average());
      memory.steps++;
      switch (rules.get(entry.place)) {
        case Elementwise rule -> {
          rule.advance(memory.steps, entry.rate, memory.scalars);
          double weight = treatment.average().weight(memory.steps);
          var along = new Kernel.Along(treated.conditioning(i), step.after(), weight);
          for (Kernel.Piece resting : entry.resting(memory, treatment.average(), kernel)) {
            pieces.get(entry.place).add(resting.at(memory.steps, entry.rate, along));
          }
        }
        case Whole rule ->
            whole
                .get(entry.place)
                .add(Tensor.of(rule, entry.parameter, treated.of(i), memory, entry.rate));
      }
    }
    for (int i = 0; i < groups.all.size(); i++) {
      if (rules.get(i) instanceof Elementwise rule && !pieces.get(i).isEmpty()) {
        crew.work(pieces.get(i), piece -> kernel.update(rule, piece));
      }
    }
    for (int i = 0; i < groups.all.size(); i++) {
      if (rules.get(i) instanceof Whole rule && !whole.get(i).isEmpty()) {
        update(rule, step, whole.get(i), store.shared.get(i), treated.again(i));
      }
    }
  }

  /** The one of the last update, where the parameters are the same. */
  private Plan plan(List<Parameter> parameters) {
    Plan last = plan;
    return last != null && last.covers(parameters, store)
        ? last
        : Plan.of(parameters, groups, store);
  }

  private void update(
      Whole rule, Step step, List<Tensor> tensors, Values shared, Update.Again again) {
    double loss = step.loss().orElse(Double.NaN); // said, where the rule reads it
    rule.update(new Update(store.steps, loss, tensors, shared, again, this::inner, machine));
    for (Tensor p : tensors) {
      Memory memory = store.memories.get(p.name());
      MemorySegment average = memory == null ? null : memory.average(treatment.average());
      if (memory != null && average != null) {
        Values.of(average, memory.precision).follow(p.x(), treatment.average().weight(p.t()));
      }
      if (step.after() == Gradients.ZERO) {
        p.g().memory().fill((byte) 0);
      }
    }
  }

  private static void clear(Step step, List<Plan.Entry> entries) {
    if (step.after() == Gradients.ZERO) {
      entries.forEach(entry -> entry.parameter.gradient().fill((byte) 0));
    }
  }

  /**
   * Writes the weights to evaluate and to ship: their average, where one is kept and has begun, and
   * else what the rule says; for most rules, those that are trained.
   *
   * @param into as large as the weights of {@code parameter}
   * @throws IllegalArgumentException if it is not
   */
  public void evaluation(Parameter parameter, MemorySegment into) {
    evaluation(parameter, UnaryOperator.identity(), into);
  }

  /**
   * The same where the options of the rules follow schedules.
   *
   * @param last what became of each group's rule in the last {@link Step}
   */
  public void evaluation(Parameter parameter, UnaryOperator<Rule> last, MemorySegment into) {
    parameter.fits(into);
    Memory memory = store.memories.get(parameter.name());
    if (memory == null) {
      into.copyFrom(parameter.weights());
      return;
    }
    MemorySegment average = memory.average(treatment.average());
    if (average != null && treatment.average().weight(memory.steps) > 0) {
      into.copyFrom(average);
      return;
    }
    Rule rule = last.apply(groups.of(parameter.name()).rule());
    Values numbers = Values.of(into, parameter.precision());
    Values g = Values.of(parameter.gradient(), parameter.precision());
    rule.evaluation(Tensor.of(rule, parameter, g, memory, 0), numbers);
  }

  /**
   * A copy of a state array.
   *
   * @throws IllegalArgumentException if there is no such parameter or slot
   */
  public double[] state(String parameter, String slot) {
    Memory memory = store.memories.get(parameter);
    if (memory == null) {
      throw Check.rejection("parameter", "one of " + store.memories.keySet(), parameter);
    }
    return memory.numbers(groups.of(parameter).rule(), treatment.average(), slot);
  }

  /** The same rules and state, for an engine that makes the updates by itself. */
  public Elsewhere elsewhere() {
    return new Elsewhere(this);
  }

  Groups grouped() {
    return groups;
  }

  Store store() {
    return store;
  }

  /**
   * A number that a group keeps, such as the {@code d} of {@link Prodigy}.
   *
   * @param group the place of the group, from 0
   * @throws IllegalArgumentException if its rule keeps no such number
   */
  public double shared(int group, String name) {
    List<String> names = groups.all.get(group).rule().shared();
    Check.that(names.contains(name), "shared number", "one of " + names, name);
    return store.shared.get(group).at(names.indexOf(name));
  }

  /** One that goes on from here by itself. */
  public Optimizer copy() {
    var copy = new Optimizer(groups.all, treatment, crew.threads(), kernel);
    copy.store = store.copy();
    return copy;
  }

  /** Writes the state of all parameters, bit for bit, as {@link Safetensors}. */
  public void save(DataOutput out) throws IOException {
    new StateTensors(groups, treatment).of(store).write(out);
  }

  /** The same to a file, of which a reader sees all or none. */
  public void save(Path file) throws IOException {
    new StateTensors(groups, treatment).of(store).write(file);
  }

  /**
   * Takes over a saved state. If anything is thrown, the state is the one before.
   *
   * @throws IllegalArgumentException if it is not the state of these rules, naming what differs
   * @throws IOException if it ends too early or is not a saved optimizer of this version
   */
  public void restore(DataInput in) throws IOException {
    store = new StateTensors(groups, treatment).store(Safetensors.read(in));
  }

  /**
   * The same from a file, for known parameters.
   *
   * @param parameters all that were updated before it was saved
   * @throws IllegalArgumentException as above; or if it has not the state of each of them in its
   *     shape and precision, and of no other, naming the first
   * @throws IOException as above
   */
  public void restore(Path file, List<Parameter> parameters) throws IOException {
    Store saved = new StateTensors(groups, treatment).store(Safetensors.read(file));
    saved.fits(parameters);
    store = saved;
  }

  /** What a rule around another runs it with. */
  private void inner(Rule rule, Update around, List<Tensor> tensors, Values shared) {
    switch (rule) {
      case Elementwise elementwise -> {
        List<Kernel.Piece> pieces = new ArrayList<>();
        for (Tensor p : tensors) {
          elementwise.advance(p.t(), p.rate(), p.scalars());
          Kernel.Piece.of(p).ifPresentOrElse(pieces::add, () -> elementwise.update(p));
        }
        crew.work(pieces, piece -> kernel.update(elementwise, piece));
      }
      case Whole whole ->
          whole.update(
              new Update(
                  around.t(),
                  around.loss(),
                  tensors,
                  shared,
                  around.again(),
                  this::inner,
                  machine));
    }
  }
}
