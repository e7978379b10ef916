package rubato.lab.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One connection, which is made again when it breaks.
 *
 * <p>Work is done again when its failure was a passing one, and a commit may have been done
 * although it failed: so each work that writes must do nothing the second time.
 */
final class Database implements AutoCloseable {

  /** Some statements. */
  @FunctionalInterface
  interface Work<T extends @Nullable Object> {
    T on(Connection connection) throws SQLException;
  }

  private static final long PAUSE_MILLIS = 200;

  private final Engine engine;
  private final Patience patience;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Connection connection;
  private boolean closed;

  Database(Engine engine, Patience patience) {
    this.engine = engine;
    this.patience = patience;
  }

  Engine engine() {
    return engine;
  }

  /** Connects and brings the tables up to date; a server that is not there is not waited for. */
  void open(Mode mode) {
    try {
      Connection fresh = connected();
      if (Schema.version(fresh, engine) < Schema.VERSION) {
        if (mode == Mode.READ && Schema.version(fresh, engine) == 0) {
          throw new StoreException("there is no store at " + engine.place());
        }
        if (mode == Mode.WRITE) {
          transaction(
              fresh,
              with -> {
                Schema.migrate(with, engine);
                return true;
              });
        }
      }
    } catch (SQLException failure) {
      close();
      throw told(failure);
    } catch (RuntimeException failure) {
      close();
      throw failure;
    }
  }

  /** Reads, outside of a transaction. */
  <T extends @Nullable Object> T read(Work<T> work) {
    return patiently(work);
  }

  /** Reads and writes in one transaction, durable when this returns. */
  <T extends @Nullable Object> T write(Work<T> work) {
    return patiently(on -> transaction(on, work));
  }

  /** Writes what may as well not be written: failures are passed over, nothing is waited for. */
  void tryWrite(Work<?> work) {
    tried(on -> transaction(on, work::on));
  }

  /** What was written outlives the loss of all of a journal, unless somebody was in the way. */
  void settle() {
    tried(
        on -> {
          engine.settle(on);
          return true;
        });
  }

  private void tried(Work<?> work) {
    lock.lock();
    try {
      if (!closed) {
        Object _ = work.on(connected());
      }
    } catch (SQLException _) {
      disconnect();
    } finally {
      lock.unlock();
    }
  }

  private <T extends @Nullable Object> T patiently(Work<T> work) {
    lock.lock();
    try {
      long began = System.nanoTime();
      for (boolean away = false; ; away = true) {
        try {
          T done = work.on(connected());
          if (away) {
            patience.back(Duration.ofNanos(System.nanoTime() - began));
          }
          return done;
        } catch (SQLException failure) {
          disconnect();
          var waited = Duration.ofNanos(System.nanoTime() - began);
          if (closed
              || !engine.passing(failure)
              || !patience.wait(engine.place() + " " + engine.words(failure), waited)) {
            throw told(failure);
          }
          Thread.sleep(PAUSE_MILLIS);
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StoreException(engine.place() + " was waited for until interrupted", interrupted);
    } finally {
      lock.unlock();
    }
  }

  private static <T extends @Nullable Object> T transaction(Connection connection, Work<T> work)
      throws SQLException {
    connection.setAutoCommit(false);
    T result;
    try {
      result = work.on(connection);
      connection.commit();
    } catch (SQLException failure) {
      throw failure; // the connection is not used again
    } catch (RuntimeException failure) {
      connection.rollback();
      connection.setAutoCommit(true);
      throw failure;
    }
    connection.setAutoCommit(true);
    return result;
  }

  private Connection connected() throws SQLException {
    if (closed) {
      throw new IllegalStateException("the store is closed");
    }
    Connection now = connection;
    if (now == null) {
      now = engine.connect();
      connection = now;
    }
    return now;
  }

  private void disconnect() {
    Connection old = connection;
    connection = null;
    if (old != null) {
      try {
        old.close();
      } catch (SQLException _) {
        // It was broken.
      }
    }
  }

  private StoreException told(SQLException failure) {
    return new StoreException(engine.place() + " " + engine.words(failure), failure);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      disconnect();
    } finally {
      lock.unlock();
    }
  }
}
