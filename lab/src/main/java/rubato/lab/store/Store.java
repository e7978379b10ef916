package rubato.lab.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Studies and runs that survive anything.
 *
 * <p>What a method wrote is on the disk when it returns. Any number of processes may use one store
 * at once; an object of this class may be used by any number of threads. Writing the same thing
 * twice, as after an answer that was lost, writes it once.
 *
 * <p>The state of a study is the fold over its {@linkplain #events events}; observations that
 * belong to an event are written {@linkplain #append(String, long, String, List) with it}, in one
 * transaction.
 */
public final class Store implements AutoCloseable {

  /** How long another writer is waited for before the store counts as locked. */
  private static final Duration BUSY = Duration.ofSeconds(10);

  private final Database database;
  private final Maker here = Maker.here();
  private final Map<String, Integer> parts = new HashMap<>();

  private Store(Database database) {
    this.database = database;
  }

  /** The store that {@code where} means, to record in; see {@link Place#of}. */
  public static Store open(String where) {
    return open(Place.of(where, System.getenv()), Mode.WRITE, Patience.NONE);
  }

  /**
   * A store.
   *
   * @param patience whether to wait when it goes away later; now it has to be there
   * @throws StoreException when it cannot be used; nothing was changed then
   */
  public static Store open(Place place, Mode mode, Patience patience) {
    return open(place, mode, patience, BUSY);
  }

  static Store open(Place place, Mode mode, Patience patience, Duration busy) {
    Engine engine =
        switch (place) {
          case Place.Local local -> new Sqlite(local, mode, (int) busy.toMillis());
          case Place.Server server -> new Postgres(server, mode);
        };
    var database = new Database(engine, patience);
    database.open(mode);
    return new Store(database);
  }

  /** Where it is, without secrets. */
  public Place place() {
    return database.engine().place();
  }

  /** The store as a reader sees it; only for looking, or to change more at once than one thing. */
  Database database() {
    return database;
  }

  /** A new study; its id. Take its {@link #lease} before anything is appended. */
  public String begin(NewStudy study) {
    long now = System.currentTimeMillis();
    for (int attempt = 0; ; attempt++) {
      String id = Ids.of(study.task(), attempt);
      if (database.write(on -> Studies.begin(on, id, study, here.toString(), now))) {
        database.settle(); // so that whatever a journal loses, the study is known by its id
        return id;
      }
    }
  }

  /**
   * The study of that id.
   *
   * @throws StoreException when there is none
   */
  public Study study(String id) {
    return database.read(on -> Studies.study(on, id, here)).orElseThrow(() -> Studies.missing(id));
  }

  /** All studies, the oldest first. */
  public List<Study> studies() {
    return database.read(on -> Studies.all(on, here));
  }

  /**
   * The right to drive a study, which is then {@link Status#RUNNING}.
   *
   * @throws StoreException when another process has it, or there is no such study
   */
  public Lease lease(String study) {
    database.write(
        on -> {
          Lease.take(on, study, here);
          return true;
        });
    return new Lease(database, study, here);
  }

  /** Says how a study ended, or that it was interrupted. */
  public void end(String study, Status status, String reason) {
    long now = System.currentTimeMillis();
    database.write(
        on -> {
          Studies.end(on, study, status, reason, OptionalLong.of(now));
          return true;
        });
  }

  /** Adds event number {@code seq}; see the longer form. */
  public void append(String study, long seq, String json) {
    append(study, seq, json, List.of());
  }

  /**
   * Adds event number {@code seq} and observations, all or none. Nothing when the event is there
   * already, equal.
   *
   * @param seq the number of events there are
   * @throws StoreException when another event has that number, as another driver's would, or an
   *     earlier one is missing
   */
  public void append(String study, long seq, String json, List<Batch> batches) {
    byte[][] packed = packed(batches);
    var event = new Event(seq, System.currentTimeMillis(), json);
    database.write(
        on -> {
          if (Studies.append(on, study, event)) {
            for (int i = 0; i < packed.length; i++) {
              add(on, batches.get(i), packed[i], false);
            }
          }
          return true;
        });
    batches.forEach(batch -> wrote(batch.run()));
  }

  /** All events of a study, in order. */
  public List<Event> events(String study) {
    return database.read(on -> Studies.events(on, study));
  }

  /** The folder for the files of a study, which is made if missing. */
  public Path folder(String study) {
    Path folder = place().studies().resolve(study);
    try {
      return Files.createDirectories(folder);
    } catch (IOException failure) {
      throw new StoreException(
          folder + " must be a folder that can be written: " + Reasons.of(failure), failure);
    }
  }

  /** A new run; its id. A trial that was begun before is taken up, with what was observed. */
  public String begin(NewRun run) {
    return begin(run, System.currentTimeMillis());
  }

  /** The same for a run whose training began before it is told, in milliseconds since 1970. */
  public String begin(NewRun run, long at) {
    for (int attempt = 0; ; attempt++) {
      String id = Ids.of(run, attempt);
      if (database.write(on -> Runs.begin(on, id, run, here.toString(), at))) {
        return id;
      }
    }
  }

  /** Adds observations to a run; a batch of about a thousand costs little more than one. */
  public void observe(String run, List<Observed> observed) {
    var batch = new Batch(run, observed);
    byte[] packed = Packed.of(batch.observed());
    boolean[] again = {false};
    database.write(
        on -> {
          add(on, batch, packed, again[0]);
          again[0] = true;
          return true;
        });
    wrote(run);
  }

  private static byte[][] packed(List<Batch> batches) {
    return batches.stream().map(batch -> Packed.of(batch.observed())).toArray(byte[][]::new);
  }

  private void add(Connection on, Batch batch, byte[] packed, boolean again) throws SQLException {
    int part;
    synchronized (parts) {
      Integer known = parts.get(batch.run());
      part = known == null ? Parts.next(on, batch.run()) : known;
      parts.put(batch.run(), part);
    }
    if (!Parts.add(on, batch, part, packed) && !again) {
      // Another process recorded in this run, or there is no such run.
      int next = Parts.next(on, batch.run());
      if (next == part || !Parts.add(on, batch, next, packed)) {
        throw Runs.missing(batch.run());
      }
      synchronized (parts) {
        parts.put(batch.run(), next);
      }
    }
  }

  private void wrote(String run) {
    synchronized (parts) {
      parts.computeIfPresent(run, (_, part) -> part + 1);
    }
  }

  /** Says how a run ended, and puts its observations together. */
  public void finish(String run, Status status, String reason) {
    long now = System.currentTimeMillis();
    database.write(
        on -> {
          Runs.finish(on, run, status, reason, OptionalLong.of(now));
          Parts.settle(on, run);
          return true;
        });
  }

  /**
   * The run of that id.
   *
   * @throws StoreException when there is none
   */
  public Recorded run(String id) {
    return find(id).orElseThrow(() -> Runs.missing(id));
  }

  /** The run of that id, if there is one. */
  public Optional<Recorded> find(String id) {
    return database.read(on -> Runs.run(on, id, here));
  }

  /** The runs that are meant, the oldest first. */
  public List<Recorded> runs(Filter filter) {
    return database.read(on -> Runs.all(on, filter, here));
  }

  /** What was observed, as it stands: of each kind and step the last, without what was undone. */
  public List<Observed> observations(String run) {
    return Packed.settled(database.read(on -> Parts.all(on, run)));
  }

  /** Gives a run a word, or takes it away. */
  public void tag(String run, String word, boolean has) {
    if (!word.matches("\\S{1,64}")) {
      throw new StoreException("tag must be one word of at most 64 letters, got '" + word + "'");
    }
    run(run);
    database.write(
        on -> {
          Runs.tag(on, run, word, has);
          return true;
        });
  }

  /**
   * Takes in a run from elsewhere, with its id, all of it or nothing.
   *
   * @return false when there is a run of that id already
   */
  public boolean restore(Recorded run, List<Observed> observed) {
    byte[] packed = Packed.of(observed);
    return database.write(
        on -> {
          if (Runs.run(on, run.id(), here).isPresent()) {
            return false;
          }
          Runs.begin(on, run.id(), run.told(), here.toString(), run.begun());
          Parts.add(on, new Batch(run.id(), observed), 0, packed);
          Status status = run.status() == Status.RUNNING ? Status.KILLED : run.status();
          Runs.finish(on, run.id(), status, run.reason(), run.ended());
          for (String word : run.tags()) {
            Runs.tag(on, run.id(), word, true);
          }
          return true;
        });
  }

  /**
   * Takes in a study from elsewhere, with its id, all of it or nothing; its runs come by
   * themselves.
   *
   * @return false when there is a study of that id already
   */
  public boolean restore(Study study, List<Event> events) {
    return database.write(
        on -> {
          if (Studies.study(on, study.id(), here).isPresent()) {
            return false;
          }
          Studies.begin(on, study.id(), study.told(), here.toString(), study.begun());
          for (Event event : events) {
            Studies.append(on, study.id(), event);
          }
          Studies.end(on, study.id(), study.status(), study.reason(), study.ended());
          return true;
        });
  }

  /** Forgets a run and its observations. */
  public void delete(String run) {
    database.write(on -> Runs.delete(on, run));
  }

  /** Forgets a study, its events and its runs; its folder stays. */
  public void deleteStudy(String study) {
    database.write(on -> Studies.delete(on, study));
  }

  @Override
  public void close() {
    database.close();
  }
}
