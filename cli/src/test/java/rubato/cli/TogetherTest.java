package rubato.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rubato.lab.store.Status;

/** Several searches at once in one store; {@code -Dsearches=10} makes it so many. */
class TogetherTest {

  private static final int SEARCHES = Integer.getInteger("searches", 4);
  private static final int SEEDS = 2;
  private static final long PATIENCE = 1200;

  @TempDir Path folder;

  private Spawned search(int seed, String out, String store) throws IOException {
    return Spawned.rubato(
        folder,
        "tune cancer --method asha --epochs 10 --budget 3 --seed %d --out %s --store %s"
            .formatted(seed, out, store)
            .split(" "));
  }

  @Test
  void each_ends_as_if_it_were_alone() throws Exception {
    var alone = new ArrayList<Left>();
    for (int seed = 0; seed < SEEDS; seed++) {
      try (var search = search(seed, "alone" + seed, "alone.db")) {
        assertThat(search.exit(PATIENCE)).as(search.err()).isZero();
      }
      alone.add(new Left(folder.resolve("alone" + seed), folder.resolve("alone.db").toString()));
    }
    var together = new ArrayList<Spawned>();
    try {
      for (int i = 0; i < SEARCHES; i++) {
        together.add(search(i % SEEDS, "together" + i, "together.db"));
      }
      var studies = new HashSet<String>();
      for (int i = 0; i < SEARCHES; i++) {
        assertThat(together.get(i).exit(PATIENCE)).as(together.get(i).err()).isZero();
        Left one =
            new Left(folder.resolve("together" + i), folder.resolve("together.db").toString());
        Left other = alone.get(i % SEEDS);
        studies.add(one.study());
        assertThat(one.status()).isEqualTo(Status.COMPLETED);
        assertThat(one.result()).isEqualTo(other.result());
        assertThat(one.events()).isEqualTo(other.events());
        assertThat(one.observations()).isEqualTo(other.observations());
      }
      assertThat(studies).hasSize(SEARCHES);
      assertThat(alone.getFirst().result()).isNotEqualTo(alone.getLast().result());
    } finally {
      together.forEach(Spawned::close);
    }
  }
}
