package rubato.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rubato.lab.replay.Merit;
import rubato.lab.replay.Tables;
import rubato.search.Search;
import rubato.search.Searches;
import rubato.search.Space;

/** Runs searches on recorded curves. */
@Command(
    name = "replay",
    description = "Say how soon methods find the best rate, on recorded curves.",
    footer = {
      "",
      "A table has one training a line:",
      "  {\"p\": problem, \"sched\": name, \"lr\": rate, \"seed\": n,",
      "   \"v0\": loss before training, \"val\": [27 held-out losses; null = not finite]}",
      "",
      "Example:",
      "  rubato search replay curves.jsonl --method tpe,asha:eta=4 --repeats 50"
    })
final class SearchReplay implements Callable<Integer> {

  private final Console console;

  @Mixin Manners manners = new Manners();

  @Parameters(paramLabel = "TABLE", description = "Recorded curves, one training a line.")
  @Nullable Path table;

  @Option(
      names = "--method",
      required = true,
      paramLabel = "M[,M...]",
      description = "Methods with their options, as in docs/guide/search.md.")
  List<String> methods = new ArrayList<>();

  @Option(
      names = "--repeats",
      paramLabel = "R",
      defaultValue = "20",
      description = "Studies of each method on each problem (${DEFAULT-VALUE}).")
  int repeats;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Decides what is drawn (${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--budget",
      paramLabel = "B",
      defaultValue = "20",
      description = "Full trainings a study may spend (${DEFAULT-VALUE}).")
  double budget;

  SearchReplay(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Path file = Objects.requireNonNull(table);
    if (Files.isDirectory(file)) {
      throw Failure.usage(file + " is a folder, not a file");
    }
    var tables = Tables.read(file);
    List<String> named = split(methods);
    // What is misspelt is told before minutes of work.
    named.forEach(method -> Searches.parse(method, Space.rate(1e-5, 10), Search.REPORTS, seed));
    int studies = tables.size() * repeats;
    var merits = new ArrayList<Merit>();
    try (var progress = new ProgressLine(console, manners, System::nanoTime)) {
      for (String method : named) {
        merits.add(
            Merit.of(
                tables,
                method,
                repeats,
                seed,
                budget,
                done -> {
                  synchronized (progress) {
                    progress.show("Replaying", () -> method + "  study " + done + " of " + studies);
                  }
                }));
      }
    }
    if (manners.json) {
      console.out().println(Json.of(merits));
      return Exit.OK;
    }
    var rows = new ArrayList<List<String>>();
    rows.add(
        List.of(
            "method",
            "FTE@5%  p90   miss",
            "FTE@10% p90   miss",
            "FTE@n2% p90   miss",
            "within 5 % after " + heads(merits.getFirst().p5()),
            "regret after " + heads(merits.getFirst().regret())));
    for (Merit merit : merits) {
      rows.add(
          List.of(
              merit.method(),
              settled(merit.fte5()),
              settled(merit.fte10()),
              settled(merit.n2()),
              readings(merit.p5(), "%.2f"),
              readings(merit.regret(), "%.4f")));
    }
    console.out().print(Table.of(rows, Math.max(console.columns(), 200)));
    manners.hint(
        console,
        "%d problems, %d repeats; studies that never settle count as %s full trainings"
            .formatted(merits.getFirst().problems(), repeats, budget));
    String best =
        merits.stream()
            .min(Comparator.comparingDouble(merit -> merit.fte5().median()))
            .orElseThrow()
            .method();
    manners.hint(console, "tune with it: " + Shell.command("tune", "digits", "--method", best));
    return Exit.OK;
  }

  /** {@code tpe:startup=5,parallel=2,asha} is two methods: options have an equals sign. */
  static List<String> split(List<String> given) {
    var methods = new ArrayList<String>();
    for (String part : String.join(",", given).split(",", -1)) {
      int equals = part.indexOf('=');
      int colon = part.indexOf(':');
      boolean option = equals > 0 && (colon < 0 || equals < colon);
      if (option && !methods.isEmpty()) {
        methods.addLast(methods.removeLast() + "," + part);
      } else {
        methods.add(part.strip());
      }
    }
    return methods;
  }

  private static String heads(Map<Integer, Double> readings) {
    return String.join(" ", readings.keySet().stream().map(String::valueOf).toList());
  }

  private static String settled(Merit.Settled settled) {
    return String.format(
        Locale.ROOT, "%6.2f %6.2f %3.0f %%", settled.median(), settled.p90(), 100 * settled.miss());
  }

  private static String readings(Map<Integer, Double> readings, String format) {
    return String.join(
        " ",
        readings.values().stream().map(one -> String.format(Locale.ROOT, format, one)).toList());
  }
}
