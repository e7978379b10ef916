package rubato.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rubato.lab.store.NewRun;
import rubato.lab.store.Status;
import rubato.pace.Layers;
import rubato.pace.Pacer;
import rubato.pace.Plan;
import rubato.schedule.Horizon;
import rubato.text.PlanSpec;
import rubato.text.Rules;
import rubato.train.Checkpoint;
import rubato.train.CheckpointFile;
import rubato.train.Run;
import rubato.train.Task;
import rubato.train.Training;
import rubato.train.Wild;
import rubato.workloads.Setup;
import rubato.workloads.Workload;

/** One training under one pace. */
@Command(
    name = "train",
    description = "Train once. With a checkpoint, a training survives Ctrl-C, kill -9 and a crash.",
    footer = {
      "",
      "Examples:",
      "  rubato train digits --schedule \"cosine(0.003 -> 0)\"",
      "  rubato train cancer --schedule rate --rate 0.1 --optimizer sgd --batch all",
      "  rubato train digits --optimizer sgd \\",
      "    --schedule \"one-cycle(0.1); momentum 0.9 for 50%% then 0.95\"",
      "  rubato train digits --schedule 'cosine(0.01 -> 0); layers \"02*\" times 0.1'",
      "  rubato train digits --schedule 0.1 --clip global:1 --non-finite skip",
      "  rubato train digits --schedule 0.001 --epochs 50 --checkpoint digits.ckpt",
      "  rubato train --resume digits.ckpt",
      "  rubato train --resume digits.ckpt --epochs 100 --curve stretch",
      "  rubato train --resume digits.ckpt --then \"cosine(rate -> 0)\""
    })
final class Train implements Callable<Integer> {

  private final Console console;

  @Mixin Manners manners = new Manners();

  @Parameters(arity = "0..1", paramLabel = "TASK", description = "See rubato tasks.")
  @Nullable String name;

  @Option(
      names = "--schedule",
      paramLabel = "PLAN",
      description =
          "The schedule of the rate; after it, with semicolons, those of momentum,"
              + " weight-decay and others, and of layers.")
  @Nullable String schedule;

  @Option(names = "--rate", paramLabel = "R", description = "What the word `rate` stands for.")
  @Nullable String rate;

  @Option(names = "--epochs", paramLabel = "N", description = "How long the training is.")
  @Nullable String epochs;

  @Mixin TaskOptions options = new TaskOptions();

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "Save the training here at every epoch's end, now and then, and on Ctrl-C.")
  @Nullable Path checkpoint;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "Save at least this often (${DEFAULT-VALUE}).")
  String every = "10";

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      description = "Go on from a checkpoint, with its settings.")
  @Nullable Path resume;

  @Option(
      names = "--curve",
      paramLabel = "WORD",
      description = {
        "With --resume and other --epochs, what becomes of the schedule: keep (the old curve to"
            + " its",
        "end), stretch (its rest over the rest of the training), replan (as if always so long)."
      })
  @Nullable String curve;

  @Option(
      names = "--then",
      paramLabel = "SPEC",
      description = {
        "With --resume, go on under another schedule, whose spans are of what is left; in it",
        "`rate` stands for the rate now."
      })
  @Nullable String then;

  @Mixin Recorder recorder = new Recorder();

  Train(Console console) {
    this.console = console;
  }

  /** What is to be trained, and where it was left. */
  private record Job(
      CheckpointFile.Settings settings,
      Task task,
      String engine,
      Plan plan,
      @Nullable CheckpointFile before) {

    NewRun recorded() {
      return new Recorder.Job(
              settings.task(), settings.optimizer(), settings.batch(), task.metric(), engine)
          .run("train", settings.schedule(), settings.seed(), settings.horizon());
    }
  }

  @Override
  public Integer call() {
    double seconds = Numbers.above("--every", every, 0);
    if (resume == null && (curve != null || then != null)) {
      throw Failure.usage("--curve and --then go on from a checkpoint: give --resume FILE");
    }
    Job job = resume == null ? fresh() : resumed(resume);
    Path file = checkpoint == null ? resume : checkpoint;
    if (resume == null && file != null && Files.isRegularFile(file)) {
      throw Failure.usage(
          file + " exists: go on with --resume " + file + ", or delete it to start afresh");
    }
    Shrunk.hint(Rules.parse(job.settings.optimizer()), job.plan, job.settings.horizon())
        .ifPresent(hint -> manners.hint(console, hint));
    try (var interrupt = new Interrupt();
        var progress = new ProgressLine(console, manners, System::nanoTime);
        var tape = recorder.open(console, interrupt);
        var training = begin(job, progress)) {
      Pacer pacer = new Pacer(job.plan.rate());
      if (job.before != null) {
        training.restore(job.before.checkpoint());
        pacer = Pacer.restore(job.plan.rate(), job.before.pacer());
      }
      var driver =
          new Driver(
              job.settings,
              job.task,
              training,
              pacer,
              job.before,
              progress,
              interrupt,
              tape.begin(job.recorded(), job.task.metric(), job.before),
              System::nanoTime,
              file,
              seconds);
      Run.End end;
      try {
        end = driver.drive();
      } catch (RuntimeException | Error crash) {
        tape.finish(Status.CRASHED, String.valueOf(crash));
        throw crash;
      }
      progress.erase();
      tape.finish(end, job.before == null ? "" : "resumed at step " + job.before.steps().size());
      int exit = told(job, driver, end, training.wild(), training.save(), file);
      tape.runs().forEach(run -> manners.hint(console, "recorded as " + run));
      return exit;
    }
  }

  private static Training begin(Job job, ProgressLine progress) {
    Engines.load(job.engine, progress);
    return rubato.train.Planned.start(
        job.task, job.settings.seed(), job.plan, job.settings.horizon());
  }

  private Job fresh() {
    if (name == null) {
      throw Failure.usage("TASK is missing: see rubato tasks, or go on with --resume FILE");
    }
    Workload workload = options.workload(name);
    PlanSpec spec = spec(workload.name());
    Setup setup = options.setup(workload);
    Task task = workload.task(setup);
    Horizon horizon = TaskOptions.horizon(epochs, workload, task);
    var settings =
        new CheckpointFile.Settings(
            workload.name(),
            setup.rule().toString(),
            setup.batch().toString(),
            setup.threads(),
            spec.toString(),
            horizon,
            options.seed());
    Plan plan = spec.resolve(horizon);
    requireMotion(plan, horizon);
    return new Job(settings, task, workload.engine(), plan, null);
  }

  /** A schedule may end at 0 or pause there, but one that is never above it trains nothing. */
  private static void requireMotion(Plan plan, Horizon horizon) {
    var pace = plan.rate().schedule();
    if (plan.layers().stream().noneMatch(Layers::own)
        && LongStream.range(0, horizon.steps()).allMatch(step -> pace.at(step) == 0)) {
      throw Failure.usage(
          "rate must be > 0 at some step of the " + horizon.steps() + ", got 0 at each");
    }
  }

  private PlanSpec spec(String task) {
    if (schedule == null && rate == null) {
      throw Failure.usage(
          "--schedule is missing: say one, for example --schedule \"cosine(0.001 -> 0)\", or let"
              + " rubato tune "
              + task
              + " choose one");
    }
    Double given = rate == null ? null : (Double) Numbers.above("--rate", rate, 0);
    String sentence = schedule == null ? "rate" : schedule;
    if (given != null && !PlanSpec.parse(sentence).mentionsRate()) {
      throw Failure.usage("--rate has nothing to fill in: the schedule has no word `rate`");
    }
    return Planned.spec(sentence, given);
  }

  /** The job of the file; what the command line says besides must be the same. */
  private Job resumed(Path file) {
    CheckpointFile before = read(file);
    CheckpointFile.Settings saved = before.settings();
    if (name == null) {
      name = saved.task();
    }
    Workload workload = options.workload(name);
    String unlike = " in " + file + ", as in the checkpoint";
    if (!workload.name().equals(saved.task())) {
      throw Failure.usage("task must be " + saved.task() + unlike + ", got " + workload.name());
    }
    options.optimizer = options.optimizer == null ? saved.optimizer() : options.optimizer;
    options.batch = options.batch == null ? saved.batch() : options.batch;
    options.threads = options.threads == null ? "" + saved.threads() : options.threads;
    options.seed = options.seed == null ? "" + saved.seed() : options.seed;
    if (epochs == null) {
      epochs = "" + saved.horizon().steps() / saved.horizon().stepsPerEpoch();
    }
    if (schedule == null && rate == null) {
      schedule = saved.schedule();
    }
    Job asked = fresh();
    Horizon now = asked.settings.horizon();
    boolean longer = now.steps() != saved.horizon().steps();
    try {
      saved.requireSame(
          longer
              ? Continuation.over(asked.settings, saved.horizon(), asked.settings.schedule())
              : asked.settings);
    } catch (IllegalArgumentException e) {
      throw new Failure(Exit.USAGE, file + ": " + e.getMessage(), e);
    }
    if (!longer && then == null) {
      if (curve != null) {
        throw Failure.usage(
            "--curve says what becomes of the schedule with other --epochs: give them");
      }
      return new Job(saved, asked.task, asked.engine, asked.plan, before);
    }
    CheckpointFile turned = new Continuation(before, now, curve, then).turned();
    manners.hint(
        console,
        "draw it: "
            + Shell.command(
                "schedule", "show", turned.settings().schedule(), "--steps", "" + now.steps()));
    Plan plan = PlanSpec.parse(turned.settings().schedule()).resolve(now);
    return new Job(turned.settings(), asked.task, asked.engine, plan, turned);
  }

  private static CheckpointFile read(Path file) {
    try {
      return CheckpointFile.of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new Failure(Exit.USAGE, file + " cannot be read: " + TargetFile.reason(e), e);
    } catch (IllegalArgumentException e) {
      throw new Failure(Exit.USAGE, file + ": " + e.getMessage(), e);
    }
  }

  private int told(
      Job job, Driver driver, Run.End end, Wild wild, Checkpoint state, @Nullable Path file) {
    String digest = Digest.sha256(state.state());
    var trained = new Trained(job.settings, job.task.metric(), driver, end, wild, digest);
    if (manners.json) {
      console.out().println(Json.of(trained.json()));
    } else {
      trained.print(console);
    }
    console.out().flush();
    manners.hint(console, next(job, driver, end, file));
    return switch (end) {
      case COMPLETED -> Exit.OK;
      case DIVERGED -> Exit.NO_RATE;
      case STOPPED -> Exit.INTERRUPTED;
    };
  }

  private static String next(Job job, Driver driver, Run.End end, @Nullable Path file) {
    String task = job.settings.task();
    return switch (end) {
      case COMPLETED ->
          file == null
              ? "look for a better rate: " + Shell.command("tune", task)
              : "saved in " + file;
      case DIVERGED -> {
        Run.Step last = driver.steps().getLast();
        yield "diverged at step %d: loss %s at rate %s; look for a usable rate: %s"
            .formatted(
                last.step(), last.loss(), Numbers.rate(last.rate()), Shell.command("find", task));
      }
      case STOPPED ->
          "interrupted after %s of %s updates; %s"
              .formatted(
                  Numbers.grouped(driver.steps().size()),
                  Numbers.grouped(job.settings.horizon().steps()),
                  file == null
                      ? "nothing was saved: --checkpoint FILE would have"
                      : "go on: " + Shell.command("train", "--resume", file.toString()));
    };
  }
}
