package rubato.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code rubato}: all commands, and how their errors are told. */
@Command(
    name = "rubato",
    description = "Chooses, schedules and explains the learning rate of a training.",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Rubato.Version.class,
    footer = {
      "",
      "Example:",
      "  rubato tune digits",
      "  rubato schedule show \"warmup(5%%) then cosine(0.1 -> 0)\"",
      "",
      "rubato COMMAND --help says more about a command."
    })
final class Rubato implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  boolean version;

  /** Runs one command line; the exit code. */
  static int run(Console console, String... arguments) {
    var out = new PrintWriter(console.out(), false, StandardCharsets.UTF_8);
    var errors = new Errors(console, List.of(arguments).contains("--json"));
    var line =
        line(console, arguments.length == 0 ? "" : arguments[0])
            .setOut(out)
            .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
            .setUsageHelpWidth(Math.clamp(console.columns(), 60, 110))
            .setUsageHelpLongOptionsMaxWidth(28)
            .setAbbreviatedOptionsAllowed(false)
            .setColorScheme(colours(console.colour(console.outTerminal())))
            .setParameterExceptionHandler(errors::misused)
            .setExecutionExceptionHandler(errors::failed);
    try {
      return line.execute(arguments);
    } catch (Throwable e) { // picocli lets an Error pass
      return errors.failed(e);
    } finally {
      out.flush();
    }
  }

  /** The command with the subcommand {@code wanted}, or with all of them when it is none. */
  static CommandLine line(Console console, String wanted) {
    var commands = new LinkedHashMap<String, Supplier<Object>>();
    commands.put("tune", () -> new TuneCommand(console));
    commands.put("worker", () -> new WorkerCommand(console));
    commands.put("find", () -> new Find(console));
    commands.put("train", () -> new Train(console));
    commands.put("descend", () -> new Descend(console));
    commands.put("tasks", () -> new Tasks(console));
    commands.put("doctor", () -> new Doctor(console));
    commands.put(
        "schedule",
        () ->
            new CommandLine(new ScheduleCommand())
                .addSubcommand(new ScheduleShow(console))
                .addSubcommand(new ScheduleGallery(console))
                .addSubcommand(new ScheduleLint(console))
                .addSubcommand(new ScheduleEval(console))
                .addSubcommand(new ScheduleImport(console))
                .addSubcommand(new ScheduleExport(console)));
    commands.put(
        "rule",
        () ->
            new CommandLine(new RuleCommand())
                .addSubcommand(new RuleList(console))
                .addSubcommand(new RuleReplay(console)));
    commands.put(
        "search",
        () ->
            new CommandLine(new SearchCommand())
                .addSubcommand(new SearchReplay(console))
                .addSubcommand(new SearchRecord(console))
                .addSubcommand(new SearchFinders(console)));
    commands.put(
        "runs",
        () ->
            new CommandLine(new RunsCommand())
                .addSubcommand(new RunsList(console))
                .addSubcommand(new RunsShow(console))
                .addSubcommand(new RunsCompare(console))
                .addSubcommand(new RunsTag(console))
                .addSubcommand(new RunsDelete(console))
                .addSubcommand(new RunsExport(console))
                .addSubcommand(new RunsImport(console)));
    commands.put(
        "bench",
        () ->
            new CommandLine(new BenchCommand())
                .addSubcommand(new BenchRules(console))
                .addSubcommand(new BenchQuality(console))
                .addSubcommand(new BenchSearch(console)));
    commands.put("completion", () -> new Completion(console));
    // Reading the options of a command takes milliseconds, so what is not asked for stays unread.
    if (commands.containsKey(wanted)) {
      commands.keySet().retainAll(Set.of(wanted));
    }
    var line = new CommandLine(new Rubato());
    commands.forEach((name, command) -> line.addSubcommand(name, command.get()));
    return line;
  }

  private static CommandLine.Help.ColorScheme colours(boolean colour) {
    return CommandLine.Help.defaultColorScheme(
        colour ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF);
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "which command? See rubato --help");
  }

  /** The version of the jar, and the Java that runs it. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String jar = Rubato.class.getPackage().getImplementationVersion();
      return new String[] {
        "rubato " + (jar == null ? "(from classes)" : jar) + ", Java " + Runtime.version()
      };
    }
  }
}
