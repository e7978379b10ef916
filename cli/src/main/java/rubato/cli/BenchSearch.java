package rubato.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import rubato.lab.record.Live;
import rubato.lab.replay.LiveMerit;
import rubato.lab.replay.Table;
import rubato.lab.replay.Tables;

/** Lets searches train, and judges them by recorded trainings. */
@Command(
    name = "search",
    description = {
      "Let methods search on a task, training what they ask for, and say how soon they find a rate"
          + " that recorded trainings confirm. Stopped or killed, the same command goes on."
    },
    footer = {
      "",
      "Example:",
      "  rubato search record digits --schedule \"linear(rate -> 0)\" --out t.jsonl",
      "  rubato bench search digits --schedule \"linear(rate -> 0)\" \\",
      "    --truth t.jsonl --ledger l.jsonl"
    })
final class BenchSearch implements Callable<Integer> {

  private final Console console;

  @Mixin Manners manners = new Manners();

  @Option(
      names = "--truth",
      required = true,
      paramLabel = "FILE",
      description = "What rubato search record wrote of the same task.")
  Path truth = Path.of("");

  @Option(
      names = "--ledger",
      required = true,
      paramLabel = "FILE",
      description = "What was trained; lines are added to it, and trained once.")
  Path ledger = Path.of("");

  @Option(
      names = "--method",
      paramLabel = "M[,M...]",
      defaultValue = "pilot,tpe,asha,random",
      description = "Methods with their options (${DEFAULT-VALUE}).")
  List<String> methods = new ArrayList<>();

  @Option(
      names = "--repeats",
      paramLabel = "R",
      defaultValue = "5",
      description = "Studies of each method (${DEFAULT-VALUE}).")
  String repeats = "5";

  @Option(
      names = "--budget",
      paramLabel = "B",
      defaultValue = "10",
      description = "Full trainings a study may spend (${DEFAULT-VALUE}).")
  String budget = "10";

  @Mixin ProblemOptions options = new ProblemOptions();

  BenchSearch(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    ProblemOptions.Problem problem = options.problem();
    var request = new Live.Request(problem.name(), problem.schedule(), problem.horizon());
    Table table = table(request);
    int studies = (int) Numbers.whole("--repeats", repeats, 1, 1000);
    double allowed = Numbers.above("--budget", budget, 0);
    if (!(allowed * Table.REPORTS >= 1 && allowed <= 1000)) {
      throw Failure.usage("--budget must be between 1/27 and 1000 full trainings, got " + budget);
    }
    List<String> named = SearchReplay.split(methods);
    named.forEach(method -> LiveMerit.search(method, table, problem.seed()));
    var merits = new ArrayList<LiveMerit>();
    try (var interrupt = new Interrupt();
        var progress = new ProgressLine(console, manners, System::nanoTime)) {
      Engines.load(problem.engine(), progress);
      // The method at work is the one that was not judged yet.
      var line =
          new TrainingLine(
              progress,
              interrupt,
              "Searching",
              problem.horizon(),
              training ->
                  "%s  %s  training %d"
                      .formatted(named.get(merits.size()), problem.name(), training));
      try (var live = new Live(problem.task(), request, ledger, System::nanoTime, line)) {
        for (String method : named) {
          merits.add(
              LiveMerit.of(
                  table, live, method, studies, problem.seed(), allowed, System::nanoTime));
        }
      }
    } catch (CancellationException e) {
      manners.hint(console, "interrupted; the same command goes on");
      return Exit.INTERRUPTED;
    }
    told(merits, table, studies, allowed);
    return Exit.OK;
  }

  private Table table(Live.Request request) throws IOException {
    String plan = request.schedule().toString();
    return Tables.read(truth).stream()
        .filter(one -> one.problem().equals(request.problem()) && one.schedule().equals(plan))
        .findFirst()
        .orElseThrow(
            () ->
                Failure.usage(
                    "%s must have the problem \"%s\" under %s, and has not: record it with rubato search record"
                        .formatted(truth, request.problem(), plan)));
  }

  private void told(List<LiveMerit> merits, Table table, int studies, double allowed) {
    if (manners.json) {
      console.out().println(Json.of(merits));
      return;
    }
    var rows = new ArrayList<List<String>>();
    rows.add(
        List.of(
            "method",
            "FTE@5 %",
            "misses",
            "FTE@10 %",
            "misses",
            "FTE@n2 %",
            "misses",
            "seconds to 5 %",
            "to n2 %",
            "of the budget",
            "asking",
            "above the best at the end",
            "within 5 % after "
                + String.join(
                    " ", merits.getFirst().p5().keySet().stream().map(String::valueOf).toList())));
    for (LiveMerit merit : merits) {
      rows.add(
          List.of(
              merit.method(),
              spread(merit.fte5()),
              percent(merit.fte5().miss()),
              spread(merit.fte10()),
              percent(merit.fte10().miss()),
              spread(merit.n2()),
              percent(merit.n2().miss()),
              spread(merit.seconds5()),
              spread(merit.secondsN2()),
              spread(merit.seconds()),
              spread(merit.asking()),
              spread(merit.end()),
              String.join(
                  " ",
                  merit.p5().values().stream()
                      .map(one -> String.format(Locale.ROOT, "%.1f", one))
                      .toList())));
    }
    console.out().print(rubato.cli.Table.of(rows, Math.max(console.columns(), 220)));
    manners.hint(
        console,
        "%s; %d studies of %s full trainings each: median, least..most; misses count as the whole budget"
            .formatted(table, studies, Numbers.brief(allowed)));
  }

  private static String spread(LiveMerit.Spread spread) {
    return "%s (%s..%s)"
        .formatted(brief(spread.median()), brief(spread.least()), brief(spread.most()));
  }

  private static String brief(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%.0f", value);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
