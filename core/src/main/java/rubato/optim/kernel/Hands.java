package rubato.optim.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Threads that help: daemons, shared by all crews, that go home when idle, so nothing has to be
 * closed. The caller waits for work, not for threads: one that the system does not run holds
 * nothing up.
 *
 * <p>To wake a thread takes as long as to update 100,000 weights. So a hand looks out for more for
 * a moment before it sleeps, and so does the caller for the last piece.
 */
final class Hands {

  /** How long to look out: longer than a wake takes, shorter than most forward passes. */
  private static final long PATIENCE_NANOS = 30_000;

  private static final long HOME_NANOS = 10_000_000_000L;

  /** Those that can be called, the last to work first. */
  private static final ConcurrentLinkedDeque<Hand> IDLE = new ConcurrentLinkedDeque<>();

  private static final AtomicInteger NAMES = new AtomicInteger();

  private Hands() {}

  /** Does numbers {@code 0} to {@code count - 1} on at most {@code threads}, the caller's too. */
  static void share(int threads, int count, IntConsumer each) {
    if (threads == 1 || count < 2) {
      for (int i = 0; i < count; i++) {
        each.accept(i);
      }
      return;
    }
    var job = new Job(count, each, Thread.currentThread());
    List<Hand> called = new ArrayList<>();
    for (int i = 1; i < Math.min(threads, count); i++) {
      Hand hand = IDLE.poll();
      called.add((hand == null ? Hand.hired() : hand).give(job));
    }
    job.help();
    job.await();
    for (Hand hand : called) {
      hand.next.compareAndSet(job, null);
      IDLE.push(hand);
    }
    for (Throwable failure : job.failures) {
      throw new IllegalStateException("the update of a parameter failed: " + failure, failure);
    }
  }

  /** Work in numbered parts, that whoever comes takes in turn. */
  private static final class Job {
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger left;
    private final int count;
    private final IntConsumer each;
    private final Thread caller;

    Job(int count, IntConsumer each, Thread caller) {
      this.left = new AtomicInteger(count);
      this.count = count;
      this.each = each;
      this.caller = caller;
    }

    /** Until nothing is left to take; who comes late finds nothing. */
    void help() {
      for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
        try {
          each.accept(i);
        } catch (RuntimeException | Error e) {
          failures.add(e);
        } finally {
          if (left.decrementAndGet() == 0) {
            LockSupport.unpark(caller);
          }
        }
      }
    }

    /** Until the last part in work is done. */
    void await() {
      long begin = System.nanoTime();
      boolean interrupted = false;
      while (left.get() > 0) {
        if (System.nanoTime() - begin < PATIENCE_NANOS) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
          interrupted |= Thread.interrupted(); // else it could not sleep again
        }
      }
      if (interrupted) {
        caller.interrupt();
      }
    }
  }

  /** A thread and what it is to do next. */
  private static final class Hand {
    private final AtomicReference<@Nullable Job> next = new AtomicReference<>();
    private final Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("rubato-kernel-" + NAMES.getAndIncrement())
            .unstarted(this::work);

    static Hand hired() {
      var hand = new Hand();
      hand.thread.start();
      return hand;
    }

    Hand give(Job job) {
      next.set(job);
      LockSupport.unpark(thread);
      return this;
    }

    private void work() {
      long begin = System.nanoTime();
      while (true) {
        Job job = next.getAndSet(null);
        long idle = System.nanoTime() - begin;
        if (job != null) {
          job.help();
          begin = System.nanoTime();
        } else if (idle < PATIENCE_NANOS) {
          Thread.onSpinWait();
        } else if (idle < HOME_NANOS) {
          LockSupport.parkNanos(this, HOME_NANOS - idle);
        } else if (IDLE.remove(this)) {
          return; // else it has just been called
        }
      }
    }
  }
}
