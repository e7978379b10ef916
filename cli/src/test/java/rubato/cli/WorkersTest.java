package rubato.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same trials, the same values, however many processes train. */
class WorkersTest {

  @TempDir Path folder;

  private Left tuned(String method, String out, String more) {
    String store = folder.resolve("lab.db").toString();
    var answer =
        Cli.run(
            "tune cancer --method %s --epochs 6 --budget 4 --quiet --store %s --out %s%s"
                .formatted(method, store, folder.resolve(out), more)
                .split(" "));
    assertThat(answer.exit()).as(answer.err()).isZero();
    return new Left(folder.resolve(out), store);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pilot:parallel=2",
        "tpe:startup=3,parallel=3",
        "asha",
        "random+median:startup=2",
        "population:population=4,rounds=3"
      })
  void results_do_not_depend_on_the_number_of_workers(String method) throws IOException {
    Left here = tuned(method, "here", "");
    for (int workers = 1; workers <= 3; workers++) {
      Left there = tuned(method, "of" + workers, " --workers " + workers);
      assertThat(there.result()).as("%d workers", workers).isEqualTo(here.result());
    }
  }
}
