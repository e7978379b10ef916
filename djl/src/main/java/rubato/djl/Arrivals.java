package rubato.djl;

import ai.djl.ndarray.NDArray;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import rubato.optim.Optimizer;
import rubato.optim.Step;

/**
 * Parameters as they come: updated at once or when all are here, by the kernels where they reach
 * the tensor, by operations of the engine where it is, or by way of the CPU.
 */
final class Arrivals {

  private final Optimizer optimizer;
  private final OnDevice device;
  private final Map<String, Long> addresses = new HashMap<>();
  private final List<Loan> loans = new ArrayList<>();
  private final List<Arrival> there = new ArrayList<>();
  private final IdentityHashMap<NDArray, NDArray> replicas = new IdentityHashMap<>();

  Arrivals(Optimizer optimizer) {
    this.optimizer = optimizer;
    this.device = new OnDevice(optimizer);
  }

  /** Updates a parameter. */
  void update(Step step, String name, NDArray weight, NDArray gradient) {
    if (Arrival.possible(weight)) {
      device.step(step, List.of(new Arrival(name, weight, gradient)));
      return;
    }
    device.leave(name);
    boolean readable = Loan.possible(weight) && gradient.getDataType() == weight.getDataType();
    Loan loan =
        loan(name, weight, readable ? View.read(gradient) : Loan.gradient(weight, gradient));
    optimizer.step(step, List.of(loan.parameter()));
    loan.giveBack();
  }

  /** Keeps a parameter and a copy of its gradient until the others are here. */
  void hold(String name, NDArray weight, NDArray gradient) {
    // The first says where all are updated: the engine computes with any tensor.
    if (loans.isEmpty() && (Arrival.possible(weight) || !there.isEmpty())) {
      there.add(Arrival.keeping(name, weight, gradient));
    } else {
      device.leave(name);
      loans.add(loan(name, weight, Loan.gradient(weight, gradient)));
    }
  }

  /** Whether none is held. */
  boolean isEmpty() {
    return loans.isEmpty() && there.isEmpty();
  }

  /** Updates all that are held. */
  void update(Step step) {
    try {
      if (!there.isEmpty()) {
        device.step(step, there);
      } else {
        optimizer.step(step, loans.stream().map(Loan::parameter).toList());
        loans.forEach(Loan::giveBack);
      }
      replicas.forEach(Loan::put);
    } finally {
      drop();
    }
  }

  /** Gives {@code weight} on another device the numbers of {@code first}, when they are new. */
  void replicate(NDArray first, NDArray weight) {
    if (isEmpty()) {
      Loan.put(weight, first);
    } else {
      replicas.put(weight, first);
    }
  }

  /**
   * Looks closer only where the memory is not that of the update before: it costs as much again.
   */
  private Loan loan(String name, NDArray weight, MemorySegment gradient) {
    if (Loan.possible(weight)) {
      MemorySegment view = View.read(weight);
      Long before = addresses.get(name);
      if (before != null && before == view.address()) {
        return Loan.of(name, weight, view, gradient);
      }
    }
    Loan loan = Loan.of(name, weight, gradient);
    addresses.put(name, loan.copied() ? 0 : loan.parameter().weights().address());
    return loan;
  }

  private void drop() {
    there.forEach(arrival -> arrival.gradient().close());
    there.clear();
    loans.clear();
    replicas.clear();
  }

  /** The optimizer knows all state. */
  void tell() {
    device.tell();
  }

  /** None is held, and all state is the optimizer's. */
  void forget() {
    drop();
    device.forget();
  }
}
