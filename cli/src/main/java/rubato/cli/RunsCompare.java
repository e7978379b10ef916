package rubato.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import rubato.lab.export.Exported;
import rubato.lab.store.Mode;
import rubato.lab.store.Recorded;

/** Runs over each other. */
@Command(
    name = "compare",
    description = "Draw runs over each other, and list what differs between them.",
    footer = {"", "Example:", "  rubato runs compare digits-7f3a digits-90c1.12 --svg both.svg"})
final class RunsCompare implements Callable<Integer> {

  /** What is of one run by itself, and says nothing beside another's. */
  private static final Set<String> OWN = Set.of("run", "begun", "ended");

  private final Console console;

  @Mixin Manners manners = new Manners();
  @Mixin StoreOption place = new StoreOption();
  @Mixin Drawing drawing = new Drawing();

  @Parameters(arity = "1..*", paramLabel = "ID", description = "Two runs or more.")
  List<String> ids = new ArrayList<>();

  RunsCompare(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<Exported> runs;
    try (var store = place.open(console, Mode.READ)) {
      runs =
          ids.stream()
              .distinct()
              .map(id -> new Exported(store.run(id), store.observations(id)))
              .toList();
    }
    if (runs.size() < 2) {
      throw Failure.usage("runs must be two or more, got " + ids.getFirst() + " only");
    }
    var charts = RunCurves.of(runs);
    drawing.files(charts, console, manners);
    Map<String, List<String>> differences = differences(runs.stream().map(Exported::run).toList());
    if (manners.json) {
      var object = new LinkedHashMap<String, Object>();
      object.put("runs", runs.stream().map(run -> RunsList.json(run.run())).toList());
      object.put("differences", differences);
      console.out().println(Json.of(object));
      return Exit.OK;
    }
    drawing.terminal(charts, console, manners);
    var rows = new ArrayList<List<String>>();
    differences.forEach(
        (name, values) -> {
          for (int i = 0; i < values.size(); i++) {
            rows.add(List.of(i == 0 ? name : "", runs.get(i).run().id(), values.get(i)));
          }
        });
    if (rows.isEmpty()) {
      manners.hint(console, "nothing differs between them but the time");
    } else {
      console.out().print(console.shown(Table.of(rows, console.columns())));
    }
    return Exit.OK;
  }

  /** Name by name the values of all runs, where they are not all the same. */
  static Map<String, List<String>> differences(List<Recorded> runs) {
    List<Map<String, String>> all = runs.stream().map(RunsShow::rows).toList();
    Set<String> names =
        all.stream()
            .flatMap(rows -> rows.keySet().stream())
            .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
    var differences = new LinkedHashMap<String, List<String>>();
    for (String name : names) {
      List<String> values = all.stream().map(rows -> rows.getOrDefault(name, "")).toList();
      if (!OWN.contains(name) && Set.copyOf(values).size() > 1) {
        differences.put(name, values);
      }
    }
    return differences;
  }
}
