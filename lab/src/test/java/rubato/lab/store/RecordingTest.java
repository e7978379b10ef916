package rubato.lab.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rubato.lab.Requests;
import rubato.optim.Sgd;
import rubato.pace.Pacer;
import rubato.schedule.Horizon;
import rubato.text.Spec;
import rubato.train.Checkpoint;
import rubato.train.CheckpointFile;
import rubato.train.Evaluation;
import rubato.train.Loop;
import rubato.train.Metric;
import rubato.train.Run;
import rubato.train.Task;
import rubato.train.Times;

class RecordingTest {

  private static final long AT = 1_700_000_000_123L;
  private static final OptionalLong TIMED = OptionalLong.of(AT);
  private static final Horizon HORIZON = new Horizon(30, 10);

  @TempDir Path folder;

  private Store store() {
    return Databases.open(Place.of(folder.resolve("store").toString(), Map.of()));
  }

  @Test
  void all_that_a_loop_tells_is_recorded() {
    Task task = Requests.task(new Sgd());
    try (var store = store();
        var training = task.start(1)) {
      var clock = new AtomicLong();
      var recording =
          new Recording(store, store.begin(Databases.run()), task.metric(), clock::get, () -> AT);
      var pacer = new Pacer(Spec.parse("linear(0.5 -> 0)").resolve(HORIZON));
      var loop = new Loop(task, 1, training, pacer, HORIZON, recording);
      loop.until(12);
      assertThat(store.observations(recording.run())).isEmpty();
      clock.set(3_000_000_000L); // now the batch is old
      assertThat(loop.until(30)).isEqualTo(Run.End.COMPLETED);
      assertThat(store.observations(recording.run())).isNotEmpty();
      recording.finish(Status.COMPLETED, "");
      recording.close();
      var seen = store.observations(recording.run());
      Run run = loop.run();
      assertThat(seen.stream().filter(one -> one.kind().equals("loss")).toList())
          .isEqualTo(
              run.steps().stream()
                  .map(step -> new Observed(step.step(), "loss", step.loss(), step.rate(), TIMED))
                  .toList());
      assertThat(seen.stream().filter(one -> one.kind().equals("held-out loss")).toList())
          .isEqualTo(
              run.evaluations().stream()
                  .map(
                      one ->
                          new Observed(
                              one.step(),
                              "held-out loss",
                              one.evaluation().loss(),
                              Double.NaN,
                              TIMED))
                  .toList());
      assertThat(store.run(recording.run()).status()).isEqualTo(Status.COMPLETED);
    }
  }

  @Test
  void what_was_made_before_keeps_the_times_it_had() {
    var metric = new Metric("accuracy", true);
    var settings =
        new CheckpointFile.Settings("digits:cnn", "adam", "32", 1, "0.1", new Horizon(4, 2), 1);
    var before =
        new CheckpointFile(
            settings,
            new Pacer.Saved("0.1", 2, List.of()),
            List.of(new Run.Step(0, 0.1, 2.5), new Run.Step(1, 0.1, 2)),
            List.of(new Run.Evaluated(2, new Evaluation(1.5, 0.75))),
            new Checkpoint("digits:cnn", 2, new byte[0]),
            new Times(1, List.of(11L), Map.of(2L, 12L)));
    try (var store = store();
        var recording =
            new Recording(store, store.begin(Databases.run()), metric, () -> 0, () -> AT)) {
      recording.before(before);
      recording.stepped(new Run.Step(2, 0.1, 1));
      recording.finish(Status.COMPLETED, "");
      assertThat(store.observations(recording.run()))
          .containsExactly(
              new Observed(0, "loss", 2.5, 0.1),
              new Observed(1, "loss", 2, 0.1, OptionalLong.of(11)),
              Observed.of(2, "held-out loss", 1.5).at(OptionalLong.of(12)),
              Observed.of(2, "accuracy", 0.75).at(OptionalLong.of(12)),
              new Observed(2, "loss", 1, 0.1, TIMED));
    }
  }

  @Test
  void steps_that_a_guard_undid_are_not_part_of_the_run() {
    try (var store = store()) {
      var metric = Requests.task(new Sgd()).metric();
      var recording = new Recording(store, store.begin(Databases.run()), metric, () -> 0, () -> AT);
      for (int step = 0; step < 5; step++) {
        recording.stepped(new Run.Step(step, 0.1, 10 + step));
      }
      recording.rescued(5, 2);
      recording.stepped(new Run.Step(2, 0.05, 1));
      assertThat(recording.stop()).isFalse();
      recording.close(); // without a word how it ended
      assertThat(store.observations(recording.run()))
          .extracting(Observed::kind, Observed::step, Observed::value)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("loss", 0L, 10.0),
              org.assertj.core.groups.Tuple.tuple("loss", 1L, 11.0),
              org.assertj.core.groups.Tuple.tuple(Observed.ROLLED_BACK, 5L, 2.0),
              org.assertj.core.groups.Tuple.tuple("loss", 2L, 1.0));
      assertThat(store.run(recording.run()).status()).isEqualTo(Status.CRASHED);
      assertThat(store.run(recording.run()).updates()).isEqualTo(3);
    }
  }

  @Test
  void the_revision_is_what_git_has_checked_out() throws IOException {
    String commit = "0123456789abcdef0123456789abcdef01234567";
    assertThat(Revision.of(folder)).isEmpty();
    Path git = Files.createDirectories(folder.resolve("tree/.git"));
    Path inside = Files.createDirectories(folder.resolve("tree/a/b"));
    Files.writeString(git.resolve("HEAD"), commit + "\n");
    assertThat(Revision.of(inside)).isEqualTo(commit);
    Files.writeString(git.resolve("HEAD"), "ref: refs/heads/main\n");
    assertThat(Revision.of(inside)).isEmpty();
    Files.writeString(git.resolve("packed-refs"), "# pack-refs\n" + commit + " refs/heads/main\n");
    assertThat(Revision.of(inside)).isEqualTo(commit);
    Files.createDirectories(git.resolve("refs/heads"));
    Files.writeString(git.resolve("refs/heads/main"), commit.replace('0', 'f') + "\n");
    assertThat(Revision.of(inside)).isEqualTo(commit.replace('0', 'f'));
    Path second = Files.createDirectories(folder.resolve("second"));
    Path of = Files.createDirectories(git.resolve("worktrees/second"));
    Files.writeString(second.resolve(".git"), "gitdir: " + of + "\n");
    Files.writeString(of.resolve("HEAD"), "ref: refs/heads/main\n");
    Files.writeString(of.resolve("commondir"), "../..\n");
    assertThat(Revision.of(second)).isEqualTo(commit.replace('0', 'f'));
  }
}
