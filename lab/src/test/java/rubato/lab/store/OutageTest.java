package rubato.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rubato.testkit.Cluster;

/** A server that is killed while it is written to, and started again. */
class OutageTest {

  private static final int KILLS = 4;

  @TempDir Path folder;

  @Test
  void the_writer_waits_says_so_and_each_event_is_there_once() throws Exception {
    assumeThat(Cluster.available()).isTrue();
    try (var cluster = Cluster.started(folder)) {
      Place place = Databases.place(cluster, "outage");
      var said = new ConcurrentLinkedQueue<String>();
      var written = new AtomicInteger();
      String study;
      try (var store = Databases.open(place)) {
        study = store.begin(Databases.study());
      }
      Thread writer = Thread.ofPlatform().start(() -> write(place, study, said, written));
      for (int kill = 0; kill < KILLS; kill++) {
        int before = written.get();
        while (written.get() < before + 20 && writer.isAlive()) {
          Thread.sleep(2);
        }
        cluster.kill();
        Thread.sleep(400);
        cluster.start();
      }
      int after = written.get();
      while (written.get() < after + 20 && writer.isAlive()) {
        Thread.sleep(2);
      }
      writer.interrupt();
      writer.join();
      assertThat(said).isNotEmpty();
      assertThat(said)
          .allSatisfy(
              line ->
                  assertThat(line).startsWith("jdbc:postgresql://127.0.0.1:").doesNotContain("\n"));
      try (var store = Databases.open(place)) {
        int events = store.events(study).size();
        assertThat(events).isBetween(written.get(), written.get() + 1);
        ProcessesTest.whole(store, study, events);
      }
    }
  }

  private static void write(
      Place place, String study, ConcurrentLinkedQueue<String> said, AtomicInteger written) {
    Patience patience =
        (what, waited) -> {
          said.add(what + " " + waited.toMillis() + " ms");
          return waited.compareTo(Duration.ofSeconds(60)) < 0;
        };
    try (var store = Store.open(place, Mode.WRITE, patience);
        Lease _ = store.lease(study)) {
      for (int seq = 0; !Thread.currentThread().isInterrupted(); seq++) {
        String run = store.begin(Databases.trial(study, seq % 5));
        var batch = new Batch(run, Databases.losses(seq * 10L, Writer.losses(seq)));
        store.append(study, seq, "{\"n\":" + seq + "}", List.of(batch));
        written.incrementAndGet();
      }
    } catch (StoreException e) {
      if (!Thread.currentThread().isInterrupted()) {
        throw e;
      }
    }
  }

  @Test
  void without_patience_it_is_told_at_once() throws Exception {
    assumeThat(Cluster.available()).isTrue();
    try (var cluster = Cluster.started(folder);
        var store = Databases.open(Databases.place(cluster, "gone"))) {
      cluster.kill();
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> store.begin(Databases.study()))
          .withMessageContaining("jdbc:postgresql://127.0.0.1:");
    }
  }
}
