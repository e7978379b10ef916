package rubato.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import rubato.lab.store.Mode;

/** Words for runs. */
@Command(
    name = "tag",
    description = "Give a run a word to find it by.",
    footer = {
      "",
      "Examples:",
      "  rubato runs tag digits-7f3a paper",
      "  rubato runs tag digits-7f3a paper --remove"
    })
final class RunsTag implements Callable<Integer> {

  private final Console console;

  @Mixin Manners manners = new Manners();
  @Mixin StoreOption place = new StoreOption();

  @Parameters(index = "0", paramLabel = "ID", description = "See rubato runs list.")
  String id = "";

  @Parameters(index = "1", paramLabel = "WORD", description = "For example baseline.")
  String word = "";

  @Option(names = "--remove", description = "Take the word away.")
  boolean remove;

  RunsTag(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (var store = place.open(console, Mode.WRITE)) {
      store.tag(id, word, !remove);
      if (manners.json) {
        console.out().println(Json.of(RunsList.json(store.run(id))));
      } else {
        manners.hint(console, id + ": " + String.join(" ", store.run(id).tags()));
      }
    }
    return Exit.OK;
  }
}
