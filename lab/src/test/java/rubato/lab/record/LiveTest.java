package rubato.lab.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rubato.lab.LabException;
import rubato.schedule.Horizon;
import rubato.text.PlanSpec;
import rubato.train.Training;

class LiveTest {

  private static final Live.Request REQUEST =
      new Live.Request("hill", PlanSpec.parse("rate"), new Horizon(100, 100));

  @TempDir Path folder;

  private long now;
  private int stepped;

  private Live live(int updates) {
    Recorder.Listener stops = Hill.after(updates);
    return new Live(
        Hill.TASK,
        REQUEST,
        folder.resolve("ledger.jsonl"),
        () -> now += 500_000_000,
        new Recorder.Listener() {
          @Override
          public void stepped(int training, double rate, long seed, long step, double loss) {
            stepped++;
            stops.stepped(training, rate, seed, step, loss);
          }

          @Override
          public boolean stop() {
            return stops.stop();
          }
        });
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(folder.resolve("ledger.jsonl"));
  }

  @Test
  void a_part_is_trained_once_and_timed() throws IOException {
    try (Live live = live(1000)) {
      Part third = live.part(1e-2, 7, 3);
      assertThat(third.part()).isEqualTo(3);
      assertThat(third.seconds()).isEqualTo(0.5);
      assertThat(stepped).isEqualTo(12); // ceil(300 / 27) updates
      try (Training training = Hill.TASK.start(7)) {
        for (int i = 0; i < 12; i++) {
          training.step(1e-2);
        }
        assertThat(third.loss()).isEqualTo(training.evaluate().loss());
      }
      assertThat(live.part(1e-2, 7, 2).part()).isEqualTo(2);
      assertThat(stepped).isEqualTo(12);
    }
    stepped = 0;
    try (Live live = live(1000)) {
      live.part(1e-2, 7, 3);
      assertThat(stepped).isZero();
      // What goes on with it must come to where it was.
      live.part(1e-2, 7, 4);
      assertThat(stepped).isEqualTo(15);
    }
    assertThat(lines()).hasSize(4).allMatch(line -> line.contains("\"seconds\":0.5"));
  }

  @Test
  void many_trainings_take_turns_and_give_what_they_give_alone() {
    var turns = new ArrayList<Double>();
    try (Live live = live(Integer.MAX_VALUE)) {
      for (int part = 1; part <= 3; part++) {
        for (int seed = 0; seed < 20; seed++) { // more than are kept open
          turns.add(live.part(1e-2, seed, part).loss());
        }
      }
    }
    for (int seed = 0; seed < 20; seed++) {
      try (Training training = Hill.TASK.start(seed)) {
        for (int i = 0; i < 12; i++) {
          training.step(1e-2);
        }
        assertThat(turns.get(40 + seed)).isEqualTo(training.evaluate().loss());
      }
    }
  }

  @Test
  void what_was_stopped_goes_on_and_what_is_half_a_line_is_trained_again() throws IOException {
    try (Live live = live(10)) {
      assertThatThrownBy(() -> live.part(1e-2, 0, 27)).isInstanceOf(CancellationException.class);
    }
    assertThat(lines()).hasSize(2);
    Path file = folder.resolve("ledger.jsonl");
    byte[] part = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(part, part.length - 9));
    try (Live live = live(1000)) {
      live.part(1e-2, 0, 27);
    }
    List<String> parts = lines();
    assertThat(parts).hasSize(27);
    Files.delete(file);
    try (Live live = live(1000)) {
      live.part(1e-2, 0, 27);
    }
    assertThat(lines()).isEqualTo(parts);
  }

  @Test
  void what_diverges_ends_there() throws IOException {
    try (Live live = live(1000)) {
      int part = 1;
      while (Double.isFinite(live.part(1e30, 0, part).loss())) {
        part++;
      }
      assertThat(part).isLessThan(27);
    }
    assertThat(lines().getLast()).contains("\"val\":null");
  }

  @Test
  void a_ledger_of_another_training_is_refused() throws IOException {
    try (Live live = live(1000)) {
      live.part(1e-2, 0, 2);
    }
    Path file = folder.resolve("ledger.jsonl");
    List<String> right = lines();
    Files.writeString(file, right.getFirst().replaceAll("\"val\":[^,]*", "\"val\":0.5") + "\n");
    try (Live live = live(1000)) {
      assertThatThrownBy(() -> live.part(1e-2, 0, 2))
          .isInstanceOf(LabException.class)
          .hasMessageContaining("has loss 0.5 after part 1 of rate 0.01, seed 0");
    }
    Files.writeString(file, right.getLast() + "\n");
    assertThatThrownBy(() -> live(1).close())
        .isInstanceOf(LabException.class)
        .hasMessageContaining("in order, got part 2");
    Files.writeString(file, right.getLast().replace("hill", "another") + "\n");
    live(1).close();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Live.Request("hill", PlanSpec.parse("rate"), new Horizon(26, 26)))
        .withMessageContaining("must be >= 27");
  }
}
