package rubato.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import rubato.lab.Believed;
import rubato.lab.Progress;
import rubato.lab.Tune;
import rubato.lab.TuneResult;
import rubato.lab.report.Report;
import rubato.search.Recommendation;
import rubato.search.Search;
import rubato.search.State;

/**
 * A study as it runs. On a terminal a picture of what the search knows and a few lines, drawn over
 * themselves ten times a second: its stage and what was used, the best so far, the trials that are
 * trained. Else a plain line every ten seconds, one for each stage.
 */
final class TuneProgress implements Progress, AutoCloseable {

  private static final int BAR = 12;
  private static final int SHOWN = 6;
  private static final int HEADS = 2;
  private static final int BASELINE_TRAININGS = 3;
  private static final long REDRAW_NANOS = 100_000_000L;
  private static final long PLAIN_NANOS = 10_000_000_000L;

  private final Console console;
  private final Manners manners;
  private final boolean live;
  private final Screen screen;
  private final LongSupplier nanos;
  private final long begun;
  private final Map<Integer, Going> going = new LinkedHashMap<>();

  private volatile @Nullable Interrupt interrupt;
  private String study = "";
  private String metric = "";
  private boolean higherIsBetter;
  private double budget;
  private double horizon = 1;
  private String stage = "";
  private boolean free;
  private final Map<Integer, Long> steps = new HashMap<>();
  private long updates;
  private long unpaid;
  private @Nullable Believed best;
  private @Nullable TunePicture picture;
  private @Nullable Search search;
  private State searched = State.INITIAL;
  private long last;

  /** A trial that is trained now. */
  private record Going(String what, long step, long until, double rate, double loss) {}

  TuneProgress(
      Console console, Manners manners, boolean plain, LongSupplier nanos, Supplier<Size> size) {
    this.console = console;
    this.manners = manners;
    this.live = console.errTerminal() && !plain;
    this.screen = new Screen(console.err(), size);
    this.nanos = nanos;
    this.begun = nanos.getAsLong();
    this.last = begun;
  }

  void begin(Tune.Request request, @Nullable Interrupt asked, String id) {
    interrupt = asked;
    study = id;
    metric = request.judged().name();
    higherIsBetter = request.judged().higherIsBetter();
    budget = request.budget();
    horizon = request.horizon().steps();
    if (live && !manners.json && !manners.quiet) {
      picture = new TunePicture(request.judged(), colour(), console.unicode());
    }
  }

  private boolean colour() {
    return !manners.noColour && console.colour(true);
  }

  @Override
  public synchronized void searching(Search over, State state, Optional<Recommendation> choice) {
    if (picture != null) {
      picture.known(over, state, choice);
    }
  }

  @Override
  public void searched(Search over, State state) {
    search = over;
    searched = state;
  }

  /** The report of a study that went on under these eyes. */
  String report(TuneResult result) {
    return search == null ? Report.html(result) : Report.html(result, search, searched);
  }

  @Override
  public synchronized void stage(String name, int total) {
    free = name.equals("baseline");
    stage = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    going.clear();
    if (!live) {
      print(stage + "  " + used());
    }
  }

  @Override
  public synchronized void trial(int id, String what) {
    going.put(id, new Going(what, 0, 0, Double.NaN, Double.NaN));
  }

  @Override
  public synchronized void at(int id, long step, long until, double rate, double loss) {
    Going before = going.get(id);
    String what = before == null ? "" : before.what;
    // A trial that goes on has been counted up to where it rested.
    long more = Math.max(0, step - steps.getOrDefault(id, 0L));
    steps.merge(id, step, Math::max);
    updates += more;
    unpaid += free ? more : 0;
    going.remove(id); // the one that moved last is shown last
    going.put(id, new Going(what, step, until, rate, loss));
    draw();
  }

  @Override
  public synchronized void best(Believed belief) {
    best = belief;
  }

  @Override
  public synchronized void finished(int id, String outcome) {
    going.remove(id);
  }

  @Override
  public synchronized void rests(int id) {
    going.remove(id);
  }

  @Override
  public synchronized void said(String line) {
    print(line);
  }

  /** Whether a store that goes away now is waited for: not before the study has begun. */
  boolean waits() {
    Interrupt now = interrupt;
    return now != null && !now.asked();
  }

  /** The last line of a process that ends now. */
  synchronized void last(String line) {
    print(line);
  }

  @Override
  public boolean cancelled() {
    Interrupt now = interrupt;
    return now != null && now.asked();
  }

  private void print(String line) {
    screen.erase();
    manners.hint(console, line);
  }

  private String used() {
    return "%s of %s trainings"
        .formatted(Numbers.brief(Math.min(done(), budget)), Numbers.brief(budget));
  }

  private double done() {
    double paid = (updates - unpaid) / horizon;
    return best == null ? paid : Math.max(best.used(), paid);
  }

  private void draw() {
    long time = nanos.getAsLong();
    if (manners.quiet || time - last < (live ? REDRAW_NANOS : PLAIN_NANOS)) {
      return;
    }
    last = time;
    if (!live) {
      manners.hint(console, String.join("  ", lines().stream().map(String::strip).toList()));
      return;
    }
    Size size = screen.size();
    var frame = new ArrayList<String>();
    if (picture != null) {
      frame.addAll(
          picture.lines(new Size(size.columns() - 1, size.rows() - 1 - HEADS - shown(size))));
    }
    List<String> lines = lines();
    for (int i = 0; i < lines.size(); i++) {
      String line = console.shown(lines.get(i));
      line = line.substring(0, Math.min(line.length(), size.columns() - 1));
      frame.add(
          i == 0 && colour() && line.length() > 12
              ? "\u001b[1;32m" + line.substring(0, 12) + "\u001b[0m" + line.substring(12)
              : line);
    }
    screen.show(frame);
  }

  /** How many trials are shown: the picture comes first. */
  private static int shown(Size size) {
    return Math.clamp(size.rows() / 8, 1, SHOWN);
  }

  private List<String> lines() {
    double seconds = (nanos.getAsLong() - begun) / 1e9;
    double left = Math.max(0, budget + BASELINE_TRAININGS - done() - unpaid / horizon);
    var lines = new ArrayList<String>();
    lines.add(
        "%12s  %s %s  %s left  %s"
            .formatted(
                stage,
                bar(done() / budget),
                used(),
                ProgressLine.clock(updates == 0 ? Double.NaN : left * horizon * seconds / updates),
                study));
    Believed now = best;
    if (now != null) {
      lines.add(
          "%12s  %s at rate %s (%s to %s)%s"
              .formatted(
                  "best so far",
                  now.schedule(),
                  Numbers.rate(now.rate()),
                  Numbers.rate(now.low()),
                  Numbers.rate(now.high()),
                  Double.isFinite(now.value())
                      ? "  "
                          + metric
                          + " "
                          + Numbers.brief(higherIsBetter ? -now.value() : now.value())
                      : ""));
    }
    going.entrySet().stream()
        .skip(Math.max(0, going.size() - shown(screen.size())))
        .filter(entry -> entry.getValue().until > 0)
        .forEach(
            entry -> {
              Going one = entry.getValue();
              lines.add(
                  "%12s  %s%s  step %s/%s  lr %s  loss %s"
                      .formatted(
                          "#" + entry.getKey(),
                          live ? bar((double) one.step / one.until) + " " : "",
                          one.what,
                          Numbers.grouped(one.step),
                          Numbers.grouped(one.until),
                          Numbers.rate(one.rate),
                          Numbers.brief(one.loss)));
            });
    return lines;
  }

  private static String bar(double share) {
    int full = (int) (Math.clamp(share, 0, 1) * BAR);
    return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "]";
  }

  /** The picture stays, when there is one: it belongs to the answer. */
  synchronized void ended() {
    Size size = screen.size();
    screen.erase();
    if (picture != null) {
      picture.lines(new Size(size.columns() - 1, size.rows() - 1)).forEach(console.err()::println);
      picture = null;
    }
  }

  @Override
  public synchronized void close() {
    screen.erase();
  }
}
