package rubato.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about what was recorded. */
@Command(
    name = "runs",
    description = "What was recorded: every training, range test and trial.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  rubato runs list --task digits --since 2d",
      "  rubato runs compare digits-7f3a digits-90c1 --svg both.svg",
      "  rubato runs export --to tensorboard --out events digits-7f3a"
    })
final class RunsCommand implements Runnable {

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "which command? See rubato runs --help");
    }
  }
}
