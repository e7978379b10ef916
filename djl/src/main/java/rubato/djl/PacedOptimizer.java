package rubato.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Block;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import rubato.feedback.Observation;
import rubato.optim.Clip;
import rubato.optim.Elementwise;
import rubato.optim.Group;
import rubato.optim.NonFinite;
import rubato.optim.Optimizer;
import rubato.optim.Rule;
import rubato.optim.Step;
import rubato.optim.Treatment;
import rubato.pace.Pace;
import rubato.pace.Pacer;
import rubato.pace.Plan;
import rubato.train.Conductor;

/**
 * Rules at a pace, as DJL's training takes them:
 *
 * <pre>
 * new DefaultTrainingConfig(loss).optOptimizer(new PacedOptimizer(rule, pace))
 * </pre>
 *
 * <p>Tensors in float32 and float64 on the CPU are updated in place by the kernels, all others
 * where they are by operations of the engine. Only where parameters that are updated together are
 * on the CPU and elsewhere, the first on the CPU, are all updated there, and copied back. As with
 * DJL's own optimizers, the gradient of the weights is zero afterwards.
 *
 * <p>A step begins when a parameter comes that this step has already updated. The first step has
 * the rate of step 0. On several devices a parameter is updated on the first, and copied to the
 * others: one step counts once, and state is kept once.
 *
 * <p>Rules and treatments that look at all parameters of a step together wait until all have come,
 * which takes knowing them: {@link #learn}, or a {@link FeedbackListener}. So do patterns of names,
 * and states that are restored in another process, for DJL itself tells an optimizer no names.
 * {@code rescaleGrad}, {@code clipGrad} and {@code weightDecays} of DJL's builders do not exist
 * here: see {@link Treatment}, and decay belongs to the rule.
 */
public final class PacedOptimizer extends ai.djl.training.optimizer.Optimizer {

  /** What brings the weights back that are trained. */
  @FunctionalInterface
  public interface Evaluating extends AutoCloseable {
    @Override
    void close();
  }

  private final Plan plan;
  private final Conductor conductor;
  private final Optimizer optimizer;
  private final boolean together;
  private final Arrivals arrivals;
  private final Names names = new Names();
  private final Map<String, NDArray> arrived = new HashMap<>();
  private Set<String> expected = Set.of();
  private Pacer pacer;
  private Step now;
  private boolean begun;
  private boolean told;
  private double loss = Double.NaN;

  /** With a thread for every core; small parameters use one. */
  public PacedOptimizer(Rule rule, Pace pace) {
    this(rule, pace, Runtime.getRuntime().availableProcessors());
  }

  /**
   * With {@code threads} at most.
   *
   * @throws IllegalArgumentException if {@code threads} is below 1
   */
  public PacedOptimizer(Rule rule, Pace pace, int threads) {
    this(List.of(Group.all(rule)), Treatment.NONE, Plan.of(pace), threads);
  }

  /**
   * With all that can be said.
   *
   * @param groups a parameter belongs to the first that has its name
   * @param treatment of gradients and weights around the rules: clipping, averages
   * @param plan the pace, what else follows a schedule, and the rates of layers
   * @param threads at most
   * @throws IllegalArgumentException if {@code threads} is below 1, {@code plan} names what no rule
   *     has, or a rule evaluates the loss again, which DJL's trainer cannot
   */
  public PacedOptimizer(List<Group> groups, Treatment treatment, Plan plan, int threads) {
    super(new Options());
    for (Group group : groups) {
      Require.that(
          !group.rule().evaluatesAgain(),
          "rule under DJL's trainer",
          "one that evaluates the loss once a step",
          group.rule());
    }
    this.plan = plan;
    this.conductor = new Conductor(plan, groups, List.of());
    this.optimizer = new Optimizer(conductor.groups(), treatment, threads);
    this.arrivals = new Arrivals(optimizer);
    this.together =
        !groups.stream().allMatch(group -> group.rule() instanceof Elementwise)
            || treatment.clip() instanceof Clip.ByGlobalNorm
            || treatment.nonFinite() == NonFinite.SKIP
            || treatment.nonFinite() == NonFinite.FAIL;
    this.pacer = new Pacer(plan.rate());
    this.now = conductor.at(0, pacer.rate());
  }

  /**
   * The network whose parameters are updated; their names are those of the block: {@code
   * 02Linear_weight}. Best before the first update.
   *
   * @throws IllegalArgumentException if the plan has layers that the network has not
   */
  public void learn(Block network) {
    names.learn(network);
    names.require(plan.layers());
  }

  /** The number of updates begun; of all parameters together. */
  public long steps() {
    return pacer.step() + (begun ? 1 : 0);
  }

  /** The rate of the last update begun; before the first, that of step 0. */
  public double rate() {
    return now.rate();
  }

  /** Lets the feedbacks of the pace see a loss or a metric. */
  public void observe(String name, double value) {
    settle();
    pacer.observe(new Observation(steps(), name, value));
  }

  /** The loss of the batch whose gradients come next: for rules and feedbacks that ask for it. */
  public void loss(double value) {
    settle();
    told = true;
    loss = value;
  }

  /** Whether {@link #loss} should be told. */
  boolean wantsLoss() {
    return pacer.watches(Observation.LOSS)
        || optimizer.groups().stream().anyMatch(group -> group.rule().needsLoss());
  }

  @Override
  public void update(String parameterId, NDArray weight, NDArray grad) {
    String name = names.of(parameterId);
    NDArray first = arrived.get(name);
    if (first != null && !first.getDevice().equals(weight.getDevice())) {
      arrivals.replicate(first, weight);
    } else {
      if (first != null || !begun) {
        begin();
      }
      arrived.put(name, weight);
      if (together) {
        arrivals.hold(name, weight, grad);
        runWhenAllAreHere();
      } else {
        arrivals.update(now, name, weight, grad);
      }
    }
    clear(weight, grad);
  }

  private static void clear(NDArray weight, NDArray grad) {
    if (weight instanceof PtNDArray tensor && weight.hasGradient()) {
      // DJL's trainer hands over a copy: the one that the engine adds to is the weight's.
      JniUtils.zeroGrad(tensor);
    } else if (Loan.possible(grad)) {
      View.of(grad).fill((byte) 0);
    } else {
      try (var _ = new NDScope()) {
        grad.set(new NDIndex("..."), 0);
      }
    }
  }

  private void begin() {
    if (!arrivals.isEmpty()) {
      var missing = new HashSet<>(expected);
      missing.removeAll(arrived.keySet());
      throw new IllegalStateException(
          "parameters that are trained must all have a gradient in each step, got none for "
              + String.join(", ", missing)
              + ": freeze them");
    }
    settle();
    begun = true;
    Step at = conductor.at(pacer.step(), pacer.rate());
    now = told ? at.loss(loss) : at;
    if (together) {
      expected = Set.copyOf(names.all());
      if (expected.isEmpty()) {
        throw new IllegalStateException(
            "the network must be known to an optimizer that looks at all parameters together:"
                + " call learn(block), or add a FeedbackListener");
      }
    }
  }

  /** The step that was begun is over. */
  private void settle() {
    if (begun && arrivals.isEmpty()) {
      begun = false;
      arrived.clear();
      pacer.advance();
      if (told) {
        pacer.observe(new Observation(pacer.step() - 1, Observation.LOSS, loss));
      }
      told = false;
      loss = Double.NaN;
    }
  }

  private void runWhenAllAreHere() {
    if (arrived.keySet().containsAll(expected)) {
      arrivals.update(now);
    }
  }

  /**
   * Puts the weights to evaluate and to save in place of those that are trained, until closed: for
   * averages and for rules, such as schedule-free ones, whose result are other weights. On the
   * device of the model.
   *
   * @throws IllegalStateException if the network is not known
   */
  public Evaluating evaluating() {
    if (!names.known()) {
      throw new IllegalStateException("the network must be known: call learn(block)");
    }
    arrivals.tell();
    Step last = conductor.at(Math.max(0, steps() - 1), 0);
    Map<Loan, MemorySegment> trained = new HashMap<>();
    names
        .trained()
        .forEach(
            (name, weight) -> {
              Loan loan = Loan.of(name, weight, Loan.room(weight));
              MemorySegment into = Loan.room(weight);
              optimizer.evaluation(loan.parameter(), last.rule(), into);
              trained.put(loan, loan.swap(into));
            });
    return () -> trained.forEach((loan, before) -> loan.swap(before));
  }

  /**
   * Writes step, feedbacks and the state of every parameter by its name: all but the weights.
   *
   * @throws IOException when {@code out} does
   * @throws IllegalStateException in the midst of a step
   */
  public void save(DataOutput out) throws IOException {
    if (!arrivals.isEmpty()) {
      throw new IllegalStateException("an optimizer must be saved between two steps");
    }
    settle();
    arrivals.tell();
    Pacer.Saved saved = pacer.save();
    out.writeUTF(saved.pace());
    out.writeUTF(plan.toString());
    out.writeLong(saved.step());
    out.writeInt(saved.states().size());
    for (String state : saved.states()) {
      out.writeUTF(state);
    }
    optimizer.save(out);
  }

  /**
   * Goes on as when it was saved.
   *
   * @throws IllegalArgumentException if it was saved under other rules or another plan
   * @throws IOException if it is not a whole saved optimizer
   */
  public void restore(DataInput in) throws IOException {
    String pace = in.readUTF();
    String planned = in.readUTF();
    long step = in.readLong();
    List<String> states = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      states.add(in.readUTF());
    }
    Pacer restored = Pacer.restore(plan.rate(), new Pacer.Saved(pace, step, states));
    Require.that(planned.equals(plan.toString()), "plan", "the saved one, " + planned, plan);
    optimizer.restore(in);
    arrivals.forget();
    pacer = restored;
    now = conductor.at(step, pacer.rate());
    begun = false;
    told = false;
    loss = Double.NaN;
    arrived.clear();
  }

  /** DJL's constructor wants a builder; none of its options apply here. */
  private static final class Options extends OptimizerBuilder<Options> {
    @Override
    protected Options self() {
      return this;
    }
  }
}
