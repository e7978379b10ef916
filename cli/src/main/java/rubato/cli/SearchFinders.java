package rubato.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rubato.lab.TextFile;
import rubato.lab.record.Sweeps;
import rubato.lab.replay.FinderMerit;
import rubato.lab.replay.Tables;
import rubato.workloads.Recorded;

/** Scores finders on recorded trainings. */
@Command(
    name = "finders",
    description = {
      "Say what the rates that range tests suggest are worth, on recorded trainings: rubato find's"
          + " own and other libraries', by the rules of docs/guide/quality-of-search.md."
    },
    footer = {
      "",
      "Examples:",
      "  rubato search finders",
      "  rubato search finders curves.jsonl --sweeps sweeps.jsonl --json"
    })
final class SearchFinders implements Callable<Integer> {

  private final Console console;

  @Mixin Manners manners = new Manners();

  @Parameters(
      arity = "0..1",
      paramLabel = "TABLE",
      description = "Trainings, as rubato search record writes them (those that are shipped).")
  @Nullable Path table;

  @Option(
      names = "--sweeps",
      paramLabel = "FILE",
      description = "Their range tests, as rubato search record --sweeps writes them.")
  @Nullable Path sweeps;

  SearchFinders(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if ((table == null) != (sweeps == null)) {
      throw Failure.usage("TABLE and --sweeps go together: give both, or none for those shipped");
    }
    List<FinderMerit> merits =
        FinderMerit.of(
            table == null ? Tables.parse(Recorded.curves()) : read(table, Tables::parse),
            sweeps == null ? Sweeps.parse(Recorded.sweeps()) : read(sweeps, Sweeps::parse));
    if (manners.json) {
      console.out().println(Json.of(merits));
      return Exit.OK;
    }
    var rows = new ArrayList<List<String>>();
    rows.add(
        List.of(
            "finder",
            "within 5 %",
            "10 %",
            "regret median",
            "p90",
            "decades off",
            "more than 1",
            "no answer",
            "cost"));
    for (FinderMerit merit : merits) {
      rows.add(
          List.of(
              merit.finder(),
              percent(merit.within5()),
              percent(merit.within10()),
              number("%.4f", merit.regret()),
              number("%.3f", merit.regret90()),
              number("%+.2f", merit.off()),
              percent(merit.beyond()),
              percent(merit.unanswered()),
              number("%.2f", merit.cost())));
    }
    console.out().print(Table.of(rows, Math.max(console.columns(), 130)));
    manners.hint(
        console,
        "%d suggestions each; a finder without an answer has regret 1"
            .formatted(merits.getFirst().suggestions()));
    manners.hint(console, "let whole trainings decide: " + Shell.command("tune", "digits"));
    return Exit.OK;
  }

  private static <T> T read(Path file, Function<String, T> parse) {
    String text;
    try (var in = TextFile.open(file)) {
      text = in.readAllAsString();
    } catch (IOException e) {
      throw new Failure(Exit.USAGE, file + " cannot be read: " + TargetFile.reason(e), e);
    }
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) { // there are two files
      throw new Failure(Exit.USAGE, file + ": " + e.getMessage(), e);
    }
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "" : number("%.0f %%", 100 * share);
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
  }
}
