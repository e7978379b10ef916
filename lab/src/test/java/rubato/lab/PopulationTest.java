package rubato.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rubato.search.Population;
import rubato.train.Times;

class PopulationTest {

  /** Rounds end where nothing else is looked at. */
  private static final String METHOD = "population:population=6,rounds=4";

  @TempDir Path folder;

  private Tune.Request request(String out) {
    var scope = Scope.of("rate", "sgd", Optional.of(new Scope.Range(1e-3, 3)));
    return Requests.request(folder.resolve(out), METHOD, 9, 3, scope);
  }

  private static long charged(TuneResult result) {
    return Math.round((result.used() + result.baselineUsed()) * result.horizon().steps());
  }

  private static List<Tried> copies(TuneResult result) {
    return result.tried().stream().filter(t -> t.arm().containsKey(Population.FROM)).toList();
  }

  @Test
  void a_copy_goes_on_where_its_parent_is_and_costs_what_it_trains() {
    var log = new Requests.Log();
    TuneResult result = Requests.run(request("a"), Ledger.of(folder.resolve("a")), log);
    assertThat(copies(result)).hasSizeGreaterThan(2);
    assertThat(log.updates).isEqualTo(charged(result));
    for (Tried copy : copies(result)) {
      Trial child = result.trials().get(copy.trial());
      int number = (int) Double.parseDouble(copy.arm().getOrDefault(Population.FROM, ""));
      int at = (int) Double.parseDouble(copy.arm().getOrDefault(Population.AT, ""));
      Trial parent = result.trials().get(result.tried().get(number).trial());
      assertThat(child.run().steps()).hasSizeGreaterThan(at);
      assertThat(child.run().steps().subList(0, at)).isEqualTo(parent.run().steps().subList(0, at));
    }
    assertThat(result.importance()).isEmpty();
  }

  @Test
  void without_checkpoints_a_copy_is_trained_anew_to_the_same_numbers() {
    TuneResult quick = Requests.run(request("b"));
    var log = new Requests.Log();
    TuneResult slow = Requests.run(request("b"), forgetful(), log);
    assertThat(slow).isEqualTo(quick);
    assertThat(log.updates).isGreaterThan(charged(slow));
  }

  /** Another folder each time it is asked, so that no checkpoint is ever found. */
  private Ledger forgetful() {
    Ledger ledger = Ledger.of(folder.resolve("c"));
    return new Ledger() {
      @Override
      public List<Entry> entries() {
        return ledger.entries();
      }

      @Override
      public void append(Entry entry, Times times) {
        ledger.append(entry, times);
      }

      @Override
      public Path folder() {
        try {
          return Files.createTempDirectory(folder, "trials");
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }
}
