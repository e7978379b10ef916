package rubato.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rubato.lab.Judge;
import rubato.lab.LabException;
import rubato.lab.Scope;
import rubato.lab.StoredStudy;
import rubato.lab.Tune;
import rubato.lab.TuneResult;
import rubato.lab.store.Status;
import rubato.lab.store.Store;
import rubato.lab.store.StoreException;
import rubato.lab.work.Tasks;
import rubato.schedule.Horizon;
import rubato.text.Rules;
import rubato.train.CheckpointFile;
import rubato.train.Task;
import rubato.workloads.Setup;
import rubato.workloads.Workload;

/** The main job: chooses a rate and a schedule within a budget. */
@Command(
    name = "tune",
    description = "Choose a rate and a schedule for a task, within a budget, and write a report.",
    footer = {
      "",
      "Examples:",
      "  rubato tune digits",
      "  rubato tune digits:cnn --budget 12 --optimizer adamw:weight-decay=0.05",
      "  rubato tune digits --over rate,optimizer,warm-up --workers 2",
      "  rubato tune cancer --schedule \"cosine(rate -> 0)\" --json > result.json",
      "  rubato tune --resume digits-7f3a",
      "",
      "Ctrl-C ends it after the current rung, twice at once; --resume goes on."
    })
final class TuneCommand implements Callable<Integer> {

  private final Console console;

  @Mixin Manners manners = new Manners();

  @Parameters(arity = "0..1", paramLabel = "TASK", description = "See rubato tasks.")
  @Nullable String name;

  @Option(
      names = "--budget",
      paramLabel = "N",
      description = "What it may cost, in full trainings (" + Tune.DEFAULT_BUDGET + ").")
  @Nullable String budget;

  @Option(
      names = "--method",
      paramLabel = "NAME[:OPTIONS]",
      description = "How to search; see docs/guide/tuning.md.")
  @Nullable String method;

  @Option(
      names = "--by",
      paramLabel = "loss|metric",
      description = "What the search judges trials by: the held-out loss, or the metric (loss).")
  @Nullable String by;

  @Mixin ScopeOptions scope = new ScopeOptions();

  @Option(names = "--epochs", paramLabel = "N", description = "How long a full training is.")
  @Nullable String epochs;

  @Mixin TaskOptions options = new TaskOptions();

  @Mixin WorkOptions work = new WorkOptions();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where result and report go (runs/TASK-N).")
  @Nullable Path out;

  @Option(
      names = "--store",
      paramLabel = "PLACE",
      description = {
        "Where the study is recorded: a folder, a file or jdbc:postgresql://HOST/DATABASE",
        "(~/.local/share/rubato)."
      })
  String store = "";

  @Option(
      names = "--resume",
      paramLabel = "ID",
      description = "Go on with a study that was interrupted or killed.")
  @Nullable String resume;

  @Option(names = "--plain", description = "Progress in lines, for logs, even on a terminal.")
  boolean plain;

  TuneCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    work.check();
    try (var line =
            new TuneProgress(console, manners, plain, System::nanoTime, () -> Size.of(console));
        Store opened = Stored.open(store, console.environment(), line)) {
      return resume == null ? begun(opened, line) : resumed(opened, resume, line);
    }
  }

  private int begun(Store opened, TuneProgress line) {
    if (name == null) {
      throw Failure.usage("TASK is missing: see rubato tasks, or go on with --resume ID");
    }
    Tune.Request request = request(out == null ? Path.of("runs") : out);
    Path path = out == null ? StudyFolder.free(request.base().task()) : out;
    return run(opened, request, StudyFolder.open(path), line);
  }

  /** Goes on with what was asked for then. */
  private int resumed(Store opened, String id, TuneProgress line) {
    if (name != null) {
      throw Failure.usage("--resume goes on with what was asked: leave out " + name);
    }
    Stored.Asked asked = Stored.asked(opened.study(id));
    new CommandLine(this).parseArgs(asked.words().toArray(String[]::new));
    resume = id;
    Path path = out == null ? Path.of(asked.folder()) : out;
    StudyFolder folder = StudyFolder.open(path);
    return run(
        opened,
        request(path),
        folder.last().filter(id::equals).isPresent()
            ? folder
            : folder.with(opened.study(id).told().task(), opened.place().toString(), id),
        line);
  }

  private int run(Store opened, Tune.Request asked, StudyFolder folder, TuneProgress line) {
    Tune.Request request = asked.in(folder.path());
    var stored = new Stored(opened, folder, request, words());
    try (StoredStudy study = stored.study(line);
        var executor = work.executor(request.tasks(), request.base().threads());
        var interrupt =
            new Interrupt(
                () -> line.said("ending after the current rung; Ctrl-C again ends at once"),
                () -> line.last(goOn(study.id())))) {
      String note = work.note(request.method(), request.base().threads());
      if (note != null) {
        line.said("note: " + note);
      }
      line.begin(request, interrupt, study.id());
      try {
        TuneResult result = Tune.run(request, study, executor, line);
        study.end(Status.COMPLETED, "");
        line.ended();
        Path report = folder.path().resolve("report.html");
        TargetFile.write(report, line.report(result));
        told(result, folder.path(), report, study.id(), opened.place().toString());
        return Exit.OK;
      } catch (CancellationException e) {
        return interrupted(study, line);
      } catch (StoreException e) {
        if (!interrupt.asked()) {
          throw e;
        }
        return interrupted(study, line); // it was no longer waited for
      } catch (LabException e) {
        study.end(Status.CRASHED, String.valueOf(e.getMessage()));
        throw e;
      }
    }
  }

  private int interrupted(StoredStudy study, TuneProgress line) {
    try {
      study.end(Status.INTERRUPTED, "");
    } catch (StoreException e) {
      // The store is away: the study counts as killed, which is as good to go on with.
    }
    line.close();
    manners.hint(console, goOn(study.id()));
    return Exit.INTERRUPTED;
  }

  private String goOn(String id) {
    var words = new ArrayList<>(List.of("tune", "--resume", id));
    if (!store.isEmpty()) {
      words.addAll(List.of("--store", StoreOption.shown(store)));
    }
    words.addAll(work.words());
    return "interrupted; go on: " + Shell.command(words);
  }

  private Tune.Request request(Path folder) {
    String allowed = budget == null ? "" + Tune.DEFAULT_BUDGET : budget;
    double trainings = Numbers.above("--budget", allowed, 0);
    long seed = options.seed();
    Workload workload = options.workload(String.valueOf(name));
    Setup setup = options.setup(workload);
    Task task = workload.task(setup);
    Horizon horizon = TaskOptions.horizon(epochs, workload, task);
    Engines.load(workload.engine(), new ProgressLine(console, manners, System::nanoTime));
    Tasks tasks = WorkloadTasks.TASKS.kept();
    var base =
        new CheckpointFile.Settings(
            workload.name(),
            setup.rule().toString(),
            setup.batch().toString(),
            setup.threads(),
            "",
            horizon,
            seed);
    String how = method == null ? Tune.defaultMethod() : method;
    return new Tune.Request(
        tasks,
        base,
        (double) horizon.steps() / horizon.stepsPerEpoch(),
        task.metric(),
        judge(),
        among(setup.rule().toString(), how, horizon),
        how,
        trainings,
        folder,
        Engines.named(workload.engine()),
        Shell.command(words(workload.name(), List.of("--budget", allowed, "--method", how))),
        settings -> Shell.command(train(workload, settings)));
  }

  private Judge judge() {
    return by == null
        ? Judge.LOSS
        : Arrays.stream(Judge.values())
            .filter(judge -> judge.toString().equals(by))
            .findFirst()
            .orElseThrow(() -> Failure.usage("--by must be loss or metric, got " + by));
  }

  /** What is searched; the first schedule alone where the method wants a rate alone. */
  private Scope among(String rule, String how, Horizon horizon) {
    Scope all = scope.scope(rule);
    if (scope.over == null && scope.schedules.isEmpty() && !all.suits(how, horizon)) {
      return Scope.of(all.schedules().getFirst(), rule, all.rates());
    }
    return all;
  }

  /** The words that ask for this study, wherever it is recorded and whoever trains. */
  private List<String> words() {
    String allowed = budget == null ? "" + Tune.DEFAULT_BUDGET : budget;
    String how = method == null ? Tune.defaultMethod() : method;
    return words(String.valueOf(name), List.of("--budget", allowed, "--method", how)).stream()
        .skip(1)
        .toList();
  }

  private List<String> words(String task, List<String> more) {
    var words = new ArrayList<>(List.of("tune", task));
    words.addAll(more);
    TaskOptions.add(words, "--by", by);
    words.addAll(scope.words());
    TaskOptions.add(words, "--epochs", epochs);
    words.addAll(options.words());
    return words;
  }

  /** The command that trains with these settings. */
  private List<String> train(Workload workload, CheckpointFile.Settings settings) {
    var words =
        new ArrayList<>(List.of("train", workload.name(), "--schedule", settings.schedule()));
    TaskOptions.add(words, "--epochs", epochs);
    Setup usual = workload.setup();
    boolean otherRule = !settings.optimizer().equals(usual.rule().toString());
    String rule = options.optimizer;
    boolean given = rule != null && Rules.parse(rule).toString().equals(settings.optimizer());
    if (given || otherRule) {
      String brief = Rules.brief(Rules.parse(settings.optimizer()));
      words.addAll(List.of("--optimizer", given ? String.valueOf(rule) : brief));
    }
    if (options.batch != null || !settings.batch().equals(usual.batch().toString())) {
      words.addAll(List.of("--batch", settings.batch()));
    }
    TaskOptions.add(words, "--threads", options.threads);
    TaskOptions.add(words, "--seed", options.seed);
    return words;
  }

  private void told(TuneResult result, Path folder, Path report, String study, String place) {
    result.notes().forEach(note -> manners.hint(console, "note: " + note));
    if (manners.json) {
      console.out().println(Json.of(TuneTold.json(result, folder, report, study, place)));
    } else {
      TuneTold.print(console, manners, result, report);
    }
  }
}
