package rubato.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import rubato.lab.export.Exported;
import rubato.lab.store.Filter;
import rubato.lab.store.Mode;
import rubato.lab.store.Recorded;
import rubato.lab.store.Status;
import rubato.lab.store.Store;
import rubato.lab.store.Study;

/** All of one run, or a study with its trials. */
@Command(
    name = "show",
    description = "Show a run with its curves, or a study with its trials.",
    footer = {
      "",
      "Examples:",
      "  rubato runs show digits-7f3a",
      "  rubato runs show digits-90c1.12 --svg curves.svg"
    })
final class RunsShow implements Callable<Integer> {

  private final Console console;

  @Mixin Manners manners = new Manners();
  @Mixin StoreOption place = new StoreOption();
  @Mixin Drawing drawing = new Drawing();

  @Parameters(paramLabel = "ID", description = "See rubato runs list.")
  String id = "";

  RunsShow(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (var store = place.open(console, Mode.READ)) {
      Optional<Recorded> run = store.find(id);
      if (run.isPresent()) {
        show(new Exported(run.get(), store.observations(id)));
      } else {
        show(store, store.studies().stream().filter(it -> it.id().equals(id)).findFirst());
      }
    }
    return Exit.OK;
  }

  private void show(Exported run) {
    var charts = RunCurves.of(List.of(run));
    drawing.files(charts, console, manners);
    if (manners.json) {
      var object = RunsList.json(run.run());
      object.put("observations", run.observed());
      console.out().println(Json.of(object));
      return;
    }
    print(rows(run.run()));
    drawing.terminal(charts, console, manners);
    manners.hint(console, "beside another: " + place.command("runs", "compare", id, "OTHER"));
  }

  private void show(Store store, Optional<Study> found) {
    Study study =
        found.orElseThrow(
            () -> Failure.usage("there is no run or study " + id + ": see rubato runs list"));
    List<Recorded> runs = store.runs(Filter.study(id));
    if (manners.json) {
      var object = new LinkedHashMap<String, Object>();
      object.put("study", study);
      object.put("events", store.events(id).size());
      object.put("runs", runs.stream().map(RunsList::json).toList());
      console.out().println(Json.of(object));
      return;
    }
    var rows = new LinkedHashMap<String, String>();
    rows.put("study", id + ", " + study.told().task());
    rows.put(
        "status",
        (study.status() + " " + study.reason()).strip().toLowerCase(java.util.Locale.ROOT));
    rows.put("begun", Instant.ofEpochMilli(study.begun()).toString());
    rows.put("ended", ended(study.ended()));
    rows.put("driven by", study.holder());
    rows.put("events", "" + store.events(id).size());
    rows.put("settings", study.told().settings());
    print(rows);
    if (!runs.isEmpty()) {
      console.out().print(console.shown(RunsList.table(runs, console.columns())));
    }
    if (waits(study)) {
      manners.hint(console, "go on: " + place.command("tune", "--resume", id));
    } else if (!runs.isEmpty()) {
      manners.hint(
          console, "all of a trial: " + place.command("runs", "show", runs.getLast().id()));
    }
  }

  /** Whether a study can be gone on with, and nobody does. */
  static boolean waits(Study study) {
    return study.status() == Status.INTERRUPTED || study.status() == Status.KILLED;
  }

  private void print(Map<String, String> rows) {
    var table = new ArrayList<List<String>>();
    rows.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            table.add(List.of(name, value));
          }
        });
    console.out().print(console.shown(Table.of(table, console.columns())));
  }

  /** What is known of a run, in words. */
  static Map<String, String> rows(Recorded run) {
    var told = run.told();
    var rows = new LinkedHashMap<String, String>();
    rows.put("run", run.id() + ", " + told.role());
    rows.put("task", told.task());
    rows.put("schedule", told.schedule());
    rows.put("optimizer", told.optimizer());
    rows.put("batch", told.batch());
    rows.put("seed", "" + told.seed());
    rows.put(
        "horizon",
        Numbers.grouped(told.horizon().steps())
            + " updates, "
            + Numbers.grouped(told.horizon().stepsPerEpoch())
            + " an epoch");
    rows.put("status", RunsList.word(run) + (run.reason().isEmpty() ? "" : ": " + run.reason()));
    rows.put("updates", Numbers.grouped(run.updates()));
    rows.put("loss", figure(run.loss()));
    rows.put("held-out loss", figure(run.heldOut()));
    if (!told.metric().equals("held-out loss")) {
      rows.put(told.metric(), figure(run.value()));
    }
    rows.put("begun", Instant.ofEpochMilli(run.begun()).toString());
    rows.put("ended", ended(run.ended()));
    rows.put("tags", String.join(" ", run.tags()));
    rows.put("environment", told.environment());
    rows.put("data", told.data());
    rows.put("revision", told.revision());
    return rows;
  }

  private static String figure(double value) {
    return Double.isNaN(value) ? "" : Numbers.brief(value);
  }

  private static String ended(OptionalLong at) {
    return at.isPresent() ? Instant.ofEpochMilli(at.getAsLong()).toString() : "";
  }
}
