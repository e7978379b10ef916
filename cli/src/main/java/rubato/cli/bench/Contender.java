package rubato.cli.bench;

import java.lang.management.ManagementFactory;

/** Someone who makes updates, in memory of their own. */
interface Contender extends AutoCloseable {

  /** Who. */
  String name();

  /** Makes {@code count} updates, one after another; the nanoseconds that they took. */
  long run(int count);

  /** The clock that says how long it has run, in nanoseconds: that of this thread. */
  default long clock() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  @Override
  default void close() {}
}
