package rubato.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C while something is worth finishing: work sees {@link #asked}, ends where it can, and the
 * process leaves with 130. A second Ctrl-C ends it at once.
 */
final class Interrupt implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 30;

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook = new Thread(this::terminated, "interrupt");
  private final Runnable first;
  private final Runnable second;
  private final @Nullable Object before;
  private volatile boolean asked;

  Interrupt() {
    this(() -> {}, () -> {});
  }

  /**
   * An interrupt that says something.
   *
   * @param first run at the first Ctrl-C
   * @param second run at the second one, before the process ends
   */
  Interrupt(Runnable first, Runnable second) {
    this.first = first;
    this.second = second;
    this.before = handle(this::interrupted);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  boolean asked() {
    return asked;
  }

  private synchronized void interrupted() {
    if (asked) {
      second.run();
      Runtime.getRuntime().halt(Exit.INTERRUPTED);
    }
    asked = true;
    first.run();
  }

  // The JVM runs this on SIGTERM, and halts with 128 + the signal when it returns.
  private void terminated() {
    asked = true;
    try {
      boolean _ = finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets SIGINT pass this process by: who gives it orders decides when it ends. */
  static void ignore() {
    Object _ = handle(() -> {});
  }

  /**
   * What SIGINT does from now on; what it did before. By reflection, as the compiler warns of the
   * class whatever is done; where it is missing, the hook serves.
   */
  private static @Nullable Object handle(Runnable run) {
    try {
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object made =
          Proxy.newProxyInstance(
              Interrupt.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  run.run();
                }
                return null;
              });
      return install(made);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }

  private static Object install(Object handler) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Method method = signal.getMethod("handle", signal, Class.forName("sun.misc.SignalHandler"));
    return method.invoke(null, signal.getConstructor(String.class).newInstance("INT"), handler);
  }

  @Override
  public void close() {
    finished.countDown();
    if (before != null) {
      try {
        Object _ = install(before);
      } catch (ReflectiveOperationException | RuntimeException e) {
        // It stays with a handler that does nothing more.
      }
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: the hook runs and returns at once.
    }
  }
}
