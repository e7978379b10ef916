package rubato.cli;

import picocli.CommandLine.Option;

/** The options that every command has. */
final class Manners {

  @Option(names = "--json", description = "Print the result as JSON.")
  boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress and no hints.")
  boolean quiet;

  @Option(names = "--no-color", description = "No colour, even on a terminal.")
  boolean noColour;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  /** Says what to do next, or what to know, on standard error. */
  void hint(Console console, String line) {
    if (!quiet) {
      console.err().println(console.shown(line));
    }
  }

  boolean colourOut(Console console) {
    return !noColour && console.colour(console.outTerminal());
  }
}
