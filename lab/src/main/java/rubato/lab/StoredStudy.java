package rubato.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import rubato.feedback.Observation;
import rubato.lab.store.Batch;
import rubato.lab.store.Event;
import rubato.lab.store.Lease;
import rubato.lab.store.NewRun;
import rubato.lab.store.NewStudy;
import rubato.lab.store.Observed;
import rubato.lab.store.Status;
import rubato.lab.store.Store;
import rubato.train.CheckpointFile;
import rubato.train.Metric;
import rubato.train.Run;
import rubato.train.Times;

/**
 * A ledger in a store: an entry is an event of the study, and what a trial saw is written with it,
 * in one transaction, as observations of a run.
 */
public final class StoredStudy implements Ledger, AutoCloseable {

  private final Store store;
  private final String id;
  private final Lease lease;
  private final NewStudy told;
  private final String data;
  private final Metric metric;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<Integer, String> runs = new HashMap<>();
  private final Set<Integer> open = new HashSet<>();
  private final Map<Integer, Long> trains = new HashMap<>();
  private long next;

  private StoredStudy(Store store, String id, Metric metric, List<String> before) {
    this.store = store;
    this.id = id;
    this.metric = metric;
    this.lease = store.lease(id);
    this.told = store.study(id).told();
    this.data = Json.tree(told.settings()).path("data").asString("");
    for (String other : before) {
      store.events(other).forEach(this::take);
    }
    List<Event> events = store.events(id);
    events.forEach(this::take);
    this.next = events.size();
  }

  /**
   * A new study.
   *
   * @param study its settings may say {@code data}, the checksums that are recorded with each trial
   * @param metric what the task is judged by, which is recorded with each trial
   * @param before studies whose trials need not be made again
   */
  public static StoredStudy begin(Store store, NewStudy study, Metric metric, List<String> before) {
    return new StoredStudy(store, store.begin(study), metric, before);
  }

  /** A study that was begun, to go on with. */
  public static StoredStudy resume(Store store, String id, Metric metric, List<String> before) {
    return new StoredStudy(store, id, metric, before);
  }

  private void take(Event event) {
    try {
      Entry entry = Json.parse(event.json(), Entry.class);
      if (entry.kind() != null) {
        entries.add(entry);
      }
    } catch (IllegalArgumentException | NullPointerException _) {
      // Of another version: whatever it was, the study can do it again.
    }
  }

  /** Its name in the store. */
  public String id() {
    return id;
  }

  @Override
  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  @Override
  public Path folder() {
    return store.folder(id);
  }

  @Override
  public void trains(int trial) {
    trains.putIfAbsent(trial, System.currentTimeMillis());
  }

  @Override
  public void append(Entry entry, Times times) {
    var batches = new ArrayList<Batch>();
    CheckpointFile.Settings settings = entry.settings();
    Entry.Piece piece = entry.piece();
    if (settings != null) {
      String run = runs.computeIfAbsent(entry.trial(), _ -> begun(run(entry, settings), entry));
      if (piece != null) {
        batches.add(new Batch(run, observed(piece, times)));
      }
    }
    store.append(id, next, Json.line(entry), batches);
    next++;
    entries.add(entry);
    if (settings != null) {
      ended(entry, piece == null ? Optional.empty() : Optional.of(piece.end()));
    }
  }

  private String begun(NewRun run, Entry entry) {
    Long at = trains.get(entry.trial());
    return at == null ? store.begin(run) : store.begin(run, at);
  }

  private NewRun run(Entry entry, CheckpointFile.Settings settings) {
    return new NewRun(
        Optional.of(id),
        OptionalInt.of(entry.trial()),
        words(entry.role()),
        settings.task(),
        settings.schedule(),
        settings.optimizer(),
        settings.batch(),
        settings.seed(),
        settings.horizon(),
        metric.name(),
        metric.higherIsBetter(),
        told.environment(),
        data,
        told.revision());
  }

  private static String words(Trial.Role role) {
    return role.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  private List<Observed> observed(Entry.Piece piece, Times times) {
    var all = new ArrayList<Observed>();
    for (int i = 0; i < piece.rates().size(); i++) {
      long step = piece.from() + i;
      double loss = piece.losses().get(i);
      all.add(new Observed(step, Observation.LOSS, loss, piece.rates().get(i), times.step(step)));
    }
    for (Run.Evaluated seen : piece.evaluations()) {
      OptionalLong at = times.evaluated(seen.step());
      double loss = seen.evaluation().loss();
      all.add(Observed.of(seen.step(), Observation.HELD_OUT_LOSS, loss).at(at));
      if (!metric.name().equals(Observation.HELD_OUT_LOSS)) {
        all.add(Observed.of(seen.step(), metric.name(), seen.evaluation().metric()).at(at));
      }
    }
    return all;
  }

  private void ended(Entry entry, Optional<Run.End> end) {
    String run = runs.getOrDefault(entry.trial(), "");
    if (end.isEmpty()) {
      store.finish(run, Status.CRASHED, entry.reason());
    } else {
      switch (end.get()) {
        case COMPLETED -> store.finish(run, Status.COMPLETED, "");
        case DIVERGED -> store.finish(run, Status.DIVERGED, "");
        case STOPPED -> open.add(entry.trial());
      }
    }
    if (end.isEmpty() || end.get() != Run.End.STOPPED) {
      open.remove(entry.trial());
    }
  }

  /** Says how the study ended; trials that wait for their next rung have been stopped then. */
  public void end(Status status, String reason) {
    for (int trial : open) {
      store.finish(
          runs.getOrDefault(trial, ""),
          status == Status.COMPLETED ? Status.STOPPED : Status.INTERRUPTED,
          "");
    }
    open.clear();
    store.end(id, status, reason);
  }

  @Override
  public void close() {
    lease.close();
  }
}
