package rubato.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import rubato.pace.Pacer;
import rubato.schedule.Horizon;
import rubato.testkit.Trials;

class CheckpointFileTest {

  private static final CheckpointFile.Settings SETTINGS =
      new CheckpointFile.Settings(
          "digits:cnn", "sgd:é=1", "32", 2, "cosine(0.1 -> 0)", new Horizon(20, 10), -3);

  private static CheckpointFile file() {
    return new CheckpointFile(
        SETTINGS,
        new Pacer.Saved("cosine(0.1 -> 0, 20)", 2, List.of("a", "")),
        List.of(new Run.Step(0, 0.1, Double.NaN), new Run.Step(1, 0.09, -0.0)),
        List.of(new Run.Evaluated(2, new Evaluation(Double.POSITIVE_INFINITY, 0.5))),
        new Checkpoint("digits:cnn", 2, new byte[] {1, 2, 3}),
        new Times(1, List.of(1_700_000_000_000L), Map.of(2L, 1_700_000_000_001L)));
  }

  @Test
  void everything_comes_back() {
    CheckpointFile read = CheckpointFile.of(file().bytes());
    assertThat(read.settings()).isEqualTo(SETTINGS);
    assertThat(read.pacer()).isEqualTo(file().pacer());
    assertThat(read.steps()).isEqualTo(file().steps());
    assertThat(read.evaluations()).isEqualTo(file().evaluations());
    assertThat(read.checkpoint().task()).isEqualTo("digits:cnn");
    assertThat(read.checkpoint().step()).isEqualTo(2);
    assertThat(read.checkpoint().state()).containsExactly(1, 2, 3);
    assertThat(read.times()).isEqualTo(file().times());
  }

  @Test
  void a_file_of_before_there_were_times_is_read_without_them() {
    byte[] now = file().bytes();
    int version = 4 + 2 + "rubato run".length();
    int times = 8 + 4 + 8 + 4 + 16;
    int body = version + 4;
    byte[] before =
        Envelope.seal("rubato run", 1, out -> out.write(now, body, now.length - body - times - 4));
    CheckpointFile read = CheckpointFile.of(before);
    assertThat(read.times()).isEqualTo(Times.NONE);
    assertThat(read.steps()).isEqualTo(file().steps());
    assertThat(read.checkpoint().state()).containsExactly(1, 2, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CheckpointFile.of(Envelope.seal("rubato run", 3, out -> out.write(0))))
        .withMessageContaining("of version 2");
  }

  @Test
  void no_damage_goes_unseen() {
    byte[] whole = file().bytes();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatIllegalArgumentException()
          .as("cut to %d", length)
          .isThrownBy(() -> CheckpointFile.of(cut));
    }
    Trials.check(
        in -> {
          byte[] damaged = whole.clone();
          damaged[in.whole(0, whole.length - 1)] ^= (byte) (1 << in.whole(0, 7));
          assertThatIllegalArgumentException().isThrownBy(() -> CheckpointFile.of(damaged));
        });
  }

  @Test
  void the_first_difference_is_named_with_both_values() {
    var other =
        new CheckpointFile.Settings(
            "digits:cnn", "sgd:é=1", "all", 2, "0.1", new Horizon(20, 10), -3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SETTINGS.requireSame(other))
        .withMessage("batch must be 32, as in the checkpoint, got all");
    SETTINGS.requireSame(SETTINGS);
  }

  @Test
  void pacer_run_and_training_must_be_at_the_same_step() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new CheckpointFile(
                    SETTINGS,
                    new Pacer.Saved("0.1", 3, List.of()),
                    List.of(),
                    List.of(),
                    new Checkpoint("digits:cnn", 3, new byte[0]),
                    Times.NONE))
        .withMessageStartingWith(
            "steps of the pacer and of the run must be those of the training, 3");
  }
}
