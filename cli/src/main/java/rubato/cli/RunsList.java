package rubato.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rubato.lab.store.Mode;
import rubato.lab.store.Place;
import rubato.lab.store.Recorded;
import rubato.lab.store.Study;

/** A line for each run. */
@Command(
    name = "list",
    description = "List runs, the newest first.",
    footer = {
      "",
      "Examples:",
      "  rubato runs list",
      "  rubato runs list --task digits --status diverged --since 2d"
    })
final class RunsList implements Callable<Integer> {

  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());
  private static final int WIDE = 100;

  private final Console console;

  @Mixin Manners manners = new Manners();
  @Mixin StoreOption place = new StoreOption();
  @Mixin RunFilter filter = new RunFilter();

  @Option(
      names = "--last",
      paramLabel = "N",
      defaultValue = "50",
      description = "At most so many (${DEFAULT-VALUE}).")
  String last = "50";

  RunsList(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    int most = (int) Numbers.whole("--last", last, 1, Integer.MAX_VALUE);
    var wanted = filter.filter(Instant.now());
    List<Recorded> runs;
    List<Study> studies;
    if (missing()) {
      runs = List.of();
      studies = List.of();
    } else {
      try (var store = place.open(console, Mode.READ)) {
        runs = store.runs(wanted).reversed();
        studies = store.studies();
      }
    }
    List<Recorded> shown = runs.subList(0, Math.min(most, runs.size()));
    if (manners.json) {
      var object = new LinkedHashMap<String, Object>();
      object.put("store", place.place(console).toString());
      object.put("runs", shown.stream().map(RunsList::json).toList());
      console.out().println(Json.of(object));
      return Exit.OK;
    }
    if (!shown.isEmpty()) {
      console.out().print(console.shown(table(shown, console.columns())));
      if (shown.size() < runs.size()) {
        manners.hint(console, "%d more: --last %d".formatted(runs.size() - most, runs.size()));
      }
      manners.hint(console, "all of one: " + place.command("runs", "show", shown.getFirst().id()));
    } else if (filter.any()) {
      manners.hint(console, "no run is like that in " + place.place(console));
    } else if (studies.isEmpty()) {
      manners.hint(
          console,
          "nothing is recorded yet: " + Shell.command("train", "digits", "--rate", "0.001"));
    }
    studies.stream().filter(RunsShow::waits).reduce((_, last) -> last).ifPresent(this::goOn);
    return Exit.OK;
  }

  private void goOn(Study last) {
    manners.hint(
        console,
        "study %s was %s; go on: %s"
            .formatted(
                last.id(),
                last.status().name().toLowerCase(Locale.ROOT),
                place.command("tune", "--resume", last.id())));
  }

  /** The user's own store is made by the first run that is recorded. */
  private boolean missing() {
    return place.where == null
        && place.place(console) instanceof Place.Local local
        && !java.nio.file.Files.exists(local.database());
  }

  static String table(List<Recorded> runs, int width) {
    boolean wide = width >= WIDE;
    var rows = new ArrayList<List<String>>();
    rows.add(row(wide, "RUN", "BEGUN", "STATUS", "UPDATES", "LOSS", "METRIC", "SCHEDULE"));
    for (Recorded run : runs) {
      rows.add(
          row(
              wide,
              run.id(),
              WHEN.format(Instant.ofEpochMilli(run.begun())),
              word(run),
              Numbers.grouped(run.updates()) + "/" + Numbers.grouped(run.told().horizon().steps()),
              number(run.loss()),
              number(run.value()),
              run.told().schedule()
                  + (run.tags().isEmpty() ? "" : "  #" + String.join(" #", run.tags()))));
    }
    return clipped(rows, width);
  }

  private static List<String> row(
      boolean wide,
      String id,
      String begun,
      String status,
      String updates,
      String loss,
      String metric,
      String schedule) {
    return wide
        ? List.of(id, begun, status, updates, loss, metric, schedule)
        : List.of(id, status, loss, metric, schedule);
  }

  /** A line a row, whatever the width: what is too long is cut at its end. */
  private static String clipped(List<List<String>> rows, int width) {
    int columns = rows.getFirst().size();
    var text = new StringBuilder();
    for (List<String> row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        int column = i;
        int wide = rows.stream().mapToInt(other -> other.get(column).length()).max().orElse(0);
        line.append(row.get(i)).append(" ".repeat(wide - row.get(i).length() + 2));
      }
      String whole = line.toString().stripTrailing();
      text.append(whole.length() <= width ? whole : whole.substring(0, width - 1) + "…")
          .append('\n');
    }
    return text.toString();
  }

  static String word(Recorded run) {
    return run.status().name().toLowerCase(Locale.ROOT);
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "-" : Numbers.brief(value);
  }

  static Map<String, @Nullable Object> json(Recorded run) {
    var told = run.told();
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("id", run.id());
    object.put("study", told.study());
    object.put("trial", told.trial().isPresent() ? told.trial().getAsInt() : null);
    object.put("role", told.role());
    object.put("task", told.task());
    object.put("schedule", told.schedule());
    object.put("optimizer", told.optimizer());
    object.put("batch", told.batch());
    object.put("seed", told.seed());
    object.put("horizon", told.horizon());
    object.put("status", word(run));
    object.put("reason", run.reason());
    object.put("begun", Instant.ofEpochMilli(run.begun()).toString());
    object.put(
        "ended",
        run.ended().isPresent() ? Instant.ofEpochMilli(run.ended().getAsLong()).toString() : null);
    object.put("updates", run.updates());
    object.put("loss", run.loss());
    object.put("heldOutLoss", run.heldOut());
    object.put("metric", told.metric());
    object.put("value", run.value());
    object.put("tags", run.tags());
    object.put("environment", told.environment());
    object.put("data", told.data());
    object.put("revision", told.revision());
    return object;
  }
}
