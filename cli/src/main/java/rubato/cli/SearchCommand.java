package rubato.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about the methods that search for a rate. */
@Command(
    name = "search",
    description = "Compare the methods that search for a rate.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example:", "  rubato search replay curves.jsonl --method tpe,asha"})
final class SearchCommand implements Runnable {

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
    throw new ParameterException(spec.commandLine(), "which command? See rubato search --help");
  }
}
