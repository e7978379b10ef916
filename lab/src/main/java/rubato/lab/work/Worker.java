package rubato.lab.work;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import rubato.lab.Json;
import rubato.train.Run;

/** The other side of {@link Workers}: reads orders, line by line, and answers them. */
public final class Worker {

  private static final long TELL_NANOS = 100_000_000L;

  private final Tasks tasks;
  private final PrintStream out;
  private final BlockingQueue<Optional<Order>> orders = new LinkedBlockingQueue<>();
  private volatile boolean stop;

  private Worker(Tasks tasks, PrintStream out) {
    this.tasks = tasks;
    this.out = out;
  }

  /**
   * Serves until {@code in} ends.
   *
   * @param out answers go there and nothing else
   * @param left what to do when {@code in} ends; a process leaves at once, whatever it is doing
   */
  public static void serve(Tasks tasks, InputStream in, PrintStream out, Runnable left) {
    var worker = new Worker(tasks, out);
    Thread.ofPlatform().daemon().name("orders").start(() -> worker.read(in, left));
    worker.work();
  }

  private void read(InputStream in, Runnable left) {
    try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Wire.Command command = Json.parse(line, Wire.Command.class);
        if (command.order() == null) {
          stop = true;
        } else {
          orders.add(Optional.of(command.order()));
        }
      }
    } catch (IOException | IllegalArgumentException _) {
      // Whoever gave the orders is gone, or is none of ours.
    }
    orders.add(Optional.empty());
    left.run();
  }

  private void work() {
    try (var trainer = new Trainer(tasks, System::nanoTime, System::currentTimeMillis)) {
      tell(Wire.Said.of(Wire.Kind.READY, 0, ""));
      for (var order = orders.take(); order.isPresent(); order = orders.take()) {
        tell(carriedOut(trainer, order.get()));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Wire.Said carriedOut(Trainer trainer, Order order) {
    try {
      return trainer
          .carryOut(order, new Telling())
          .map(made -> Wire.Said.done(order.id(), made))
          .orElseGet(() -> Wire.Said.of(Wire.Kind.HALTED, order.id(), ""));
    } catch (Trainer.Refused refused) {
      return Wire.Said.of(Wire.Kind.REFUSED, order.id(), String.valueOf(refused.getMessage()));
    } catch (RuntimeException crash) {
      return Wire.Said.of(Wire.Kind.CRASHED, order.id(), Here.reason(crash));
    }
  }

  private void tell(Wire.Said said) {
    out.print(Json.line(said) + "\n");
    out.flush();
  }

  /** Says now and then where the order is. */
  private final class Telling implements Trainer.Listener {
    private long told = System.nanoTime() - TELL_NANOS;

    @Override
    public void stepped(Order order, Run.Step step) {
      long now = System.nanoTime();
      if (now - told >= TELL_NANOS) {
        told = now;
        tell(Wire.Said.at(order.id(), step));
      }
    }

    @Override
    public boolean stop() {
      return stop;
    }
  }
}
