package rubato.cli.bench;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/** Threads that make one pass after another together, and do not sleep in between. */
final class Lockstep implements AutoCloseable {

  private static final long END = -1;

  private final int threads;
  private final IntConsumer share;
  private final AtomicLong pass = new AtomicLong();
  private final AtomicInteger busy = new AtomicInteger();

  /**
   * Begins.
   *
   * @param threads the caller's included
   * @param share what thread number i does in a pass
   */
  Lockstep(int threads, IntConsumer share) {
    this.threads = threads;
    this.share = share;
    for (int i = 1; i < threads; i++) {
      int number = i;
      Thread.ofPlatform().daemon().name("limit-" + i).start(() -> follow(number));
    }
  }

  /** All shares once. */
  void pass() {
    busy.set(threads - 1);
    pass.incrementAndGet();
    share.accept(0);
    for (int i = 0; busy.get() > 0; i++) {
      look(i);
    }
  }

  /** Where the machine is busy, the one waited for may need this processor. */
  private static void look(int times) {
    if (times % 4096 == 4095) {
      LockSupport.parkNanos(1);
    } else {
      Thread.onSpinWait();
    }
  }

  private void follow(int number) {
    long seen = 0;
    for (int i = 0; ; i++) {
      long now = pass.get();
      if (now == END) {
        return;
      }
      if (now == seen) {
        look(i);
        continue;
      }
      seen = now;
      share.accept(number);
      busy.decrementAndGet();
    }
  }

  @Override
  public void close() {
    pass.set(END);
  }
}
