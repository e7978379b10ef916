package rubato.lab.work;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import rubato.train.Run;

/** Carries out orders in this process, one at a time, while their answer is waited for. */
public final class Here implements Executor {

  private final Trainer trainer;
  private final LongSupplier nanos;
  private final Limits limits;
  private @Nullable Order going;

  /**
   * An executor of trials of {@code tasks}.
   *
   * @param nanos a clock, for limits and for when to write checkpoints
   */
  public Here(Tasks tasks, Limits limits, LongSupplier nanos) {
    this.trainer = new Trainer(tasks, nanos, System::currentTimeMillis);
    this.nanos = nanos;
    this.limits = limits;
  }

  @Override
  public int places() {
    return 1;
  }

  @Override
  public void begin(Order order) {
    if (going != null) {
      throw new IllegalStateException("one order at a time, got a second");
    }
    going = order;
  }

  @Override
  public Answer next(Watch watch) {
    Order order = going;
    if (order == null) {
      throw new IllegalStateException("no order is going");
    }
    going = null;
    for (int attempt = 1; ; attempt++) {
      try {
        return trainer
            .carryOut(order, new Told(watch, nanos.getAsLong()))
            .<Answer>map(made -> new Answer.Done(order.id(), made.run(), made.times()))
            .orElseGet(() -> new Answer.Halted(order.id()));
      } catch (Trainer.Refused refused) {
        return new Answer.Crashed(order.id(), String.valueOf(refused.getMessage()), true);
      } catch (java.io.UncheckedIOException full) {
        throw full;
      } catch (RuntimeException crash) {
        String reason = reason(crash);
        if (attempt == limits.attempts()) {
          return new Answer.Crashed(order.id(), reason, false);
        }
        watch.said(
            "trial %d crashed (%s): it goes on from its checkpoint".formatted(order.id(), reason));
      }
    }
  }

  static String reason(Throwable crash) {
    String message = String.valueOf(crash.getMessage()).lines().findFirst().orElse("");
    return crash instanceof Late ? message : crash.getClass().getSimpleName() + ": " + message;
  }

  @Override
  public void close() {
    trainer.close();
  }

  private final class Told implements Trainer.Listener {
    private final Watch watch;
    private final long begun;

    Told(Watch watch, long begun) {
      this.watch = watch;
      this.begun = begun;
    }

    @Override
    public void stepped(Order order, Run.Step step) {
      watch.at(order.id(), step.step() + 1, order.until(), step.rate(), step.loss());
      if (nanos.getAsLong() - begun > limits.timeout().toNanos()) {
        throw new Late(limits.timeout());
      }
    }

    @Override
    public boolean stop() {
      return watch.stop();
    }
  }

  /** An order took too long. */
  private static final class Late extends RuntimeException {
    private static final long serialVersionUID = 1;

    Late(Duration timeout) {
      super("no answer within " + Limits.text(timeout));
    }
  }
}
