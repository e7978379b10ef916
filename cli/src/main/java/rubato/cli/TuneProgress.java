package rubato.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import rubato.lab.Belief;
import rubato.lab.Progress;
import rubato.lab.Tune;
import rubato.lab.TuneResult;
import rubato.lab.report.Report;
import rubato.search.Search;
import rubato.search.State;

/**
 * A study as it runs. On a terminal a few lines drawn over themselves ten times a second: its stage
 * and what was used, the best so far, the trials that are trained. Else a plain line every ten
 * seconds, one for each stage.
 */
final class TuneProgress implements Progress, AutoCloseable {

  private static final int BAR = 12;
  private static final int SHOWN = 6;
  private static final int BASELINE_TRAININGS = 3;
  private static final long REDRAW_NANOS = 100_000_000L;
  private static final long PLAIN_NANOS = 10_000_000_000L;

  private final Console console;
  private final Manners manners;
  private final boolean live;
  private final LongSupplier nanos;
  private final long begun;
  private final Map<Integer, Going> going = new LinkedHashMap<>();

  private @Nullable Interrupt interrupt;
  private String study = "";
  private String metric = "";
  private boolean higherIsBetter;
  private double budget;
  private double steps = 1;
  private String stage = "";
  private double updates;
  private @Nullable Belief best;
  private @Nullable Search search;
  private State searched = State.INITIAL;
  private long last;
  private long waited;
  private int drawn;

  /** A trial that is trained now. */
  private record Going(String what, long step, long until, double rate, double loss) {}

  TuneProgress(Console console, Manners manners, boolean plain, LongSupplier nanos) {
    this.console = console;
    this.manners = manners;
    this.live = console.errTerminal() && !plain;
    this.nanos = nanos;
    this.begun = nanos.getAsLong();
    this.last = begun;
  }

  void begin(Tune.Request request, Interrupt asked, String id) {
    interrupt = asked;
    study = id;
    metric = request.metric().name();
    higherIsBetter = request.metric().higherIsBetter();
    budget = request.budget();
    steps = request.horizon().steps();
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
    updates += Math.max(0, before == null ? 1 : step - before.step);
    going.remove(id); // the one that moved last is shown last
    going.put(id, new Going(what, step, until, rate, loss));
    draw();
  }

  @Override
  public synchronized void best(Belief belief) {
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

  /** The store is away. */
  synchronized void waiting(String what, Duration since) {
    if (since.toSeconds() >= waited) {
      waited = since.toSeconds() + 5;
      print("%s: waiting, for %d s now; nothing is lost".formatted(what, since.toSeconds()));
    }
    if (since.isZero()) {
      waited = 0;
    }
  }

  /** The last line of a process that ends now. */
  synchronized void last(String line) {
    print(line);
  }

  @Override
  public boolean cancelled() {
    return interrupt != null && interrupt.asked();
  }

  private void print(String line) {
    erase();
    manners.hint(console, line);
  }

  private String used() {
    return "%s of %s trainings"
        .formatted(Numbers.brief(Math.min(done(), budget)), Numbers.brief(budget));
  }

  private double done() {
    return best == null ? updates / steps : Math.max(best.used(), updates / steps);
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
    erase();
    boolean colour = !manners.noColour && console.colour(true);
    List<String> lines = lines();
    var text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      String line = console.shown(lines.get(i));
      line = line.substring(0, Math.min(line.length(), console.columns() - 1));
      text.append(
          i == 0 && colour && line.length() > 12
              ? "\u001b[1;32m" + line.substring(0, 12) + "\u001b[0m" + line.substring(12)
              : line);
      text.append('\n');
    }
    console.err().print(text);
    console.err().flush();
    drawn = lines.size();
  }

  private List<String> lines() {
    double share = Math.min(1, done() / budget);
    int full = (int) (share * BAR);
    double seconds = (nanos.getAsLong() - begun) / 1e9;
    double left = Math.max(0, budget + BASELINE_TRAININGS - done());
    var lines = new ArrayList<String>();
    lines.add(
        "%12s  [%s%s] %s  %s left  %s"
            .formatted(
                stage,
                "#".repeat(full),
                ".".repeat(BAR - full),
                used(),
                ProgressLine.clock(updates == 0 ? Double.NaN : left * steps * seconds / updates),
                study));
    Belief now = best;
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
        .skip(Math.max(0, going.size() - SHOWN))
        .filter(entry -> entry.getValue().until > 0)
        .forEach(
            entry -> {
              Going one = entry.getValue();
              lines.add(
                  "%12s  %s  step %s/%s  lr %s  loss %s"
                      .formatted(
                          "#" + entry.getKey(),
                          one.what,
                          Numbers.grouped(one.step),
                          Numbers.grouped(one.until),
                          Numbers.rate(one.rate),
                          Numbers.brief(one.loss)));
            });
    return lines;
  }

  private void erase() {
    if (drawn > 0) {
      // To the first of the lines that were drawn, and away with all of them.
      console.err().print("\u001b[" + drawn + "A\r\u001b[J");
      console.err().flush();
      drawn = 0;
    }
  }

  @Override
  public synchronized void close() {
    erase();
  }
}
