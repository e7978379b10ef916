package rubato.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rubato.optim.Average;
import rubato.optim.Conditioned;
import rubato.optim.Elsewhere;
import rubato.optim.Group;
import rubato.optim.Optimizer;
import rubato.optim.Rule;
import rubato.optim.Step;
import rubato.optim.Values;

/**
 * Updates as operations of the engine on the device that a tensor is on: nothing goes to the CPU
 * but sums. Their state is the engine's, too, and becomes that of an {@link Optimizer} when it is
 * saved.
 *
 * <p>The engine rounds after every operation where the kernels do not: a few units in the last
 * place. Of weights in half precision a copy in float32 is updated, and so is their state.
 */
final class OnDevice {

  private final List<Group> groups;
  private final Average average;
  private final Elsewhere optimizer;
  private final Map<String, Kept> kept = new HashMap<>();

  OnDevice(Optimizer optimizer) {
    this.groups = optimizer.groups();
    this.average = optimizer.treatment().average();
    this.optimizer = optimizer.elsewhere();
  }

  /** A parameter that an update moves; neither array is followed by the engine. */
  private record Moving(String name, int place, double rate, NDArray weight, NDArray x, NDArray g) {

    static Moving of(Arrival arrival, int place, double rate) {
      // Views that the engine does not follow: an update is not part of any gradient.
      NDArray weight = arrival.weight().stopGradient();
      NDArray g = arrival.gradient().stopGradient();
      boolean wide = weight.getDataType() == DataType.FLOAT64;
      NDArray x = wide ? weight : weight.toType(DataType.FLOAT32, false);
      return new Moving(
          arrival.name(), place, rate, weight, Kept.line(x), Kept.line(Terms.like(x, g)));
    }

    void giveBack() {
      if (weight.getDataType() != x.getDataType()) {
        Operand.copy(x.reshape(weight.getShape()), weight);
      }
    }
  }

  /**
   * One update.
   *
   * @throws IllegalArgumentException as {@link Optimizer#step(Step, List)}
   */
  void step(Step step, List<Arrival> arrivals) {
    try (var _ = new NDScope()) {
      List<Rule> rules = optimizer.rules(step);
      List<Moving> moving = moving(step, arrivals);
      var gradients =
          new DeviceGradients(
              moving.stream().map(Moving::name).toList(), moving.stream().map(Moving::g).toList());
      Optional<Conditioned> found = optimizer.begin(step.scale(), moving.size(), gradients);
      if (found.isPresent()) {
        update(rules, moving, found.get(), step.loss().orElse(Double.NaN));
      }
    }
  }

  private List<Moving> moving(Step step, List<Arrival> arrivals) {
    List<Moving> moving = new ArrayList<>();
    for (Arrival arrival : arrivals) {
      int place = optimizer.place(arrival.name());
      Group group = groups.get(place);
      double rate = step.rates().applyAsDouble(arrival.name()) * group.multiplier();
      Require.that(
          rate >= 0 && rate < Double.POSITIVE_INFINITY,
          "rate of " + arrival.name(),
          "finite and >= 0",
          rate);
      if (!group.frozen() && !step.frozen().test(arrival.name())) {
        moving.add(Moving.of(arrival, place, rate));
      }
    }
    return moving;
  }

  private void update(List<Rule> rules, List<Moving> moving, Conditioned found, double loss) {
    List<List<Operand>> operands = new ArrayList<>();
    rules.forEach(_ -> operands.add(new ArrayList<>()));
    List<Kept> moved = new ArrayList<>();
    for (int i = 0; i < moving.size(); i++) {
      Moving one = moving.get(i);
      Kept own = kept(one);
      own.updates++;
      moved.add(own);
      NDArray g = DeviceGradients.conditioned(one.g, found.each().get(i));
      operands.get(one.place).add(own.operand(one.x, g, one.rate, average));
    }
    for (int i = 0; i < rules.size(); i++) {
      if (!operands.get(i).isEmpty()) {
        Values shared = optimizer.shared(i);
        Operations.update(rules.get(i), new Operations.Together(operands.get(i), shared, loss));
      }
    }
    for (int i = 0; i < moving.size(); i++) {
      try (var _ = new NDScope()) {
        moved.get(i).follow(moving.get(i).x, average);
        moving.get(i).giveBack();
      }
    }
  }

  private Kept kept(Moving one) {
    Kept own = kept.get(one.name);
    if (own != null && !own.device.equals(one.x.getDevice())) {
      leave(one.name); // the model has moved
      own = null;
    }
    if (own == null) {
      own = Kept.of(one.name, View.shape(one.weight), one.x, optimizer);
      kept.put(one.name, own);
    }
    return own;
  }

  /** Gives what is kept of a parameter to the optimizer, and keeps it no more. */
  void leave(String name) {
    Kept own = kept.remove(name);
    if (own != null) {
      own.tell(optimizer);
      own.close();
    }
  }

  /** Gives what is kept here to the optimizer; it stays here as well. */
  void tell() {
    kept.values().forEach(own -> own.tell(optimizer));
  }

  /** Nothing is kept here any more. */
  void forget() {
    kept.values().forEach(Kept::close);
    kept.clear();
  }
}
