package rubato.lab.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rubato.lab.Json;
import rubato.lab.LabException;
import rubato.schedule.Horizon;
import rubato.search.Ladder;
import rubato.text.PlanSpec;
import rubato.train.Training;

class RecorderTest {

  private static final Recorder.Listener NOBODY = Hill.after(Integer.MAX_VALUE);

  @TempDir Path folder;

  private Recorder recorder(String rates, int seeds, Recorder.Listener listener) {
    return new Recorder(Hill.TASK, Hill.request(rates, seeds), listener);
  }

  private static List<Row> rows(Path file) throws IOException {
    return Files.readAllLines(file).stream().map(line -> Json.parse(line, Row.class)).toList();
  }

  @Test
  void a_line_holds_the_losses_at_each_27th_of_the_horizon() throws IOException {
    Path file = folder.resolve("t.jsonl");
    assertThat(recorder("1e-3..1e-2:2", 2, NOBODY).into(file))
        .isEqualTo(new Recorder.Outcome(0, 4));
    assertThat(rows(file)).extracting(Row::k).containsExactly(0, 1, 0, 1);
    assertThat(rows(file)).extracting(Row::seed).containsExactly(0L, 0L, 1L, 1L);
    Row row = rows(file).get(3);
    assertThat(row.lr()).isEqualTo(1e-2);
    try (Training training = Hill.TASK.start(1)) {
      assertThat(row.v0()).isEqualTo(Row.brief(training.evaluate().loss()));
      double sum = 0;
      for (int step = 0; step < 100; step++) {
        sum += training.step(1e-2);
        if (step == 3) { // ceil(100 / 27) updates
          assertThat(row.val().getFirst()).isEqualTo(Row.brief(training.evaluate().loss()));
          assertThat(row.train().getFirst()).isEqualTo(Row.brief(sum / 4));
        }
      }
      assertThat(row.val().getLast()).isEqualTo(Row.brief(training.evaluate().loss()));
    }
    assertThat(row.val()).hasSize(27);
    assertThat(row.train()).hasSize(27);
  }

  @Test
  void what_is_not_finite_is_null_to_the_end() throws IOException {
    Path file = folder.resolve("t.jsonl");
    recorder("1e-3..1e30:2", 1, NOBODY).into(file);
    Row row = rows(file).get(1);
    int first = row.val().indexOf(null);
    assertThat(first).isBetween(0, 26);
    assertThat(row.val().subList(first, 27)).allMatch(Objects::isNull);
    assertThat(row.last()).isInfinite();
  }

  @Test
  void a_recording_that_was_stopped_or_killed_goes_on_exactly() throws IOException {
    Path whole = folder.resolve("whole.jsonl");
    recorder("1e-3..1e-2:4", 2, NOBODY).into(whole);
    Path file = folder.resolve("t.jsonl");
    assertThat(recorder("1e-3..1e-2:4", 2, Hill.after(250)).into(file))
        .isEqualTo(new Recorder.Outcome(0, 2));
    // A kill in the middle of a line.
    byte[] part = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(part, part.length - 40));
    assertThat(recorder("1e-3..1e-2:4", 2, NOBODY).into(file))
        .isEqualTo(new Recorder.Outcome(1, 7));
    assertThat(file).hasSameBinaryContentAs(whole);
    assertThat(recorder("1e-3..1e-2:4", 2, NOBODY).into(file))
        .isEqualTo(new Recorder.Outcome(8, 0));
  }

  @Test
  void a_schedule_shapes_every_training() throws IOException {
    Path file = folder.resolve("t.jsonl");
    var request =
        new Recorder.Request(
            "hill",
            PlanSpec.parse("linear(rate -> 0)"),
            Ladder.parse("1e-3..1e-2:2"),
            0,
            1,
            new Horizon(100, 100));
    new Recorder(Hill.TASK, request, NOBODY).into(file);
    recorder("1e-3..1e-2:2", 1, NOBODY).into(file);
    assertThat(rows(file)).hasSize(4);
    assertThat(rows(file)).extracting(Row::sched).contains("linear(rate -> 0.0)", "rate");
    assertThat(rows(file).get(0).last()).isGreaterThan(rows(file).get(2).last());
  }

  @Test
  void a_table_of_something_else_is_refused() throws IOException {
    Path file = folder.resolve("t.jsonl");
    recorder("1e-3..1e-2:2", 1, NOBODY).into(file);
    assertThatThrownBy(() -> recorder("1e-4..1e-2:2", 1, NOBODY).into(file))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("has \"hill\" with rate 0.001 at index 0, not 1.0E-4");
    Files.writeString(file, Files.readString(file).replaceFirst("\"v0\":", "\"v0\":1"));
    assertThatThrownBy(() -> recorder("1e-3..1e-2:3", 1, NOBODY).into(file))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("record into another file");
    Files.writeString(file, "{}\nnonsense\n");
    assertThatThrownBy(() -> recorder("1e-3..1e-2:2", 1, NOBODY).into(file))
        .isInstanceOf(LabException.class)
        .hasMessageStartingWith("line 1 of ");
  }

  @Test
  void a_file_of_something_else_is_left_as_it_is() throws IOException {
    Path file = folder.resolve("notes.txt");
    for (String notes : new String[] {"my notes", "{}", "{\"a\": 1}"}) {
      Files.writeString(file, notes);
      assertThatThrownBy(() -> recorder("1e-3..1e-2:2", 1, NOBODY).into(file))
          .isInstanceOf(LabException.class)
          .hasMessage(
              file + " must hold lines of a recording, got another text: choose another file");
      assertThat(file).hasContent(notes);
    }
    for (String torn : new String[] {"{", "{\"p\":\"hil", "\0\0"}) {
      Files.writeString(file, torn);
      assertThat(recorder("1e-3..1e-2:2", 1, NOBODY).into(file).made()).isEqualTo(2);
      Files.delete(file);
    }
    Path nowhere = folder.resolve("no/t.jsonl");
    assertThatThrownBy(() -> recorder("1e-3..1e-2:2", 1, NOBODY).into(nowhere))
        .hasMessage(nowhere + " cannot be written: there is no folder for " + nowhere);
  }

  @Test
  void two_recordings_do_not_write_one_file() throws IOException {
    Path file = folder.resolve("t.jsonl");
    try (var _ = new Lines<>(file, line -> Json.parse(line, Row.class), Row::line)) {
      assertThatThrownBy(() -> recorder("1e-3..1e-2:2", 1, NOBODY).into(file))
          .isInstanceOf(LabException.class)
          .hasMessageContaining("is being written by another recording");
    }
    assertThatThrownBy(() -> recorder("1e-3..1e-2:2", 1, NOBODY).into(folder.resolve("no/file")))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("cannot be written");
  }

  @Test
  void rejects_what_cannot_be_recorded() {
    var horizon = new Horizon(100, 100);
    var ladder = Ladder.parse("1e-5..10:37");
    var rate = PlanSpec.parse("rate");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Recorder.Request("p", rate, ladder, 0, 0, horizon))
        .withMessage("seeds must be >= 1, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Recorder.Request("p", rate, ladder, 0, 1, new Horizon(26, 26)))
        .withMessageStartingWith("updates of a training must be >= 27");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Recorder.Request("p", PlanSpec.parse("0.1"), ladder, 0, 1, horizon))
        .withMessageContaining("the free word `rate`");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Recorder.Request(
                    "p",
                    PlanSpec.parse("rate * plateau(factor 0.5, patience 5)"),
                    ladder,
                    0,
                    1,
                    horizon))
        .withMessageStartingWith("schedule must be without feedback");
  }

  @Test
  void sweeps_are_recorded_once_for_each_seed_and_ladder() throws IOException {
    Path file = folder.resolve("s.jsonl");
    var sweeps = new Sweeps(Hill.TASK, Hill.request("1e-3..1e-2:2", 2), () -> false);
    assertThat(sweeps.into(file)).isEqualTo(6);
    assertThat(sweeps.into(file)).isZero();
    var read =
        Files.readAllLines(file).stream().map(line -> Json.parse(line, Sweep.class)).toList();
    assertThat(read)
        .extracting(Sweep::ladder)
        .containsExactly("rubato", "fastai", "lightning", "rubato", "fastai", "lightning");
    assertThat(read.get(1).rates()).hasSize(100).first().isEqualTo(1e-7);
    assertThat(read.get(0).test().reading())
        .isInstanceOf(rubato.search.RangeReading.Suggestion.class);
    // Lightning's first rung is its low end, its second is two ratios above it.
    assertThat(read.get(2).rates().get(1)).isEqualTo(Math.pow(10, -8 + 0.16));
    try (Training training = Hill.TASK.start(0)) {
      assertThat(read.get(1).values()[0]).isEqualTo(Row.brief(training.step(1e-7)));
    }
    assertThat(read.get(1).horizon()).isEqualTo(100);
    assertThat(new Sweeps(Hill.TASK, Hill.request("1e-3..1e-2:2", 3), () -> true).into(file))
        .isZero();
  }
}
