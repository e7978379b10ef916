package rubato.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands that measure. */
@Command(
    name = "bench",
    description =
        "Measure what is promised: the speed of rules, their quality, and that of searches.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example:", "  rubato bench rules --quick"})
final class BenchCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command? See rubato bench --help");
  }
}
