package rubato.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import rubato.lab.work.Answer;
import rubato.lab.work.Executor;
import rubato.lab.work.Order;
import rubato.lab.work.Watch;
import rubato.schedule.Horizon;
import rubato.train.CheckpointFile;
import rubato.train.Run;
import rubato.train.Times;

/**
 * The trials of one study: begun, continued, ended. What the ledger has is taken from there; what
 * is trained goes there before anybody hears of it.
 *
 * <p>Two wishes for the same training are one trial, whoever wishes it.
 */
final class Bench {

  /** A trial is to come to the last of these looks. */
  record Wish(int id, List<Long> looks) {
    Wish {
      looks = List.copyOf(looks);
    }

    long until() {
      return looks.getLast();
    }
  }

  /** Told of what became of a wish; {@code run} is empty when the trial crashed. */
  interface Taker {
    void take(Wish wish, Optional<Run> run);
  }

  private record Key(boolean baseline, CheckpointFile.Settings settings) {}

  /** What is known of a trial. */
  private static final class Known {
    private final int id;
    private final Trial.Role role;
    private final String schedule;
    private final double rate;
    private final CheckpointFile.@Nullable Settings settings;
    private Run run;
    private Run copied;
    private String crash = "";
    private boolean going;

    Known(
        int id,
        Trial.Role role,
        String schedule,
        double rate,
        CheckpointFile.@Nullable Settings settings,
        Run run) {
      this.id = id;
      this.role = role;
      this.schedule = schedule;
      this.rate = rate;
      this.settings = settings;
      this.run = run;
      this.copied = new Run(run.task(), run.pace(), run.seed(), run.end(), List.of(), List.of());
    }

    Key key() {
      return new Key(role == Trial.Role.BASELINE, Objects.requireNonNull(settings));
    }
  }

  private final Executor executor;
  private final Ledger ledger;
  private final Progress progress;
  private final List<Known> trials = new ArrayList<>();
  private final Map<Key, Known> byKey = new HashMap<>();
  private final Map<Key, Entry> crashes = new HashMap<>();
  private final Map<Key, Run> kept = new LinkedHashMap<>();
  private final Map<String, RangeOutcome> ranges = new HashMap<>();
  private boolean refusedFirst = true;

  Bench(Executor executor, Ledger ledger, Progress progress) {
    this.executor = executor;
    this.ledger = ledger;
    this.progress = progress;
    for (Entry entry : ledger.entries()) {
      if (entry.range() != null) {
        ranges.putIfAbsent(entry.schedule(), entry.range());
      }
      if (entry.settings() != null) {
        keep(entry, entry.settings());
      }
    }
  }

  /* A second entry of the same updates, as of two searches that both thought they were alone, is
  passed over. */
  private void keep(Entry entry, CheckpointFile.Settings settings) {
    var key = new Key(entry.role() == Trial.Role.BASELINE, settings);
    Entry.Piece piece = entry.piece();
    if (piece == null) {
      crashes.putIfAbsent(key, entry);
      return;
    }
    Run before = kept.getOrDefault(key, empty(settings));
    if (before.steps().size() == piece.from()) {
      kept.put(key, piece.after(before));
    }
  }

  private static Run empty(CheckpointFile.Settings settings) {
    return new Run(settings.task(), "", settings.seed(), Run.End.STOPPED, List.of(), List.of());
  }

  /** What was found in the range test of this text, by this process or an earlier one. */
  RangeOutcome ranged(String text, Supplier<RangeOutcome> test) {
    RangeOutcome outcome = ranges.get(text);
    if (outcome == null) {
      outcome = test.get();
      ledger.append(Entry.ranged(text, outcome), Times.NONE);
      ranges.put(text, outcome);
    }
    return outcome;
  }

  /** The number of the trial of this training; a new one where there is none. */
  int trial(Trial.Role role, String schedule, double rate, CheckpointFile.Settings settings) {
    var key = new Key(role == Trial.Role.BASELINE, settings);
    Known known = byKey.get(key);
    if (known == null) {
      known = new Known(trials.size(), role, schedule, rate, settings, empty(settings));
      trials.add(known);
      byKey.put(key, known);
    }
    return known.id;
  }

  /**
   * Says that {@code id}, a new trial, goes on with the first {@code updates} of another: its
   * checkpoint is offered to whoever trains, who takes it if it still is the one of that moment.
   */
  void copy(int from, int id, long updates) {
    Known parent = trials.get(from);
    Run run = kept.getOrDefault(parent.key(), parent.run);
    trials.get(id).copied = cut(run, updates);
    Path mine = checkpoint(id);
    try {
      if (!Files.exists(mine)) {
        Files.copy(checkpoint(from), mine);
      }
    } catch (IOException _) {
      // Then it is trained from its first update on, to the same numbers.
    }
  }

  private Path checkpoint(int id) {
    return ledger.folder().resolve(id + ".trial").toAbsolutePath();
  }

  /** A run that was made elsewhere, as a sweep of the range test is. */
  void add(Run run) {
    double highest = run.steps().getLast().rate();
    trials.add(new Known(trials.size(), Trial.Role.RANGE_TEST, "rate", highest, null, run));
  }

  /**
   * Fulfils wishes until there are none: those that come first begin first, as many at once as the
   * executor has places.
   *
   * @param wishes what is wished now; asked again after each answer
   * @throws CancellationException when it was interrupted; what was done is kept
   */
  void work(Supplier<List<Wish>> wishes, Taker taker) {
    Map<Integer, Wish> going = new LinkedHashMap<>();
    boolean halted = false;
    while (true) {
      if (!halted) {
        while (replay(wishes.get(), going, taker)) {
          // An answer may bring new wishes.
        }
        for (Wish wish : wishes.get()) {
          boolean free = !trials.get(wish.id).going;
          if (going.size() < executor.places() && free && !progress.cancelled()) {
            begin(wish);
            going.put(wish.id, wish);
          }
        }
      }
      if (going.isEmpty()) {
        if (halted || progress.cancelled()) {
          throw new CancellationException("cancelled; what was finished is kept");
        }
        return;
      }
      Answer answer = executor.next(new Telling());
      Wish wish = going.remove(answer.id());
      if (wish == null) {
        throw new IllegalStateException("an answer that nobody waits for: " + answer);
      }
      trials.get(answer.id()).going = false;
      progress.rests(answer.id());
      halted |= !taken(answer, wish, taker);
    }
  }

  /** Answers one wish from what is known; false when it can answer none. */
  private boolean replay(List<Wish> wishes, Map<Integer, Wish> going, Taker taker) {
    for (Wish wish : wishes) {
      Known trial = trials.get(wish.id);
      if (going.containsKey(wish.id) || trial.settings == null) {
        continue;
      }
      Key key = trial.key();
      Run run = kept.getOrDefault(key, trial.run);
      if (covers(run, wish.until())) {
        Run part = cut(run, wish.until());
        trial.run = part.steps().size() >= trial.run.steps().size() ? part : trial.run;
        taker.take(wish, Optional.of(part));
        return true;
      }
      Entry crash = crashes.get(key);
      if (crash != null && crash.until() <= wish.until()) {
        trial.crash = crash.reason();
        taker.take(wish, Optional.empty());
        return true;
      }
    }
    return false;
  }

  private void begin(Wish wish) {
    Known trial = trials.get(wish.id);
    trial.going = true;
    CheckpointFile.Settings settings = Objects.requireNonNull(trial.settings);
    progress.trial(trial.id, settings.schedule());
    ledger.trains(trial.id);
    executor.begin(new Order(trial.id, settings, wish.looks, checkpoint(trial.id).toString()));
  }

  /** Writes down and passes on; false when the order was interrupted. */
  private boolean taken(Answer answer, Wish wish, Taker taker) {
    Known trial = trials.get(wish.id);
    var settings = Objects.requireNonNull(trial.settings);
    Key key = trial.key();
    switch (answer) {
      case Answer.Halted _ -> {
        return false;
      }
      case Answer.Crashed crashed -> {
        if (crashed.refused() && refusedFirst) {
          throw new LabException(crashed.reason());
        }
        Entry entry = entry(Entry.Kind.CRASHED, trial, wish, null, crashed.reason());
        ledger.append(entry, Times.NONE);
        crashes.put(key, entry);
        trial.crash = crashed.reason();
        progress.said("trial %d crashed: %s".formatted(trial.id, crashed.reason()));
        taker.take(wish, Optional.empty());
      }
      case Answer.Done done -> {
        Run before = kept.getOrDefault(key, empty(settings));
        Run run = with(trial.copied, done.run());
        if (run.steps().size() >= before.steps().size()) {
          Entry.Piece piece = Entry.Piece.of(run, before);
          ledger.append(entry(Entry.Kind.ADVANCED, trial, wish, piece, ""), done.times());
          run = piece.after(before);
          kept.put(key, run);
        }
        trial.run = run;
        taker.take(wish, Optional.of(run));
      }
    }
    refusedFirst = false;
    return true;
  }

  /** A run looked at where its beginning, another's, was looked at: however it was trained. */
  private static Run with(Run copied, Run run) {
    var seen = new ArrayList<>(copied.evaluations());
    run.evaluations().stream().filter(one -> one.step() > copied.steps().size()).forEach(seen::add);
    return new Run(run.task(), run.pace(), run.seed(), run.end(), run.steps(), seen);
  }

  private static Entry entry(
      Entry.Kind kind, Known trial, Wish wish, Entry.@Nullable Piece piece, String reason) {
    return new Entry(
        kind,
        trial.id,
        trial.role,
        trial.schedule,
        trial.rate,
        trial.settings,
        wish.until(),
        piece,
        reason,
        null);
  }

  /** Whether a run says what became of a trial that was to come to {@code until}. */
  private static boolean covers(Run run, long until) {
    long steps = run.steps().size();
    return (run.end() == Run.End.DIVERGED && steps <= until)
        || (steps >= until && run.evaluations().stream().anyMatch(e -> e.step() == until));
  }

  private static Run cut(Run run, long until) {
    if (run.steps().size() <= until) {
      return run;
    }
    return new Run(
        run.task(),
        run.pace(),
        run.seed(),
        Run.End.STOPPED,
        run.steps().subList(0, (int) until),
        run.evaluations().stream().filter(seen -> seen.step() <= until).toList());
  }

  /** Tells the reader that no more will come of the trial. */
  void end(int id, String outcome) {
    progress.finished(id, outcome);
  }

  /** The updates of a trial that are its own, as updates of {@code horizon}. */
  long cost(int id, Horizon horizon) {
    Known known = trials.get(id);
    long steps = Math.max(0, known.run.steps().size() - known.copied.steps().size());
    if (known.settings == null || known.settings.horizon().equals(horizon)) {
      return steps;
    }
    return Math.multiplyExact(steps, horizon.steps()) / known.settings.horizon().steps();
  }

  Trial trial(int id) {
    Known known = trials.get(id);
    return new Trial(known.id, known.role, known.schedule, known.rate, known.run, known.crash);
  }

  List<Trial> trials() {
    return trials.stream().map(known -> trial(known.id)).toList();
  }

  private final class Telling implements Watch {
    @Override
    public void at(int id, long step, long until, double rate, double loss) {
      progress.at(id, step, until, rate, loss);
    }

    @Override
    public void said(String line) {
      progress.said(line);
    }

    @Override
    public boolean stop() {
      return progress.cancelled();
    }
  }
}
