package rubato.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rubato.lab.record.Live;
import rubato.lab.record.Recorder;
import rubato.lab.replay.LiveMerit;
import rubato.lab.replay.Table;
import rubato.lab.replay.Tables;
import rubato.schedule.Horizon;
import rubato.text.PlanSpec;
import rubato.train.Task;
import rubato.workloads.Setup;
import rubato.workloads.Workload;

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
      "  rubato search record digits --schedule \"linear(rate -> 0)\" --out truth.jsonl",
      "  rubato bench search digits --schedule \"linear(rate -> 0)\" --truth truth.jsonl \\",
      "    --ledger ledger.jsonl"
    })
final class BenchSearch implements Callable<Integer> {

  private final Console console;

  @Mixin Manners manners = new Manners();

  @Parameters(paramLabel = "TASK", description = "See rubato tasks.")
  String name = "";

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

  @Option(
      names = "--schedule",
      paramLabel = "PLAN",
      defaultValue = "rate",
      description = "The schedule, with the word `rate` for the rate (${DEFAULT-VALUE}).")
  String schedule = "rate";

  @Option(names = "--epochs", paramLabel = "N", description = "How long a training is.")
  @Nullable String epochs;

  @Option(
      names = "--name",
      paramLabel = "TEXT",
      description = "The problem's name in the table, instead of one made of the settings.")
  @Nullable String called;

  @Mixin TaskOptions options = new TaskOptions();

  BenchSearch(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Workload workload = options.workload(name);
    Setup setup = options.setup(workload);
    Task task = workload.task(setup);
    Horizon horizon = TaskOptions.horizon(epochs, workload, task);
    var request =
        new Live.Request(
            called == null ? SearchRecord.problem(workload, setup, horizon) : called,
            PlanSpec.parse(schedule),
            horizon);
    Table table = table(request);
    int studies = (int) Numbers.whole("--repeats", repeats, 1, 1000);
    double allowed = Numbers.above("--budget", budget, 0);
    if (!(allowed * Table.REPORTS >= 1 && allowed <= 1000)) {
      throw Failure.usage("--budget must be between 1/27 and 1000 full trainings, got " + budget);
    }
    List<String> named = SearchReplay.split(methods);
    named.forEach(method -> LiveMerit.search(method, table, options.seed()));
    var merits = new ArrayList<LiveMerit>();
    try (var interrupt = new Interrupt();
        var progress = new ProgressLine(console, manners, System::nanoTime)) {
      Engines.load(workload.engine(), progress);
      var watch = new Watch(progress, interrupt, request);
      try (var live = new Live(task, request, ledger, System::nanoTime, watch)) {
        for (String method : named) {
          watch.method = method;
          merits.add(
              LiveMerit.of(
                  table, live, method, studies, options.seed(), allowed, System::nanoTime));
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

  /** Shows each update. */
  private static final class Watch implements Recorder.Listener {
    private final ProgressLine progress;
    private final Interrupt interrupt;
    private final Live.Request request;
    private String method = "";

    Watch(ProgressLine progress, Interrupt interrupt, Live.Request request) {
      this.progress = progress;
      this.interrupt = interrupt;
      this.request = request;
    }

    @Override
    public void stepped(int training, double rate, long seed, long step, double loss) {
      progress.show(
          "Searching",
          () ->
              "%s  %s  training %d  seed %d  lr %s  step %s/%s  loss %s"
                  .formatted(
                      method,
                      request.problem(),
                      training,
                      seed,
                      Numbers.rate(rate),
                      Numbers.grouped(step + 1),
                      Numbers.grouped(request.horizon().steps()),
                      Numbers.brief(loss)));
    }

    @Override
    public boolean stop() {
      return interrupt.asked();
    }
  }
}
