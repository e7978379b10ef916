package rubato.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rubato.testkit.Cluster;

/** A study in a server that is killed in the middle, and started again. */
class OutageTest {

  private static final int KILLS = 3;

  /** Longer than a search is silent about it. */
  private static final long AWAY_MILLIS = 2000;

  private static final long PATIENCE = 1200;

  private static final String STUDY = "tune cancer --method halving:arms=9 --epochs 10 --budget 4";

  @TempDir Path folder;

  private Spawned study(String more) throws IOException {
    return Spawned.rubato(folder, (STUDY + " " + more).split(" "));
  }

  /** Waits until the study has written more events; false when it has ended. */
  private static boolean wrote(Spawned search, Left left, int more) throws IOException {
    while (search.isAlive() && left.events().size() < more) {
      Spawned.pause(5);
    }
    return search.isAlive();
  }

  @Test
  void the_search_waits_says_so_and_loses_nothing() throws Exception {
    assumeThat(Cluster.available()).isTrue();
    try (var cluster = Cluster.started(folder.resolve("server"));
        var undisturbed = study("--out whole")) {
      var left = new Left(folder.resolve("away"), cluster.url());
      try (var search = study("--workers 2 --out away --store " + cluster.url())) {
        for (int kill = 1; kill <= KILLS; kill++) {
          assertThat(wrote(search, left, 2 * kill)).as(search.err()).isTrue();
          List<String> known = left.events();
          cluster.kill();
          Spawned.pause(AWAY_MILLIS);
          cluster.start();
          assertThat(left.events()).startsWith(known.toArray(String[]::new));
        }
        assertThat(search.exit(PATIENCE)).as(search.err()).isZero();
        String place = cluster.url().replaceFirst("\\?.*", "");
        assertThat(search.err().lines().filter(line -> line.contains(": waiting for it")))
            .isNotEmpty()
            .hasSizeLessThanOrEqualTo(KILLS)
            .allMatch(line -> line.startsWith(place + " "));
        assertThat(search.err()).contains("the store is back after ");
      }
      assertThat(undisturbed.exit(PATIENCE)).as(undisturbed.err()).isZero();
      assertThat(left.twice()).isZero();
      assertThat(left.result()).isEqualTo(Left.of(folder, "whole").result());
    }
  }

  @Test
  void ctrl_c_ends_a_search_that_waits_for_its_store() throws Exception {
    assumeThat(Cluster.available()).isTrue();
    try (var cluster = Cluster.started(folder.resolve("server"))) {
      var left = new Left(folder.resolve("away"), cluster.url());
      try (var search = study("--out away --store " + cluster.url())) {
        assertThat(wrote(search, left, 2)).as(search.err()).isTrue();
        cluster.kill();
        while (search.isAlive() && !search.err().contains(": waiting for it")) {
          Spawned.pause(20);
        }
        search.interrupt();
        assertThat(search.exit()).as(search.err()).isEqualTo(130);
        assertThat(search.err()).contains("interrupted; go on: ");
      }
      cluster.start();
      String id = left.study();
      try (var search = Spawned.rubato(folder, "tune", "--resume", id, "--store", cluster.url());
          var undisturbed = study("--out whole")) {
        assertThat(search.exit(PATIENCE)).as(search.err()).isZero();
        assertThat(undisturbed.exit(PATIENCE)).as(undisturbed.err()).isZero();
      }
      assertThat(left.result()).isEqualTo(Left.of(folder, "whole").result());
    }
  }
}
